"""Guessing which row of a sheet carries the headings: below titles, above the data."""

import re
from collections.abc import Sequence
from datetime import date

from desktop.domain.wording.cleaning import Cell, line

_LOOKED_AT = 30
_LONGEST = 80  # headings may carry their list of values
_DATA = re.compile(
    r"[A-Za-z]{0,2}\d{11,}|(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}(?:\D.*)?|\d[\d,.]*(?:户|栋|幢|套|万?㎡|万?平方米)"
)
_ENOUGH = 0.7  # of the best row's distinct short texts; the first such row is taken


def guess_heading_row(rows: Sequence[Sequence[Cell]]) -> int:
    """The position in `rows` of the first row with nearly as many distinct short texts as any of the first thirty.

    -1 where that row holds numbers of orders, dates or sizes: the list begins at once and has no headings.
    """
    scores = [_texts(row) for row in rows[:_LOOKED_AT]]
    best = max(scores, default=0)
    wanted = max(1.0, _ENOUGH * best)
    found = next((at for at, score in enumerate(scores) if score >= wanted), 0)
    return -1 if rows and any(map(_is_data, rows[found])) else found


def _texts(row: Sequence[Cell]) -> int:
    found = {line(cell) for cell in row if isinstance(cell, str)}
    return sum(0 < len(text) <= _LONGEST and not _is_figure(text) for text in found)


def _is_data(cell: Cell) -> bool:
    """Never a heading: an order's number or a telephone, a whole date, a number with its unit."""
    return isinstance(cell, date) or _DATA.fullmatch(line(cell)) is not None


def _is_figure(text: str) -> bool:
    """Numbers and dates stand under headings, not in them."""
    return text.replace(".", "").replace("-", "").replace("/", "").replace(":", "").replace(" ", "").isdigit()
