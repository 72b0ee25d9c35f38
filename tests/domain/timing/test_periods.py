from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Refused
from desktop.domain.timing.periods import EARLIEST, LATEST, Period

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("first", "last", "words", "previous", "a_year_before"),
    [
        ("2026-10-01", "2026-10-31", "2026年10月", "2026-09-01至2026-09-30", "2025-10-01至2025-10-31"),
        ("2026-01-01", "2026-01-31", "2026年1月", "2025-12-01至2025-12-31", "2025-01-01至2025-01-31"),
        ("2026-07-01", "2026-09-30", "2026年第三季度", "2026-04-01至2026-06-30", "2025-07-01至2025-09-30"),
        ("2026-10-01", "2026-12-31", "2026年第四季度", "2026-07-01至2026-09-30", "2025-10-01至2025-12-31"),
        ("2026-01-01", "2026-06-30", "2026年上半年", "2025-07-01至2025-12-31", "2025-01-01至2025-06-30"),
        ("2026-07-01", "2026-12-31", "2026年下半年", "2026-01-01至2026-06-30", "2025-07-01至2025-12-31"),
        ("2026-01-01", "2026-12-31", "2026年", "2025-01-01至2025-12-31", "2025-01-01至2025-12-31"),
        ("2025-11-01", "2026-10-31", "2025年11月至2026年10月", "2024-11-01至2025-10-31", "2024-11-01至2025-10-31"),
        ("2026-02-01", "2026-04-30", "2026年2月至4月", "2025-11-01至2026-01-31", "2025-02-01至2025-04-30"),
        ("2025-02-01", "2025-02-28", "2025年2月", "2025-01-01至2025-01-31", "2024-02-01至2024-02-29"),
        ("2024-02-01", "2024-02-29", "2024年2月", "2024-01-01至2024-01-31", "2023-02-01至2023-02-28"),
        ("2026-10-03", "2026-10-09", "2026年10月3日至9日", "2026-09-26至2026-10-02", "2025-10-03至2025-10-09"),
        ("2026-10-03", "2026-10-03", "2026年10月3日", "2026-10-02至2026-10-02", "2025-10-03至2025-10-03"),
        ("2026-09-28", "2026-10-04", "2026年9月28日至10月4日", "2026-09-21至2026-09-27", "2025-09-28至2025-10-04"),
        (
            "2025-12-30", "2026-01-02", "2025年12月30日至2026年1月2日",
            "2025-12-26至2025-12-29", "2024-12-30至2025-01-02",
        ),
        ("2024-02-27", "2024-02-29", "2024年2月27日至29日", "2024-02-24至2024-02-26", "2023-02-27至2023-02-28"),
    ],
)  # fmt: skip
def test_a_period_knows_its_name_and_its_neighbours(first, last, words, previous, a_year_before):
    this = period(first, last)
    assert this.words == words
    assert this.previous().span == previous
    assert this.a_year_before().span == a_year_before


@given(DAYS, st.integers(0, 800))
def test_the_previous_period_ends_on_the_eve(first, days):
    this = Period(first, first + timedelta(days))
    before = this.previous()
    assert before.end == this.start
    if this.months:
        assert before.months == this.months
    else:
        assert before.last - before.first == this.last - this.first


@given(DAYS, st.integers(0, 800))
def test_a_year_before_is_a_year_before(first, days):
    this = Period(first, first + timedelta(days))
    before = this.a_year_before()
    assert before.months == this.months or not this.months
    for day, then in ((this.first, before.first), (this.last, before.last)):
        assert (then.year, then.month) == (day.year - 1, day.month)


