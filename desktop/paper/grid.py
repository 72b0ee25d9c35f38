"""Drawing a Grid into a flow of pages: headings repeated, rows whole where they can be, nothing cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont

from desktop.documents.punctuation import full_width
from desktop.documents.sheets import Grid
from desktop.paper.flow import Flow
from desktop.paper.lines import break_lines
from desktop.paper.pages import Page

_LEFT, _CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter
_LEAST = 3  # lines of a row that may stand alone on a page

Cells = Sequence[list[str]]


@dataclass(frozen=True)
class GridLook:
    """Fonts of headings and rows, the height of a line and the room round the words, in tenths of a millimetre."""

    heading: QFont
    body: QFont
    step: float
    pad: float


def draw_grid(flow: Flow, grid: Grid, left: float, width: float, look: GridLook) -> None:
    """Draw the table from the flow's top on; the heading and the first row stand together."""
    _Drawing(flow, grid, left, width, look).draw()


def least_height(grid: Grid, width: float, look: GridLook) -> float:
    """What the heading and the beginning of the first row take, which stand together."""
    return _Drawing(Flow(QSizeF(), lambda *_: QRectF()), grid, 0, width, look).opening


class _Drawing:
    def __init__(self, flow: Flow, grid: Grid, left: float, width: float, look: GridLook) -> None:
        self._flow, self._grid, self._left, self._look = flow, grid, left, look
        shares = sum(column.share for column in grid.columns)
        self._widths = [width * column.share / shares for column in grid.columns]
        self._heading = self._broken([column.title for column in grid.columns], look.heading)

    @property
    def opening(self) -> float:
        """The height of the heading and of the first row, of which six lines are enough."""
        first = self._height(self._broken(self._grid.rows[0], self._look.body)) if self._grid.rows else 0.0
        return self._height(self._heading) + min(first, self._look.step * 6)

    def draw(self) -> None:
        rows = [self._broken(row, self._look.body) for row in self._grid.rows]
        self._flow.need(self.opening)
        self._draw_row(self._heading, heading=True)
        for row in rows:
            self._row(row)

    def _row(self, cells: Cells) -> None:
        """One row; it is broken over pages only where it is too high for one, or where much room would be lost."""
        while True:
            height, room = self._height(cells), self._flow.room
            if height <= room + 0.5:
                self._draw_row(cells, heading=False)
                return
            fitting = int((room - 2 * self._look.pad) // self._look.step)
            if fitting < _LEAST or height < self._flow.field.height() * 0.35:
                self._turn()
                if height <= self._flow.room + 0.5:
                    continue
                fitting = max(1, int((self._flow.room - 2 * self._look.pad) // self._look.step))
            self._draw_row([lines[:fitting] for lines in cells], heading=False)
            cells = [lines[fitting:] for lines in cells]
            if not any(cells):
                return
            self._turn()

    def _turn(self) -> None:
        self._flow.turn()
        self._draw_row(self._heading, heading=True)

    def _broken(self, texts: Sequence[str], used: QFont) -> Cells:
        inside = [width - 2 * self._look.pad for width in self._widths]
        return [break_lines(full_width(text), used, room) for text, room in zip(texts, inside, strict=True)]

    def _height(self, cells: Cells) -> float:
        least = 1 if cells is self._heading else self._grid.lines
        return max(least, *map(len, cells)) * self._look.step + 2 * self._look.pad

    def _draw_row(self, cells: Cells, heading: bool) -> None:
        look, flow, left = self._look, self._flow, self._left
        height = self._height(cells)
        for column, width, lines in zip(self._grid.columns, self._widths, cells, strict=True):
            area = QRectF(left, flow.top, width, height)
            flow.page.frame(area, 1.8)
            side = _CENTRE if heading or column.centred else _LEFT
            write_lines(flow.page, area, lines, look.heading if heading else look.body, look.step, look.pad, side)
            left += width
        flow.top += height


def write_lines(
    page: Page, area: QRectF, lines: Sequence[str], used: QFont, step: float, pad: float, side: Qt.AlignmentFlag = _LEFT
) -> None:
    """Lines one under the other, the block in the middle of the area's height."""
    top = area.center().y() - step * len(lines) / 2
    for number, line in enumerate(lines):
        page.write(QRectF(area.left() + pad, top + number * step, area.width() - 2 * pad, step), line, used, side)
