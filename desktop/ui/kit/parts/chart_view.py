"""A place for a drawn chart: tips under the pointer, its parts by keyboard, its content in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPicture
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.appearance.tokens import Palette


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of the chart: where it is, what to say about it, and what it opens (anything, or None)."""

    area: QRectF
    text: str
    opens: object = None


Paint = Callable[[QPainter, QRectF, Palette], Sequence[Hit] | None]


class ChartView(QWidget):
    """Shows whatever `paint(painter, area, palette)` draws; what it returns can be pointed at and opened."""

    opened = Signal(object)

    def __init__(self, name: str, height: int = 180, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._paint: Paint | None = None
        self._hits: Sequence[Hit] | None = ()  # None: not drawn yet since it was given
        self._at = -1
        self._height = height
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, paint: Paint, title: str, in_words: str) -> None:
        """`in_words` says what the chart shows to those who cannot see it."""
        self._paint, self._at, self._hits = paint, -1, None
        self.setAccessibleName(title)
        self.setAccessibleDescription(in_words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(320), current().px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(current().px(160), current().px(self._height) * 2 // 3)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._paint is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._hits = self._draw(self._paint, painter)
        if self.hasFocus():
            self._show_place(painter)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), hit.text if hit else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self._under(event.position())
        opens = hit is not None and hit.opens is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (hit := self._under(event.position())) is not None:
            self._open(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                self._go(self._at + 1)
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                self._go(self._at - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if 0 <= self._at < len(self._parts()):
                self._open(self._parts()[self._at])
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._at = -1
        super().focusOutEvent(event)

    def _show_place(self, painter: QPainter) -> None:
        """Where the keyboard is, and what is there."""
        parts = self._parts()
        look, on_part = current(), 0 <= self._at < len(parts)
        area = parts[self._at].area if on_part else QRectF(self.rect())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)
        if on_part:
            painter.setFont(body_font(13))
            text = parts[self._at].text
            tip = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-8, -4, 8, 4)
            tip.moveCenter(QPointF(area.center().x(), area.top() - tip.height() / 2 - 4))
            tip.moveLeft(max(2.0, min(tip.left(), self.width() - tip.width() - 2)))
            tip.moveTop(max(2.0, tip.top()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("text"))
            painter.drawRoundedRect(tip, 4, 4)
            painter.setPen(look.colour("card"))
            painter.drawText(tip, Qt.AlignmentFlag.AlignCenter, text)

    def _draw(self, paint: Paint, painter: QPainter) -> Sequence[Hit]:
        painter.setFont(self.font())
        return paint(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), current().colours) or ()

    def _parts(self) -> Sequence[Hit]:
        """The parts of the chart that was given last, whether or not the screen has had the time to draw it."""
        if self._hits is None and self._paint is not None:
            nowhere = QPicture()
            painter = QPainter(nowhere)
            self._hits = self._draw(self._paint, painter)
            painter.end()
        return self._hits or ()

    def _under(self, place: QPointF) -> Hit | None:
        return next((hit for hit in self._parts() if hit.area.contains(place)), None)

    def _go(self, at: int) -> None:
        parts = self._parts()
        if not parts:
            return
        self._at = max(0, min(at, len(parts) - 1))
        hit = parts[self._at]
        self.setAccessibleDescription(hit.text)
        self.update()

    def _open(self, hit: Hit) -> None:
        if hit.opens is not None:
            self.opened.emit(hit.opens)
