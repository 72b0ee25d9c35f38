"""Where the cells of a drawn sheet lie: scrolled, frozen, enlarged, merged."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect

from desktop.documents.form_parts.look import SheetLook
from desktop.domain.cell_names import Area, At
from desktop.ui.screens.reports.forms.cell_painting import text_height

HEAD_WIDTH, HEAD_HEIGHT = 36, 22  # of the row numbers and column letters, design pixels
ROOM = 3  # further rows and columns that may be scrolled to, so that the last one is seen whole


class Geometry:
    """`zoom` enlarges the sheet's own pixels; `scroll` is what has gone off to the left and upwards."""

    def __init__(self, look: SheetLook, heights: Sequence[int], zoom: float, head: QPoint) -> None:
        self.look, self.zoom, self.head = look, zoom, head
        self._columns = [0, *accumulate(round(width * zoom) for width in look.widths)]
        self._rows = [0, *accumulate(round(height * zoom) for height in heights)]
        self.scroll = QPoint(0, 0)
        self.merged: dict[At, Area] = {
            (row, column): area
            for area in look.merges
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }

    @property
    def size(self) -> QPoint:
        """How large the whole sheet is."""
        return QPoint(self._columns[-1], self._rows[-1])

    @property
    def frozen(self) -> QPoint:
        """How large the part is that does not scroll."""
        rows, columns = self.look.frozen
        return QPoint(self._columns[min(columns, self.look.columns)], self._rows[min(rows, self.look.rows)])

    def home(self, at: At) -> At:
        """The cell that stands for the merged area."""
        area = self.merged.get(at)
        return at if area is None else (area.top, area.left)

    def area(self, at: At) -> Area:
        """The merged area of a cell, or the cell alone."""
        return self.merged.get(at) or Area(at[0], at[1], at[0], at[1])

    def on_sheet(self, area: Area) -> QRect:
        """Its place on the sheet as if nothing were scrolled."""
        left, top = self._columns[area.left - 1], self._rows[area.top - 1]
        return QRect(left, top, self._columns[area.right] - left, self._rows[area.bottom] - top)

    def on_screen(self, at: At) -> QRect:
        """Where a cell (with those it is merged with) is drawn now."""
        place = self.on_sheet(self.area(at)).translated(self.head)
        rows, columns = self.look.frozen
        return place.translated(0 if at[1] <= columns else -self.scroll.x(), 0 if at[0] <= rows else -self.scroll.y())

    def at(self, point: QPoint) -> At | None:
        """The cell under a point of the screen, None beside the sheet."""
        inside = point - self.head
        if inside.x() < 0 or inside.y() < 0:
            return None
        frozen = self.frozen
        x = inside.x() if inside.x() < frozen.x() else inside.x() + self.scroll.x()
        y = inside.y() if inside.y() < frozen.y() else inside.y() + self.scroll.y()
        column, row = bisect_right(self._columns, x), bisect_right(self._rows, y)
        if row > self.look.rows or column > self.look.columns:
            return None
        return self.home((row, column))

    def columns_in(self, left: int, right: int) -> range:
        """The columns that lie between two places of the unscrolled sheet."""
        return _between(self._columns, left, right, self.look.columns)

    def rows_in(self, top: int, bottom: int) -> range:
        """The rows that lie between two places of the unscrolled sheet."""
        return _between(self._rows, top, bottom, self.look.rows)

    def column_span(self, column: int) -> tuple[int, int]:
        """Left edge and width on the unscrolled sheet."""
        return self._columns[column - 1], self._columns[column] - self._columns[column - 1]

    def row_span(self, row: int) -> tuple[int, int]:
        """Upper edge and height on the unscrolled sheet."""
        return self._rows[row - 1], self._rows[row] - self._rows[row - 1]

    def step(self, at: At, down: int, right: int) -> At:
        """The next cell that is seen in a direction; the same at the edge."""
        area = self.area(at)
        row = (area.bottom + down if down > 0 else area.top + down) if down else at[0]
        column = (area.right + right if right > 0 else area.left + right) if right else at[1]
        while 1 <= row <= self.look.rows and 1 <= column <= self.look.columns:
            if self.look.widths[column - 1] and self.look.heights[row - 1]:
                return self.home((row, column))
            row, column = row + down, column + right
        return at


def heights_of(look: SheetLook) -> list[int]:
    """The heights of the rows; those without one of their own as high as their texts that are not merged."""
    merged = {(row, column) for area in look.merges for row, column in _inside(area)}
    wide = {(area.top, area.left): area for area in look.merges if area.top == area.bottom}
    heights = list(look.heights)
    for at, cell in look.cells.items():
        row, column = at
        if row in look.automatic and cell.text and heights[row - 1] and not cell.style.rotation and at not in merged:
            area = wide.get(at)
            width = sum(look.widths[column - 1 : area.right if area else column])
            heights[row - 1] = max(heights[row - 1], text_height(cell, width))
    return heights


def _inside(area: Area) -> Iterator[At]:
    """The cells of a merged area, but for one that is merged sideways only: its row is as high as its text."""
    if area.top != area.bottom:
        yield from (
            (row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)
        )


def _between(edges: list[int], first: int, last: int, most: int) -> range:
    start = max(bisect_right(edges, first), 1)
    return range(start, min(bisect_right(edges, max(last - 1, first)), most) + 1)
