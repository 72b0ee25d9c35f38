"""What the cells of a sheet said when it was written, and which of them say something else now."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from desktop.documents.cells import clean_text, plain_value
from desktop.documents.formulas import NOTHING
from desktop.documents.table import Column, Kind, Rate, Subtotal, Table
from desktop.domain.cell_names import cell_name
from desktop.domain.wording.cleaning import Cell

NO_WORDS: Final = "空"  # what an edit says of a cell in which nothing stands
MOST_ROWS: Final = 5_000  # rows of a sheet whose cells go along; the lists longer than that are not added up by a town
_CLOSE: Final = Fraction(1, 10**7)  # what a spreadsheet's own arithmetic may differ by
_MINUTE: Final = timedelta(minutes=1)
_NUMBER = re.compile(r"-?\d{1,30}(/\d{1,30})?")


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that says something else than what was signed; `cell` is its address (C12)."""

    sheet: str
    cell: str
    was: str
    now: str


def sealed(table: Table, name: str, rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """The sheet `name` as JSON; rows and columns count from 1, as they do on the sheet.

    A rate keeps its two numbers, dates are text. Only `MOST_ROWS` rows are kept; `cut` says that there were more.
    """
    first = 4 if table.head else 3
    total_row = first + max(1, len(rows))
    below = total_row + (table.total is not None)
    head = [[2, "\u3000\u3000".join(map(clean_text, table.head))]] if table.head else []
    return {
        "name": name,
        "source": table.source,
        "columns": [
            {"key": column.key, "title": clean_text(column.title), "kind": column.kind.name, "summed": column.summed}
            for column in table.columns
        ],
        "first": first,
        "rows": [
            _total(row, table.columns) if isinstance(row, Subtotal) else _values(row, table.columns)
            for row in rows[:MOST_ROWS]
        ],
        "cut": len(rows) > MOST_ROWS,
        "subtotals": [at for at, row in enumerate(rows[:MOST_ROWS]) if isinstance(row, Subtotal)],
        "total": None if table.total is None else _total(table.total, table.columns),
        "keys": [key if isinstance(key, int | str) else None for key in table.keys],
        "lines": [
            [1, clean_text(table.title)],
            *head,
            *([row, clean_text(note)] for row, note in enumerate(table.notes, below)),
        ],
    }


def _values(row: Sequence[Any], columns: Sequence[Column]) -> list[Any]:
    return [_value(value, column.kind) for value, column in zip(row, columns, strict=True)]


def _total(row: Sequence[Any], columns: Sequence[Column]) -> list[Any]:
    """A total or subtotal row is blank where none is made."""
    made = [column.formula or column.summed or column.averaged for column in columns]
    return [
        _value(value, column.kind) if makes or value is not None else ""
        for value, column, makes in zip(row, columns, made, strict=True)
    ]


def _value(value: Any, kind: Kind) -> Any:
    if isinstance(value, Rate) and value.value is not None:
        return {"of": [str(Fraction(value.numerator)), str(Fraction(value.denominator))]}
    kept = plain_value(value, kind)
    return kept.isoformat() if isinstance(kept, date) else kept


def number(kept: Any) -> Fraction | None:
    """A kept cell as an exact number; None for text and for nothing."""
    match kept:
        case bool():
            return None
        case {"of": [str(numerator), str(denominator)]}:
            if not _NUMBER.fullmatch(numerator) or not _NUMBER.fullmatch(denominator):
                return None
            try:
                return Fraction(numerator) / Fraction(denominator)
            except ZeroDivisionError:
                return None
        case int() | float():
            return Fraction(str(kept))
    return None


def edits(sheet: Mapping[str, Any], found: Sequence[Sequence[Cell]]) -> list[Edit]:
    """Where the sheet as it is now, row by row from its first, differs from what was signed, in reading order."""
    made: list[tuple[int, int, Edit]] = []
    for row, place, kept in expected(sheet):
        now = found[row - 1][place] if row <= len(found) and place < len(found[row - 1]) else None
        if not _same(kept, now):
            made.append((row, place, Edit(sheet["name"], cell_name(row, place + 1), _words(kept), _words(now))))
    return [edit for *_, edit in sorted(made, key=lambda one: one[:2])]


def expected(sheet: Mapping[str, Any]) -> list[tuple[int, int, Any]]:
    """Every cell that was signed: its row from 1, its place in it from 0, and what it said."""
    cells: list[tuple[int, int, Any]] = [(row, 0, text) for row, text in sheet["lines"]]
    first = sheet["first"]
    cells += [(first - 1, place, column["title"]) for place, column in enumerate(sheet["columns"])]
    for row, values in enumerate(sheet["rows"], first):
        cells += [(row, place, value) for place, value in enumerate(values)]
    if sheet["total"] is not None:
        row = first + max(1, len(sheet["rows"]))
        cells += [(row, place, value) for place, value in enumerate(sheet["total"])]
    return cells


def _same(kept: Any, now: Cell) -> bool:
    if type(kept) is type(now) and kept == now:
        return True  # as nearly all are, without the exact arithmetic below
    if (was := number(kept)) is not None:
        is_number = isinstance(now, int | float) and not isinstance(now, bool)
        return is_number and abs(was - Fraction(str(now))) <= _CLOSE * max(Fraction(1), abs(was))
    text = "" if kept is None else str(kept)
    if isinstance(now, date):
        return _same_moment(text, now)
    return text.split() == ("" if now is None else str(now)).split()  # line ends and margins are not words


def _same_moment(text: str, now: date) -> bool:
    try:
        was = datetime.fromisoformat(text)
    except ValueError:
        return False
    moment = now if isinstance(now, datetime) else datetime(now.year, now.month, now.day)
    return abs(was - moment) < _MINUTE


def _words(value: Any) -> str:
    """A cell as a sentence names it."""
    if (exact := number(value)) is not None:
        return f"{float(exact):.6g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    text = "" if value is None else " ".join(str(value).split())
    if not text:
        return NO_WORDS
    return text if text == NOTHING or len(text) <= 40 else text[:39] + "…"
