"""Asking the database for the leaves of formulas: one query for each source, date and grouping."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from desktop.domain.errors import Refused
from desktop.domain.indicators.language.meaning import Function
from desktop.domain.timing.periods import Period
from desktop.services.indicators import compiling
from desktop.services.indicators.compiling import Leaf
from desktop.services.indicators.stored import Along, Part, Records, Stored, falls

Key = tuple[Any, ...]
Found = Mapping[Leaf, Fraction | None]


_DATED: Mapping[Part, Callable[[Any], SQLColumnExpression[Any]]] = {  # dates and moments are kept as ISO text
    Along.MONTH: lambda date: func.substr(date, 1, 7),
    Along.WEEKDAY: lambda date: func.strftime("%w", date),
    Along.HOUR: lambda date: func.substr(date, 12, 2),
}


def ask(
    session: Session, leaves: Iterable[Leaf], parts: Sequence[Part], period: Period, now: datetime, records: Records
) -> dict[Key, dict[Leaf, Fraction | None]]:
    """The figures of the leaves for every group that has any, by its key (one value for each of `parts`).

    A count of a group that is not there is 0, a mean or quantile None: see `nothing`.
    """
    groups: defaultdict[tuple[str, str], list[Leaf]] = defaultdict(list)
    for leaf in dict.fromkeys(leaves):
        groups[leaf.source, leaf.basis].append(leaf)
    found: defaultdict[Key, dict[Leaf, Fraction | None]] = defaultdict(dict)
    moments = given(period, now)
    for (source, basis), together in groups.items():
        if source not in records:
            raise Refused(f"“{source}”不随上报文件报送,不能汇总;请换一个指标。")
        stored = records[source]
        by = [grouping(stored, part, basis) for part in parts]
        _sums(session, [leaf for leaf in together if not _listed(leaf)], stored, by, period, moments, found)
        for leaf in together:
            if _listed(leaf):
                _listing(session, leaf, stored, by, period, moments, found)
    return dict(found)


def given(period: Period, now: datetime) -> dict[str, Any]:
    """The parameters that the queries of a period take."""
    days = {"first": period.first, "last": period.last, "reached": period.reached}
    return {"start": period.start, "end": period.end, **days, "now": now}


def nothing(leaf: Leaf) -> Fraction | None:
    """What a leaf comes to where there is no record."""
    return Fraction(0) if leaf.aggregate.function in (Function.COUNT, Function.SUM, Function.DISTINCT) else None


def _listed(leaf: Leaf) -> bool:
    return leaf.aggregate.function in compiling.LISTED


def grouping(stored: Stored, part: Part, basis: str) -> SQLColumnExpression[Any]:
    """The column by which records are parted; refused where they cannot be."""
    if part in _DATED:
        if not basis:
            raise Refused("这个指标不分时间,不能逐月、逐日统计;请换一个指标。")
        if part is Along.HOUR and basis in stored.days:
            raise Refused("这个指标只记日期,不能按时段统计;请换一个指标或分组。")
        return _DATED[part](stored.dates[basis])
    if part not in stored.parts:
        raise Refused("这个指标的记录不能这样分组;请换一个指标或分组。")
    return stored.parts[part]


def _sums(
    session: Session,
    leaves: Sequence[Leaf],
    stored: Stored,
    by: Sequence[SQLColumnExpression[Any]],
    period: Period,
    given: Mapping[str, Any],
    found: defaultdict[Key, dict[Leaf, Fraction | None]],
) -> None:
    if not leaves:
        return
    columns: list[Any] = []
    scales: list[int] = []
    shared = compiling.shared(leaves)
    for leaf in leaves:
        own = compiling.without(leaf, shared)
        column, scale = compiling.aggregate(own, stored)
        columns += [column, compiling.counted(own, stored)] if _is_mean(leaf) else [column]
        scales.append(scale)
    query = select(*by, *columns).select_from(stored.table)
    query = query.where(*stored.scope(period), *falls(stored, leaves[0].basis))
    query = query.where(*(compiling.condition(each, stored) for each in shared))
    for row in session.execute(query.group_by(*by) if by else query, given):
        figures = iter(row[len(by) :])
        for leaf, scale in zip(leaves, scales, strict=True):
            total = next(figures)
            if _is_mean(leaf):
                there = next(figures)
                value = Fraction(total, scale * there) if there else None
            else:
                value = nothing(leaf) if total is None else Fraction(total) / scale
            found[tuple(row[: len(by)])][leaf] = value


def _is_mean(leaf: Leaf) -> bool:
    return leaf.aggregate.function is Function.MEAN


def _listing(
    session: Session,
    leaf: Leaf,
    stored: Stored,
    by: Sequence[SQLColumnExpression[Any]],
    period: Period,
    given: Mapping[str, Any],
    found: defaultdict[Key, dict[Leaf, Fraction | None]],
) -> None:
    """Medians and quantiles, from the values in order."""
    assert leaf.aggregate.of is not None
    value = compiling.number(leaf.aggregate.of, stored)
    query = select(*by, value.column).select_from(stored.table)
    query = query.where(*stored.scope(period), *falls(stored, leaf.basis), value.column.is_not(None))
    limit = compiling.wanted(leaf, stored)
    lists: defaultdict[Key, list[int]] = defaultdict(list)
    for row in session.execute(query if limit is None else query.where(limit), given):
        lists[tuple(row[: len(by)])].append(row[-1])
    for key, values in lists.items():
        found[key][leaf] = quantile(sorted(values), leaf.aggregate.share) / value.scale


def quantile(values: Sequence[int | Fraction], share: Fraction | None) -> Fraction:
    """The least of the values, in order, that this share of them does not exceed; without a share the median, between
    two the middle of both."""
    if share is None:
        half = len(values) // 2
        return Fraction(values[half]) if len(values) % 2 else Fraction(values[half - 1] + values[half]) / 2
    return Fraction(values[-(-share.numerator * len(values) // share.denominator) - 1])
