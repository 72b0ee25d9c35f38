"""Rows as a file's sheet has them, without a file."""

from collections.abc import Sequence
from typing import Any

from desktop.documents.reading.marked import Marked, MarkedCell, MarkedSheet
from desktop.services.checking.checks import check_marked

Rows = Sequence[Sequence[Any]]


def sheet_of(rows: Rows, name: str = "表", **more: Any) -> MarkedSheet:
    """A sheet; what begins with = is a formula whose result was not kept."""
    cells = tuple(
        MarkedCell(at, place, *((None, value) if str(value).startswith("=") else (value, "")))
        for at, row in enumerate(rows)
        for place, value in enumerate(row)
        if value is not None
    )
    return MarkedSheet(name, False, cells, **more)


def rules(*sheets: MarkedSheet, paragraphs: Sequence[str] = (), **more: Any) -> list[tuple[str, str]]:
    """What is found: the rule, and the cell or paragraph."""
    found = check_marked(Marked(sheets, tuple(paragraphs)), **more)
    return [(each.rule.value, each.where.place or each.where.sheet) for each in found]


def changed(rows: Rows, place: str, value: Any) -> list[list[Any]]:
    """The rows with another value at C5."""
    spoilt = [list(row) for row in rows]
    spoilt[int(place[1:]) - 1][ord(place[0]) - 65] = value
    return spoilt
