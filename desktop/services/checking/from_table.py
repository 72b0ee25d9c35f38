"""A finished Table as the rules see it."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from desktop.documents.cells import shown_in
from desktop.documents.row_names import naming
from desktop.documents.table import Column, Kind, Rate, Subtotal, Table
from desktop.services.checking.blocks import Block, Head, Line, Part, Spot, step_of

_WORDS = (Kind.TEXT, Kind.DATE, Kind.MOMENT)


def block_of(table: Table, rows: list[tuple[Any, ...]]) -> Block:
    """The table with these rows of it; its total row is the last line."""
    names = naming(table.columns, rows)
    labels = frozenset(at for at, column in enumerate(table.columns) if column.kind in _WORDS)
    lines = [
        _line(table, names, row, at, Part.SUBTOTAL if isinstance(row, Subtotal) else Part.ROW)
        for at, row in enumerate(rows)
    ]
    if table.total is not None:
        averaged = any(column.averaged for column in table.columns)
        lines.append(_line(table, names, table.total, len(rows), Part.AVERAGE if averaged else Part.TOTAL))
    heads = tuple(_head(column) for column in table.columns)
    label = table.columns[names[-1]].title if names else ""
    return Block(table.title, heads, tuple(lines), table.title, own=True, label=label, labels=labels)


def _head(column: Column) -> Head:
    return Head(column.title, "", column.key, column.summed)


def _line(table: Table, names: list[int], row: tuple[Any, ...], at: int, part: Part) -> Line:
    total = table.total is row
    spots = tuple(_spot(column, value, at, total) for column, value in zip(table.columns, row, strict=True))
    name = next((spots[at].text for at in reversed(names) if spots[at].text.strip()), "")
    inside = part is Part.ROW and name.startswith(("\u3000", "其中"))
    return Line(name, spots, Part.INSIDE if inside else part)


def _spot(column: Column, value: Any, at: int, total: bool) -> Spot:
    text = shown_in(column, value, total)
    day = value if isinstance(value, date | datetime) else None
    number = number_of(value)
    percent = column.kind is Kind.RATE
    step = step_of(str(value)) if isinstance(value, float) else Fraction(0)
    return Spot(
        text, number, percent, step, column.formula or ("SUM" if total and column.summed else ""), day=day, row_at=at
    )


def number_of(value: Any) -> Fraction | None:
    """The exact number of a cell; None for words and for what is missing."""
    match value:
        case Rate():
            return value.value
        case bool() | None:
            return None
        case int() | Fraction():
            return Fraction(value)
        case float() if value == value and abs(value) != float("inf"):  # noqa: PLR0124 - not a number
            return Fraction(str(value))
    return None
