"""What a summary tells of: the office's figures of a period, of the period before and of the year before."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.documents.table import Rate, Subtotal, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.domain.wording.figures_in_words import Exact, Share
from desktop.forms.summaries import a_year_earlier, earlier, this
from desktop.services.analysis.common_causes import Causes, common_causes
from desktop.services.counting import scope
from desktop.services.counting.scope import By, Figures
from desktop.services.indicators.effective import effective
from desktop.services.registers.figures import figure
from desktop.services.registers.stated import figures
from desktop.services.reports.catalogue import CATALOGUE
from desktop.services.reports.doings import Doings, doings
from desktop.services.reports.heads import so_far
from desktop.services.summaries.rates import shares

_SETTLING = timedelta(days=7)  # an office that had no order in the first days of a period may have had none
RATES = ("K03", "K04", "K05", "K06", "K07", "K08", "K09", "K13")


@dataclass(frozen=True, slots=True)
class Counts:
    """The office's figures of one period. `words` names it in a comparison: 上月, 上年同期; `since` is the day of its
    first order where that came only in the course of the period: what was before is not on record."""

    words: str
    period: Period
    figures: Figures
    doings: Doings
    rates: Mapping[str, Share]
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of the registers as a sentence names it, with its unit; `then` is that of the year before, None where
    nobody knows it."""

    code: str
    name: str
    unit: str
    now: Exact
    then: Exact | None


@dataclass(frozen=True)
class Row:
    """A row of a report, its cells by the keys of its columns."""

    cells: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.cells[key]


class Facts:
    """Read as they are asked for, each once. `main` is what a period is compared with first: a month with the month
    before, half a year with the same half a year before; None where nothing is kept of it."""

    def __init__(self, session: Session, period: Period, operator: Operator, now: datetime) -> None:
        self.session, self.operator, self.now = session, operator, now
        self.period = period.running(now.date())
        self.words, self.earlier = this(self.period), earlier(self.period)
        self.counts = self._counts(self.words, self.period)

    @cached_property
    def before(self) -> Counts | None:
        """The period before; None where nothing is kept of it."""
        return self._kept(self.earlier, self.period.previous())

    @cached_property
    def last_year(self) -> Counts | None:
        """The same period a year before; None where nothing is kept of it."""
        return self._kept(a_year_earlier(self.period), self.period.a_year_before())

    @property
    def versus(self) -> Sequence[tuple[str, Counts | None]]:
        """What to compare with, the more telling first; a year has only the year before."""
        last_year = (a_year_earlier(self.period), self.last_year)
        match self.period.months:
            case 12:
                return (last_year,)
            case 0 | 1:
                return ((self.earlier, self.before), last_year)
            case _:
                return (last_year, (self.earlier, self.before))

    @property
    def main(self) -> Counts | None:
        """The first of these that there is, rather one that is whole on record."""
        there = [counts for _, counts in self.versus if counts is not None]
        return next((counts for counts in there if counts.since is None), there[0] if there else None)

    @property
    def today(self) -> str:
        """截至11月21日: the day on which it is written."""
        return f"截至{self.now.month}月{self.now.day}日"

    def table(self, source: str) -> Table:
        """One of the office's reports of this period (R03), or a further sheet of it by its source (R03.first); an
        empty table where the report has no such sheet this time."""
        report, dot, _ = source.partition(".")
        found = self._reports.get(report)
        if found is None:
            found = self._reports[report] = CATALOGUE[report].make(self.session, self.period, self.operator, self.now)
        extras = (one for one in found.extras if one.source == source)
        wanted = found if not dot else next(extras, Table(found.title, (), ()))
        told = [f"{line}。" for line in so_far(self.period)]  # the head of a table is not printed in a text
        return replace(wanted, notes=[*told, *wanted.notes])

    def rows(self, source: str) -> list[Row]:
        """Its rows without subtotals."""
        table = self.table(source)
        keys = [column.key for column in table.columns]
        return [Row(dict(zip(keys, row, strict=True))) for row in table.rows if not isinstance(row, Subtotal)]

    def total(self, source: str) -> Row | None:
        """Its total row."""
        table = self.table(source)
        if table.total is None:
            return None
        return Row(dict(zip([column.key for column in table.columns], table.total, strict=True)))

    @cached_property
    def causes(self) -> Causes:
        """What several people of one place complain of."""
        return common_causes(self.session, self.period, self.now)

    @cached_property
    def stated(self) -> Mapping[str, Sequence[Stated]]:
        """The figures of the registers by group (备案, 疫情防控 …); those that nobody knows are not among them."""
        found: dict[str, list[Stated]] = {}
        for code, known in figures().items():
            now = figure(self.session, code, self.period).value
            if now is not None:
                then = figure(self.session, code, self.period.a_year_before()).value
                found.setdefault(known.group, []).append(Stated(code, known.told, known.unit, now, then))
        return found

    @cached_property
    def _reports(self) -> dict[str, Table]:
        return {}

    def _kept(self, words: str, period: Period) -> Counts | None:
        opened = self.session.scalar(select(func.min(WorkOrder.received_at)))
        if opened is None or opened >= period.end:
            return None
        return self._counts(words, period, opened.date() if opened >= period.start + _SETTLING else None)

    def _counts(self, words: str, period: Period, since: date | None = None) -> Counts:
        figures = scope.total(
            scope.figures(self.session, By.CHANNEL, period, effective(self.session, self.now)).values()
        )
        done = doings(self.session, period)
        return Counts(words, period, figures, done, shares(self.session, RATES, period, self.now), since)


def told(rate: Rate | None, like: Share | None = None) -> Share:
    """A rate of a report as it is told: rounded as another is, else to one decimal."""
    if rate is None:
        return Share(0, 0)
    return Share(rate.numerator, rate.denominator, like.decimals, like.rounding) if like else Share(*_parts(rate))


def _parts(rate: Rate) -> tuple[Exact, Exact]:
    return rate.numerator, rate.denominator


def each_of(
    rows: Sequence[Row], name: str, count: str, wanted: Callable[[Row], bool] = lambda _: True
) -> Iterator[tuple[str, int]]:
    """(name, count) of the rows, for the lists of a sentence."""
    return ((row[name], row[count]) for row in rows if row[name] and wanted(row))
