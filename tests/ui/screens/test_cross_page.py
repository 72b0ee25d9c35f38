from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.orders import Disclosure
from desktop.domain.cross import Side
from desktop.forms.cross import CrossForm, CrossName
from desktop.forms.order_filter import Gathered
from desktop.ui.screens.reports import ReportsScreen
from tests.office import Office
from tests.ui.screens.seat import Seat


@pytest.fixture
def seat(qtbot: QtBot, office: Office, database: Database) -> Iterator[Seat]:
    for channel in ("CH01", "CH01", "CH03"):
        office.register(channel=channel)
    seat = Seat(qtbot, ReportsScreen, database, office.operator, office.now, ("cross", None))
    yield seat
    seat.leave()


def choose(seat: Seat, *form: Any) -> None:
    seat.screen.page.form.set_value(CrossForm(*form))
    seat.screen.page.refresh()
    seat.settle()


def shown(seat: Seat) -> list[list[str]]:
    model = seat.screen.page.table.model()
    return [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]


def test_a_table_is_there_as_soon_as_its_sides_are_chosen(seat: Seat) -> None:
    choose(seat, Side.CHANNEL, None, "N01")
    assert [row[1:] for row in shown(seat)] == [["2", "66.7%"], ["1", "33.3%"], ["3", "100.0%"]]


def test_rows_and_columns_change_places(seat: Seat) -> None:
    choose(seat, Side.CHANNEL, Side.ESTATE, "N01")
    seat.part("cross.swap").click()
    seat.settle()
    assert shown(seat)[0][:3] == ["丰翔新城", "2", "1"]


def test_the_same_side_twice_is_said_at_the_field(seat: Seat) -> None:
    choose(seat, Side.CHANNEL, Side.CHANNEL, "N01")
    assert "不能是同一项" in seat.screen.page.form.editors.problems["columns"].text()


def test_a_table_is_kept_by_name_and_taken_again(seat: Seat) -> None:
    choose(seat, Side.CHANNEL, None, "K04")
    seat.press("Ctrl+S")
    dialog = seat.screen.page.dialog
    assert dialog is not None
    dialog.form.set_value(CrossName("channels"))
    seat.press("Ctrl+Return")
    assert seat.screen.page.list.item(0).text() == "channels"
    choose(seat, Side.ESTATE, None, "N01")
    seat.screen.page.list.itemActivated.emit(seat.screen.page.list.item(0))
    seat.settle()
    assert seat.screen.page.form.value() == CrossForm(Side.CHANNEL, None, "K04")
    seat.screen.page.list.setCurrentRow(0)
    seat.part("cross.remove").click()
    seat.settle()
    assert seat.screen.page.list.count() == 0


def test_a_figure_opens_its_orders_and_the_way_back(seat: Seat) -> None:
    choose(seat, Side.CHANNEL, Side.ESTATE, "N01")
    page = seat.screen.page
    for row, column, count in ((0, 1, 2), (1, 2, 1), (2, 1, 3)):
        page.table.activated.emit(page.table.model().index(row, column))
        seat.settle()
        name, what = seat.went[-1]
        assert (name, type(what)) == ("orders", Gathered)
        assert (len(what.ids), what.what) == (count, ("cross", None))


def test_the_export_is_noted_and_counts_by_itself(seat: Seat, tmp_path: Path, database: Database) -> None:
    choose(seat, Side.CHANNEL, None, "N01")
    path = tmp_path / "渠道.xlsx"
    seat.screen.page.export_to(path)
    seat.settle()
    book = load_workbook(path)
    assert "=SUM" in "".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
    with database.read() as session:
        assert [row.recipient for row in session.scalars(select(Disclosure))] == [path.name]


def test_where_nothing_is_kept_it_is_said_how_to(seat: Seat) -> None:
    assert "保存" in seat.part("cross.none").text()
    assert seat.part("cross.none").isVisible()
    assert not seat.part("cross.remove").isEnabled()


def test_nothing_is_clipped(seat: Seat, clipped: Callable[[Any], list[str]]) -> None:
    assert clipped(seat.screen) == []
