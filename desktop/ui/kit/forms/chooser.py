"""Choosing one record, or several, by typing a few characters; the keyboard alone is enough."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop.forms.fields import Pick
from desktop.ui.kit import words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.candidates import Candidate, Candidates
from desktop.ui.kit.forms.found_list import FoundLine, FoundModel
from desktop.ui.kit.parts.edge_button import EdgeButton

SHOWN = 8  # lines of the list before it scrolls
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: SHOWN,
    Qt.Key.Key_PageUp: -SHOWN,
}


class Chooser(QLineEdit):
    """A line that finds records; `chosen` tells the id, or None when the text is changed or cleared.

    With `may_add`, a text that is not found can be asked for with `add_requested(text)`.
    """

    edited = Signal()
    chosen = Signal(object)
    add_requested = Signal(str)

    def __init__(self, field: Pick, may_add: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self.may_add = field, may_add
        self._candidates = Candidates()
        self._value: int | str | None = None
        self._awaited: int | str | None = None
        self._list = _Popup(self)
        self._list.view.clicked.connect(lambda index: self._take(index.row()))
        self.setPlaceholderText(field.hint)
        EdgeButton(self, "search", words.OPEN_LIST, self._pointed_at)
        self.textEdited.connect(self._typed)

    def set_candidates(self, candidates: Iterable[Candidate]) -> None:
        """Replace the list; what is chosen stays chosen, and an open list is searched anew."""
        self._candidates = Candidates(candidates)
        if self._awaited is not None and self._candidates.get(self._awaited):
            self.set_value(self._awaited)
        elif self._list.isVisible():
            self.open_list()

    def value(self) -> Any:
        return self._value if self._awaited is None else self._awaited

    def candidate(self) -> Candidate | None:
        """The chosen record with its detail."""
        return self._candidates.get(self._value)

    def set_value(self, value: int | str | None) -> None:
        """Choose by id; an id that is not in the list yet is kept until the list comes."""
        candidate = self._candidates.get(value)
        self._awaited = value if candidate is None else None
        self._value = candidate.id if candidate else None
        self.setText(candidate.text if candidate else "")
        if not self.hasFocus():
            self.setCursorPosition(0)  # a long name is read from its beginning
        self.setToolTip(candidate.detail if candidate else "")
        self._list.hide()
        self.edited.emit()
        self.chosen.emit(self.value())

    def draft(self) -> Any:
        return {"id": self.value(), "text": self.text()}

    def set_draft(self, draft: Any) -> None:
        if draft["id"] is not None:
            self.set_value(draft["id"])
        else:
            self._forget()
            self.setText(draft["text"])

    def mistake(self) -> str | None:
        unclear = self.text().strip() and self._value is None
        return words.NOT_CHOSEN.format(label=self._field.label) if unclear else None

    def open_list(self) -> None:
        """Show what the typed text finds; the most used when nothing is typed or something is chosen."""
        typed = "" if self._value is not None else self.text()
        found = self._candidates.find(typed)
        adding = typed.strip() if self.may_add and typed.strip() and not self._candidates.called(typed) else ""
        self._list.show_below(self, found, adding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._list.isVisible() and self._key_in_list(Qt.Key(key)):
            event.accept()
        elif key == Qt.Key.Key_Down and not self._list.isVisible():
            self.open_list()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab and Esc would leave the field before the key press arrives, so they are taken here.
        if event.type() == QEvent.Type.ShortcutOverride and self._list.isVisible():
            key = event.key()  # type: ignore[attr-defined]
            if key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:  # type: ignore[attr-defined]
            self.take_typed()
        return super().event(event)

    def take_typed(self) -> bool:
        """Choose the marked line of the open list if something was typed for it; False where nothing can be taken."""
        typed = self._list.isVisible() and self._value is None and bool(self.text().strip())
        if typed and self._list.row() < len(self._list.model.found):
            self._take(self._list.row())
            return True
        return False

    @property
    def list_open(self) -> bool:
        return self._list.isVisible()

    def listed(self) -> tuple[str, ...]:
        """The texts of the open list, in its order."""
        return tuple(c.text for c in self._list.model.found) if self._list.isVisible() else ()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._list.hide()
        if self._value is None and self._awaited is None and (only := self._candidates.called(self.text())):
            self.set_value(only.id)
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.text():
            self.open_list()

    def _pointed_at(self) -> None:
        self.setFocus()
        self.open_list()

    def _key_in_list(self, key: Qt.Key) -> bool:
        if key in _MOVES:
            self._list.move_by(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._list.row())
        elif key == Qt.Key.Key_Escape:
            self._list.hide()
        else:
            return False
        return True

    def _typed(self) -> None:
        had = self.value() is not None
        self._forget()
        self.open_list()
        self.edited.emit()
        if had:
            self.chosen.emit(None)

    def _forget(self) -> None:
        self._value = self._awaited = None
        self.setToolTip("")

    def _take(self, row: int) -> None:
        self._list.hide()
        found = self._list.model.found
        if 0 <= row < len(found):
            self.set_value(found[row].id)
        elif row == len(found) and self._list.model.adding:
            self.add_requested.emit(self._list.model.adding)


class _Popup(QFrame):
    """The list under the line, laid over the window: no window of its own that could take the keyboard."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("kind", "popup")
        self.model = FoundModel()
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setItemDelegate(FoundLine(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.view)

    def show_below(self, owner: QWidget, found: Sequence[Candidate], adding: str) -> None:
        if self.parentWidget() is not (window := owner.window()):
            self.setParent(window)
            window.installEventFilter(self)
        self.model.show(found, adding)
        self.move_by(0)
        line, around = current().px(32), 10
        top = owner.mapTo(window, QPoint(0, 0))
        below = window.height() - top.y() - owner.height() - 4
        wanted = line * min(self.model.rowCount(), SHOWN) + around
        height = min(wanted, max(below, top.y() - 4))
        y = top.y() + owner.height() + 2 if height <= below else top.y() - height - 2
        width = min(max(owner.width(), current().px(320)), window.width())
        self.setGeometry(min(top.x(), window.width() - width), y, width, height)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Resize):
            self.hide()
        return super().eventFilter(watched, event)

    def row(self) -> int:
        return self.view.currentIndex().row()

    def move_by(self, lines: int) -> None:
        row = max(0, min(self.row() + lines if lines else 0, self.model.rowCount() - 1))
        self.view.setCurrentIndex(self.model.index(row))
