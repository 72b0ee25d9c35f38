"""Which columns of a table say what a row is about."""

from collections.abc import Sequence
from typing import Any

from desktop.documents.table import Column, Kind


def naming(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> list[int]:
    """The first column of words where it tells the rows apart, else it and the next one; only those before the figures.

    The estate names its row though the company stands beside it; a category of the second level needs the first.
    """
    found: list[int] = []
    for at, column in enumerate(columns):
        if column.kind is Kind.TEXT:
            found.append(at)
        elif found:
            break
    names = [row[found[0]] for row in rows if row[found[0]]] if found else []
    return found[:1] if len(set(names)) == len(names) else found[:2]


def name_of(row: Sequence[Any], names: Sequence[int]) -> str:
    """The words of a row, the most particular last: 房屋维修 屋面渗漏."""
    return " ".join(text for at in names if (text := str(row[at] or "").strip()))
