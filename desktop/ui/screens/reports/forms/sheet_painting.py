"""Painting the part of a sheet that is seen: heads, four panes when some rows stand still, marks, the current cell."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon

from desktop.documents.form_parts.look import CellKind, CellLook, StyleLook
from desktop.domain.cell_names import Area, At, column_name
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.appearance.tokens import LIGHT
from desktop.ui.screens.reports.forms.cell_painting import (
    GRID,
    PAPER,
    draw_edges,
    draw_text,
    side_of,
    text_width,
)
from desktop.ui.screens.reports.forms.geometry import Geometry
from desktop.ui.screens.reports.forms.marks import Mark, Marked

_CLEAR = 150  # of 255: how much of the form shows through a tint
_SIGN = 6  # pixels of the corner that marks a cell
_HEAD = 12


class SheetPainter:
    """Paper is always light: the form is drawn with the light theme's colours, its heads with those in force."""

    def __init__(self, painter: QPainter, geometry: Geometry, marks: Mapping[At, Marked], view: QRect) -> None:
        self._painter, self._geometry, self._marks, self._view = painter, geometry, marks, view

    def draw(self, at: At, focused: bool) -> None:
        """Everything, with the frame of the current cell on top."""
        for clip, shift in self._panes():
            self._painter.save()
            self._painter.setClipRect(clip)
            self._painter.translate(shift)
            self._pane(clip.translated(-shift))
            self._painter.restore()
        self._current(at, focused)
        self._heads(at)

    def _panes(self) -> Iterator[tuple[QRect, QPoint]]:
        """Where each pane is seen, and how far the sheet is moved under it."""
        head, frozen, scroll = self._geometry.head, self._geometry.frozen, self._geometry.scroll
        middle = head + frozen
        end = self._view.bottomRight()
        for left, right, by_x in ((head.x(), middle.x() - 1, 0), (middle.x(), end.x(), scroll.x())):
            for top, bottom, by_y in ((head.y(), middle.y() - 1, 0), (middle.y(), end.y(), scroll.y())):
                if right >= left and bottom >= top:
                    clip = QRect(QPoint(left, top), QPoint(right, bottom))
                    yield clip, QPoint(head.x() - by_x, head.y() - by_y)

    def _pane(self, seen: QRect) -> None:
        geometry, painter = self._geometry, self._painter
        painter.fillRect(QRect(0, 0, geometry.size.x() + 1, geometry.size.y() + 1), PAPER)
        areas = list(self._areas(seen))
        for area in areas:
            self._ground(area)
        for area in areas:
            self._borders(area)
        for area in (*areas, *self._reaching_in(seen)):
            self._content(area)
        for area in areas:
            if (mark := self._marks.get((area.top, area.left))) is not None:
                self._mark(area, mark)
        for edge, line in (
            (geometry.look.frozen[0], (0, geometry.frozen.y(), geometry.size.x(), geometry.frozen.y())),
            (geometry.look.frozen[1], (geometry.frozen.x(), 0, geometry.frozen.x(), geometry.size.y())),
        ):
            if edge:
                painter.setPen(QColor(LIGHT.border))
                painter.drawLine(*line)

    def _areas(self, seen: QRect) -> Iterator[Area]:
        """The cells that are seen, merged ones once."""
        geometry = self._geometry
        given: set[At] = set()
        for row in geometry.rows_in(seen.top(), seen.bottom() + 1):
            for column in geometry.columns_in(seen.left(), seen.right() + 1):
                area = geometry.area((row, column))
                if (area.top, area.left) not in given:
                    given.add((area.top, area.left))
                    if not geometry.on_sheet(area).isEmpty():
                        yield area

    def _reaching_in(self, seen: QRect) -> Iterator[Area]:
        """Cells left of what is seen, whose words may go on into it."""
        columns = self._geometry.columns_in(seen.left(), seen.right() + 1)
        for row in self._geometry.rows_in(seen.top(), seen.bottom() + 1):
            for column in range(columns.start - 1, 0, -1):
                cell = self._cell((row, column))
                if cell is not None and cell.text and (row, column) not in self._geometry.merged:
                    yield self._geometry.area((row, column))
                    break

    def _cell(self, at: At) -> CellLook | None:
        return self._geometry.look.cells.get(at)

    def _ground(self, area: Area) -> None:
        place = self._geometry.on_sheet(area)
        cell = self._cell((area.top, area.left))
        if cell is not None and cell.style.fill is not None:
            self._painter.fillRect(place, QColor(cell.style.fill))
        elif self._geometry.look.grid_lines:
            self._painter.setPen(GRID)
            self._painter.drawRect(place)

    def _borders(self, area: Area) -> None:
        """Every cell of a merged area draws its own outer edges."""
        for row in {area.top, area.bottom} if area.top != area.bottom else {area.top}:
            for column in range(area.left, area.right + 1):
                self._edges(area, row, column)
        for row in range(area.top + 1, area.bottom):
            for column in {area.left, area.right}:
                self._edges(area, row, column)

    def _edges(self, area: Area, row: int, column: int) -> None:
        cell = self._cell((row, column))
        if cell is None:
            return
        sides = "".join(
            side
            for side, outer in (
                ("l", column == area.left),
                ("r", column == area.right),
                ("t", row == area.top),
                ("b", row == area.bottom),
            )
            if outer
        )
        place = self._geometry.on_sheet(Area(row, column, row, column))
        draw_edges(self._painter, place.adjusted(0, 0, 1, 1), cell.style, sides, self._geometry.zoom)

    def _content(self, area: Area) -> None:
        at = (area.top, area.left)
        cell, mark = self._cell(at), self._marks.get(at)
        if cell is None or not cell.text or (mark is not None and mark.text and mark.mark is not Mark.PROPOSED):
            return
        place = self._geometry.on_sheet(area)
        draw_text(self._painter, self._spilled(area, place, cell), cell, self._geometry.zoom)

    def _spilled(self, area: Area, place: QRect, cell: CellLook) -> QRect:
        """Words that are longer than their cell go on over empty cells to the right, as on paper."""
        plain = cell.kind is CellKind.TEXT and not (cell.style.wrap or cell.style.shrink or cell.style.rotation)
        if not plain or side_of(cell) != Qt.AlignmentFlag.AlignLeft or area.right != area.left:
            return place
        missing = text_width(cell, self._geometry.zoom) + 8 - place.width()
        column = area.right + 1
        while missing > 0 and column <= self._geometry.look.columns:
            beside = self._cell((area.top, column))
            taken = (beside is not None and beside.text) or (area.top, column) in self._marks
            if taken or (area.top, column) in self._geometry.merged:
                break
            width = self._geometry.column_span(column)[1]
            place = place.adjusted(0, 0, width, 0)
            missing -= width
            column += 1
        return place

    def _mark(self, area: Area, mark: Marked) -> None:
        painter = self._painter
        inner = self._geometry.on_sheet(area).adjusted(1, 1, 0, 0)
        match mark.mark:
            case Mark.FILLED:
                self._tint(inner, LIGHT.accent_soft)
                self._value(area, mark, LIGHT.accent)
                size = round(_SIGN * self._geometry.zoom)
                corner = inner.topLeft()
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(LIGHT.accent))
                painter.drawPolygon(QPolygon([corner, corner + QPoint(size, 0), corner + QPoint(0, size)]))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            case Mark.ASKED:
                self._tint(inner, LIGHT.due_soon_soft)
                self._value(area, mark, LIGHT.due_soon)
                painter.setFont(body_font(_HEAD))
                painter.setPen(QColor(LIGHT.due_soon))
                painter.drawText(
                    inner.adjusted(3, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "?"
                )
            case Mark.PROPOSED:
                pen = QPen(QColor(LIGHT.accent if mark.sure else LIGHT.muted), 1, Qt.PenStyle.DashLine)
                painter.setPen(pen)
                painter.drawRect(inner.adjusted(1, 1, -3, -3))

    def _tint(self, place: QRect, role: str) -> None:
        colour = QColor(role)
        colour.setAlpha(_CLEAR + 60)
        self._painter.fillRect(place, colour)

    def _value(self, area: Area, mark: Marked, role: str) -> None:
        """What would be written, in the form's own letters and place."""
        at = (area.top, area.left)
        cell = self._cell(at) or CellLook(*at, "", CellKind.EMPTY, StyleLook())
        number = mark.text[:1].isdigit() or mark.text[:1] in "-—"
        font = replace(cell.style.font, colour=role)
        style = replace(cell.style, font=font, rotation=0, wrap=False)
        kind = CellKind.NUMBER if number else CellKind.TEXT
        written = replace(cell, text=mark.text, kind=kind, style=style, runs=())
        if text_width(written, self._geometry.zoom) > self._geometry.on_sheet(area).width():  # from its beginning
            written = replace(written, style=replace(style, horizontal="left"))
        draw_text(
            self._painter, self._spilled(area, self._geometry.on_sheet(area), written), written, self._geometry.zoom
        )

    def _current(self, at: At, focused: bool) -> None:
        look = current()
        self._painter.save()
        self._painter.setClipRect(self._view.adjusted(self._geometry.head.x(), self._geometry.head.y(), 0, 0))
        self._painter.setPen(QPen(QColor(LIGHT.accent if focused else LIGHT.muted), look.px(2)))
        self._painter.drawRect(self._geometry.on_screen(at))
        self._painter.restore()

    def _heads(self, at: At) -> None:
        """Column letters and row numbers, those of the current cell strong."""
        look, painter, geometry = current(), self._painter, self._geometry
        head, scroll, view = geometry.head, geometry.scroll, self._view
        painter.setFont(body_font(_HEAD))
        rows, columns = geometry.look.frozen
        painter.fillRect(QRect(0, 0, view.width(), head.y()), look.colour("ground"))
        painter.fillRect(QRect(0, 0, head.x(), view.height()), look.colour("ground"))
        painter.save()
        painter.setClipRect(QRect(head.x(), 0, view.width(), head.y()))
        for column in range(1, geometry.look.columns + 1):
            left, width = geometry.column_span(column)
            shift = 0 if column <= columns else scroll.x()
            hidden = column > columns and left - shift + width <= geometry.frozen.x()
            if width and not hidden and left - shift < view.width():
                place = QRect(head.x() + left - shift, 0, width, head.y())
                self._head(place, column_name(column), column == at[1])
        painter.restore()
        painter.save()
        painter.setClipRect(QRect(0, head.y(), head.x(), view.height()))
        for row in range(1, geometry.look.rows + 1):
            top, height = geometry.row_span(row)
            shift = 0 if row <= rows else scroll.y()
            hidden = row > rows and top - shift + height <= geometry.frozen.y()
            if height and not hidden and top - shift < view.height():
                self._head(QRect(0, head.y() + top - shift, head.x(), height), str(row), row == at[0])
        painter.restore()
        painter.setPen(look.colour("line"))
        painter.drawLine(head.x(), 0, head.x(), view.height())
        painter.drawLine(0, head.y(), view.width(), head.y())

    def _head(self, place: QRect, text: str, here: bool) -> None:
        look, painter = current(), self._painter
        if here:
            painter.fillRect(place, look.colour("accent_soft"))
        painter.setPen(look.colour("line"))
        painter.drawLine(place.topRight(), place.bottomRight())
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.setPen(look.colour("accent" if here else "muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
