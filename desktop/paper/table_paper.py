"""Laying a Table out on A4: headings repeated on every page, rows whole, totals, notes, page x of y."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF

from desktop.documents.cells import clean_text, shown_in
from desktop.documents.chart import chart_of
from desktop.documents.table import Kind, Table
from desktop.documents.workbooks import sheet_look as look
from desktop.paper import fonts
from desktop.paper.lines import break_lines
from desktop.paper.pages import POINT, Drawing, Page, Shade

_SIDES: Final = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_LARGEST, _SMALLEST = 11.0, 6.5  # points
_CHART: Final = 700.0


def lay_out_table(table: Table) -> list[Page]:
    """The pages of a table and its charts, in tenths of a millimetre, with its printed columns; letters shrink with
    them, down to 6.5 points. The rows of a table with charts must be a sequence."""
    fonts.ensure_fonts()
    return _TableLayout(table).pages()


class _TableLayout:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._columns = [column for column in table.columns if column.printed]
        width, height = (2970.0, 2100.0) if table.landscape else (2100.0, 2970.0)
        self._size = QSizeF(width, height)
        self._field = QRectF(150, 180, width - 300, height - 180 - 190)
        shares = [look.characters(column) + 1 for column in self._columns]
        fitting = self._field.width() / sum(shares) / POINT
        points = max(_SMALLEST, min(_LARGEST, fitting))
        self._body = fonts.font(fonts.BODY, points * POINT)
        self._bold = fonts.font(fonts.HEADING, points * POINT)
        self._step, self._pad = points * POINT * 1.3, points * POINT * 0.35
        self._narrow = fitting < _SMALLEST
        self._widths = self._share_out(shares)
        self._pages: list[Page] = []
        self._top = 0.0

    def _share_out(self, shares: Sequence[int]) -> list[float]:
        """The columns' widths; where letters are too wide for them, a moment keeps just its date, the time below it."""
        date = QFontMetricsF(self._body).horizontalAdvance("2026-05-04") + 3 * self._pad
        fixed = [self._narrow and column.kind in (Kind.DATE, Kind.MOMENT) for column in self._columns]
        free = sum(share for share, kept in zip(shares, fixed, strict=True) if not kept)
        rest = self._field.width() - date * sum(fixed)
        return [date if kept else rest * share / free for share, kept in zip(shares, fixed, strict=True)]

    def pages(self) -> list[Page]:
        table = self._table
        self._new_page()
        rows = 0
        for row in table.rows:
            self._row(self._cells(row, total=False), total=False)
            rows += 1
        if not rows:
            self._line(look.EMPTY, fonts.font(fonts.BODY, 11 * POINT), Qt.AlignmentFlag.AlignHCenter)
        if table.total is not None:
            self._row(self._cells(table.total, total=True), total=True)
        for note in table.notes:
            self._line(clean_text(note), fonts.font(fonts.BODY, 9 * POINT))
        if rows:
            self._charts()
        foot = fonts.font(fonts.BODY, 9 * POINT)
        below = QRectF(self._field.left(), self._field.bottom() + 40, self._field.width(), 50)
        for number, page in enumerate(self._pages, 1):
            page.write(below, f"第 {number} 页 共 {len(self._pages)} 页", foot, Qt.AlignmentFlag.AlignHCenter)
        return self._pages

    def _charts(self) -> None:
        """The table's charts below its notes, on a page without headings where there is no room left."""
        for chart in self._table.charts:
            self._top += self._step
            if self._top + _CHART > self._field.bottom():
                self._pages.append(Page(self._size))
                self._top = self._field.top()
            area = QRectF(self._field.left(), self._top, self._field.width(), _CHART)
            self._pages[-1].marks.append(Drawing(area, chart_of(self._table, chart)))
            self._top += _CHART

    def _new_page(self) -> None:
        self._pages.append(Page(self._size))
        self._top = self._field.top()
        if len(self._pages) == 1:
            self._line(clean_text(self._table.title), fonts.font(fonts.TITLE, 20 * POINT, bold=True), _SIDES["center"])
            if self._table.head:
                head = "\u3000\u3000".join(map(clean_text, self._table.head))
                self._line(head, fonts.font(fonts.BODY, 11 * POINT))
        headings = [
            break_lines(clean_text(column.title), self._bold, width - 2 * self._pad)
            for column, width in zip(self._columns, self._widths, strict=True)
        ]
        self._draw_row(headings, self._height(headings), heading=True, total=False)

    def _cells(self, row: tuple[Any, ...], total: bool) -> list[list[str]]:
        texts = []
        values = [value for column, value in zip(self._table.columns, row, strict=True) if column.printed]
        for column, width, value in zip(self._columns, self._widths, values, strict=True):
            text = shown_in(column, value, total)
            if self._narrow and column.kind is Kind.MOMENT:
                text = text.replace(" ", "\n")
            texts.append(break_lines(text, self._bold if total else self._body, width - 2 * self._pad))
        return texts

    def _row(self, cells: list[list[str]], total: bool) -> None:
        """One row whole; one that is higher than a page goes on on the next."""
        most = int((self._field.height() - 200) // self._step)
        while cells is not None:
            now, rest = [lines[:most] for lines in cells], [lines[most:] for lines in cells]
            height = self._height(now)
            if self._top + height > self._field.bottom():
                self._new_page()
            self._draw_row(now, height, heading=False, total=total)
            if not any(rest):
                return
            cells = rest

    def _height(self, cells: list[list[str]]) -> float:
        return max(1, *map(len, cells)) * self._step + 2 * self._pad

    def _draw_row(self, cells: list[list[str]], height: float, heading: bool, total: bool) -> None:
        page, left = self._pages[-1], self._field.left()
        used = self._bold if heading or total else self._body
        if heading or total:
            page.marks.append(Shade(QRectF(left, self._top, self._field.width(), height)))
        for column, width, lines in zip(self._columns, self._widths, cells, strict=True):
            area = QRectF(left, self._top, width, height)
            page.frame(area, 1.5)
            side = Qt.AlignmentFlag.AlignHCenter if heading else _SIDES[look.alignment(column)]
            top = area.center().y() - self._step * len(lines) / 2
            for number, line in enumerate(lines):
                inner = QRectF(left + self._pad, top + number * self._step, width - 2 * self._pad, self._step)
                page.write(inner, line, used, side)
            left += width
        self._top += height

    def _line(self, text: str, used: Any, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        """Text over the whole width, in as many lines as it needs."""
        height = used.pixelSize() * 1.5
        for line in break_lines(text, used, self._field.width()):
            if self._top + height > self._field.bottom() + 1:
                self._new_page()
            self._pages[-1].write(QRectF(self._field.left(), self._top, self._field.width(), height), line, used, side)
            self._top += height
