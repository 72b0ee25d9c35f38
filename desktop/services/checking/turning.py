"""A table that has its units side by side and its figures one below the other, turned so that rates are a column."""

from desktop.services.checking.blocks import Block, Head, Line, Part
from desktop.services.checking.headings import Role, role_of

_PERIODS = (Role.THIS, Role.LAST, Role.YEAR_AGO, Role.CHANGE, Role.GROWTH, Role.YEARLY, Role.RATE, Role.SHARE)
_LEAST = 3  # units side by side


def turned_round(block: Block) -> Block | None:
    """The table with a line for each of its columns; None where no line is a rate or its columns are no units."""
    at = block.numeric()
    if block.own or len(at) < _LEAST or block.columns(*_PERIODS):
        return None
    if not any(role_of(line.words) is Role.RATE for line in block.lines):
        return None
    heads = tuple(Head(line.words) for line in block.lines)
    lines = tuple(
        Line(
            block.heads[place].words,
            tuple(line.spots[place] for line in block.lines),
            Part.TOTAL if block.heads[place].role is Role.TOTAL else Part.ROW,
        )
        for place in at
    )
    return Block(block.sheet, heads, lines, block.title, notes=block.notes)
