"""Periods, scopes and workdays reckoned by hand: nothing here asks the program."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache

import chinese_calendar
from chinese_calendar import constants

from desktop.system.resources import load_json

Side = dict[str, tuple[int | str, ...]]
DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Span:
    """The days from `first` to `last` and the part of the office that is looked at; `served_on` is the day on which a
    company's estates are asked for, where it is not the last; `until` is today of a period that is not over."""

    first: date
    last: date
    sides: Mapping[str, tuple[int | str, ...]] = field(default_factory=dict)
    served_on: date | None = None
    until: date | None = None

    @property
    def key(self) -> tuple[object, ...]:
        return (self.companies_on, *sorted(self.sides.items()))

    @property
    def companies_on(self) -> date:
        return self.served_on or self.reached

    @property
    def reached(self) -> date:
        return self.until or self.last

    def holds(self, at: datetime | date | None) -> bool:
        if at is None:
            return False
        return self.first <= (at.date() if isinstance(at, datetime) else at) <= self.reached

    @property
    def whole_months(self) -> int:
        if self.first.day != 1 or (self.last + DAY).day != 1:
            return 0
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def before(self) -> "Span":
        """So many months before, else so many days; of one that runs only as far as it has come."""
        if self.whole_months:
            return self._back(self.whole_months)
        first = self.first - (self.last - self.first) - DAY
        return replace(self, first=first, last=first + (self.reached - self.first), until=None)

    def a_year_before(self) -> "Span":
        found = self._back(12) if self.whole_months else None
        first, last = months_back(self.first, 12), months_back(self.reached, 12)
        on = self.served_on
        return replace(
            self, first=first, last=found.last if found else last, served_on=on and months_back(on, 12), until=None
        )

    def _back(self, months: int) -> "Span":
        """Whole months earlier: the last day is an end of a month, or the same day as the one reached."""
        last = months_back(self.reached, months)
        if (self.reached + DAY).day == 1:
            last = end_of(last)
        return replace(self, first=months_back(self.first, months), last=last, until=None)

    def month_words(self) -> str:
        return f"{self.first.year}年{self.first.month}月"


def months_back(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def quarter_span(year: int, quarter: int, sides: Side | None = None) -> Span:
    first = date(year, quarter * 3 - 2, 1)
    return Span(first, end_of(date(year, quarter * 3, 1)), sides or {})


@cache
def statutory(day: date) -> str | None:
    """The holiday of a year without an official table."""
    for name, days in load_json("calendar", "statutory.json")["years"].get(str(day.year), {}).items():
        if f"{day:%m-%d}" in days:
            return str(name)
    return None


@cache
def workday(day: date) -> bool:
    if day.year <= 2026:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5 and statutory(day) is None


def next_workday(day: date) -> date:
    while not workday(day):
        day += DAY
    return day


def workdays_after(start: date, end: date) -> int:
    """Workdays after `start` up to and with `end`."""
    return sum(workday(start + DAY * (n + 1)) for n in range((end - start).days))


_NAMES = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "National Day": "国庆节", "Mid-autumn Festival": "中秋节",
}  # fmt: skip


def holiday_words(day: date) -> str:
    """国庆节放假, 调休上班, or nothing."""
    if day.year > 2026:
        name = statutory(day)
        return f"{name}放假" if name else ""
    if day in constants.workdays:
        return "调休上班"
    name = constants.holidays.get(day)
    return f"{_NAMES[name]}放假" if name else ""
