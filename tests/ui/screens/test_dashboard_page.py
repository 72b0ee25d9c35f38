from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.forms.order_filter import Gathered, OrderFilter
from desktop.services.orders.views.listing import ids
from desktop.ui.screens.orders import OrdersScreen
from desktop.ui.screens.reports import ReportsScreen
from desktop.ui.screens.reports.choices import Choice
from tests.office import Office
from tests.services.reports.random_office import fill
from tests.ui.screens.seat import Seat


@pytest.fixture
def seat(qtbot: QtBot, office: Office, database: Database) -> Iterator[Seat]:
    with database.write() as session:
        fill(session, office.operator, Random(3), 30, office.now)
    seat = Seat(qtbot, ReportsScreen, database, office.operator, office.now, ("dashboard", None))
    seat.screen.page.over.periods.choose(Choice.YEAR)
    seat.settle()
    yield seat
    seat.leave()


def opened(seat: Seat) -> Gathered:
    name, what = seat.went[-1]
    assert name == "orders"
    assert isinstance(what, Gathered)
    assert (what.screen, what.what) == ("reports", ("dashboard", None))
    return what


def test_a_large_figure_opens_the_orders_that_it_counts(seat: Seat) -> None:
    figure = seat.part("dashboard.figure0")
    figure.click()
    seat.settle()
    assert figure.accessibleName().startswith(f"受理件次{len(opened(seat).ids)},")


def test_a_part_of_a_chart_opens_by_the_keyboard(seat: Seat) -> None:
    chart = seat.part("dashboard.estates")
    chart.setFocus()
    seat.press("Right")
    seat.press("Return")
    words = chart.accessibleDescription()
    assert words.endswith(f":{len(opened(seat).ids)}件")
    assert words.partition(":")[0] in opened(seat).words


def test_a_period_that_goes_on_says_so(seat: Seat) -> None:
    said = seat.part("dashboard.unfinished")
    assert said.text() == "本期未结束,统计截至11月16日;与2025年1月1日至11月16日比。"
    seat.press("Alt+Left")
    assert said.text() == ""


def test_the_board_is_previewed_as_it_is_shown(seat: Seat) -> None:
    seat.press("Ctrl+P")
    preview = seat.screen.page.preview
    assert preview is not None
    assert preview.windowTitle() == "打印看板"
    preview.reject()


def test_the_board_is_not_clipped(seat: Seat, clipped: Callable[[Any], list[str]]) -> None:
    assert clipped(seat.screen) == []


def test_the_list_says_which_figure_it_shows_and_goes_back(qtbot: QtBot, office: Office, database: Database) -> None:
    numbers = [office.register(content=f"第{number}件:路灯不亮").id for number in range(4)]
    asked = Gathered(tuple(numbers[:2]), "看板:丰翔新城", "reports", ("dashboard", None))
    seat = Seat(qtbot, OrdersScreen, database, office.operator, office.now, asked)
    assert seat.screen.table.rowCount() == 2
    assert seat.part("orders.gathered").isVisible()
    seat.press("Alt+Backspace")
    assert seat.went[-1] == ("reports", ("dashboard", None))
    seat.part("orders.gathered.drop").click()
    seat.settle()
    assert seat.screen.table.rowCount() == 4
    assert not seat.part("orders.gathered").isVisible()
    seat.leave()


def test_the_orders_of_a_busy_year_are_found_by_their_ids(office: Office, database: Database) -> None:
    number = office.register().id
    many = Gathered((number, *range(100_000, 160_000)), "全年", "reports")
    with database.read() as session:
        assert list(ids(session, OrderFilter(among=many.ids), office.now)) == [number]
