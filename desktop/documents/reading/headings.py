"""Guessing which row of a sheet carries the headings: below titles, above the data."""

from collections.abc import Sequence

from desktop.domain.cleaning import Cell, line

_LOOKED_AT = 30
_LONGEST = 80  # headings may carry their list of values
_ENOUGH = 0.7  # of the best row's distinct short texts; the first such row is taken


def guess_heading_row(rows: Sequence[Sequence[Cell]]) -> int:
    """The position in `rows` of the first row with nearly as many distinct short texts as any of the first thirty."""
    scores = [_texts(row) for row in rows[:_LOOKED_AT]]
    best = max(scores, default=0)
    wanted = max(1.0, _ENOUGH * best)
    return next((at for at, score in enumerate(scores) if score >= wanted), 0)


def _texts(row: Sequence[Cell]) -> int:
    found = {line(cell) for cell in row if isinstance(cell, str)}
    return sum(0 < len(text) <= _LONGEST and not _is_figure(text) for text in found)


def _is_figure(text: str) -> bool:
    """Numbers and dates stand under headings, not in them."""
    return text.replace(".", "").replace("-", "").replace("/", "").replace(":", "").replace(" ", "").isdigit()
