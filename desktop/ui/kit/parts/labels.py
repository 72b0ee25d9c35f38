"""Text on the screen: always plain, in one of a few roles, cut with … where room is short."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.ui.kit.appearance.tokens import Tone


def label(text: str = "", role: str = "", tone: Tone = Tone.NEUTRAL, wrap: bool = False, name: str = "") -> QLabel:
    """A label; `role` is title, heading, strong, muted, label, figure or empty for body text."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)  # what residents wrote is never read as HTML
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if tone is not Tone.NEUTRAL:
        made.setProperty("tone", tone.value)
    if name:
        made.setObjectName(name)
    return made


def selectable(made: QLabel) -> QLabel:
    """Let the user mark and copy the text with mouse or keyboard."""
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def line() -> QFrame:
    """A thin horizontal separator."""
    made = QFrame()
    made.setProperty("kind", "line")
    return made


class ElidedLabel(QLabel):
    """One line that may be narrower than its text; the whole stands in the tool tip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 1, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("汉…"), self.fontMetrics().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
