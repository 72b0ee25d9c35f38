"""Formulas as they stand in the cells of a sheet: shared ones written out, kept results dropped."""

from collections.abc import Iterator

from desktop.documents.form_parts.formula_refs import moved_by
from desktop.documents.form_parts.sheet_cells import SheetCells
from desktop.documents.form_parts.xml_parts import Node, child, local
from desktop.domain.cell_names import Area, areas

_SHARING = ("t", "si", "ref")


def formula_nodes(cells: SheetCells) -> Iterator[tuple[int, int, Node, Node]]:
    """Row, column, cell and formula element of every formula of a sheet."""
    for row, _ in cells.rows():
        for column, cell in cells.cells(row).items():
            formula = next((node for node in cell if local(node) == "f"), None)  # quicker than to search by name
            if formula is not None:
                yield row, column, cell, formula


def texts(cells: SheetCells) -> dict[tuple[int, int], str]:
    """The text of every formula by place, shared ones as they read in their own cells; without the "="."""
    found: dict[tuple[int, int], str] = {}
    masters: dict[str, tuple[int, int, str]] = {}
    for row, column, _, formula in formula_nodes(cells):
        text = formula.text or ""
        if formula.get("t") == "shared":
            group = formula.get("si") or ""
            if text:
                masters.setdefault(group, (row, column, text))
            elif group in masters:
                top, left, master = masters[group]
                text = moved_by(master, row - top, column - left)
        found[row, column] = text
    return found


def write_out_shared(cells: SheetCells) -> None:
    """Give every cell of a shared formula its own: what they share is a distance, and that is about to change."""
    found = texts(cells)
    for row, column, _, formula in formula_nodes(cells):
        if formula.get("t") == "shared":
            formula.text = found[row, column]
            for name in _SHARING:
                formula.attrib.pop(name, None)


def array_areas(cells: SheetCells) -> list[Area]:
    """The areas of array formulas and data tables that take more than one cell."""
    found = []
    for _, _, _, formula in formula_nodes(cells):
        if formula.get("t") in ("array", "dataTable"):
            found += [area for area in areas(formula.get("ref") or "") if area[:2] != area[2:]]
    return found


def drop_results(cells: SheetCells) -> bool:
    """Take the kept results out of all formulas of a sheet; say whether there were any."""
    dropped = False
    for _, _, cell, formula in formula_nodes(cells):
        for node in list(cell):
            if node is not formula:
                cell.remove(node)
                dropped = True
        cell.attrib.pop("t", None)
    for area in array_areas(cells):
        dropped = _drop_spilled(cells, area) or dropped
    return dropped


def _drop_spilled(cells: SheetCells, area: Area) -> bool:
    """The other cells of an array formula hold results only."""
    dropped = False
    for row in range(area.top, area.bottom + 1):
        for column, cell in cells.cells(row).items():
            if area.left <= column <= area.right and child(cell, "f") is None and len(cell):
                for node in list(cell):
                    cell.remove(node)
                cell.attrib.pop("t", None)
                dropped = True
    return dropped
