"""Choosing several records: each becomes a mark that can be taken away again."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.forms.fields import Pick
from desktop.ui.kit import words
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.forms.candidates import Candidate
from desktop.ui.kit.forms.chooser import Chooser
from desktop.ui.kit.parts.card import empty
from desktop.ui.kit.parts.flow import Flow


class ManyChooser(QWidget):
    """A chooser above the marks of what is chosen; Backspace in the empty line takes the last one away."""

    edited = Signal()

    def __init__(self, field: Pick, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[int | str] = []
        self._texts: dict[int | str, str] = {}
        self.line = Chooser(field)
        self.line.chosen.connect(self._add)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)
        self._marks = Flow()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.line)
        layout.addLayout(self._marks)

    def set_candidates(self, candidates: Iterable[Candidate]) -> None:
        candidates = list(candidates)
        self._texts = {candidate.id: candidate.text for candidate in candidates}
        self.line.set_candidates(candidates)
        self._show()

    def value(self) -> tuple[int | str, ...]:
        return tuple(self._values)

    def set_value(self, value: Iterable[int | str] | None) -> None:
        self._values = list(value or ())
        self.line.clear()
        self._show()
        self.edited.emit()

    def draft(self) -> Any:
        return self._values

    def set_draft(self, draft: Any) -> None:
        self.set_value(draft)

    def mistake(self) -> str | None:
        return self.line.mistake()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        backspace = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if backspace and event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._values:  # type: ignore[attr-defined]
            self._remove(self._values[-1])
            return True
        return super().eventFilter(watched, event)

    def _add(self, value: int | str | None) -> None:
        if value is None:
            return
        if value not in self._values:
            self._values.append(value)
        self.line.blockSignals(True)
        self.line.set_value(None)
        self.line.blockSignals(False)
        self._show()
        self.edited.emit()

    def _remove(self, value: int | str) -> None:
        self._values.remove(value)
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        empty(self._marks)
        for value in self._values:
            text = self._texts.get(value, str(value))
            mark = QPushButton(text)
            mark.setAutoDefault(False)
            mark.setAccessibleName(words.REMOVE.format(name=text))
            mark.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            icons.put(mark, "close", "muted")
            mark.clicked.connect(lambda _=False, value=value: self._remove(value))
            self._marks.addWidget(mark)
