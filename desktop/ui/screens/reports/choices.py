"""The periods that a report is made for, by the names people use."""

from datetime import date, timedelta

from desktop.domain.timing.periods import Period
from desktop.domain.words import Labelled

EARLY = 5  # until this day of a month its report is about the month before


class Choice(Labelled):
    """A named period, seen from today."""

    TODAY = "today", "今日"
    WEEK = "week", "本周"
    MONTH = "month", "本月"
    LAST_MONTH = "last_month", "上月"
    QUARTER = "quarter", "本季"
    HALF = "half", "半年"
    YEAR = "year", "本年"
    CUSTOM = "custom", "自定"


def usual(today: date) -> Choice:
    """Last month in its first days, else this month."""
    return Choice.LAST_MONTH if today.day <= EARLY else Choice.MONTH


def period_of(choice: Choice, today: date) -> Period:
    """The named period that holds today; for 自定 the month, to begin with."""
    month = Period.month(today.year, today.month)
    match choice:
        case Choice.TODAY:
            return Period(today, today)
        case Choice.WEEK:
            monday = today - timedelta(days=today.weekday())
            return Period(monday, monday + timedelta(days=6))
        case Choice.LAST_MONTH:
            return month.previous()
        case Choice.QUARTER:
            return _months(today.year, (today.month - 1) // 3 * 3 + 1, 3)
        case Choice.HALF:
            return _months(today.year, 1 if today.month <= 6 else 7, 6)
        case Choice.YEAR:
            return _months(today.year, 1, 12)
        case _:
            return month


def following(period: Period) -> Period:
    """The period of the same length after it."""
    first = period.last + timedelta(days=1)
    if not period.months:
        return Period(first, first + (period.last - period.first))
    return _months(first.year, first.month, period.months)


def _months(year: int, month: int, count: int) -> Period:
    """`count` months from the first of `month`."""
    last = month + count - 2
    return Period(date(year, month, 1), Period.month(year + last // 12, last % 12 + 1).last)
