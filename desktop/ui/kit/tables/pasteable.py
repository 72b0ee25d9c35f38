"""Rows as text for the clipboard that a spreadsheet takes as a table, never as a formula."""

import re
from collections.abc import Iterable, Sequence

from desktop.ui.kit.tables.record_table import Column, Kind, Row

_NUMBER = re.compile(r"[-+]?[\d,.]+%?")


def pasteable(columns: Sequence[Column], shown: Sequence[int], rows: Iterable[Row]) -> str:
    """Headings and rows, columns by number as in `shown`, divided by tabs and line ends."""
    lines = ["\t".join(columns[at].title for at in shown)]
    lines += ["\t".join(_cell(row.cells[at], columns[at].kind) for at in shown) for row in rows]
    return "\n".join(lines)


def _cell(text: str, kind: Kind) -> str:
    """One line; what a spreadsheet would take for a formula gets an apostrophe, unless it is a number."""
    text = " ".join(text.split())
    number = kind is Kind.NUMBER and _NUMBER.fullmatch(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) and not number else text
