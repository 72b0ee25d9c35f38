"""Rows put into a sheet as copies of a pattern: everything below moves down, everything around it takes them in."""

from copy import deepcopy
from typing import Final

from desktop.documents.form_parts.formula_cells import array_areas, formula_nodes, texts, write_out_shared
from desktop.documents.form_parts.formula_refs import Insertion, moved_by, shifted
from desktop.documents.form_parts.listed_sums import with_new_rows
from desktop.documents.form_parts.sheet_cells import SheetCells
from desktop.documents.form_parts.shifting import shift_anchors, shift_attributes, shift_formulas
from desktop.documents.form_parts.xml_parts import Node, child, children, local
from desktop.domain.cell_names import ROWS, areas, cell_name, cell_place
from desktop.domain.errors import Refused

_VALUE_MARKS: Final = ("t", "cm", "vm")


def grow_sheet(root: Node, insertion: Insertion, room: int) -> None:
    """Put the rows of `insertion` into a sheet; the list that grows has room for `room` records, the pattern is one.

    Raise Refused where an array formula would be cut, or where the sheet would get too long.
    """
    cells = SheetCells(root)
    _check(cells, insertion)
    write_out_shared(cells)
    followers = _followers(cells, insertion) if room > 1 else {}
    _shift_cell_formulas(cells, insertion, room)
    for place, text in followers.items():
        cell = cells.cell(*place)
        if cell is not None:
            child(cell, "f").text = text
    _move_rows(cells, insertion)
    _copy_pattern(cells, insertion, room)
    _grow_merges(root, insertion)
    shift_formulas(root, insertion.sheet, insertion)
    shift_attributes(root, insertion)
    shift_anchors(root, insertion)
    _copy_sparklines(root, insertion)


def _check(cells: SheetCells, insertion: Insertion) -> None:
    held = (number for number, row in cells.rows() if any(len(cell) for cell in row))
    if max(max(held, default=0), insertion.after) + insertion.count > ROWS:
        raise Refused(f"工作表“{insertion.sheet}”放不下这么多行,请缩短时间范围或分几张表填。")
    for area in array_areas(cells):
        if area.top <= insertion.after < area.bottom:
            raise Refused(f"工作表“{insertion.sheet}”的{area}是数组公式,不能在它中间插入行,请先在表样里改成普通公式。")


def _followers(cells: SheetCells, insertion: Insertion) -> dict[tuple[int, int], str]:
    """Formulas of the record after the pattern that were filled down from it (a running number, =A8+1): new texts."""
    found, height = texts(cells), insertion.height
    new: dict[tuple[int, int], str] = {}
    for (row, column), text in found.items():
        pattern = found.get((row - height, column)) if insertion.in_pattern(row - height) else None
        if pattern and text == moved_by(pattern, height, 0):
            pattern = shifted(pattern, insertion.sheet, insertion, in_pattern=True)
            new[row, column] = moved_by(pattern, insertion.count + height, 0)
    return new


def _shift_cell_formulas(cells: SheetCells, insertion: Insertion, room: int) -> None:
    listed = range(insertion.after - max(1, room - 1) * insertion.height + 1, insertion.after + insertion.height + 1)
    for row, _, _, formula in formula_nodes(cells):
        if formula.text:
            text = shifted(formula.text, insertion.sheet, insertion, in_pattern=insertion.in_pattern(row))
            formula.text = text if row in listed else with_new_rows(text, insertion, room)
        for name in ("r1", "r2"):  # the inputs of a data table
            if formula.get(name):
                formula.set(name, shifted(formula.get(name), insertion.sheet, insertion))
        if formula.get("ref"):
            formula.set("ref", " ".join(str(insertion.area(area, grows=False)) for area in areas(formula.get("ref"))))


