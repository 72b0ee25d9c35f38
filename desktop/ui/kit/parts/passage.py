"""A text to read that is as high as it needs, up to so many lines; a longer one scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.ui.kit.parts.labels import label


class Passage(QScrollArea):
    """Shows plain `text`; the keyboard reaches it, so that a long one can be read without the mouse."""

    def __init__(self, text: str, name: str, words: str, lines: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self._lines = lines
        self._text = label(text, wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(self._text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        whole = self._text.heightForWidth(self.viewport().width())
        most = self._text.fontMetrics().lineSpacing() * self._lines
        self._text.setMinimumHeight(whole)
        self.setFixedHeight(min(whole, most))
        long = whole > most
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if long else Qt.FocusPolicy.NoFocus)
