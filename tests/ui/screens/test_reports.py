"""Reports on the screen: the usual period, the figures as they are read, export and print with their notes."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.orders import Disclosure
from desktop.domain.lifecycle import State
from desktop.domain.timing.periods import Period
from desktop.services.reports import CATALOGUE, viewing
from desktop.ui.kit.appearance.look import current
from desktop.ui.screens.reports import ReportsScreen
from desktop.ui.screens.reports.choices import Choice, following, period_of, usual
from tests.office import Office
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]


@pytest.fixture
def sit(qtbot: QtBot, office: Office, database: Database) -> Iterator[Sit]:
    """Opens the screen; all are closed at the end."""
    seats: list[Seat] = []

    def make(what: object = None, **size: int) -> Seat:
        seats.append(Seat(qtbot, ReportsScreen, database, office.operator, office.now, what, **size))
        return seats[-1]

    yield make
    for seat in seats:
        seat.leave()


def shown(table: QTableView) -> list[list[str]]:
    model = table.model()
    return [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]


def notes(database: Database) -> list[tuple[str, str, str]]:
    with database.read() as session:
        return [(row.what, row.purpose, row.recipient) for row in session.scalars(select(Disclosure))]


@pytest.mark.parametrize(
    ("today", "choice", "first", "last"),
    [
        (date(2026, 11, 5), Choice.LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 11, 1), Choice.TODAY, date(2026, 11, 1), date(2026, 11, 1)),
        (date(2026, 11, 6), Choice.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 1, 3), Choice.LAST_MONTH, date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 11, 6), Choice.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 6, 30), Choice.HALF, date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), Choice.HALF, date(2026, 7, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), Choice.YEAR, date(2028, 1, 1), date(2028, 12, 31)),
    ],
)
def test_named_periods(today: date, choice: Choice, first: date, last: date) -> None:
    assert period_of(choice, today) == Period(first, last)


def test_last_month_is_usual_in_the_first_days_of_a_month() -> None:
    assert [usual(date(2026, 11, day)) for day in (1, 5, 6, 30)] == [
        Choice.LAST_MONTH, Choice.LAST_MONTH, Choice.MONTH, Choice.MONTH,
    ]  # fmt: skip


@pytest.mark.parametrize("choice", list(Choice))
@pytest.mark.parametrize("today", [date(2026, 1, 31), date(2026, 11, 6), date(2028, 2, 29)])
def test_one_on_and_one_back_is_where_one_was(choice: Choice, today: date) -> None:
    period = period_of(choice, today)
    assert following(period).previous() == period
    days = Period(date(2026, 10, 3), date(2026, 10, 9))
    assert following(days) == Period(date(2026, 10, 10), date(2026, 10, 16))


def test_the_summary_for_the_town_comes_first_with_all_its_sheets(sit: Sit, office: Office) -> None:
    office.order_in(State.DONE)
    seat = sit()
    assert "月度汇总" in seat.screen.page.list.item(0).text()
    assert seat.screen.page.view.tabs.count() == 8
    assert seat.part("reports.period.words").text() == "2026年11月"
    seat.press("Alt+PgDown")
    assert seat.screen.page.view.tabs.currentIndex() == 1
    seat.press("Alt+Left")
    assert seat.part("reports.period.words").text() == "2026年10月"
    assert seat.screen.page.view.tabs.currentIndex() == 1
    assert not seat.part("reports.period.month").isChecked() and seat.part("reports.period.last_month").isChecked()
    seat.press("Alt+Left")
    assert not any(seat.part(f"reports.period.{choice}").isChecked() for choice in Choice)


def test_figures_are_shown_as_they_are_read_with_a_strong_total(sit: Sit, office: Office) -> None:
    office.order_in(State.REGISTERED)
    seat = sit("R02")
    rows = shown(seat.screen.page.view.table)
    headings = [
        seat.screen.page.view.table.model().headerData(at, Qt.Orientation.Horizontal) for at in range(len(rows[0]))
    ]
    total = dict(zip(headings, rows[-1], strict=True))
    assert total["小区"] == "合计" and total["受理件次"] == "1"
    assert total["满意率"] == "—"  # nobody was rated: no rate, not 0 %
    assert "期内应办结" in seat.screen.page.view.table.model().headerData(
        headings.index("办结率"), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    assert "K05" in seat.part("reports.notes").text()


def test_marked_cells_are_copied_with_their_headings(sit: Sit, office: Office) -> None:
    office.order_in(State.REGISTERED)
    seat = sit("R02")
    seat.screen.page.view.table.selectRow(0)
    seat.screen.page.view.table.setFocus()
    seat.press("Ctrl+C")
    heading, row = QGuiApplication.clipboard().text().split("\n")
    assert heading.split("\t")[1] == "小区" and row.split("\t")[1] == "丰翔新城"


def test_the_export_is_noted_and_holds_every_sheet(
    sit: Sit, office: Office, database: Database, tmp_path: Path
) -> None:
    office.order_in(State.DONE)
    seat = sit()
    path = tmp_path / "月报.xlsx"
    seat.screen.page.export_to(path)
    seat.settle()
    assert notes(database) == [("export", "月度汇总(2026-11-01至2026-11-30)", "月报.xlsx")]
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) >= 8
    assert "月报.xlsx" in seat.told[-1]


def test_an_export_that_cannot_be_written_says_so(sit: Sit, office: Office, tmp_path: Path) -> None:
    office.order_in(State.DONE)
    seat = sit()
    seat.screen.page.export_to(tmp_path / "月报.csv")
    seat.settle()
    assert "放不下" in seat.told[-1]
    assert not (tmp_path / "月报.csv").exists()


def test_printing_lays_out_every_sheet_and_is_noted(
    sit: Sit, office: Office, database: Database, tmp_path: Path
) -> None:
    office.order_in(State.DONE)
    seat = sit("R02")
    seat.press("Ctrl+P")
    preview = seat.screen.page.preview
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "r.pdf"))
    preview.paintRequested.emit(printer)
    assert (tmp_path / "r.pdf").stat().st_size > 1000
    preview.accept()
    seat.settle()
    assert notes(database) == [("print", "物业投诉月报表(2026-11-01至2026-11-30)", "打印机")]


def test_an_empty_period_says_so_and_cannot_be_printed(sit: Sit, office: Office) -> None:
    office.order_in(State.DONE)
    seat = sit("R01")
    seat.press("Alt+Left")
    assert not seat.screen.page.view.table.isVisible()
    seat.press("Ctrl+P")
    assert "换一期" in seat.told[-1] and seat.screen.page.preview is None


def test_a_longer_ledger_is_cut_on_the_screen_only(
    office: Office, database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(viewing, "SHOWN", 2)
    for _ in range(3):
        office.register()
    period = Period.month(now.year, now.month)
    told: list[tuple[int, int]] = []
    with database.read() as session:
        (sheet,) = viewing.sheets(session, CATALOGUE["R01"], period, office.operator, now)
        saved = viewing.export(
            session, CATALOGUE["R01"], tmp_path / "l.xlsx", period, office.operator, now,
            lambda done, total: told.append((done, total)),
        )  # fmt: skip
    assert sheet.cut and len(list(sheet.table.rows)) == 2
    assert saved.rows == 3 and told == [(0, 3)]
    assert all(column.printed for column in sheet.table.columns)


@pytest.mark.usefixtures("every_look")
def test_no_report_is_clipped(sit: Sit, office: Office, clipped: Callable[[Any], list[str]]) -> None:
    office.order_in(State.DONE)
    large = current().factor > 1
    seat = sit("R02", wide=1674 if large else 1202, high=1080 if large else 768)
    seat.screen.page.over.periods.choose(Choice.CUSTOM)
    seat.settle()
    assert clipped(seat.screen) == []
