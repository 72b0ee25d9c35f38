"""What a sheet should say, and holding a table against it cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tallies import Q, Several, number

from desktop.documents.table import Rate, Subtotal, Table
from desktop.domain.indicators import rounded

ANY: Any = object()  # a definition or a piece of masked text: not a figure
POSITION: Any = object()  # the running number
EMPTY = (None, "", "—")
Cells = dict[str, Any]


@dataclass
class Line:
    """A row: what it is about, its cells by column, and what it is sorted by (lines alike may stand either way)."""

    key: Any
    cells: Cells
    sort: Any = None
    subtotal: bool = False


@dataclass
class Sheet:
    """A table as it should be."""

    source: str
    lines: list[Line]
    total: Cells | None = None
    extras: list["Sheet"] = field(default_factory=list)


@dataclass
class Found:
    """How much was compared and what disagrees."""

    cells: int = 0
    opened: int = 0
    wrong: list[str] = field(default_factory=list)


def hold(table: Table, sheet: Sheet, found: Found) -> None:
    """The table with its further sheets."""
    _one(table, sheet, found)
    extras = list(table.extras)
    if [extra.source for extra in extras] != [extra.source for extra in sheet.extras]:
        found.wrong.append(f"{sheet.source}: sheets {[extra.source for extra in extras]}")
        return
    for extra, expected in zip(extras, sheet.extras, strict=True):
        hold(extra, expected, found)


def _one(table: Table, sheet: Sheet, found: Found) -> None:
    columns = [column.key for column in table.columns]
    rows = list(table.rows)
    keys = list(table.keys) or [line.key for line in sheet.lines]  # a ledger has none
    lines = _aligned(keys, sheet)
    if table.source != sheet.source or lines is None or len(rows) != len(lines):
        found.wrong.append(f"{table.title}: rows {keys} not {[line.key for line in sheet.lines]}")
        return
    at = 0
    for row, line in zip(rows, lines, strict=True):
        at += not line.subtotal
        if isinstance(row, Subtotal) != line.subtotal:
            found.wrong.append(f"{sheet.source} {line.key}: subtotal")
        _cells(f"{sheet.source} {line.key}", columns, row, line.cells, at, found)
    if (table.total is None) != (sheet.total is None):
        found.wrong.append(f"{sheet.source}: total {table.total}")
    elif table.total is not None and sheet.total is not None:
        _cells(f"{sheet.source} total", columns, table.total, sheet.total, 0, found)


def _aligned(keys: list[Any], sheet: Sheet) -> list[Line] | None:
    """The expected lines in the order of the table; where the sorting leaves it open, either order is right."""
    lines = sheet.lines
    if keys == [line.key for line in lines]:
        return lines
    by_key = {line.key: line for line in lines}
    if sorted(map(str, keys)) != sorted(str(line.key) for line in lines) or len(by_key) != len(lines):
        return None
    there = [by_key[key] for key in keys]
    if any(line.sort is None for line in there) or [line.sort for line in there] != sorted(line.sort for line in there):
        return None
    return there


def _cells(where: str, columns: Sequence[str], row: Sequence[Any], cells: Cells, at: int, found: Found) -> None:
    for column, value in zip(columns, row, strict=True):
        if column not in cells:
            if value not in EMPTY or not where.endswith("total"):
                found.wrong.append(f"{where} {column}: nobody counts {value!r}")
            continue
        expected = cells[column]
        if expected is ANY:
            continue
        found.cells += 1
        if not alike(value, at if expected is POSITION else expected):
            found.wrong.append(f"{where} {column}: {value!r} not {expected!r}")


def alike(value: Any, expected: Any) -> bool:
    """Whether a cell is what it should be; — and nothing are one."""
    if isinstance(expected, Q):
        above, below = number(expected.above), number(expected.below)
        if isinstance(value, Rate):
            return bool(value.numerator == above and value.denominator == below)
        return value in EMPTY and not below
    if isinstance(expected, Several):
        return bool(value == len(expected))
    if expected in EMPTY or value in EMPTY:
        return expected in EMPTY and value in EMPTY
    if isinstance(value, float) and not isinstance(expected, str):
        return abs(Fraction(value) - Fraction(expected)) < Fraction(1, 10**9)
    if isinstance(value, Rate):
        return False
    return bool(value == expected)


def shown_percent(rate: Q, decimals: int = 2) -> str:
    """As a note says it: 89.69%."""
    if rate.value is None:
        return "—"
    return f"{float(rounded(rate.value * 100, decimals)):.{decimals}f}%"
