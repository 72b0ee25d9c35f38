"""Small rounded marks: a state in words, or a count that opens its list."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.appearance.tokens import Tone

HEIGHT, INSIDE, ICON = 22, 9, 14  # design pixels

_ICONS = {Tone.OVERDUE: "warning", Tone.DUE_SOON: "clock", Tone.DONE: "done", Tone.VOID: "stop"}


class Chip(QWidget):
    """A state: the word on the tone's soft ground, with the tone's icon unless `icon` is False."""

    def __init__(self, text: str, tone: Tone = Tone.NEUTRAL, icon: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone)

    def show_state(self, text: str, tone: Tone) -> None:
        self.text, self.tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_width(self.text, self._icon and self.tone in _ICONS), current().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        draw(painter, QRectF(self.rect()), self.text, self.tone, self._icon)
        painter.end()


class CountChip(QAbstractButton):
    """A number with its word that opens the list behind it when clicked or entered."""

    def __init__(self, text: str, tone: Tone = Tone.ACCENT, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self.count = tone, 0
        self.setObjectName(name)
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Zero is shown without colour."""
        self.count = count
        self.setAccessibleName(self._shown())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_width(self._shown(), False), current().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        draw(painter, QRectF(self.rect()), self._shown(), self._tone if self.count else Tone.VOID, False)
        if self.hasFocus() or self.underMouse() or self.isChecked():
            painter.setPen(QPen(current().ink(self._tone), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), self.height() / 2, self.height() / 2)
        painter.end()

    def _shown(self) -> str:
        return f"{self.text()} {self.count:,}"


def draw(painter: QPainter, area: QRectF, text: str, tone: Tone, icon: bool = True) -> None:
    """Paint a chip into `area`, for widgets and for table cells alike."""
    look = current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.soft(tone))
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left = area.left() + look.px(INSIDE)
    if icon and tone in _ICONS:
        size = look.px(ICON)
        icons.paint(painter, QRectF(left, area.center().y() - size / 2, size, size), _ICONS[tone], tone.value)
        left += size + look.px(4)
    painter.setFont(_font())
    painter.setPen(look.ink(tone))
    painter.drawText(QRectF(left, area.top(), area.right() - left, area.height()), Qt.AlignmentFlag.AlignVCenter, text)


def width(text: str, tone: Tone) -> int:
    """Pixels that a chip with its icon takes."""
    return _width(text, tone in _ICONS)


def _width(text: str, icon: bool) -> int:
    look = current()
    return QFontMetrics(_font()).horizontalAdvance(text) + 2 * look.px(INSIDE) + (look.px(ICON) + look.px(4)) * icon + 2


def _font() -> QFont:
    return body_font(12.5, QFont.Weight.DemiBold)
