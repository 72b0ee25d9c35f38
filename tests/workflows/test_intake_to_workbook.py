"""One complaint through the real window by the keyboard alone: from the call to the ledger that the town gets."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from desktop.data.tables.orders import CallBack, Disclosure, WorkOrder
from desktop.domain.lifecycle import Act, State
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.orders import history
from desktop.ui.catalogue import SCREENS
from tests.office import Office
from tests.workflows.worker import Worker

CONTENT = "地下车库抬杆坏了一年都没修,没租车位的车也开进来。"


def test_a_complaint_from_the_call_to_the_ledger(
    worker: Worker, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_the_call(worker)
    order = only_order(office)
    assert (order.state, order.phone, order.estate_id) == (State.REGISTERED, "13900001111", office.estate)

    office.now += office.pace
    assert worker.screen.name == "dispatch"
    worker.press("Ctrl+Shift+C")
    assert not QGuiApplication.clipboard().image().isNull()
    worker.press("Ctrl+Return")
    assert only_order(office).organisation_id == office.company

    handle(worker, office)
    done = only_order(office)
    assert (done.state, done.verdict, done.handler) == (State.CLOSED, Verdict.SOLVED, "陈经理")

    office.now += office.pace
    call_back(worker)
    done = only_order(office)
    assert (done.state, done.solved, done.rating) == (State.DONE, Solved.YES, Rating.CONTENT)
    with office.database.read() as session:
        assert len(session.scalars(select(CallBack)).all()) == 1
        assert list(history.broken_links(session)) == []

    row = ledger_row(exported(worker, "R01", tmp_path / "台账.xlsx", monkeypatch))
    assert row["受理编号"] == done.number
    assert (row["小区"], row["承办单位"]) == ("丰翔新城", "丰翔物业")
    assert (row["受理时间"], row["办结时间"]) == (done.received_at, done.closed_at)
    assert (row["是否按时"], row["结案评判"], row["回访评价"]) == ("是", Verdict.SOLVED.label, Rating.CONTENT.label)
    assert not any(secret in str(value) for value in row.values() for secret in ("13900001111", "王先生", "502"))
    month = exported(worker, "monthly", tmp_path / "月度汇总.xlsx", monkeypatch)
    assert len(month.sheetnames) > 4
    with office.database.read() as session:
        logged = [(one.what, one.recipient) for one in session.scalars(select(Disclosure).order_by(Disclosure.id))]
    assert logged == [
        ("copy_picture", "丰翔物业"), ("dial", ""), ("export", "台账.xlsx"), ("export", "月度汇总.xlsx"),
    ]  # fmt: skip


def take_the_call(worker: Worker) -> None:
    """F2, the fields with Enter, then save and go on to the dispatch."""
    worker.press("F2")
    for text in ("13900001111", "王先生", "丰翔", "7", "", "502", "车库入口"):
        if text:
            worker.types(text)
        worker.press("Return")
    assert worker.at() == "intake.content"
    worker.types(CONTENT)
    worker.press("Tab")
    worker.types("道闸")
    worker.press("Return")
    worker.press("Ctrl+Return")


def handle(worker: Worker, office: Office) -> None:
    """Signed for, contacted, reported, reviewed: each act from the work order screen."""
    worker.press("Alt+3")
    for act, field, text in (
        (Act.SIGN, "signed_by", "陈经理"),
        (Act.FIRST_CONTACT, "note", "约明天上门"),
        (Act.REPORT, "result", "换了抬杆电机,当场试过。"),
    ):
        office.now += office.pace
        worker.begin(act)
        worker.go_to(f"act.{act}.{field}")
        worker.types(text)
        worker.finish()
    office.now += office.pace
    worker.begin(Act.REVIEW)
    worker.go_to("act.review.verdict")
    worker.press("Down")
    worker.finish()


def call_back(worker: Worker) -> None:
    """Show the number, answer the script with the number keys, save."""
    worker.press("Alt+5", "D")
    assert worker.part("callback.number").text() == "139 0000 1111"
    worker.press("1", "1", "1", "1", "1", "Ctrl+S")


def exported(worker: Worker, report: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbook:
    """The workbook of a report, chosen with the arrow keys and saved with Ctrl+E."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    worker.press(f"Alt+{[entry.name for entry in SCREENS].index('reports') + 1}")
    worker.go_to("reports.list")
    worker.press("Home")
    for _ in range(20):
        if worker.screen.page.report.id == report:
            break
        worker.press("Down")
    assert worker.screen.page.report.id == report
    worker.press("Ctrl+E")
    return load_workbook(path)


def ledger_row(book: Workbook) -> dict[str, object]:
    """The one row of the ledger by its headings."""
    lines = [[cell.value for cell in line] for line in book.worksheets[0].iter_rows()]
    at = next(at for at, line in enumerate(lines) if "受理编号" in line)
    return dict(zip(map(str, lines[at]), lines[at + 1], strict=True))


def only_order(office: Office) -> WorkOrder:
    with office.database.read() as session:
        found = session.scalars(select(WorkOrder)).one()
        session.expunge_all()
        return found
