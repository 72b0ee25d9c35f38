"""The town's figures against those of the period before and of a year before, from what the offices sent then.

An office that had not sent then shows —; the town is compared only where every office is there in both periods.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.formulas import NOTHING, difference, growth
from desktop.documents.table import Column, Kind, Table
from desktop.domain.indicators import Rate, Rounding, rounded
from desktop.domain.indicators.definition import Definition
from desktop.domain.timing.periods import Period
from desktop.services.counting.definitions import indicator
from desktop.services.counting.scope import Figures, total
from desktop.services.indicators.stored import Along
from desktop.services.submissions.gathered import gather
from desktop.services.submissions.rates import Rates, Values
from desktop.services.submissions.standing import OfficeRow, missing_months

_ALL = "全部单位"
_WAYS = (("before", "上期"), ("a_year_before", "上年同期"))


@dataclass(frozen=True, slots=True)
class Then:
    """What was sent for an earlier period, by contributor: only of offices that sent all of it; `absent` are the
    names of those that count now and did not."""

    key: str
    words: str
    period: Period
    figures: Mapping[int, Figures]
    values: Mapping[int, Values]
    whole: Values | None
    absent: tuple[str, ...]

    @property
    def note(self) -> str:
        """Which period it is, and who is not there."""
        told = f"{self.words}为{self.period.words}"
        if not self.figures:
            return f"{told},没有收到当时的报送,不能比较。"
        if self.absent:
            return f"{told},缺{'、'.join(self.absent)}的报送,这些单位和合计不比较。"
        return f"{told},各单位都有报送。"


def earlier(session: Session, period: Period, offices: Sequence[OfficeRow], now: datetime) -> list[Then]:
    """The period before and the same a year before."""
    periods = (period.previous(), period.a_year_before())
    return [_then(session, key, words, then, offices, now) for (key, words), then in zip(_WAYS, periods, strict=True)]


def _then(session: Session, key: str, words: str, period: Period, offices: Sequence[OfficeRow], now: datetime) -> Then:
    found = gather(session, period)
    there = {office for office, sent in found.sent.items() if not missing_months(period, sent)}
    counting = [row for row in offices if row.submissions]
    absent = tuple(row.name for row in counting if row.contributor_id not in there)
    if not there:
        return Then(key, words, period, {}, {}, None, absent)
    figures, rates = found.by_office(), Rates(session, period, now)
    complete = not absent and there == {row.contributor_id for row in counting}
    return Then(
        key,
        words,
        period,
        {office: figures.get(office, Figures()) for office in there},
        rates.by(Along.CONTRIBUTOR),
        rates.whole if complete else None,
        absent,
    )


def count_table(period: Period, head: Sequence[str], offices: Sequence[OfficeRow], thens: Sequence[Then]) -> Table:
    """What was received, with 环比 and 同比, office by office."""
    columns = [Column("office", "单位", width=11), _count("received", "受理件次", summed=True)]
    for then in thens:
        columns += [
            _count(then.key, then.words, summed=then.whole is not None),
            Column(
                f"{then.key}_change", f"比{then.words}增减", Kind.COUNT, 6, "", "", difference("received", then.key)
            ),
            Column(f"{then.key}_growth", _percent(then), Kind.RATE, 5, "", "", growth("received", then.key)),
        ]
    sent = [row for row in offices if row.submissions]
    rows = [
        _counted(row.name, row.figures.received, [_was(then, row.contributor_id) for then in thens]) for row in sent
    ]
    whole = total(row.figures for row in sent).received
    befores = [
        None if then.whole is None else sum(figures.received for figures in then.figures.values()) for then in thens
    ]
    return Table(
        title=f"{period.words}受理件次比较",
        columns=columns,
        rows=rows,
        total=_counted("合计", whole, befores) if rows else None,
        head=head,
        notes=[then.note for then in thens],
    )


def rate_table(
    period: Period,
    head: Sequence[str],
    offices: Sequence[OfficeRow],
    whole: Values,
    thens: Sequence[Then],
    definitions: Sequence[Definition],
) -> Table:
    """Every rate of every office and of all together, the changes in percentage points."""
    columns = [Column("office", "单位", width=11), Column("rate", "指标", width=7), _rate("now", "本期")]
    for then in thens:
        live = difference("now", then.key, 100)
        columns += [
            _rate(then.key, then.words),
            Column(f"{then.key}_points", f"比{then.words}增减(百分点)", Kind.POINTS, 7, "", "", live),
        ]
    rows: list[tuple[Any, ...]] = []
    for one in definitions:
        wholes = [then.whole.get(one.code) if then.whole is not None else None for then in thens]
        rows.append(_compared(_ALL, one, whole.get(one.code), wholes))
        rows += [
            _compared(
                row.name,
                one,
                row.values.get(one.code),
                [then.values.get(row.contributor_id, {}).get(one.code) if row.contributor_id in then.figures else None
                 for then in thens],
            )
            for row in offices
            if row.submissions
        ]  # fmt: skip
    return Table(
        title=f"{period.words}各率比较",
        columns=columns,
        rows=rows,
        head=head,
        notes=["率的增减以百分点计;各期一律按本单位现行口径重算。", *(then.note for then in thens)],
    )


def _count(key: str, title: str, summed: bool) -> Column:
    return Column(key, title, Kind.COUNT, 5, summed=summed)


def _rate(key: str, title: str) -> Column:
    return Column(key, title, Kind.RATE, 5)


def _percent(then: Then) -> str:
    return "环比" if then.key == "before" else "同比"


def _was(then: Then, office: int) -> int | None:
    return then.figures[office].received if office in then.figures else None


def _counted(name: str, now: int, befores: Sequence[int | None]) -> tuple[Any, ...]:
    cells: list[Any] = [name, now]
    for was in befores:
        cells += [NOTHING, None, None] if was is None else [was, now - was, Rate(now - was, was)]
    return tuple(cells)


def _compared(name: str, one: Definition, now: Any, befores: Sequence[Any]) -> tuple[Any, ...]:
    cells: list[Any] = [name, indicator(one.code).name, _shown(now, one)]
    for was in befores:
        known = _shown(was, one)
        points = None
        if isinstance(cells[2], Rate) and isinstance(known, Rate) and cells[2].value is not None:
            points = (cells[2].value - known.value) * 100 if known.value is not None else None
        cells += [known, points]
    return tuple(cells)


def _shown(value: Any, one: Definition) -> Any:
    """A rate as its cell shows it: cut off where the office cuts off; — where there is none."""
    if value is None or value.rate.value is None:
        return NOTHING
    if one.rounding is not Rounding.TRUNCATE:
        return value.rate
    places = (1 if one.decimals is None else one.decimals) + 2
    cut: Fraction = rounded(value.rate.value, places, Rounding.TRUNCATE)
    return Rate(cut.numerator, cut.denominator)
