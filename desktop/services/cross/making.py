"""A cross table made: every figure by its definition, the totals counted anew and never averaged."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.formulas import share
from desktop.documents.table import Chart, Column, Kind, Rate, Table
from desktop.domain.cross import CrossTable
from desktop.domain.errors import Refused
from desktop.domain.extent import Extent
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.value import Value
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.cross.sides import PARTS, Groups, groups
from desktop.services.indicators.defined import definitions
from desktop.services.indicators.evaluating import grouped, values
from desktop.services.reports.heads import head

SOURCE = "cross"
MOST = 40  # columns that one page of a screen or a sheet of paper can still tell apart
CHARTED = 12
_ALL = "all"  # the column of the whole row

Cells = Mapping[tuple[Any, Any], Value]


def cross_table(session: Session, wanted: CrossTable, period: Period, operator: Operator, now: datetime) -> Table:
    """The table over the period, in the scope of its own; refused where it has more than `MOST` columns."""
    known = definitions(session)
    if wanted.measure not in known:
        raise Refused("这张表统计的指标已经没有了,请另选一个指标。")
    definition, extent = known[wanted.checked().measure], Extent.of(period, wanted.scope)
    rows, columns, cells = _cells(session, wanted, extent, now)
    row_groups = groups(session, wanted.rows)
    column_groups = groups(session, wanted.columns) if wanted.columns else None
    measured = _Measured(definition, len(columns))
    whole = values(session, [wanted.measure], extent, now)[wanted.measure]
    sums = _by(session, wanted, wanted.columns, extent, now) if wanted.columns else {}
    ordered = _ordered(rows, row_groups)
    keys = [key for key, _ in ordered]
    names = [column_groups.words(key) for key in columns] if column_groups else []
    told = f"{wanted.rows.label}×{wanted.columns.label}" if wanted.columns else wanted.rows.label
    body = [
        (row_groups.words(key), *measured.cells([cells.get((key, column)) for column in columns], rows[key], whole))
        for key in keys
    ]
    charted = min(CHARTED, len(body))
    total = ("合计", *measured.cells([sums.get(key) for key in columns], whole, whole))
    return Table(
        title=f"{period.words}{definition.name}统计表({told})",
        columns=_adding([Column("row", wanted.rows.label, width=10), *measured.columns(names)], body, total),
        rows=body,
        total=total if body else None,
        head=head(session, extent, operator, now, definition.basis or "不分时间"),
        notes=[definition.words, "合计行和合计列按口径重新计算,不是各格之和或平均;分母为0的显示“—”。"],
        charts=[Chart("bar", f"{definition.name}({wanted.rows.label})", "row", (_ALL,), charted)] if charted else (),
        landscape=len(columns) > 4,
        source=SOURCE,
        keys=keys,
    )


def _cells(
    session: Session, wanted: CrossTable, extent: Extent, now: datetime
) -> tuple[dict[Any, Value], list[Any], Cells]:
    """The whole of each row, the keys of the columns in their order, and the figures inside."""
    rows = _by(session, wanted, wanted.rows, extent, now)
    if wanted.columns is None:
        return rows, [], {}
    parts = (PARTS[wanted.rows], PARTS[wanted.columns])
    found = grouped(session, [wanted.measure], parts, extent, now)
    cells = {key: figures[wanted.measure] for key, figures in found.items()}
    columns = columns_of(session, wanted, extent, now)
    if len(columns) > MOST:
        raise Refused({"columns": f"{wanted.columns.label}有{len(columns)}项,放不下;请行列对换,或缩小统计范围。"})
    return rows, columns, cells


def columns_of(session: Session, wanted: CrossTable, extent: Extent, now: datetime) -> list[Any]:
    """The keys of the columns in their order."""
    if wanted.columns is None:
        return []
    across = _by(session, wanted, wanted.columns, extent, now)
    return [key for key, _ in _ordered(across, groups(session, wanted.columns))]


def _by(session: Session, wanted: CrossTable, side: Any, extent: Extent, now: datetime) -> dict[Any, Value]:
    found = grouped(session, [wanted.measure], PARTS[side], extent, now)
    kept = {key: figures[wanted.measure] for key, figures in found.items()}
    return {key: value for key, value in kept.items() if value.numerator or value.denominator}


def _ordered(found: Mapping[Any, Value], named: Groups) -> Sequence[tuple[Any, Value]]:
    """In the side's own order, else the most first; what belongs to no group last."""
    if named.order is not None:
        order = named.order
        return sorted(found.items(), key=lambda item: order(item[0]))

    def by_amount(item: tuple[Any, Value]) -> tuple[bool, Any, str]:
        key, value = item
        return (
            key is None,
            -(value.denominator if value.denominator is not None else value.numerator),
            named.words(key),
        )

    return sorted(found.items(), key=by_amount)


def _adding(columns: Sequence[Column], body: Sequence[tuple[Any, ...]], total: tuple[Any, ...]) -> list[Column]:
    """The columns of counts whose rows come to their total add it up in a workbook; who is counted in two rows does
    not."""
    return [
        replace(column, summed=True)
        if column.kind is Kind.COUNT and sum(row[place] for row in body) == total[place]
        else column
        for place, column in enumerate(columns)
    ]


class _Measured:
    """How figures of an indicator stand in cells: a rate keeps its two numbers beside the table."""

    def __init__(self, definition: Definition, across: int) -> None:
        self._definition, self._across = definition, across
        self._parted = definition.denominator is not None
        whole = definition.unit == "件" and not self._parted
        self._kind = Kind.RATE if definition.is_rate else Kind.COUNT if whole else Kind.NUMBER

    def columns(self, names: Sequence[str]) -> list[Column]:
        """The columns of the figures, the whole row, its share where it is a count, and the numbers of the rates."""
        keys = [*(f"c{place}" for place in range(self._across)), _ALL]
        titles = [*names, self._definition.name if not names else "合计"]
        found = [self._figure(key, title) for key, title in zip(keys, titles, strict=True)]
        if self._kind is Kind.COUNT:
            found.append(Column("share", "占比", Kind.RATE, 5, "", "本行÷合计", share(_ALL, f"{_ALL}:total")))
        if self._parted:
            for key, title in zip(keys, titles, strict=True):
                found.append(Column(f"{key}_above", f"{title}分子", Kind.NUMBER, 5, printed=False))
                found.append(Column(f"{key}_below", f"{title}分母", Kind.NUMBER, 5, printed=False))
        return found

    def cells(self, values: Sequence[Value | None], row: Value, whole: Value) -> list[Any]:
        """What stands in the columns for one row."""
        all_of_it = [*values, row]
        found: list[Any] = [self._plain(value) for value in all_of_it]
        if self._kind is Kind.COUNT:
            found.append(Rate(row.numerator, whole.numerator))
        if self._parted:
            for value in all_of_it:
                found += [value.numerator, value.denominator] if value else [0, 0]
        return found

    def _figure(self, key: str, title: str) -> Column:
        one = self._definition
        live = share(f"{key}_above", f"{key}_below") if self._parted else ""
        return Column(
            key, title, self._kind, 6, one.code, one.words, live, decimals=one.decimals, rounding=one.rounding
        )

    def _plain(self, value: Value | None) -> Any:
        if self._parted:
            return value.rate if value else Rate(0, 0)
        if value is None:
            return 0
        return int(value.numerator) if self._kind is Kind.COUNT else value.numerator
