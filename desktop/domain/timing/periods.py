"""The period of a report: its days, the one before it, the same one a year before, and its name."""

import calendar
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Self

from desktop.domain.errors import Refused

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)  # far from the calendar's ends, whatever a rule counts back
_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
_HALVES = ("上半年", "下半年")
_NAMED = re.compile(r"(20\d\d)(?:-?[Hh]([12])|-?[Qq]([1-4])|-(0[1-9]|1[0-2])|-?[Ww](0?[1-9]|[1-4]\d|5[0-3]))?")


def sensible(day: date) -> date:
    """The day itself, if a period may begin or end on it; ValueError, in words that say which may, for another."""
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"日期“{day}”太早或太晚,请写{EARLIEST.year}年到{LATEST.year}年之间的日期")
    return day


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included; ValueError where it would end before it begins.

    `until` is the day up to which a period has run that is not over: it is counted so far, and held against as much of
    the periods before it. None of a whole one.
    """

    first: date
    last: date
    until: date | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.first} is after {self.last}")

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        """A calendar month."""
        return cls(date(year, month, 1), _end_of(year, month))

    @classmethod
    def parse(cls, text: str) -> "Period":
        """From 2026, 2026H1, 2026Q3, 2026-10 or 2026W47 (Monday to Sunday, weeks as ISO 8601 counts them); ValueError,
        in words that say what to write, for anything else."""
        found = _NAMED.fullmatch(text.strip())
        year, half, quarter, month, week = (int(part or 0) for part in (found.groups() if found else [0] * 5))
        if not year or week > date(year, 12, 28).isocalendar().week:
            raise ValueError(
                f"“{text}”不是统计期,请写成 2026-10(月)、2026Q3(季度)、2026H1(上半年)、2026(年)或 2026W47(周)"
            )
        if week:
            monday = date.fromisocalendar(year, week, 1)
            return cls(monday, monday + timedelta(days=6))
        if month:
            return cls.month(year, month)
        length = 6 if half else 3 if quarter else 12
        last = length * (half or quarter or 1)
        return cls(date(year, last - length + 1, 1), _end_of(year, last))

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time.min)

    @property
    def reached(self) -> date:
        """Its last day, or the day up to which it has run: what stands at its end is looked at on this day."""
        return self.until or self.last

    @property
    def end(self) -> datetime:
        """The first moment after it, or after the day up to which it has run."""
        return datetime.combine(self.reached + timedelta(days=1), time.min)

    @property
    def months(self) -> int:
        """How many whole months it is; 0 where it begins or ends inside one."""
        if self.first.day != 1 or self.last != _end_of(self.last.year, self.last.month):
            return 0
        return _ordinal(self.last) - _ordinal(self.first) + 1

    def asked(self, today: date) -> Self:
        """The same, asked for on a day; Refused where it lies out of all sense, or has not begun by then."""
        try:
            for end in (self.first, self.last):
                sensible(end)
        except ValueError as error:
            raise Refused(f"{error}。") from error
        if self.first > today:
            raise Refused(f"{self.words}还没有开始,没有数据可以统计,请选已经开始的统计期。")
        return self

    def running(self, today: date) -> Self:
        """The same as it stands on a day: not over, it has run until then; over, or not begun, it is whole."""
        return replace(self, until=today if self.first <= today < self.last else None)

    def previous(self) -> Self:
        """The period of the same length before it: so many whole months, or so many days; of a running one as many days
        as have passed (上月1日至21日)."""
        eve = self.first - timedelta(days=1)
        if self.months:
            first = _month_of(_ordinal(self.first) - self.months)
            return replace(self, first=first, last=self._as_far(first) or eve, until=None)
        first = self.first - (self.last - self.first) - timedelta(days=1)
        return replace(self, first=first, last=first + (self.until - self.first) if self.until else eve, until=None)

    def a_year_before(self) -> Self:
        """The same days of the year before (上年同期), of a running one as many as have passed; whole months stay
        whole, 29 February becomes the 28th."""
        first, last = _a_year_before(self.first), _a_year_before(self.reached)
        if self.months:
            last = self._as_far(first) or _end_of(last.year, last.month)
        return replace(self, first=first, last=last, until=None)

    def then(self, words: str) -> str:
        """What an earlier time is called that it is held against: 上月; by a running period 上月同期."""
        return f"{words.removesuffix('同期')}同期" if self.until else words

    def _as_far(self, first: date) -> date | None:
        """The day of other months from `first` on that answers to the one up to which these have run: the same day of
        the month, the end of the month to its end."""
        if self.until is None:
            return None
        month = _month_of(_ordinal(first) + _ordinal(self.until) - _ordinal(self.first))
        end = _end_of(month.year, month.month)
        whole = self.until == _end_of(self.until.year, self.until.month)
        return end if whole else month.replace(day=min(self.until.day, end.day))

    def last_months(self, count: int) -> list["Period"]:
        """The `count` calendar months up to the one in which it ends, the earliest first."""
        newest = _ordinal(self.last)
        firsts = [_month_of(newest - back) for back in reversed(range(count))]
        return [Period.month(first.year, first.month) for first in firsts]

    @property
    def words(self) -> str:
        """2026年10月, 2026年第三季度, 2026年上半年, 2026年, 2026年9月至10月, 2026年10月3日至9日, 2026年10月3日."""
        first, last, year = self.first, self.last, f"{self.first.year}年"
        match self.months, (first.month - 1) % max(self.months, 1):
            case 1, _:
                return f"{year}{first.month}月"
            case 3, 0:
                return year + _QUARTERS[first.month // 3]
            case 6, 0:
                return year + _HALVES[first.month // 6]
            case 12, 0:
                return year
            case 0, _:
                return _days(first) + (f"至{_days(last, first)}" if last != first else "")
        same_year = first.year == last.year
        return f"{year}{first.month}月至{'' if same_year else f'{last.year}年'}{last.month}月"

    @property
    def span(self) -> str:
        """Its first and last day: 2026-10-01至2026-10-31."""
        return f"{self.first:%Y-%m-%d}至{self.last:%Y-%m-%d}"


def _days(day: date, after: date | None = None) -> str:
    """A day in words, without what it shares with the day named before it."""
    if after is not None and (day.year, day.month) == (after.year, after.month):
        return f"{day.day}日"
    year = "" if after is not None and day.year == after.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _ordinal(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_of(ordinal: int) -> date:
    return date(ordinal // 12, ordinal % 12 + 1, 1)


def _end_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _a_year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, calendar.monthrange(day.year - 1, day.month)[1]))
