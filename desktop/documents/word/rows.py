"""Rows of a Word table that stand for the rows of one of the report's tables: {{分小区.受理件次}}."""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from desktop.documents.cells import shown_in
from desktop.documents.punctuation import full_width
from desktop.documents.table import Subtotal, Table
from desktop.documents.word.placeholders import marks, replace_marks, text_of

from desktop.documents.word.elements import P  # isort: skip

TITLE, NOTES, PERIOD = "标题", "说明", "表头"  # what a table gives beside its columns
_DEFINITION = re.compile(r"K\d\d ")  # definitions stand in the workbook; a text says only what is particular


def rows_of(row: Any, tables: Mapping[str, Table]) -> list[tuple[Any, bool]] | None:
    """A copy of the row for each row of the table that it names, and whether that is a total; None without any name."""
    named = [mark.name for paragraph in row.iter(P) for mark in marks(text_of(paragraph))]
    columns = [name for name in named if names_column(name, tables)]
    if not columns:
        return None
    table = tables[columns[0].partition(".")[0]]
    found = [(values, isinstance(values, Subtotal), False) for values in table.rows]
    if table.total is not None and found:
        found.append((table.total, True, True))
    return [(_copy(row, tables, values, last), total) for values, total, last in found]


def names_column(name: str, tables: Mapping[str, Table]) -> bool:
    """Whether a name like 分小区.受理件次 means a column; a sheet that the report does not have this time has any."""
    table, dot, what = name.partition(".")
    if not dot or table not in tables or what in (TITLE, NOTES, PERIOD):
        return False
    return not tables[table].columns or column_of(name, tables) is not None


def column_of(name: str, tables: Mapping[str, Table]) -> int | None:
    """Which column of its table a name like 分小区.受理件次 means."""
    table, _, title = name.partition(".")
    if table not in tables:
        return None
    return next((at for at, column in enumerate(tables[table].columns) if column.name == title), None)


def table_text(name: str, tables: Mapping[str, Table]) -> str | None:
    """A table's title, notes or the lines above it; None where it has no rows, or for a name that it does not have."""
    table, _, wanted = name.partition(".")
    found = tables[table]
    if not list(found.rows):
        return None
    match wanted:
        case "标题":
            return found.title
        case "说明":
            return "".join(note for note in found.notes if not _DEFINITION.match(note)) or None
        case _:
            return "  ".join(found.head[:3])


def _copy(row: Any, tables: Mapping[str, Table], values: tuple[Any, ...], total: bool) -> Any:
    made = deepcopy(row)
    for paragraph in made.iter(P):

        def value(mark: Any) -> str:
            at = column_of(mark.name, tables)
            if at is None:
                return table_text(mark.name, tables) or ""
            shown = shown_in(tables[mark.name.partition(".")[0]].columns[at], values[at], total)
            return full_width(shown) if isinstance(values[at], str) else shown

        replace_marks(paragraph, value)
    return made
