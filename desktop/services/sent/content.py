"""The cells of a report as they were read when it was sent, to be held against later ones."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from desktop.documents.cells import shown_in
from desktop.documents.row_names import naming
from desktop.documents.table import Table

ROWS_KEPT = 5_000  # of a table; of a longer list the file is kept, and its digest over all rows


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a figure stands: sheet, row (its words, and its number among rows of these words) and column."""

    sheet: str
    row: str
    column: str
    key: str
    number: int = 1


def flat(table: Table) -> list[Table]:
    """The table and its further sheets, each with rows that stay."""
    first = replace(table, rows=list(table.rows), extras=())
    return [first, *(replace(extra, rows=list(extra.rows), extras=()) for extra in table.extras)]


def _printed(table: Table) -> list[int]:
    """The columns that a reader sees; the working figures behind a rate differ when it does."""
    return [at for at, column in enumerate(table.columns) if column.printed]


def content_of(tables: Sequence[Table]) -> dict[str, Any]:
    """JSON: for each table its title, its columns (key and heading), and the texts of its rows and its total."""
    return {"tables": [_table(table) for table in tables]}


def digest_of(tables: Sequence[Table]) -> str:
    """The fingerprint of every cell, whoever compiled it and when."""
    found = hashlib.sha256()
    for table in tables:
        found.update(json.dumps([table.columns[at].key for at in _printed(table)]).encode())
        for row in _texts(table):
            found.update(json.dumps(row, ensure_ascii=False).encode())
    return found.hexdigest()


def figures(content: dict[str, Any]) -> dict[Cell, str]:
    """Every cell of what `content_of` gave, by its place."""
    found: dict[Cell, str] = {}
    for table in content["tables"]:
        seen: dict[str, int] = {}
        for row in table["rows"]:
            name = " ".join(row[at] for at in table["names"]).strip()
            seen[name] = seen.get(name, 0) + 1
            for at, (key, heading) in enumerate(table["columns"]):
                if at not in table["names"] and at not in table["serials"]:
                    found[Cell(table["title"], name, heading, key, seen[name])] = row[at]
    return found


def _table(table: Table) -> dict[str, Any]:
    places = _printed(table)
    return {
        "title": table.title,
        "source": table.source,
        "columns": [[table.columns[at].key, table.columns[at].title] for at in places],
        "names": naming(
            [table.columns[at] for at in places], [[row[at] for at in places] for row in islice(table.rows, ROWS_KEPT)]
        ),
        "serials": [place for place, at in enumerate(places) if table.columns[at].title == "序号"],
        "rows": list(islice(_texts(table), ROWS_KEPT)),
    }


def _texts(table: Table) -> Iterator[list[str]]:
    places = _printed(table)
    for row in table.rows:
        yield [shown_in(table.columns[at], row[at], False) for at in places]
    if table.total is not None:
        yield [shown_in(table.columns[at], table.total[at], True) for at in places]
