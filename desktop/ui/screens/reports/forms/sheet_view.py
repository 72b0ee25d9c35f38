"""A sheet of a form drawn as it looks on paper, with what fills it laid over its cells; walked by arrow keys."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QToolTip

from desktop.documents.form_parts.look import SheetLook
from desktop.domain.cell_names import At, cell_name
from desktop.ui.kit.appearance.look import current
from desktop.ui.screens.reports.forms.geometry import HEAD_HEIGHT, HEAD_WIDTH, Geometry, heights_of
from desktop.ui.screens.reports.forms.marks import Marked
from desktop.ui.screens.reports.forms.sheet_painting import SheetPainter

LEAST, MOST, STEP = 0.5, 3.0, 1.1  # zoom
SMALLEST = 0.65  # a form that is wider is scrolled
_MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class SheetView(QAbstractScrollArea):
    """`moved` follows the current cell; Enter asks to `pick`, Delete to `clear`."""

    moved = Signal()
    picked = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reports.forms.sheet")
        self.setAccessibleName("表格")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.marks: Mapping[At, Marked] = {}
        self.at: At = (1, 1)
        self._geometry: Geometry | None = None
        self._heights: Sequence[int] = ()
        self._zoom = 0.0
        self._fits = True  # until somebody makes it larger or smaller
        self.setMinimumSize(QSize(240, 160))

    @property
    def look(self) -> SheetLook | None:
        """The sheet that is shown."""
        return self._geometry.look if self._geometry else None

    def show_sheet(self, look: SheetLook, at: At = (1, 1)) -> None:
        """Draw another sheet, as large as fits, with this cell current."""
        self._fits = True
        self._zoom = self._fitting(look)
        self._lay_out(look)
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)
        self.go_to(at)

    def show_marks(self, marks: Mapping[At, Marked]) -> None:
        """What is laid over the cells."""
        self.marks = marks
        self.viewport().update()

    def go_to(self, at: At) -> None:
        """Make a cell the current one, and bring it into sight."""
        if self._geometry is None:
            return
        self.at = self._geometry.home(at)
        self._bring(self.at)
        self.setAccessibleDescription(cell_name(*self.at))
        self.viewport().update()
        self.moved.emit()

    def zoom(self, by: float) -> None:
        """Larger or smaller."""
        if self._geometry is not None:
            self._fits = False
            self._zoom = min(max(self._zoom * by, LEAST), MOST)
            self._lay_out(self._geometry.look)
            self._bring(self.at)
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), current().colour("ground"))
        if self._geometry is not None:
            self._geometry.scroll = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
            SheetPainter(painter, self._geometry, self.marks, self.viewport().rect()).draw(self.at, self.hasFocus())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._geometry is not None and self._fits:
            self._zoom = self._fitting(self._geometry.look)
            self._lay_out(self._geometry.look)
        self._set_bars()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position().toPoint())
        if at is not None:
            self.go_to(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._under(event.position().toPoint()) is not None:
            self.picked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position().toPoint())
        mark = self.marks.get(at) if at else None
        QToolTip.showText(event.globalPosition().toPoint(), mark.text if mark else "", self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._geometry is None:
            super().keyPressEvent(event)
        elif key in _MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.go_to(self._far(*_MOVES[key]) if control else self._geometry.step(self.at, *_MOVES[key]))
        elif key == Qt.Key.Key_Home:
            self.go_to((1 if control else self.at[0], 1))
        elif key == Qt.Key.Key_End:
            last = self._geometry.look
            self.go_to((last.rows if control else self.at[0], last.columns))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.picked.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif control and key == Qt.Key.Key_Minus:
            self.zoom(1 / STEP)
        else:
            super().keyPressEvent(event)

    def _far(self, down: int, right: int) -> At:
        """The next marked cell in a direction, or the edge: so all that is mapped can be walked through."""
        assert self._geometry is not None
        at = self.at
        while (following := self._geometry.step(at, down, right)) != at:
            at = following
            if at in self.marks:
                break
        return at

    def _under(self, point: QPoint) -> At | None:
        return self._geometry.at(point) if self._geometry else None

    def _fitting(self, look: SheetLook) -> float:
        """As large as the look's text, or smaller where the sheet would not fit in its width."""
        factor = current().factor
        width = sum(look.widths) or 1
        room = self.viewport().width() - current().px(HEAD_WIDTH) - 4
        return max(min(factor, room / width), factor * SMALLEST) if room > 0 else factor

    def _lay_out(self, look: SheetLook) -> None:
        head = QPoint(current().px(HEAD_WIDTH), current().px(HEAD_HEIGHT))
        if self._geometry is None or self._geometry.look is not look:
            self._heights = heights_of(look)
        self._geometry = Geometry(look, self._heights, self._zoom, head)
        self._set_bars()

    def _set_bars(self) -> None:
        if self._geometry is None:
            return
        inside = self.viewport().rect().size() - QSize(self._geometry.head.x(), self._geometry.head.y())
        for bar, size, room, step in (
            (self.horizontalScrollBar(), self._geometry.size.x(), inside.width(), 40),
            (self.verticalScrollBar(), self._geometry.size.y(), inside.height(), 24),
        ):
            bar.setRange(0, max(size + 2 - room, 0))
            bar.setPageStep(max(room, 1))
            bar.setSingleStep(current().px(step))

    def _bring(self, at: At) -> None:
        """Scroll so that a cell is seen."""
        geometry = self._geometry
        assert geometry is not None
        place = geometry.on_sheet(geometry.area(at))
        frozen, head = geometry.frozen, geometry.head
        room = QRect(0, 0, self.viewport().width() - head.x(), self.viewport().height() - head.y())
        rows, columns = geometry.look.frozen
        if at[1] > columns:
            _scroll(self.horizontalScrollBar(), place.left(), place.right() + 2, frozen.x(), room.width())
        if at[0] > rows:
            _scroll(self.verticalScrollBar(), place.top(), place.bottom() + 2, frozen.y(), room.height())


def _scroll(bar: QScrollBar, first: int, last: int, frozen: int, room: int) -> None:
    value = bar.value()
    if first - value < frozen:
        bar.setValue(first - frozen)
    elif last - value > room:
        bar.setValue(min(last - room, first - frozen))
