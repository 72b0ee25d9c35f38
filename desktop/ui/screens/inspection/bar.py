"""A bar that is filled as far as something is done; it repaints with everything else, not at once as Qt's does."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit.appearance.look import current

HIGH = 6  # design pixels


class PartBar(QWidget):
    """`width` in design pixels, or as wide as there is room."""

    def __init__(self, words: str, width: int = 0) -> None:
        super().__init__()
        self._part, self._width = (0, 0), width
        self.setAccessibleName(words)
        across = QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def show_part(self, done: int, of: int) -> None:
        """So many of so many are done."""
        self._part = (done, of)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(self._width), current().px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_bar(painter, self.rect(), *self._part)
        painter.end()


def draw_bar(painter: QPainter, area: QRect, done: int, of: int) -> None:
    """A bar filled as far as done; green when it is full."""
    look, round_end = current(), area.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("line"))
    painter.drawRoundedRect(area, round_end, round_end)
    if done and of:
        painter.setBrush(look.colour("done" if done >= of else "accent"))
        part = QRect(area.left(), area.top(), max(area.width() * done // of, area.height()), area.height())
        painter.drawRoundedRect(part, round_end, round_end)
