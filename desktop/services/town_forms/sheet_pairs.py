"""Which sheet of a new workbook is which of the old, and how far two workbooks are the same form."""

from collections.abc import Sequence

from desktop.domain.form_mapping.grid import Grid, Holds
from desktop.domain.form_mapping.labels import label_key

_ALIKE = 0.7  # how much of its words a renamed sheet must have kept


def paired(old: Sequence[Grid], new: Sequence[Grid]) -> dict[str, str]:
    """Which sheet is which: by name, else by its words."""
    names = {grid.name for grid in new}
    pairs = {grid.name: grid.name for grid in old if grid.name in names}
    free = [grid for grid in new if grid.name not in pairs]
    for grid in old:
        if grid.name in pairs or not free:
            continue
        best = max(free, key=lambda other: _common(grid, other))
        if _common(grid, best) >= _ALIKE:
            pairs[grid.name] = best.name
            free.remove(best)
    return pairs


def _common(one: Grid, other: Grid) -> float:
    """How much of the words of two sheets is the same, 0 to 1."""
    mine, theirs = _words(one), _words(other)
    return len(mine & theirs) / max(len(mine | theirs), 1)


def _words(grid: Grid) -> set[str]:
    return {label_key(cell.text) for cell in grid.cells.values() if cell.holds is Holds.TEXT}


def likeness(old: Sequence[Grid], new: Sequence[Grid]) -> float:
    """How far a workbook is the same form as another, 0 to 1: the words that their sheets share."""
    mine = set().union(*map(_words, old))
    theirs = set().union(*map(_words, new))
    return len(mine & theirs) / max(len(mine | theirs), 1)
