"""Moments, days, periods and scopes in which reports go wrong: edges, leap days, holidays, the year's turn."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from spans import Side, Span

from desktop.domain.timing.periods import Period

NOWS = (
    datetime(2026, 11, 5, 10, 30),
    datetime(2026, 10, 1, 9, 0),  # a holiday
    datetime(2026, 1, 1, 8, 0),
    datetime(2025, 2, 28, 23, 59, 59),
    datetime(2024, 3, 1, 0, 0),
    datetime(2024, 2, 29, 12, 0),
    datetime(2026, 3, 31, 17, 30),
)
BACK = 790  # days of records before now: two years and what lies before them
SECOND = timedelta(seconds=1)


class Chance:
    """Everything random of one office, from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.now = self.pick(NOWS)
        self.period = self.any_period()
        if self.maybe(0.6):  # as the screens and commands ask
            self.period = self.period.running(self.now.date())
        self.edges = [
            edge + seconds * SECOND
            for span in (self.period, self.period.previous(), self.period.a_year_before())
            for edge in (span.start, span.end)
            for seconds in (-1, 0, 1)
        ]

    def pick(self, among: Iterable[Any]) -> Any:
        return self.random.choice(list(among))

    def some(self, among: Sequence[Any], most: int) -> list[Any]:
        return self.random.sample(list(among), self.random.randint(1, min(most, len(among))))

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def past(self) -> datetime:
        """A moment up to now, often at an edge of a period that is asked for."""
        if self.maybe(0.3):
            known = [edge for edge in self.edges if edge <= self.now]
            if known:
                return self.pick(known)
        if self.maybe(0.35) and self.period.start <= self.now:  # that small periods are not empty
            whole = (min(self.period.end, self.now + SECOND) - self.period.start).total_seconds()
            return self.period.start + timedelta(seconds=self.random.randrange(max(1, int(whole))))
        return self.now - timedelta(seconds=self.random.randrange(BACK * 86_400))

    def due(self) -> datetime:
        """A term: as `past`, or ahead; at the beginning or at the last second of a day, or just now."""
        if self.maybe(0.2):
            return self.now + self.pick([-1, 0, 1, 86_399, 86_400, 86_401, 3_600]) * SECOND
        if self.maybe(0.25):
            return self.now + timedelta(seconds=self.random.randrange(40 * 86_400))
        if self.maybe(0.3):
            return self.pick(self.edges)
        at = self.past()
        return datetime.combine(at.date(), self.pick([time.min, time(23, 59, 59), at.time()]))

    def day(self) -> date:
        return self.past().date()

    def any_period(self) -> Period:
        """A day, week, month, quarter, half-year, year, some months or days; also one that still runs."""
        day = (self.now - timedelta(days=self.random.randint(0, 500) if self.maybe(0.7) else 0)).date()
        week = day - timedelta(days=day.weekday())
        quarter, half = (day.month - 1) // 3 * 3 + 1, (day.month - 1) // 6 * 6 + 1
        several = self.pick([2, 4, 5, 13])
        return self.pick(
            [
                Period(day, day),
                Period(week, week + timedelta(days=6)),
                Period.month(day.year, day.month),
                Period(date(day.year, quarter, 1), Period.month(day.year, quarter + 2).last),
                Period(date(day.year, half, 1), Period.month(day.year, half + 5).last),
                Period(date(day.year, 1, 1), date(day.year, 12, 31)),
                Period(day - timedelta(days=self.random.randint(1, 120)), day),
                Period(day, day + timedelta(days=self.random.randint(1, 40))),
                Period(
                    Period.month(day.year, day.month).last_months(several)[0].first,
                    Period.month(day.year, day.month).last,
                ),
                Period(date(2024, 2, 29), date(2024, 2, 29)) if self.now >= datetime(2024, 2, 29) else Period(day, day),
            ]
        )

    def sides(self, estates: Sequence[int], companies: Sequence[int], units: Sequence[int]) -> Side:
        """The whole office, or one or two sides of it."""
        every = {
            "estates": self.some(estates, 2),
            "companies": self.some(companies, 2),
            "units": self.some(units, 3),
            "channels": self.some(["CH01", "CH06", "CH10", "CH15", "CH16"], 3),
            "categories": self.pick([["01"], ["0102", "03"], ["0101"], ["0201", "0202"], ["14"]]),
            "kinds": self.pick([["complaint"], ["complaint", "repair"], ["enquiry"]]),
            "urgencies": self.pick([["U3"], ["U1", "U2"], ["U3", "U4"]]),
        }
        wanted = self.random.sample(sorted(every), self.pick([0, 0, 1, 1, 1, 2]))
        return {side: tuple(every[side]) for side in wanted}


def span_of(period: Period, sides: Side) -> Span:
    return Span(period.first, period.last, dict(sides), until=period.until)
