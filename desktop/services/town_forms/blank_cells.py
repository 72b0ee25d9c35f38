"""Which cells of a form are there to be filled."""

import re

from desktop.domain.cell_names import At
from desktop.domain.form_mapping.grid import Grid, Holds

_PLACEHOLDER = re.compile(r"0(?:\.0+)?%?|[-—/×xX_＿…]+|\{\{.*\}\}|\.{3}")


def fillable(grid: Grid, at: At) -> bool:
    """Nothing in it, a nought or a placeholder; never a formula; in a form with borders only inside them."""
    cell = grid.cell(at)
    if cell is None or not cell.text.strip():
        return not grid.framed or grid.home(at) in grid.framed
    return cell.holds is not Holds.FORMULA and _PLACEHOLDER.fullmatch(cell.text.strip()) is not None
