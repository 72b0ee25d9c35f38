"""A year whose official table comes late: due times are provisional, and move when it is entered."""

from datetime import date, datetime

import pytest

from desktop.domain.lifecycle import Act, State
from desktop.domain.timing.holidays import YearTable
from desktop.services.orders import calendar_years
from desktop.services.reminders import reminders
from tests.office import Office

TABLE = YearTable(
    2027,
    frozenset(date(2027, 1, day) for day in (1, 2, 3, 4, 5)),
    frozenset({date(2027, 1, 9)}),
    {date(2027, 1, day): "元旦" for day in (1, 2, 3, 4, 5)},
)


@pytest.fixture
def late(office: Office) -> Office:
    office.now = datetime(2026, 12, 30, 10)
    return office


def test_what_hangs_on_the_year_is_counted_anew(late: Office) -> None:
    hanging, closed = late.order_in(State.HANDLING), late.order_in(State.CLOSED)
    late.do(hanging, Act.SUPERVISE)
    late.now = datetime(2026, 12, 1, 10)
    before = late.register().id
    clock = late.clocks(hanging)["close"]
    assert (clock.due_at, clock.provisional) == (datetime(2027, 1, 7, 17, 30), True)
    assert "2027年放假安排未录入" in clock.reason
    assert not late.clocks(before)["close"].provisional
    untouched = late.row(before)
    late.now = datetime(2027, 1, 2, 9)
    with late.database.write() as session:
        assert "按法定节假日暂推" in "".join(one.text for one in reminders(session, late.now))
        done = calendar_years.enter_year(session, TABLE, "国办发明电", late.operator, late.now)
    assert done.clocks >= 3
    for order_id in (hanging, closed):
        clock = late.clocks(order_id)["close"]
        assert (clock.due_at, clock.provisional) == (datetime(2027, 1, 9, 17, 30), False)
        assert late.row(order_id).close_due_at == clock.due_at
    assert late.row(hanging).supervision_due_at == datetime(2027, 1, 7, 17, 30)
    assert late.row(before).version == untouched.version
    with late.database.read() as session:
        assert "暂推" not in "".join(one.text for one in reminders(session, late.now))


def test_entering_it_again_moves_nothing_more(late: Office) -> None:
    late.order_in(State.HANDLING)
    with late.database.write() as session:
        assert calendar_years.enter_year(session, TABLE, "", late.operator, late.now).clocks > 0
    with late.database.write() as session:
        assert calendar_years.enter_year(session, TABLE, "", late.operator, late.now).clocks == 0


def test_the_years_say_where_they_come_from(late: Office) -> None:
    with late.database.write() as session:
        assert [(card.year, card.official) for card in calendar_years.years(session, late.now)] == [
            (2025, True), (2026, True), (2027, False), (2028, False),
        ]  # fmt: skip
        calendar_years.enter_year(session, TABLE, "通知\x00", late.operator, late.now)
        cards = {card.year: card for card in calendar_years.years(session, late.now)}
    assert cards[2027].official and cards[2027].source == "王芳2026年12月30日录入(通知)"
    assert cards[2028].source == "暂按法定节假日推算"
