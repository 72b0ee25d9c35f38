"""A report held against the period before it, or the same a year before: all counts and rates of its first sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.formulas import NOTHING
from desktop.documents.table import Column, Kind, Rate, Subtotal, Table
from desktop.domain.indicators import Rounding, rounded
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.reporting import Against
from desktop.services.reports.catalogue import Report
from desktop.services.reports.compared_columns import (
    CHANGE,
    GROWTH,
    POINTS,
    SUFFIX,
    WORDS,
    compared_of,
    group_of,
    other_period,
    with_changes,
)
from desktop.services.reports.comparison_sheets import sheets
from desktop.services.reports.kept import kept
from desktop.services.reports.keys import of_subtotal

Cells = dict[str, Any]


def held_against(report: Report, against: Against) -> Report:
    """The report that is made with its comparison, wherever a report is asked for."""
    if against is Against.NONE:
        return report

    def make(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
        form = report.make(session, period, operator, now)
        merged = _held(session, report, form, period, operator, now, against)
        groups = [group_of(column, against) for column in compared_of(form.columns)] if form.source else []
        words, notes = period.then(WORDS[against]), merged.notes[len(form.notes) :]
        return sheets(form, merged, groups, period.words, words, notes) if groups else merged

    return replace(report, make=make)


def compared(
    session: Session, report: Report, period: Period, operator: Operator, now: datetime, against: Against
) -> Table:
    """The first sheet of the report with what its counts and rates were and how they changed, all in one table; rows
    are matched by their keys, so that new ones and those that are gone are seen. Where the office kept no records then,
    — stands and not 0."""
    table = report.make(session, period, operator, now)
    return table if against is Against.NONE else _held(session, report, table, period, operator, now, against)


def _held(
    session: Session,
    report: Report,
    table: Table,
    period: Period,
    operator: Operator,
    now: datetime,
    against: Against,
) -> Table:
    if not compared_of(table.columns) or not table.source:
        return replace(table, notes=[*table.notes, "本表逐条列出或已自带比较,没有可与另一期比较的件数和率。"])
    then = other_period(period, against)
    other = report.make(session, then, operator, now) if kept(session, then) else None
    return _merged(table, other, then, period.then(WORDS[against]), against)


def _merged(table: Table, other: Table | None, then: Period, words: str, against: Against) -> Table:
    wide = with_changes(table.columns, against)
    before = _by_key(other) if other else {}
    gone = _gone(table, other) if other else {}
    keys: list[Any] = []
    rows: list[tuple[Any, ...]] = []
    section: list[Cells] = []  # as they were then, since the subtotal before

    def add(key: Any, cells: Cells, was: Cells | None, subtotal: bool) -> None:
        keys.append(key)
        row = _row(wide, cells, was, against, known=other is not None)
        rows.append(Subtotal(row) if subtotal else row)
        if subtotal:
            section.clear()
        elif was is not None:
            section.append(was)

    for key, raw in zip(table.keys, list(table.rows), strict=True):
        if isinstance(raw, Subtotal):  # what is gone from its group stands above it
            for missing, was in gone.pop(key, []):
                add(missing, _zero(table.columns, was), was, False)
            then_ = before.get(key) or (_together(table.columns, section) if other else None)
            add(key, _cells(table.columns, raw), then_, True)
        else:
            add(key, _cells(table.columns, raw), before.get(key), False)
    for group, missing_rows in gone.items():
        for missing, was in missing_rows:
            add(missing, _zero(table.columns, was), was, False)
        if group is not None:
            was = before[group]
            add(group, _zero(table.columns, was), was, True)
    notes = [f"{words}为{then.words}({then.span})。" + ("" if other else "当时本单位尚无记录,显示“—”。")]
    if any(key not in set(table.keys) for key in keys):
        notes.append(f"本期没有、{words}有的行一并列出,本期件数为0。")
    return replace(
        table,
        title=f"{table.title}(与{words}比)",
        columns=wide,
        rows=rows,
        total=_total(table, other, wide, against, any_row=bool(rows)),
        notes=[*table.notes, *notes],
        keys=keys,
        charts=table.charts,
    )


def _together(columns: Sequence[Column], rows: Sequence[Cells]) -> Cells | None:
    """What a subtotal would have been that the other table had no need of."""
    if not rows:
        return None

    def whole(column: Column) -> Any:
        values = [row[column.key] for row in rows]
        if column.summed:
            return sum(value for value in values if not isinstance(value, str) and value is not None)
        if column.kind is Kind.RATE and all(isinstance(value, Rate) for value in values):
            if ":total}" in column.formula:  # shares in one and the same whole
                return Rate(sum(value.numerator for value in values), values[0].denominator)
            return sum(values, Rate(0, 0))
        return NOTHING

    return {column.key: whole(column) for column in columns}


def _total(table: Table, other: Table | None, wide: Sequence[Column], against: Against, any_row: bool) -> Any:
    if not any_row or (table.total is None and (other is None or other.total is None)):
        return None
    was = _cells(other.columns, other.total) if other and other.total is not None else None
    now = _cells(table.columns, table.total) if table.total is not None else _zero(table.columns, was or {})
    row = _row(wide, now, was, against, known=other is not None)
    blank = {column.key for column in table.columns if now[column.key] is None}
    beside = {f"{key}{SUFFIX[against]}" for key in blank}
    return tuple(None if column.key in beside else value for column, value in zip(wide, row, strict=True))


def _by_key(table: Table) -> dict[Any, Cells]:
    return {key: _cells(table.columns, row) for key, row in zip(table.keys, list(table.rows), strict=True)}


def _gone(table: Table, other: Table) -> dict[Any, list[tuple[Any, Cells]]]:
    """The rows that are there no more, by the subtotal that they belonged to (None in a table without any)."""
    here = set(table.keys)
    found: dict[Any, list[tuple[Any, Cells]]] = {}
    waiting: list[tuple[Any, Cells]] = []
    for key, row in zip(other.keys, list(other.rows), strict=True):
        if of_subtotal(key) is not None:
            if waiting or key not in here:
                found[key] = waiting
            waiting = []
        elif key not in here:
            waiting.append((key, _cells(other.columns, row)))
    if waiting:
        found[None] = waiting
    return found


def _cells(columns: Sequence[Column], row: Sequence[Any]) -> Cells:
    return dict(zip((column.key for column in columns), row, strict=True))


def _zero(columns: Sequence[Column], was: Mapping[str, Any]) -> Cells:
    """A row of which nothing is left: its own words, counts of 0, and — for what nothing can be said of."""
    first = next((place for place, column in enumerate(columns) if column in compared_of(columns)), len(columns))
    words = {column.key: "" for column in columns if column.kind is Kind.TEXT}
    words |= {column.key: was.get(column.key) or "" for column in columns[:first] if column.kind is Kind.TEXT}
    summed = {
        column.key: 0 for column in columns if column.summed and not (column.printed and column.kind is Kind.NUMBER)
    }
    counts = summed | {column.key: 0 for column in compared_of(columns) if column.kind is Kind.COUNT}
    return {column.key: NOTHING for column in columns} | counts | words


def _row(wide: Sequence[Column], now: Cells, was: Cells | None, against: Against, known: bool) -> tuple[Any, ...]:
    suffix = SUFFIX[against]

    def then(column: Column, key: str) -> Any:
        if was is not None:
            return was[key]
        return 0 if known and (column.summed or column.kind is Kind.COUNT) else NOTHING

    known_columns = {column.key: column for column in wide}
    found: Cells = {}
    for column in wide:
        key = column.key
        if key in now:
            found[key] = now[key]
        elif key.endswith(suffix):
            found[key] = then(column, key.removesuffix(suffix))
    for column in wide:
        if column.key not in found:
            own = column.key.rsplit(suffix, 1)[0]
            found[column.key] = _difference(column, known_columns[own], found[own], found[own + suffix])
    return tuple(found[column.key] for column in wide)


def _difference(column: Column, of: Column, now: Any, then: Any) -> Any:
    if column.key.endswith(POINTS):
        this, that = _share(of, now), _share(of, then)
        return None if this is None or that is None else (this - that) * 100
    if not isinstance(now, int) or not isinstance(then, int):
        return None
    if column.key.endswith(CHANGE):
        return now - then
    assert column.key.endswith(GROWTH)
    return Rate(now - then, then)


def _share(column: Column, value: Any) -> Fraction | None:
    """A rate as its cell holds it: cut off where the office cuts off."""
    if not isinstance(value, Rate) or value.value is None or column.rounding is not Rounding.TRUNCATE:
        return value.value if isinstance(value, Rate) else None
    return rounded(value.value, (1 if column.decimals is None else column.decimals) + 2, Rounding.TRUNCATE)
