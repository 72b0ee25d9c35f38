from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.kit.forms.moment_text import parse_day, parse_moment, show_day, show_moment, spoken

NOW = datetime(2026, 11, 21, 9, 31, 20)  # a Saturday


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("明天 17:00", datetime(2026, 11, 22, 17)),
        ("明天17点", datetime(2026, 11, 22, 17)),
        ("大后天下午3点半", datetime(2026, 11, 24, 15, 30)),
        ("11-23 17:30", datetime(2026, 11, 23, 17, 30)),
        ("11月23日17:30", datetime(2026, 11, 23, 17, 30)),
        ("11月23号 上午9点", datetime(2026, 11, 23, 9)),
        ("2026-11-23T08:05", datetime(2026, 11, 23, 8, 5)),
        ("2026年11月23日 8时5分", datetime(2026, 11, 23, 8, 5)),
        ("\uff11\uff11-\uff12\uff13 \uff11\uff17\uff1a\uff13\uff10", datetime(2026, 11, 23, 17, 30)),
        ("26.1.5", datetime(2026, 1, 5, 17, 30)),
        ("1-5", datetime(2027, 1, 5, 17, 30)),
        ("20261123 0930", datetime(2026, 11, 23, 9, 30)),
        ("周五下午3点", datetime(2026, 11, 27, 15)),
        ("下周一", datetime(2026, 11, 23, 17, 30)),
        ("上周日 8:00", datetime(2026, 11, 15, 8)),
        ("3天后", datetime(2026, 11, 24, 9, 31)),
        ("2个小时后", datetime(2026, 11, 21, 11, 31)),
        ("30分钟后", datetime(2026, 11, 21, 10, 1)),
        ("17:00", datetime(2026, 11, 21, 17)),
        ("8:00", datetime(2026, 11, 22, 8)),
        ("晚上8点", datetime(2026, 11, 21, 20)),
        ("现在", datetime(2026, 11, 21, 9, 31)),
    ],
)
def test_moments_as_people_write_them(text, meant):
    assert parse_moment(text, NOW) == meant


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "1026-11-23"])
def test_a_year_out_of_all_sense_is_a_slip_of_the_hand(text):
    assert parse_day(text, NOW.date()) is None
    assert parse_moment(f"{text} 9:00", NOW) is None


@pytest.mark.parametrize(
    "text", ["", "待定", "13-45", "2-30", "2-30 9:00", "25:00", "明天 25:00", "11-23 17:60", "2026-11-23 17:30 前"]
)
def test_what_cannot_be_read_is_no_moment(text):
    assert parse_moment(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("今天", date(2026, 11, 21)),
        ("昨天", date(2026, 11, 20)),
        ("5天前", date(2026, 11, 16)),
        ("周六", date(2026, 11, 21)),
        ("1-5", date(2027, 1, 5)),
        ("2-29", None),
        ("2026-11-23", date(2026, 11, 23)),
        ("明天 17:00", None),
    ],
)
def test_days_as_people_write_them(text, meant):
    assert parse_day(text, NOW.date()) == meant


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 12, 31)))
def test_what_is_shown_is_read_back(moment):
    moment = moment.replace(second=0, microsecond=0)
    assert parse_moment(show_moment(moment), NOW) == moment
    assert parse_day(show_day(moment.date()), NOW.date()) == moment.date()


@given(st.text(max_size=20))
def test_no_text_is_too_odd(text):
    meant = parse_moment(text, NOW)
    assert meant is None or isinstance(meant, datetime)


@given(st.integers(-3000, 3000))
def test_a_day_is_read_back_with_its_weekday(days):
    day = NOW.date() + timedelta(days=days)
    assert spoken(day).endswith("一二三四五六日"[day.weekday()])
