"""The sheets of an opened form as grids: what stands where, read from how they look."""

from desktop.documents.form_parts.look import CellKind, CellLook, SheetLook
from desktop.domain.form_mapping.grid import Cell, Grid, Holds

_HOLDS = {
    CellKind.TEXT: Holds.TEXT,
    CellKind.NUMBER: Holds.NUMBER,
    CellKind.TRUTH: Holds.NUMBER,
    CellKind.ERROR: Holds.NUMBER,
    CellKind.FORMULA: Holds.FORMULA,
}


def grid_of(look: SheetLook) -> Grid:
    """One sheet; of a formula its text is kept, not its result."""
    cells, formats, framed = {}, {}, set()
    for at, cell in look.cells.items():
        if cell.kind is not CellKind.EMPTY:
            cells[at] = Cell(cell.formula or cell.text, _HOLDS[cell.kind])
        if cell.style.number_format != "General":
            formats[at] = cell.style.number_format
        if _has_frame(cell):
            framed.add(at)
    return Grid(look.name, cells, look.merges, look.rows, look.columns, formats, frozenset(framed))


def _has_frame(cell: CellLook) -> bool:
    style = cell.style
    return any((style.left, style.right, style.top, style.bottom))
