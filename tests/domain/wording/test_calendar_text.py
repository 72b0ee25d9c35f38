"""Dates in one column in many forms."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.wording.calendar_text import DateOrder, day, moment, month
from desktop.domain.wording.cleaning import Cell

WHEN = datetime(2019, 2, 28, 11, 25, 5)
MIDNIGHT = datetime(2019, 2, 28)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (WHEN, WHEN),
        (date(2019, 2, 28), MIDNIGHT),
        ("2019/2/28 11:25:05", WHEN),
        ("2019-02-28 11:25:05.123", WHEN),
        ("2019-02-28T11:25:05Z", WHEN),
        ("2019年2月28日11时25分05秒", WHEN),
        ("２０１９年２月２８日　11：25：05", WHEN),
        ("2019-2-28 星期四 11:25:05", WHEN),
        ("20190228112505", WHEN),
        (20190228112505, WHEN),
        ("2019.2.28", MIDNIGHT),
        ("20190228", MIDNIGHT),
        (20190228, MIDNIGHT),
        (43524, MIDNIGHT),
        (43524.475752, WHEN),
        ("43524", MIDNIGHT),
        ("2019-02-27 24:00", MIDNIGHT),
        ("2019/2/28 下午3:20", datetime(2019, 2, 28, 15, 20)),
        ("2/28/2019 3:20 PM", datetime(2019, 2, 28, 15, 20)),
        ("2019-02-28 12:05 AM", datetime(2019, 2, 28, 0, 5)),
        ("28/2/2019", MIDNIGHT),
        ("无", None),
        (None, None),
    ],
)
def test_moments(cell: Cell, found: datetime | None) -> None:
    assert moment(cell) == found


def test_serial_numbers_of_the_other_calendar() -> None:
    assert moment(43524 - 1462, from_1904=True) == MIDNIGHT


def test_the_order_of_day_and_month_is_told() -> None:
    assert day("3/4/2024") == date(2024, 3, 4)
    assert day("3/4/2024", order=DateOrder.DAY_FIRST) == date(2024, 4, 3)


@pytest.mark.parametrize("cell", ["2019-13-01", "2019-02-30", "abc", True, 35, 10**9, "1月2日", "9999-01-01", 1e300])
def test_what_is_no_date(cell: Cell) -> None:
    with pytest.raises(ValueError, match="不是日期"):
        moment(cell)


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2099, 1, 1)))
def test_every_form_of_one_moment_agrees(when: datetime) -> None:
    when = when.replace(microsecond=0)
    serial = (when - datetime(1899, 12, 30)).total_seconds() / 86_400
    forms = [
        when,
        str(when),
        f"{when:%Y/%m/%d %H:%M:%S}",
        f"{when:%Y年%m月%d日%H时%M分%S秒}",
        f"{when:%Y%m%d%H%M%S}",
        serial,
    ]
    assert {moment(form) for form in forms} == {when}


@pytest.mark.parametrize(
    ("cell", "found"),
    [(7, 7), ("7月", 7), ("07", 7), ("七月", 7), ("十二月份", 12), ("2024年7月", 7), (date(2024, 7, 1), 7), ("", None)],
)
def test_months(cell: Cell, found: int | None) -> None:
    assert month(cell) == found


def test_what_is_no_month() -> None:
    for cell in (13, "夏天"):
        with pytest.raises(ValueError, match="不是月份"):
            month(cell)
