"""Papers of orders, notices and measures: previewed, saved as PDF, kept note of; why there is none is said."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QToolBar, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.data.tables.orders import Disclosure
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.lifecycle import Act, State
from desktop.domain.rectification.lifecycle import MeasureAct, NoticeAct
from desktop.services import addressing
from desktop.services.cases import Subject, acts_of, record
from desktop.services.papers.issued import PAPER, kept
from desktop.services.papers.notices import composed
from desktop.services.papers.orders import OrderPaper
from desktop.services.rectification.procedures import Case
from desktop.ui.desk import Desk
from desktop.ui.printing.cases import CasePrinting, MeasurePaper, papers_of_level
from desktop.ui.printing.orders import OrderPrinting
from tests.office import Office


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def add(office: Office, *rows: Any) -> int:
    with office.database.write() as session:
        session.add_all(rows)
        session.flush()
        return int(rows[-1].id)


def logged(office: Office) -> list[tuple[str, str]]:
    with office.database.read() as session:
        return [tuple(row) for row in session.execute(select(Disclosure.what, Disclosure.purpose))]


@pytest.mark.parametrize("paper", list(OrderPaper))
def test_every_paper_of_an_order_is_previewed_and_its_print_logged(
    paper: OrderPaper, qtbot: QtBot, office: Office, desk: Desk, window: QWidget
) -> None:
    order = office.order_in(State.HANDLING)
    office.do(order, Act.URGE)
    office.do(order, Act.SUPERVISE)
    printing = OrderPrinting(desk, window)
    printing.start(paper, order)
    qtbot.waitUntil(lambda: printing.preview is not None)
    assert printing.preview is not None
    assert printing.preview.windowTitle().startswith(paper.label)
    printing.preview.printed.emit()
    qtbot.waitUntil(lambda: not desk.background.busy)
    printing.preview.reject()
    assert logged(office) == [("print", f"打印{paper.label}")]


def test_a_paper_is_saved_as_pdf_and_logged_as_exported(
    qtbot: QtBot, office: Office, desk: Desk, window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "受理单"), ""))
    printing = OrderPrinting(desk, window)
    printing.start(OrderPaper.INTAKE, office.register().id)
    qtbot.waitUntil(lambda: printing.preview is not None)
    assert printing.preview is not None
    bar = printing.preview.findChild(QToolBar)
    assert bar is not None
    next(action for action in bar.actions() if action.text() == "另存为PDF").trigger()
    qtbot.waitUntil(lambda: not desk.background.busy)
    qtbot.waitUntil(lambda: bool(logged(office)))
    printing.preview.reject()
    assert (tmp_path / "受理单.pdf").read_bytes().startswith(b"%PDF")
    assert logged(office) == [("export", "导出受理单")]


@pytest.mark.parametrize("paper", [OrderPaper.DISPATCH, OrderPaper.URGING, OrderPaper.SUPERVISION])
def test_why_there_is_no_paper_is_said(
    paper: OrderPaper, qtbot: QtBot, office: Office, desk: Desk, window: QWidget
) -> None:
    told: list[str] = []
    desk.told.connect(lambda sentence, *_: told.append(sentence))
    printing = OrderPrinting(desk, window)
    printing.start(paper, office.order_in(State.REGISTERED))
    qtbot.waitUntil(lambda: bool(told))
    assert "请先" in told[0]
    assert printing.preview is None


def test_a_notice_and_the_papers_of_a_measure_stand_in_their_history(
    qtbot: QtBot, office: Office, desk: Desk, window: QWidget
) -> None:
    now, by = office.now, office.operator
    due = now + timedelta(days=9)
    notice = add(
        office,
        RectificationNotice(
            office_id=by.office_id, number="ZG-2026-0001", estate_id=office.estate, organisation_id=office.company,
            issued_at=now, issuer="云港镇房屋管理办公室", handled_by_id=by.id, due_at=due, state=NoticeState.ISSUED,
        ),
    )  # fmt: skip
    finding = add(
        office,
        Finding(
            office_id=by.office_id, number="WT-20261116-0001", estate_id=office.estate, text="堆物", severity="general",
            found_on=now.date(), notice_id=notice, state=FindingState.NOTIFIED, due_at=due,
        ),
    )  # fmt: skip
    with office.database.write() as session:
        rows = [session.get_one(Finding, finding)]
        paper = kept(composed(session, session.get_one(RectificationNotice, notice), rows), [finding])
        details = {"findings": [finding], PAPER: paper}
        record(session, Subject.NOTICE, notice, NoticeAct.ISSUE, by, now, "下达", details=details)
    measure = add(
        office,
        Measure(
            office_id=by.office_id, number="YT-2026-Q4-001", level=3, estate_id=office.estate, notice_id=notice,
            organisation_id=office.company, matter="事", reason="因", issued_at=now, issued_by_id=by.id, interview={},
        ),
    )  # fmt: skip
    with office.database.write() as session:
        paper = addressing.addressed(session, session.get_one(Measure, measure))
        details = {addressing.PAPER: paper}
        record(session, Subject.MEASURE, measure, MeasureAct.ISSUE, by, now, "下达", details=details)
    printing = CasePrinting(desk, window)
    printing.start_notice(notice)
    qtbot.waitUntil(lambda: printing.preview is not None)
    assert printing.preview is not None
    assert printing.preview.windowTitle().startswith("限期整改通知书 ")
    printing.preview.printed.emit()
    qtbot.waitUntil(lambda: not desk.background.busy)
    printing.preview.reject()
    for paper in papers_of_level(3):
        printing.preview = None
        printing.start_measure(paper, measure)
        qtbot.waitUntil(lambda: printing.preview is not None)
        printing.preview.printed.emit()
        qtbot.waitUntil(lambda: not desk.background.busy)
        printing.preview.reject()
    with office.database.read() as session:
        assert acts_of(session, Subject.NOTICE, notice)[-1].text == "打印限期整改通知书"
        texts = [act.text for act in acts_of(session, Subject.MEASURE, measure)]
    assert texts[1:] == ["打印督办单", "打印约谈通知书", "打印约谈记录"]


def test_the_papers_of_each_level() -> None:
    assert papers_of_level(1) == (MeasurePaper.REMINDER,)
    assert papers_of_level(2) == papers_of_level(5) == (MeasurePaper.SUPERVISION,)
    assert papers_of_level(4) == papers_of_level(3)


@pytest.mark.parametrize("step", ["notice", "report"])
def test_the_paper_of_a_handling_step_is_logged(
    step: str, qtbot: QtBot, office: Office, desk: Desk, window: QWidget
) -> None:
    printing = CasePrinting(desk, window)
    case = Case(order=office.register(category="0601").id)
    printing.start_step(case, "fire_lane", step)
    qtbot.waitUntil(lambda: printing.preview is not None)
    assert printing.preview is not None
    printing.preview.printed.emit()
    qtbot.waitUntil(lambda: not desk.background.busy)
    printing.preview.reject()
    assert logged(office) == [("print", {"notice": "打印违停告知单", "report": "打印情况报告"}[step])]


def test_a_step_without_a_paper_says_so(qtbot: QtBot, office: Office, desk: Desk, window: QWidget) -> None:
    told: list[str] = []
    desk.told.connect(lambda sentence, *_: told.append(sentence))
    CasePrinting(desk, window).start_step(Case(order=office.register(category="0601").id), "fire_lane", "persuade")
    qtbot.waitUntil(lambda: bool(told))
    assert "没有单据" in told[0]
