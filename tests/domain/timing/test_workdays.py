"""Working days agree with the official tables, with the law, and with a day-by-day count."""

import subprocess
import sys
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Lunar, Solar

from desktop.domain.timing.holidays import YearTable
from desktop.domain.timing.workdays import WorkCalendar, days
from desktop.system.resources import load_json

STATUTORY = load_json("calendar", "statutory.json")["years"]
CALENDAR = WorkCalendar.official(statutory=STATUTORY)
DAYS = st.dates(date(2004, 1, 1), date(2059, 12, 31))


def test_every_day_agrees_with_the_library():
    for day in days(date(2004, 1, 1), date(2026, 12, 31)):
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day


@pytest.mark.parametrize(
    ("day", "works", "name"),
    [
        (date(2026, 2, 14), True, "调休上班"),
        (date(2026, 2, 17), False, "春节"),
        (date(2026, 2, 24), True, ""),
        (date(2026, 4, 6), False, "清明节"),
        (date(2026, 9, 20), True, "调休上班"),
        (date(2026, 10, 7), False, "国庆节"),
        (date(2026, 10, 10), True, "调休上班"),
        (date(2026, 11, 21), False, "周六"),
        (date(2026, 11, 22), False, "周日"),
        (date(2026, 11, 23), True, ""),
        (date(2027, 2, 5), False, "春节"),
        (date(2027, 5, 2), False, "劳动节"),
    ],
)
def test_days_and_their_names(day: date, works: bool, name: str):
    assert CALENDAR.is_workday(day) is works
    assert CALENDAR.name_of(day) == name


def test_only_years_with_a_table_are_official():
    assert [year for year in range(2000, 2062) if CALENDAR.is_official(year)] == list(range(2004, 2027))


def test_an_entered_table_makes_its_year_official_and_wins():
    table = YearTable(2027, frozenset({date(2027, 2, 4)}), frozenset({date(2027, 2, 20)}), {date(2027, 2, 4): "春节"})
    calendar = WorkCalendar.official({2027: table}, STATUTORY)
    assert calendar.is_official(2027)
    assert not calendar.is_workday(date(2027, 2, 4))
    assert calendar.is_workday(date(2027, 2, 5)), "what the law alone would give no longer counts"
    assert calendar.is_workday(date(2027, 2, 20))
    assert not calendar.is_official(2028)


def test_an_entered_table_replaces_the_librarys():
    calendar = WorkCalendar.official({2026: YearTable(2026, frozenset({date(2026, 3, 3)}), frozenset())})
    assert not calendar.is_workday(date(2026, 3, 3))
    assert calendar.is_workday(date(2026, 10, 1))
    assert calendar.name_of(date(2026, 3, 3)) == "放假"


def test_every_provisional_year_has_the_thirteen_days():
    assert [int(year) for year in STATUTORY] == list(range(2027, 2061))
    for year, holidays in STATUTORY.items():
        assert [len(dates) for dates in holidays.values()] == [1, 4, 1, 2, 1, 1, 3], year
        assert list(holidays) == ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"]
        for name, dates in holidays.items():
            assert all(not CALENDAR.is_workday(date.fromisoformat(f"{year}-{day}")) for day in dates), (year, name)


def test_lunar_holidays_fall_on_their_lunar_days():
    for year, holidays in STATUTORY.items():
        for name, at in {"春节": 1, "端午节": 0, "中秋节": 0}.items():
            month, day = map(int, holidays[name][at].split("-"))
            lunar: Lunar = Solar.fromYmd(int(year), month, day).getLunar()
            expected = {"春节": (1, 1), "端午节": (5, 5), "中秋节": (8, 15)}[name]
            assert (lunar.getMonth(), lunar.getDay()) == expected, (year, name)


def test_the_law_alone_is_never_more_generous_than_the_year_2026_was():
    lawful = {"元旦": 1, "春节": 4, "清明节": 1, "劳动节": 2, "端午节": 1, "中秋节": 1, "国庆节": 3}
    for name, least in lawful.items():
        assert sum(CALENDAR.name_of(day) == name for day in days(date(2026, 1, 1), date(2026, 12, 31))) >= least


@given(DAYS, st.integers(0, 40))
def test_adding_is_a_day_by_day_count(start: date, count: int):
    day, left = start, count
    while left:
        day += timedelta(1)
        left -= CALENDAR.is_workday(day)
    assert CALENDAR.add_workdays(start, count) == day


@given(DAYS, st.integers(1, 40))
def test_it_ends_on_a_working_day_and_grows_with_the_count(start: date, count: int):
    end = CALENDAR.add_workdays(start, count)
    assert CALENDAR.is_workday(end)
    assert end > CALENDAR.add_workdays(start, count - 1)
    assert CALENDAR.workdays_between(start, end) == count
    assert CALENDAR.workdays_between(end, start) == -count


@given(DAYS)
def test_the_next_working_day_is_the_first(day: date):
    found = CALENDAR.next_workday(day)
    assert CALENDAR.is_workday(found)
    assert not any(CALENDAR.is_workday(between) for between in days(day, found - timedelta(1)))


def test_a_negative_count_is_a_mistake():
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.add_workdays(date(2026, 1, 1), -1)


def test_no_days_between_when_the_end_is_before_the_start():
    assert list(days(date(2026, 1, 2), date(2026, 1, 1))) == []


def test_the_library_is_read_only_when_a_day_is_counted():
    seen = "import sys, desktop.domain.timing.workdays; sys.exit('chinese_calendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", seen], check=False).returncode == 0
