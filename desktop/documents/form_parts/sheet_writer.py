"""Values into the cells of one sheet: what may not be overwritten is refused first, all at once."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from desktop.documents.form_parts.cell_formats import CellFormats
from desktop.documents.form_parts.cell_values import Value, is_formula, write_value
from desktop.documents.form_parts.edits import Edits
from desktop.documents.form_parts.formula_cells import array_areas, write_out_shared
from desktop.documents.form_parts.package import SheetInfo
from desktop.documents.form_parts.puts import Block, Grow, Put
from desktop.documents.form_parts.sheet_cells import SheetCells
from desktop.documents.form_parts.xml_parts import Node, child
from desktop.domain.cell_names import Area, areas, cell_name, cell_place
from desktop.domain.errors import Refused

_DAY: Final = "yyyy-mm-dd"
_MOMENT: Final = "yyyy-mm-dd hh:mm"
_MERGED: Final = "{}和上下的格合并了,列表不能填在里面,请先在表样里取消合并。"


class SheetWriter:
    """Values into the cells of one sheet."""

    def __init__(self, edits: Edits, info: SheetInfo, cells: SheetCells, formats: CellFormats, replace: bool) -> None:
        self._info, self._cells, self._formats, self._replace = info, cells, formats, replace
        self._from_1904 = edits.package.from_1904
        self._arrays = array_areas(cells)
        self._headings = [area for part in edits.package.leads_to(info.part, "table") for area in _heading(edits, part)]
        self._outermost = Area(1, 1, 1, 1)

    def renew(self, cells: SheetCells) -> None:
        """Go on in the sheet as it is after it grew."""
        self._cells = cells

    def check(self, puts: Sequence[Put], blocks: Sequence[Block]) -> None:
        """All that is wrong at once, by cell, before anything is written."""
        problems: dict[str, str] = {}
        places = []
        for put in puts:
            try:
                place = self._cells.first_of(*cell_place(put.cell))
            except ValueError:
                problems[f"{self._info.name}!{put.cell}"] = f"表样里没有{put.cell}这一格,请重新指定。"
                continue
            places.append(place)
            if any(block.holds(*place) for block in blocks):
                problems[f"{self._info.name}!{put.cell}"] = f"{put.cell}在会增长的列表里,不能再单独填一个值。"
        for block in blocks:
            for row, column, record in block.places():
                first = self._cells.first_of(row, column)
                if first[0] == row and self._cells.last_row_of(*first) in record:
                    places.append(first)
                else:
                    problems[f"{self._info.name}!{cell_name(row, column)}"] = _MERGED.format(cell_name(row, column))
        for row, column in places:
            if words := self._refusal(row, column):
                problems.setdefault(f"{self._info.name}!{cell_name(row, column)}", words)
        if problems:
            raise Refused(problems)
        if self._replace:
            write_out_shared(self._cells)

    def write(self, row: int, column: int, value: Value, number_format: str | None) -> None:
        """One value; a cell that is not there and stays empty is not made."""
        if value in (None, "") and self._cells.cell(row, column) is None:
            return
        cell = self._cells.needed(row, column)
        write_value(cell, value, self._from_1904)
        self._format(cell, value, number_format)
        self._outermost = Area(1, 1, max(self._outermost.bottom, row), max(self._outermost.right, column))

    def write_list(self, grow: Grow) -> None:
        """The values of a list, and nothing in the rest of its room where that is to be cleared."""
        formats = [*grow.formats, *(None for _ in grow.columns)]
        for record, values in enumerate(grow.rows):
            for place, value, number_format in zip(grow.places(record), values, formats, strict=False):
                self.write(*self._cells.first_of(*place), value, number_format)
        if grow.clear_rest:
            for record in range(len(grow.rows), grow.room):
                for place in grow.places(record):
                    self.write(*self._cells.first_of(*place), None, None)

    def finish(self) -> None:
        """The sheet's own note of how far it goes takes in what was written."""
        node = child(self._cells.root, "dimension")
        for area in areas(node.get("ref") or "") if node is not None else []:
            end = self._outermost
            grown = area._replace(bottom=max(area.bottom, end.bottom), right=max(area.right, end.right))
            node.set("ref", str(grown))

    def _refusal(self, row: int, column: int) -> str:
        name = cell_name(row, column)
        if any(area.holds(row, column) for area in self._arrays):
            return f"{name}属于一个数组公式,不能单独填,请先在表样里改成普通公式。"
        if any(area.holds(row, column) for area in self._headings):
            return f"{name}是表格的标题行,改了会使文件损坏,请填在下面的格里。"
        if not self._replace and is_formula(self._cells.cell(row, column)):
            return f"{name}里是公式,会自动算出;要改填这一格,请先确认覆盖公式。"
        return ""

    def _format(self, cell: Node, value: Value, number_format: str | None) -> None:
        if isinstance(value, date) and cell.get("t") is None:
            number_format = number_format or (_MOMENT if isinstance(value, datetime) else _DAY)
        if number_format is None or value is None or isinstance(value, str | bool):
            return
        style = self._formats.with_format(cell.get("s"), number_format)
        if style is not None and style != cell.get("s"):
            cell.set("s", style)


def _heading(edits: Edits, part: str) -> list[Area]:
    """The heading row of a table: its texts are written in the table's part too, and must agree."""
    root = edits.tree(part)
    if root.get("headerRowCount") == "0":
        return []
    return [area._replace(bottom=area.top) for area in areas(root.get("ref") or "")]
