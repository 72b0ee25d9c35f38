"""The clocks of an order: upstream beats ours, an extension beats both, urgent ones never pause, words fit."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.timing.clocks import ClockKind, Extension, Level, clock_set, level, limits_of, remaining_words
from desktop.domain.timing.limits import Due, Limit, Pause, Since, Unit
from desktop.domain.timing.workdays import WorkCalendar
from desktop.system.resources import load_json

CALENDAR = WorkCalendar.official(statutory=load_json("calendar", "statutory.json")["years"])
PROFILES = {profile["code"]: limits_of(profile["limits"]) for profile in load_json("sla_profiles.json")["profiles"]}
REPAIR = PROFILES["general_repair"]
LIFT = PROFILES["elevator_trapped"]
KINDS = (ClockKind.FIRST_CONTACT, ClockKind.ON_SITE, ClockKind.CLOSE)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


RECEIVED = at("2026-11-20 10:00")


def test_each_kind_has_its_clock():
    found = clock_set(REPAIR, RECEIVED, at("2026-11-23 09:00"), CALENDAR)
    assert [found[kind].at for kind in KINDS] == [
        at("2026-11-24 17:30"),  # first contact counts from the dispatch
        at("2026-11-23 17:30"),
        at("2026-11-27 17:30"),
    ]


def test_before_the_dispatch_the_receipt_stands_in():
    found = clock_set(REPAIR, RECEIVED, None, CALENDAR)[ClockKind.FIRST_CONTACT]
    assert found.at == at("2026-11-23 17:30")
    assert found.steps[0] == "还没有派单,先从受理时间推算"


def test_a_late_dispatch_gives_life_safety_no_more_time():
    found = clock_set(LIFT, RECEIVED, RECEIVED + timedelta(hours=3), CALENDAR)
    assert [found[kind].at - RECEIVED for kind in KINDS] == [
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=24),
    ]


def test_a_kind_without_a_limit_has_no_clock():
    assert ClockKind.ON_SITE not in clock_set(PROFILES["consult"], RECEIVED, None, CALENDAR)


def test_a_later_upstream_time_beats_ours_which_still_warns():
    close = clock_set(REPAIR, RECEIVED, None, CALENDAR, upstream_due=at("2026-11-30 12:00"))[ClockKind.CLOSE]
    assert close.at == at("2026-11-30 12:00")
    assert close.reason == "以上游截止时间为准(本办法为11月27日 17:30)"
    assert level(close, at("2026-11-26 10:00")) is Level.DUE_SOON
    assert level(close, at("2026-11-30 12:00")) is Level.DUE_SOON
    assert level(close, at("2026-11-30 12:01")) is Level.OVERDUE


def test_an_earlier_upstream_time_beats_ours_too():
    close = clock_set(REPAIR, RECEIVED, None, CALENDAR, upstream_due=at("2026-11-24 12:00"))[ClockKind.CLOSE]
    assert close.at == at("2026-11-24 12:00")
    assert level(close, at("2026-11-23 12:00")) is Level.DUE_SOON
    assert level(close, at("2026-11-23 11:00")) is Level.FINE


def test_upstream_alone_is_a_clock():
    close = clock_set({}, RECEIVED, None, CALENDAR, upstream_due=at("2026-11-24 12:00"))[ClockKind.CLOSE]
    assert (close.at, close.reason) == (at("2026-11-24 12:00"), "以上游截止时间为准")


def test_our_pauses_do_not_move_upstream():
    pause = Pause(at("2026-11-23 09:00"), at("2026-11-25 09:00"))
    close = clock_set(REPAIR, RECEIVED, None, CALENDAR, upstream_due=at("2026-11-30 12:00"), pauses=[pause])
    assert close[ClockKind.CLOSE].at == at("2026-11-30 12:00")


def test_an_upstream_time_is_not_provisional_for_our_later_one():
    late = at("2026-12-30 10:00")
    close = clock_set(REPAIR, late, None, CALENDAR, upstream_due=at("2026-12-31 12:00"))[ClockKind.CLOSE]
    assert not close.provisional


def test_a_pause_moves_the_clocks_that_still_run():
    pause = Pause(at("2026-11-24 09:00"), at("2026-11-26 09:00"))
    found = clock_set(REPAIR, RECEIVED, None, CALENDAR, pauses=[pause])
    assert found[ClockKind.CLOSE].at == at("2026-12-01 17:30")
    assert found[ClockKind.ON_SITE].at == at("2026-11-23 17:30")


def test_urgent_ones_never_pause():
    pause = Pause(RECEIVED, RECEIVED + timedelta(hours=5))
    standing = Pause(RECEIVED + timedelta(hours=6), None)
    urgent = clock_set(LIFT, RECEIVED, None, CALENDAR, pauses=[pause, standing], urgent=True)
    assert urgent == clock_set(LIFT, RECEIVED, None, CALENDAR)
    assert clock_set(LIFT, RECEIVED, None, CALENDAR, pauses=[pause])[ClockKind.CLOSE].at > urgent[ClockKind.CLOSE].at


def test_an_extension_replaces_the_close():
    extension = Extension(at("2026-12-04 17:30"), at("2026-11-26 10:00"))
    found = clock_set(REPAIR, RECEIVED, None, CALENDAR, extension=extension)
    assert found[ClockKind.CLOSE].at == at("2026-12-04 17:30")
    assert found[ClockKind.CLOSE].reason == "经批准延期至12月4日 17:30(原11月27日 17:30)"
    assert found[ClockKind.ON_SITE] == clock_set(REPAIR, RECEIVED, None, CALENDAR)[ClockKind.ON_SITE]


def test_an_extension_replaces_an_upstream_time():
    extension = Extension(at("2026-12-04 17:30"), at("2026-11-26 10:00"))
    close = clock_set(REPAIR, RECEIVED, None, CALENDAR, upstream_due=at("2026-11-30 12:00"), extension=extension)[
        ClockKind.CLOSE
    ]
    assert close.at == at("2026-12-04 17:30")
    assert close.reason.endswith("(原11月30日 12:00)")


def test_only_a_pause_after_the_extension_moves_it():
    extension = Extension(at("2026-12-04 17:30"), at("2026-11-26 10:00"))
    before = Pause(at("2026-11-23 09:00"), at("2026-11-25 09:00"))
    after = Pause(at("2026-12-01 09:00"), at("2026-12-03 09:00"))
    close = [
        clock_set(REPAIR, RECEIVED, None, CALENDAR, extension=extension, pauses=pauses)[ClockKind.CLOSE].at
        for pauses in ([before], [before, after], [Pause(at("2026-12-05 09:00"), at("2026-12-08 09:00"))])
    ]
    assert close == [at("2026-12-04 17:30"), at("2026-12-08 17:30"), at("2026-12-04 17:30")]


def test_a_lasting_pause_stops_an_extension():
    extension = Extension(at("2026-12-04 17:30"), at("2026-11-26 10:00"))
    close = clock_set(
        REPAIR, RECEIVED, None, CALENDAR, extension=extension, pauses=[Pause(at("2026-12-01 09:00"), None)]
    )
    assert close[ClockKind.CLOSE].paused
    assert level(close[ClockKind.CLOSE], at("2027-01-01 09:00")) is Level.PAUSED


@pytest.mark.parametrize(
    ("now", "met", "stands"),
    [
        ("2026-11-25 10:00", None, Level.FINE),
        ("2026-11-26 17:30", None, Level.DUE_SOON),
        ("2026-11-27 17:30", None, Level.DUE_SOON),
        ("2026-11-27 17:31", None, Level.OVERDUE),
        ("2026-12-27 17:31", "2026-11-27 17:30", Level.MET),
        ("2026-12-27 17:31", "2026-11-27 17:31", Level.MET_LATE),
    ],
)
def test_how_a_clock_stands(now: str, met: str | None, stands: Level):
    close = clock_set(REPAIR, RECEIVED, None, CALENDAR)[ClockKind.CLOSE]
    assert close.at == at("2026-11-27 17:30")
    assert level(close, at(now), at(met) if met else None) is stands


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-23 09:00", "剩4天"),
        ("2026-11-25 23:00", "剩2天"),
        ("2026-11-26 09:00", "明日17:30"),
        ("2026-11-27 09:00", "今日17:30"),
        ("2026-11-27 15:20", "剩2小时10分"),
        ("2026-11-27 16:30", "剩1小时"),
        ("2026-11-27 17:20", "剩10分"),
        ("2026-11-27 17:30", "剩1分"),
        ("2026-11-27 18:15", "超45分"),
        ("2026-11-27 19:40", "超2小时10分"),
        ("2026-11-28 08:00", "超14小时"),
        ("2026-11-28 17:30", "超1天"),
        ("2026-12-07 17:00", "超9天"),
    ],
)
def test_what_is_left_is_said_shortly(now: str, words: str):
    assert remaining_words(Due(at("2026-11-27 17:30")), at(now)) == words


def test_a_paused_clock_says_so():
    assert remaining_words(Due(at("2026-11-27 17:30"), paused=True), at("2026-12-07 17:00")) == "已停表"


@given(
    st.sampled_from(sorted(PROFILES)),
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)),
    st.integers(0, 5 * 24 * 60),
)
def test_every_profile_gives_ordered_clocks(profile: str, received: datetime, wait: int):
    limits = PROFILES[profile]
    found = clock_set(limits, received, received + timedelta(minutes=wait), CALENDAR)
    assert set(found) == set(limits)
    for kind, one in found.items():
        assert one.at > received
        assert one.steps[-1].startswith("截止")
        assert one.reason.startswith(limits[kind].words)
        assert level(one, received) in (Level.FINE, Level.DUE_SOON)


def test_a_limit_from_the_dispatch_starts_there():
    found = clock_set(
        {ClockKind.FIRST_CONTACT: Limit(1, Unit.WORKDAY, Since.DISPATCHED)}, RECEIVED, at("2026-11-27 10:00"), CALENDAR
    )
    assert found[ClockKind.FIRST_CONTACT].starts_at == at("2026-11-27 10:00")
