"""Which columns of a table say what a row is about."""

from collections.abc import Sequence
from typing import Any

from desktop.documents.table import Column, Kind


def naming(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> list[int]:
    """The first column of words where it tells the rows apart, else it and the next one; only those before the figures.

    The estate names its row though the company stands beside it; a category of the second level needs the first. A
    place within a group stands before the name that has it, and is no end of the names: 分组, 排名, 小区.
    """
    words = [at for at, column in enumerate(columns) if column.kind is Kind.TEXT]
    if not words:
        return []
    first = words[0]
    names = [row[first] for row in rows if row[first]]
    if len(set(names)) == len(names):
        return [first]
    between = columns[first + 1 : words[1]] if len(words) > 1 else columns
    return words[:2] if all(column.key == "rank" for column in between) else [first]


def name_of(row: Sequence[Any], names: Sequence[int]) -> str:
    """The words of a row, the most particular last: 房屋维修 屋面渗漏."""
    return " ".join(text for at in names if (text := str(row[at] or "").strip()))
