"""Due times agree with hand-computed dates, with a naive count, and with what their reasons say."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.timing.holidays import YearTable
from desktop.domain.timing.limits import (
    OFFICE_HOURS,
    Due,
    Limit,
    OfficeHours,
    Pause,
    Since,
    Unit,
    amount_words,
    due,
    joined,
    moment_words,
    warning,
)
from desktop.domain.timing.workdays import WorkCalendar
from desktop.system.resources import load_json

STATUTORY = load_json("calendar", "statutory.json")["years"]
CALENDAR = WorkCalendar.official(statutory=STATUTORY)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0))
DAY_UNITS = st.sampled_from([Unit.DAY, Unit.WORKDAY])
LIMITS = st.builds(Limit, st.integers(1, 30), st.sampled_from(Unit))


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


def ends(limit: Limit, start: str, *pauses: Pause) -> Due:
    return due(limit, at(start), CALENDAR, pauses=pauses)


FIVE = Limit(5, Unit.WORKDAY)


@pytest.mark.parametrize(
    ("limit", "start", "end", "reason"),
    [
        (FIVE, "2026-11-16 10:00", "2026-11-23 17:30", "5个工作日,至11月23日"),
        (FIVE, "2026-09-24 10:00", "2026-10-09 17:30", "5个工作日,遇中秋节、国庆节放假,至10月9日"),
        (FIVE, "2026-09-29 10:00", "2026-10-12 17:30", "5个工作日,遇国庆节放假,10月10日调休上班,至10月12日"),
        (FIVE, "2026-09-30 18:20", "2026-10-13 17:30", "5个工作日,遇国庆节放假,10月10日调休上班,至10月13日"),
        (FIVE, "2026-10-04 08:00", "2026-10-13 17:30", "5个工作日,遇国庆节放假,10月10日调休上班,至10月13日"),
        (
            Limit(3, Unit.WORKDAY),
            "2026-02-13 16:00",
            "2026-02-25 17:30",
            "3个工作日,遇春节放假,2月14日调休上班,至2月25日",
        ),
        (Limit(15, Unit.WORKDAY), "2026-02-12 09:00", "2026-03-11 17:30", None),
        (Limit(1, Unit.WORKDAY), "2026-11-21 10:00", "2026-11-23 17:30", "1个工作日,22日为周日,至11月23日"),
        (Limit(1, Unit.WORKDAY), "2026-11-20 23:59", "2026-11-23 17:30", "1个工作日,21日为周六、22日为周日,至11月23日"),
        (Limit(1, Unit.WORKDAY), "2026-09-19 10:00", "2026-09-20 17:30", "1个工作日,9月20日调休上班,至9月20日"),
        (Limit(1, Unit.WORKDAY), "2025-12-31 10:00", "2026-01-04 17:30", None),
        (Limit(1, Unit.WORKDAY), "2026-11-18 10:00", "2026-11-19 17:30", "1个工作日,至11月19日"),
        (Limit(2, Unit.DAY), "2026-11-18 10:00", "2026-11-20 17:30", "2个自然日,至11月20日"),
        (Limit(2, Unit.DAY), "2026-11-20 10:00", "2026-11-23 17:30", "2个自然日,末日为周日,顺延至11月23日"),
        (Limit(2, Unit.DAY), "2026-09-29 10:00", "2026-10-08 17:30", "2个自然日,末日为国庆节放假,顺延至10月8日"),
        (Limit(2, Unit.DAY), "2026-09-18 10:00", "2026-09-20 17:30", "2个自然日,至9月20日"),
        (Limit(60, Unit.DAY), "2026-01-05 10:00", "2026-03-06 17:30", "60个自然日,至3月6日"),
        (Limit(1, Unit.DAY), "2024-02-28 10:00", "2024-02-29 17:30", "1个自然日,至2月29日"),
        (Limit(30, Unit.MINUTE), "2026-12-31 23:45", "2027-01-01 00:15", "30分钟"),
        (Limit(24, Unit.HOUR), "2026-10-01 08:05", "2026-10-02 08:05", "24小时"),
        (Limit(24, Unit.HOUR), "2028-02-28 10:00", "2028-02-29 10:00", "24小时"),
    ],
)
def test_hand_computed_dates(limit: Limit, start: str, end: str, reason: str | None):
    found = ends(limit, start)
    assert found.at == at(end)
    assert not found.provisional
    assert reason is None or found.reason == reason


def test_a_year_without_a_table_is_provisional_and_says_so():
    found = ends(Limit(1, Unit.WORKDAY), "2026-12-31 10:00")
    assert found.at == at("2027-01-04 17:30")
    assert found.provisional
    assert found.reason == "1个工作日,遇元旦放假,至2027年1月4日,暂按法定节假日推算(2027年放假安排未录入)"


def test_an_entered_table_settles_it():
    new_year = [date(2027, 1, n) for n in (1, 2, 3)]
    table = YearTable(2027, frozenset(new_year), frozenset(), dict.fromkeys(new_year, "元旦"))
    calendar = WorkCalendar.official({2027: table}, STATUTORY)
    found = due(Limit(1, Unit.WORKDAY), at("2026-12-31 10:00"), calendar)
    assert (found.at, found.provisional) == (at("2027-01-04 17:30"), False)
    assert found.reason == "1个工作日,遇元旦放假,至2027年1月4日"


def test_the_end_of_a_natural_day_limit_hangs_only_on_its_last_day():
    assert not ends(Limit(3, Unit.DAY), "2026-12-27 10:00").provisional
    assert ends(Limit(5, Unit.DAY), "2026-12-27 10:00").provisional


def test_the_steps_tell_the_whole_count():
    assert ends(FIVE, "2026-09-29 10:00").steps == (
        "从受理9月29日 10:00起算,时限5个工作日",
        "当日不计,从下一个工作日起数",
        "国庆节放假7天:10月1日至10月7日,不计",
        "周末1天,不计",
        "10月10日调休上班,计入",
        "截止10月12日 17:30",
    )


def test_other_office_hours_end_the_day():
    hours = OfficeHours(time(8, 30), time(16, 30))
    assert due(Limit(1, Unit.DAY), at("2026-11-18 10:00"), CALENDAR, hours).at == at("2026-11-19 16:30")


@pytest.mark.parametrize(
    ("limit", "start", "pause", "end", "said"),
    [
        (FIVE, "2026-11-16 10:00", ("2026-11-18 09:00", "2026-11-20 14:00"), "2026-11-25 17:30", "2个工作日"),
        (FIVE, "2026-11-16 10:00", ("2026-11-20 09:00", "2026-11-23 14:00"), "2026-11-24 17:30", "1个工作日"),
        (FIVE, "2026-11-16 10:00", ("2026-11-10 09:00", "2026-11-17 14:00"), "2026-11-24 17:30", "1个工作日"),
        (
            Limit(2, Unit.DAY),
            "2026-11-16 10:00",
            ("2026-11-17 09:00", "2026-11-19 09:00"),
            "2026-11-20 17:30",
            "2个自然日",
        ),
        (Limit(2, Unit.HOUR), "2026-11-16 10:00", ("2026-11-16 10:30", "2026-11-16 11:00"), "2026-11-16 12:30", "30分"),
        (
            Limit(30, Unit.MINUTE),
            "2026-11-16 10:00",
            ("2026-11-16 09:00", "2026-11-16 11:10"),
            "2026-11-16 11:40",
            "1小时10分",
        ),
    ],
)
def test_a_pause_gives_back_what_it_took(limit: Limit, start: str, pause: tuple[str, str], end: str, said: str):
    found = ends(limit, start, Pause(at(pause[0]), at(pause[1])))
    assert found.at == at(end)
    assert f"挂账顺延{said}" in found.reason
    assert any("停表" in step for step in found.steps)


def test_a_pause_that_began_too_late_gives_nothing():
    assert ends(FIVE, "2026-11-16 10:00", Pause(at("2026-11-23 17:31"), at("2026-12-01 10:00"))).at == at(
        "2026-11-23 17:30"
    )


def test_a_pause_of_the_same_day_gives_no_working_day():
    found = ends(FIVE, "2026-11-16 10:00", Pause(at("2026-11-18 09:00"), at("2026-11-18 16:00")))
    assert found.at == at("2026-11-23 17:30")
    assert "挂账" not in found.reason


def test_a_second_pause_counts_only_inside_the_time_the_first_gave():
    first = Pause(at("2026-11-18 09:00"), at("2026-11-20 14:00"))
    inside = Pause(at("2026-11-25 09:00"), at("2026-11-26 09:00"))
    outside = Pause(at("2026-11-26 09:00"), at("2026-11-27 09:00"))
    assert ends(FIVE, "2026-11-16 10:00", inside, first).at == at("2026-11-26 17:30")
    assert ends(FIVE, "2026-11-16 10:00", first, outside).at == at("2026-11-25 17:30")


def test_a_lasting_pause_stops_the_clock():
    found = ends(FIVE, "2026-11-16 10:00", Pause(at("2026-11-18 09:00"), None))
    assert found.paused
    assert found.at == at("2026-11-23 17:30")
    assert "已停表" in found.reason


def test_overlapping_pauses_are_one():
    a, b, c = (at(f"2026-11-{day} 09:00") for day in (16, 17, 18))
    assert joined([Pause(b, c), Pause(a, c), Pause(a, a)]) == [Pause(a, c)]
    assert joined([Pause(a, b), Pause(b, None), Pause(c, c + timedelta(1))]) == [Pause(a, None)]
    assert joined([Pause(a, b), Pause(c, None)]) == [Pause(a, b), Pause(c, None)]


def test_a_long_limit_warns_a_day_before_and_a_short_one_by_its_last_fifth():
    start = at("2026-11-16 10:00")
    assert warning(start, start + timedelta(days=3)) == start + timedelta(days=2)
    assert warning(start, start + timedelta(days=10)) == start + timedelta(days=8)
    assert warning(start, start + timedelta(minutes=30)) == start + timedelta(minutes=24)
    assert warning(start, start - timedelta(1)) == start


@given(LIMITS, MOMENTS)
def test_a_longer_limit_is_never_due_earlier(limit: Limit, start: datetime):
    assert due(Limit(limit.value + 1, limit.unit), start, CALENDAR).at >= due(limit, start, CALENDAR).at > start


@given(st.integers(1, 30), DAY_UNITS, MOMENTS)
def test_days_end_at_the_close_of_a_working_day(value: int, unit: Unit, start: datetime):
    end = due(Limit(value, unit), start, CALENDAR).at
    assert CALENDAR.is_workday(end.date())
    assert end.time() == OFFICE_HOURS.closes


@given(st.integers(1, 30), MOMENTS)
def test_working_days_agree_with_a_naive_count(value: int, start: datetime):
    day, counted = start.date(), 0
    while counted < value:
        day += timedelta(1)
        counted += CALENDAR.is_workday(day)
    assert due(Limit(value, Unit.WORKDAY), start, CALENDAR).at.date() == day


@given(st.integers(1, 90), MOMENTS)
def test_natural_days_agree_with_a_naive_count(value: int, start: datetime):
    day = start.date() + timedelta(value)
    while not CALENDAR.is_workday(day):
        day += timedelta(1)
    assert due(Limit(value, Unit.DAY), start, CALENDAR).at.date() == day


@given(st.integers(1, 5000), MOMENTS)
def test_minutes_and_hours_run_on(value: int, start: datetime):
    assert due(Limit(value, Unit.MINUTE), start, CALENDAR).at == start + timedelta(minutes=value)
    assert due(Limit(value, Unit.HOUR), start, CALENDAR).at == start + timedelta(hours=value)


@given(LIMITS, MOMENTS)
def test_it_is_provisional_exactly_when_an_unknown_year_is_counted(limit: Limit, start: datetime):
    found = due(limit, start, CALENDAR)
    if limit.unit in (Unit.MINUTE, Unit.HOUR):
        assert not found.provisional
    else:
        assert found.provisional == (found.at.year > 2026)
    assert found.provisional == ("暂按" in found.reason)


@given(LIMITS, MOMENTS, st.integers(0, 20_000), st.integers(0, 20_000))
def test_a_pause_never_makes_it_earlier(limit: Limit, start: datetime, after: int, lasting: int):
    since = start + timedelta(minutes=after)
    paused = due(limit, start, CALENDAR, pauses=[Pause(since, since + timedelta(minutes=lasting))])
    plain = due(limit, start, CALENDAR)
    assert paused.at >= plain.at
    if limit.unit in (Unit.MINUTE, Unit.HOUR) and since < plain.at:
        assert paused.at - plain.at == timedelta(minutes=lasting)


@given(LIMITS, MOMENTS)
def test_the_warning_lies_between_start_and_end(limit: Limit, start: datetime):
    found = due(limit, start, CALENDAR)
    assert found.warn_at is not None
    assert start <= found.warn_at < found.at


def test_a_limit_is_read_from_the_data():
    assert Limit.parse({"value": 5, "unit": "workday", "from": "dispatched"}) == Limit(
        5, Unit.WORKDAY, Since.DISPATCHED
    )
    assert Limit.parse({"value": 2, "unit": "hour"}) == Limit(2, Unit.HOUR)


def test_amounts_are_said_in_their_unit():
    assert amount_words(Unit.WORKDAY, timedelta(2)) == "2个工作日"
    assert amount_words(Unit.MINUTE, timedelta(hours=3, minutes=20)) == "3小时20分"
    assert amount_words(Unit.HOUR, timedelta(hours=3)) == "3小时"
    assert amount_words(Unit.HOUR, timedelta()) == "0分"
    assert moment_words(at("2027-01-04 09:05"), date(2026, 1, 1)) == "2027年1月4日 09:05"
