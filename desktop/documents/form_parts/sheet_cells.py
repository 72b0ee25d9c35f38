"""The rows and cells of a sheet's XML: found by place, made where they are missing, in their order."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from desktop.documents.form_parts.xml_parts import Node, child, children, local, made, true, whole
from desktop.documents.reading.reasons import Reason
from desktop.domain.cell_names import Area, areas, cell_name, cell_place
from desktop.domain.errors import Refused


class SheetCells:
    """A view of one sheet's tree; places that were implied (no r) are written out when it is made."""

    def __init__(self, root: Node) -> None:
        self.root = root
        data = child(root, "sheetData")
        if data is None:
            raise Refused(Reason.DAMAGED.value)
        self.data = data
        self._rows: dict[int, Node] = {}
        self._order: list[int] = []
        last = 0
        for row in children(data, "row"):
            last = whole(row.get("r"), last + 1)
            if row.get("r") is None:
                row.set("r", str(last))
            self._rows.setdefault(last, row)
        self._order = sorted(self._rows)
        self._cells: dict[int, dict[int, Node]] = {}
        self.merges = merged_areas(root)
        self._merged = {(area.top, area.left): area for area in self.merges}
        self._column_styles = [
            (whole(node.get("min")), whole(node.get("max")), node.get("style"))
            for node in children(child(root, "cols"), "col")
        ]

    def rows(self) -> Iterator[tuple[int, Node]]:
        """All rows that stand in the part, from the top."""
        for number in self._order:
            yield number, self._rows[number]

    def row(self, number: int) -> Node:
        """The row, None where it does not stand in the part."""
        return self._rows.get(number)

    def cells(self, row: int) -> dict[int, Node]:
        """The cells of a row by column."""
        found = self._cells.get(row)
        if found is None:
            node = self._rows.get(row)
            found = self._cells[row] = {} if node is None else _placed(node, row)
        return found

    def cell(self, row: int, column: int) -> Node:
        """The cell, None where it does not stand in the part."""
        return self.cells(row).get(column)

    def held(self, area: Area) -> Iterator[tuple[int, int]]:
        """The places of an area whose cells stand in the part, from the top."""
        for row in self._order[bisect_left(self._order, area.top) : bisect_right(self._order, area.bottom)]:
            yield from ((row, column) for column in self.cells(row) if area.left <= column <= area.right)

    def first_of(self, row: int, column: int) -> tuple[int, int]:
        """The place itself, or the top left of the merged area that it lies in."""
        for area in self.merges:
            if area.holds(row, column):
                return area.top, area.left
        return row, column

    def last_row_of(self, row: int, column: int) -> int:
        """The row itself, or the last of the merged area that begins there."""
        merged = self._merged.get((row, column))
        return row if merged is None else merged.bottom

    def needed(self, row: int, column: int) -> Node:
        """The cell, made with its row's or column's style where it is missing."""
        found = self.cell(row, column)
        if found is not None:
            return found
        line = self._row_needed(row)
        cell = made(self.data, "c", r=cell_name(row, column))
        if style := self.style_of_empty(row, column):
            cell.set("s", style)
        cells = self.cells(row)
        after = [place for place in cells if place < column]
        if after:
            cells[max(after)].addnext(cell)
        else:
            line.insert(0, cell)
        cells[column] = cell
        line.attrib.pop("spans", None)  # only a hint, and now perhaps wrong
        return cell

    def style_of_empty(self, row: int, column: int) -> str | None:
        """The style number that a cell gets which does not stand in the part."""
        line = self._rows.get(row)
        if line is not None and line.get("s") and true(line.get("customFormat")):
            return str(line.get("s"))
        return next((style for low, high, style in self._column_styles if low <= column <= high and style), None)

    def _row_needed(self, number: int) -> Node:
        found = self._rows.get(number)
        if found is None:
            found = made(self.data, "row", r=str(number))
            at = bisect_left(self._order, number)
            if at:
                self._rows[self._order[at - 1]].addnext(found)
            else:
                self.data.insert(0, found)
            self._order.insert(at, number)
            self._rows[number] = found
        return found


def merged_areas(root: Node) -> list[Area]:
    """The merged areas of a sheet."""
    return [area for node in children(child(root, "mergeCells"), "mergeCell") for area in areas(node.get("ref") or "")]


def _placed(row: Node, number: int) -> dict[int, Node]:
    found: dict[int, Node] = {}
    column = 0
    for cell in row:
        if local(cell) != "c":
            continue
        try:
            column = cell_place(cell.get("r") or "")[1]
        except ValueError:
            column += 1
            cell.set("r", cell_name(number, column))
        found.setdefault(column, cell)
    return found
