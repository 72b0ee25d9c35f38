"""An inspection through the real window by the keyboard: plan, paper, entry, the faults put right, the ranking."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QToolBar
from sqlalchemy import select

from desktop.data.tables.assessments import Assessment
from desktop.data.tables.inspections import Inspection, InspectionPlan
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.domain.inspection.states import FindingState, InspectionState, NoticeState
from desktop.services import cases
from desktop.services.safekeeping import verifying
from desktop.ui.catalogue import SCREENS
from tests.office import Office
from tests.workflows.worker import Worker

PLACES = {"1.2": "3", "4.2": "2", "5.6": "1"}  # items of the assessment list of which a place takes half a point
SCORE = 97.0


def test_an_inspection_from_the_plan_to_the_published_ranking(
    worker: Worker, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to_screen(worker, "inspection")
    plan_the_quarter(worker)
    print_the_sheet(worker, tmp_path / "检查表.pdf", monkeypatch)
    assert (tmp_path / "检查表.pdf").read_bytes().startswith(b"%PDF")

    office.now += office.pace
    enter_the_sheet(worker)
    inspection = only(office, Inspection)
    assert (inspection.state, inspection.score, inspection.inspectors) == (InspectionState.DONE, SCORE, "王芳、李强")
    assert inspection.printed_at is not None and inspection.plan_id == only(office, InspectionPlan).id

    put_right(worker, office)
    assert {one.state for one in every(office, Finding)} == {FindingState.CLEARED}
    assert only(office, RectificationNotice).state == NoticeState.CLEARED

    row = publish(worker, tmp_path / "考核.xlsx", monkeypatch)
    # 现场检查 50, nothing else but 配合整改 5, where all was put right
    assert row["总分"] == pytest.approx(round((50 * SCORE + 5 * 100) / 55, 2))
    assert (row["小区"], row["排名"]) == ("丰翔新城", 1)
    assert only(office, Assessment).period == "2026Q4"
    with office.database.read() as session:
        assert list(cases.broken_links(session)) == []
        path = office.database.attachments.parent / "linliban.sqlite3"
        assert verifying.verify(session, path, office.database.attachments).problems == ()


def go_to_screen(worker: Worker, name: str) -> None:
    worker.press(f"Alt+{[entry.name for entry in SCREENS].index(name) + 1}")
    assert worker.screen.name == name


def plan_the_quarter(worker: Worker) -> None:
    """The assessment list, this quarter and all estates are filled in; who goes there is typed."""
    worker.press("Ctrl+N")
    worker.go_to("inspection.plan.inspectors")
    worker.types("王芳、李强")
    worker.finish()


def print_the_sheet(worker: Worker, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """See it, and save it as PDF; the preview is the system's own and has no key for that."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    worker.press("Ctrl+P")
    preview = QApplication.activeModalWidget()
    assert preview is not None
    bars: list[QToolBar] = preview.findChildren(QToolBar)
    actions: list[QAction] = [action for bar in bars for action in bar.actions()]
    next(action for action in actions if action.text() == "另存为PDF").trigger()
    worker.settle()
    worker.press("Escape")


def enter_the_sheet(worker: Worker) -> None:
    """From the estate of the plan into its sheet; three items have faults, the rest is fulfilled."""
    worker.press("F6", "Return")
    sheet = worker.screen.page.entry.sheet
    items = [item.code for item in worker.screen.page.entry.lines.checklist.items()]
    for code in items[: items.index("5.6") + 1]:
        assert sheet.code == code
        if code in PLACES:
            worker.types(PLACES[code])
        else:
            worker.press("Space")
        worker.press("Return")
    worker.press("Ctrl+Return")
    worker.go_to("inspection.foot.rest")
    worker.press("Space")
    worker.finish()


def put_right(worker: Worker, office: Office) -> None:
    """All faults into one notice; signed for, answered, looked at again."""
    office.now += office.pace
    go_to_screen(worker, "inspection")
    worker.press("Ctrl+PgDown")
    assert worker.screen.page.name == "findings"
    worker.press("Ctrl+A", "F4", "Space")
    worker.finish()  # the notice is shown
    office.now += office.pace
    offered(worker, "sign")
    worker.go_to("notice.sign.signed_by")
    worker.types("陈经理")
    worker.finish()
    office.now += office.pace
    offered(worker, "receive")
    for finding in every(office, Finding):
        worker.go_to(f"receipt.{finding.id}.measure")
        worker.types("已整改")
    worker.finish()
    office.now += office.pace
    offered(worker, "recheck")
    worker.press(*"1" * len(PLACES))
    worker.finish()


def offered(worker: Worker, act: str) -> None:
    """Take what is offered for the chosen notice by its button."""
    worker.go_to(f"notice.{act}")
    worker.press("Space")


def publish(worker: Worker, path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Publish the running quarter and save its workbook; the row of the only estate by heading."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    go_to_screen(worker, "assessment")
    worker.press("Ctrl+Return")
    worker.finish()
    worker.press("Ctrl+E")
    lines = [[cell.value for cell in line] for line in load_workbook(path, data_only=True).worksheets[0].iter_rows()]
    at = next(at for at, line in enumerate(lines) if "小区" in line)
    return dict(zip(map(str, lines[at]), lines[at + 1], strict=True))


def only(office: Office, table: Any) -> Any:
    (found,) = every(office, table)
    return found


def every(office: Office, table: Any) -> list[Any]:
    with office.database.read() as session:
        found = list(session.scalars(select(table).order_by(table.id)))
        session.expunge_all()
        return found