@pytest.mark.parametrize(
    ("first", "last", "today", "previous", "a_year_before"),
    [
        ("2026-11-01", "2026-11-30", "2026-11-21", "2026-10-01至2026-10-21", "2025-11-01至2025-11-21"),
        ("2026-11-01", "2026-11-30", "2026-11-01", "2026-10-01至2026-10-01", "2025-11-01至2025-11-01"),
        ("2026-10-01", "2026-10-31", "2026-10-30", "2026-09-01至2026-09-30", "2025-10-01至2025-10-30"),
        ("2026-03-01", "2026-03-31", "2026-03-30", "2026-02-01至2026-02-28", "2025-03-01至2025-03-30"),
        ("2028-03-01", "2028-03-31", "2028-03-29", "2028-02-01至2028-02-29", "2027-03-01至2027-03-29"),
        ("2028-02-01", "2028-02-29", "2028-02-28", "2028-01-01至2028-01-28", "2027-02-01至2027-02-28"),
        ("2026-10-01", "2026-12-31", "2026-11-21", "2026-07-01至2026-08-21", "2025-10-01至2025-11-21"),
        ("2026-10-01", "2026-12-31", "2026-11-30", "2026-07-01至2026-08-31", "2025-10-01至2025-11-30"),
        ("2026-07-01", "2026-12-31", "2026-08-31", "2026-01-01至2026-02-28", "2025-07-01至2025-08-31"),
        ("2026-07-01", "2026-12-31", "2026-08-30", "2026-01-01至2026-02-28", "2025-07-01至2025-08-30"),
        ("2028-01-01", "2028-12-31", "2028-02-29", "2027-01-01至2027-02-28", "2027-01-01至2027-02-28"),
        ("2029-01-01", "2029-12-31", "2029-02-28", "2028-01-01至2028-02-29", "2028-01-01至2028-02-29"),
        ("2026-11-16", "2026-11-22", "2026-11-21", "2026-11-09至2026-11-14", "2025-11-16至2025-11-21"),
        ("2028-02-27", "2028-03-04", "2028-02-29", "2028-02-20至2028-02-22", "2027-02-27至2027-02-28"),
    ],
)
def test_a_running_period_is_compared_with_as_much_of_the_others(first, last, today, previous, a_year_before):
    this = period(first, last).running(date.fromisoformat(today))
    assert (this.first, this.last, this.until) == (
        date.fromisoformat(first),
        date.fromisoformat(last),
        date.fromisoformat(today),
    )
    assert this.previous().span == previous
    assert this.a_year_before().span == a_year_before
    assert this.previous().until is None


@pytest.mark.parametrize("today", ["2026-10-31", "2026-11-30", "2026-12-01"])
def test_a_period_that_does_not_run_is_whole(today):
    this = period("2026-11-01", "2026-11-30")
    assert this.running(date.fromisoformat(today)) == this


def test_a_running_period_counts_until_today_and_keeps_its_name():
    this = Period.month(2026, 11).running(date(2026, 11, 21))
    assert (this.words, this.months, this.end) == ("2026年11月", 1, datetime(2026, 11, 22))
    assert this.previous().words == "2026年10月1日至21日"


def test_it_ends_where_the_next_day_begins():
    this = Period.month(2026, 12)
    assert (this.start, this.end) == (datetime(2026, 12, 1), datetime(2027, 1, 1))


def test_the_last_months_end_with_its_own():
    assert [one.words for one in period("2026-01-05", "2026-02-03").last_months(4)] == [
        "2025年11月", "2025年12月", "2026年1月", "2026年2月",
    ]  # fmt: skip


def test_a_period_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="after"):
        period("2026-10-02", "2026-10-01")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026H1", "2026年上半年"),
        ("2026-h2", "2026年下半年"),
        ("2026Q3", "2026年第三季度"),
        ("2026-10", "2026年10月"),
        ("2026", "2026年"),
        ("2026W47", "2026年11月16日至22日"),
        ("2026-W01", "2025年12月29日至2026年1月4日"),
        ("2026W53", "2026年12月28日至2027年1月3日"),
    ],
)
def test_a_period_is_read_from_its_short_name(text, words):
    assert Period.parse(text).words == words


@pytest.mark.parametrize("text", ["2026H3", "2026H", "2025W53", "2026W00", "2026-13", "上半年", ""])
def test_what_names_no_period_is_answered_in_words(text):
    with pytest.raises(ValueError, match=f"“{text}”不是统计期,请写成"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("first", "last"), [("0001-01-01", "0001-01-05"), ("2026-01-01", "9999-12-31"), ("1999-12-31", "2026-01-01")]
)
def test_a_period_out_of_all_sense_is_refused_in_a_sentence(first, last):
    with pytest.raises(Refused, match=f"日期“({first}|{last})”太早或太晚,请写2000年到2099年之间的日期。"):
        period(first, last).asked(date(2026, 11, 22))


def test_a_period_that_has_not_begun_is_refused():
    with pytest.raises(Refused, match="2030年还没有开始"):
        Period.parse("2030").asked(date(2026, 11, 22))
    with pytest.raises(Refused, match="2026年11月23日还没有开始"):
        period("2026-11-23", "2026-11-23").asked(date(2026, 11, 22))


def test_one_that_has_begun_may_be_asked_for():
    assert Period.parse("2026").asked(date(2026, 1, 1)) == Period.parse("2026")


@pytest.mark.parametrize(("first", "last"), [(EARLIEST, EARLIEST), (LATEST, LATEST), (EARLIEST, LATEST)])
def test_what_may_be_asked_for_can_be_counted_from_and_to(first, last):
    asked = Period(first, last).asked(LATEST)
    assert asked.previous().previous().start < asked.previous().end <= asked.start < asked.end
    assert asked.a_year_before().first < asked.first
    assert asked.last_months(24)[0].first.year >= 1998
