"""A box for one's own words that is as high as they are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LEAST, _MOST = 2, 14  # lines


class WordsEdit(QPlainTextEdit):
    """Tab goes on to the next box; Enter begins a new paragraph of the document."""

    def __init__(self, section: str, prompt: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self.setObjectName(name)
        self.setAccessibleName(section)
        self.setPlaceholderText(prompt)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def show_words(self, text: str) -> None:
        """What is kept; the same text leaves cursor and undo as they are."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(int(self.document().size().height()), _LEAST), _MOST)
        frame = self.height() - self.viewport().height()
        around = max(frame, 2 * self.frameWidth()) + int(2 * self.document().documentMargin())
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + around)