def _move_rows(cells: SheetCells, insertion: Insertion) -> None:
    for number, row in cells.rows():
        if number + insertion.count > ROWS:  # formatted down to the last row: what holds nothing falls off
            cells.data.remove(row)
        elif number > insertion.after:
            new = number + insertion.count
            for column, cell in cells.cells(number).items():
                cell.set("r", cell_name(new, column))
            row.set("r", str(new))


def _copy_pattern(cells: SheetCells, insertion: Insertion, room: int) -> None:
    """Copies keep heights, styles, formulas and the words that every record has; other values are the list's own."""
    numbers = range(insertion.after - insertion.height + 1, insertion.after + 1)
    pattern = [number for number in numbers if cells.row(number) is not None]
    kept = {number: _constant(cells, number, insertion, room) for number in pattern}
    if not pattern:
        return
    last = cells.row(pattern[-1])
    for step in insertion.steps:
        for number in pattern:
            row = deepcopy(cells.row(number))
            row.set("r", str(number + step))
            if not row.get("outlineLevel"):  # a line of the list is to be seen; a folded group stays folded
                row.attrib.pop("hidden", None)
            for cell in children(row, "c"):
                column = cell_place(cell.get("r"))[1]
                _make_copy(cell, number + step, column, step, column in kept[number])
            last.addnext(row)
            last = row


def _constant(cells: SheetCells, row: int, insertion: Insertion, room: int) -> set[int]:
    """The columns of a pattern row whose value the next record has; of one record alone of several rows its words."""
    own, following = cells.cells(row), cells.cells(row + insertion.height) if room > 1 else {}
    if room == 1:
        return {column for column, cell in own.items() if insertion.height > 1 and cell.get("t") in ("s", "inlineStr")}
    return {column for column, cell in own.items() if column in following and _value(cell) == _value(following[column])}


def _value(cell: Node) -> tuple[str | None, str]:
    return cell.get("t"), "".join(cell.itertext())


def _make_copy(cell: Node, row: int, column: int, step: int, kept: bool) -> None:
    cell.set("r", cell_name(row, column))
    formula = child(cell, "f")
    if formula is None:
        if not kept:
            for node in list(cell):
                cell.remove(node)
            for name in _VALUE_MARKS:
                cell.attrib.pop(name, None)
        return
    for node in list(cell):
        if node is not formula:
            cell.remove(node)
    cell.attrib.pop("t", None)
    formula.text = moved_by(formula.text or "", step, 0)
    if formula.get("ref"):
        moved = [area._replace(top=area.top + step, bottom=area.bottom + step) for area in areas(formula.get("ref"))]
        formula.set("ref", " ".join(map(str, moved)))


def _grow_merges(root: Node, insertion: Insertion) -> None:
    """Merges within the pattern are made in each copy; those that only end with it grow."""
    parent = child(root, "mergeCells")
    for node in children(parent, "mergeCell"):
        for area in areas(node.get("ref") or ""):
            within = insertion.in_pattern(area.top, area.bottom)
            node.set("ref", str(insertion.area(area, grows=not within)))
            for moved in insertion.copies(area) if within else ():
                copy = deepcopy(node)
                copy.set("ref", str(moved))
                parent.append(copy)
    if parent is not None and parent.get("count") is not None:
        parent.set("count", str(len(children(parent, "mergeCell"))))


def _copy_sparklines(root: Node, insertion: Insertion) -> None:
    """A small chart in the pattern is drawn in each copy."""
    for node in [node for node in root.iter() if local(node) == "sparkline"]:
        place, formula = child(node, "sqref"), child(node, "f")
        for area in areas(place.text or "") if place is not None else []:
            if not insertion.in_pattern(area.top):
                continue
            place.text = str(area._replace(bottom=area.top))
            last = node
            for step in insertion.steps:
                copy = deepcopy(node)
                child(copy, "sqref").text = cell_name(area.top + step, area.left)
                if formula is not None:
                    child(copy, "f").text = moved_by(formula.text or "", step, 0)
                last.addnext(copy)
                last = copy
