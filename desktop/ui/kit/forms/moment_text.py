"""Reading a date or a time the way people type it: 明天 17:00, 11-23 17:30, 周五下午3点, 3天后."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from desktop.domain.text import normalise

DAY_ENDS = time(17, 30)  # a day without an hour means the end of its office hours

_YEARS = range(1900, 2100)  # what office work can be about; another year is a slip of the hand
_DAYS = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "大后天": 3,
    "后天": 2,
}
_WEEK = "一二三四五六日天"
_AFTERNOON = ("下午", "晚上", "傍晚")
_DATE_SIGNS = str.maketrans("年月T", "-- ")

_AFTER = re.compile(r"(\d{1,4}) *(分钟|个?小时|天)后")
_WEEKDAY = re.compile(rf"(上|下|本|这)?(?:周|星期|礼拜)([{_WEEK}])")
_DATE = re.compile(r"(?:(\d{4}|\d{2})[-/.])?(\d{1,2})[-/.](\d{1,2})[日号]?")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})(?!\d)")
_CLOCK = re.compile(r"(上午|早上|中午|下午|傍晚|晚上)? *(\d{1,2})(?:[:点时](半|\d{1,2})?分?)")
_COMPACT_CLOCK = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)$")


def parse_moment(text: str, now: datetime) -> datetime | None:
    """The moment meant, to the minute, or None. A clock time alone means the next such time."""
    text = _plain(text)
    if text == "现在":
        return now.replace(second=0, microsecond=0)
    if found := _AFTER.fullmatch(text):
        return _later(int(found[1]), found[2], now)
    day, rest = _take_day(text, now.date())
    clock, rest = _take_clock(rest)
    if rest or (day is None and clock is None):
        return None
    if day is None and clock is not None:
        moment = datetime.combine(now.date(), clock)
        return moment if moment > now else moment + timedelta(days=1)
    return datetime.combine(day or now.date(), clock or DAY_ENDS)


def parse_day(text: str, today: date) -> date | None:
    """The day meant, or None; month and day alone mean the nearest such day to `today`."""
    text = _plain(text)
    if found := re.fullmatch(r"(\d{1,4}) *天(后|前)", text):
        return today + timedelta(days=int(found[1]) * (1 if found[2] == "后" else -1))
    day, rest = _take_day(text, today)
    return None if rest else day


def show_moment(moment: datetime) -> str:
    """2026-11-23 17:30."""
    return f"{moment:%Y-%m-%d %H:%M}"


def show_day(day: date) -> str:
    """2026-11-23."""
    return f"{day:%Y-%m-%d}"


def spoken(day: date) -> str:
    """11月23日 周一: how a day is read back."""
    return f"{day.month}月{day.day}日 周{_WEEK[day.weekday()]}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", normalise(text)).strip().translate(_DATE_SIGNS)


def _later(amount: int, unit: str, now: datetime) -> datetime:
    units = {"分钟": timedelta(minutes=1), "天": timedelta(days=1)}
    return (now + amount * units.get(unit, timedelta(hours=1))).replace(second=0, microsecond=0)


def _take_day(text: str, today: date) -> tuple[date | None, str]:
    """The day at the start of the text, and what is left of the text: all of it where that is no day there is."""
    for word, days in _DAYS.items():
        if text.startswith(word):
            return today + timedelta(days=days), text[len(word) :].strip()
    if found := _WEEKDAY.match(text):
        monday = today - timedelta(days=today.weekday())
        weeks = {"上": -1, "下": 1}.get(found[1] or "", 0)
        day = monday + timedelta(days=min(_WEEK.index(found[2]), 6), weeks=weeks)
        if not found[1] and day < today:
            day += timedelta(weeks=1)
        return day, text[found.end() :].strip()
    if (found := _COMPACT.match(text) or _DATE.match(text)) and (named := _date(found, today)):
        return named, text[found.end() :].strip()
    return None, text


def _date(found: re.Match[str], today: date) -> date | None:
    try:
        if found[1]:
            year = int(found[1]) + (2000 if len(found[1]) == 2 else 0)
            return date(year, int(found[2]), int(found[3])) if year in _YEARS else None
        near = [_in_year(year, int(found[2]), int(found[3])) for year in (today.year - 1, today.year, today.year + 1)]
        return min((day for day in near if day), key=lambda day: abs(day - today))
    except ValueError:
        return None


def _in_year(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _take_clock(text: str) -> tuple[time | None, str]:
    if found := _CLOCK.fullmatch(text):
        hour = int(found[2])
        minute = 30 if found[3] == "半" else int(found[3] or 0)
        if found[1] in _AFTERNOON and hour < 12:
            hour += 12
    elif found := _COMPACT_CLOCK.fullmatch(text):
        hour, minute = int(found[1]), int(found[2])
    else:
        return None, text
    return (time(hour, minute), "") if hour < 24 and minute < 60 else (None, text)
