"""One part of a score: its name, weight, bar and figure in a line that opens to how it came about."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.card import empty

HIGH, NAME, WEIGHT, FIGURE, BAR = 38, 92, 46, 96, 6  # design pixels
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PartHead(QAbstractButton):
    """The line itself; checked while it is open. Up and Down go to the neighbour, as far as there is one."""

    stepped = Signal(int)

    def __init__(self, name: str, title: str, weight: str, figure: str, share: float | None, tone: Tone) -> None:
        super().__init__()
        self._title, self._weight, self._figure, self._share, self._tone = title, weight, figure, share, tone
        self.setObjectName(name)
        self.setText(title)
        self.setAccessibleName(f"{title} {weight} {figure}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = current()
        return QSize(look.px(NAME + WEIGHT + FIGURE + 40), look.px(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft" if self.isChecked() else "hover"))
            painter.drawRoundedRect(area, 6, 6)
        left = area.left() + look.px(8)
        self._arrow(painter, left, area.center().y())
        left += look.px(16)
        painter.setPen(look.colour("text"))
        painter.setFont(body_font(14))
        painter.drawText(QRectF(left, area.top(), look.px(NAME), area.height()), _LEFT, self._title)
        left += look.px(NAME)
        painter.setPen(look.colour("muted"))
        painter.setFont(body_font(13))
        painter.drawText(QRectF(left, area.top(), look.px(WEIGHT), area.height()), _LEFT, self._weight)
        left += look.px(WEIGHT)
        right = area.right() - look.px(8)
        painter.setPen(look.ink(self._tone) if self._tone is not Tone.NEUTRAL else look.colour("text"))
        painter.setFont(body_font(14, QFont.Weight.DemiBold))
        painter.drawText(QRectF(left, area.top(), right - left, area.height()), _RIGHT, self._figure)
        taken = painter.fontMetrics().horizontalAdvance(self._figure)
        if self._share is not None:
            self._bar(painter, QRectF(left, area.center().y() - look.px(BAR) / 2, 0, look.px(BAR)), right - taken)
        painter.end()

    def _bar(self, painter: QPainter, area: QRectF, right: float) -> None:
        look = current()
        right = min(right - look.px(10), self.width() - look.px(72))
        if self._share is None or right - area.left() < look.px(24):
            return
        area.setRight(right)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("line"))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        if self._share > 0:
            painter.setBrush(look.ink(self._tone) if self._tone is not Tone.NEUTRAL else look.colour("accent"))
            area.setWidth(max(area.width() * min(self._share, 1.0), area.height()))
            painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)

    def _arrow(self, painter: QPainter, left: float, middle: float) -> None:
        size = current().px(4)
        painter.setPen(QPen(current().colour("muted"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = ((0, -0.5), (1, 0.5), (2, -0.5)) if self.isChecked() else ((0.5, -1), (1.5, 0), (0.5, 1))
        points = [QPointF(left + x * size, middle + y * size) for x, y in corners]
        painter.drawPolyline(QPolygonF(points))


class PartLine(QFrame):
    """A head and, while it is open, what `fill(layout)` puts below it; `opened(key)` and `closed` tell of it."""

    opened = Signal(str)
    closed = Signal()

    def __init__(self, key: str, head: PartHead, fill: Callable[[QVBoxLayout], object]) -> None:
        super().__init__()
        self.key, self.head, self._fill = key, head, fill
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        self.inside = QFrame()
        self._body = QVBoxLayout(self.inside)
        look = current()
        self._body.setContentsMargins(look.px(24), look.px(6), look.px(8), look.px(10))
        self._body.setSpacing(6)
        column.addWidget(self.inside)
        self.inside.hide()
        head.toggled.connect(self._toggle)

    def _toggle(self, on: bool) -> None:
        empty(self._body)
        if on:
            self._fill(self._body)
            self.opened.emit(self.key)
        else:
            self.closed.emit()
        self.inside.setVisible(on)
