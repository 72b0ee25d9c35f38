"""Going anywhere from the keyboard (Ctrl+K): screens, commands and whatever a search brings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.candidates import Candidate, Candidates
from desktop.ui.kit.forms.found_list import FoundLine, FoundModel

SHOWN, DELAY = 9, 150  # lines; milliseconds before a search in the background begins


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to go to. `keys` as in Candidate; `detail` says what it is, or its shortcut."""

    text: str
    act: Callable[[], object]
    detail: str = ""
    keys: tuple[str, ...] = ()
    weight: float = 0


class JumpPalette(QFrame):
    """Lies over the window while it is open. `asked(text)` invites a search; answer it with `show_found`."""

    asked = Signal(str)

    def __init__(self, window: QWidget, hint: str) -> None:
        super().__init__(window)
        self._window = window
        self._fixed: list[Entry] = []
        self._shown: list[Entry] = []
        self._found: list[Entry] = []
        self._before: QWidget | None = None
        self.setObjectName("jump")
        self.setProperty("kind", "popup")
        self.line = QLineEdit()
        self.line.setObjectName("jump.text")
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.installEventFilter(self)
        self._model = FoundModel()
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(FoundLine(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.clicked.connect(lambda index: self._go(index.row()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.line)
        layout.addWidget(self._list)
        self._pause = QTimer(self, singleShot=True, interval=DELAY)
        self._pause.timeout.connect(lambda: self.asked.emit(self.line.text().strip()))
        self.line.textEdited.connect(self._typed)
        self.hide()

    def set_entries(self, entries: Iterable[Entry]) -> None:
        """The screens and commands that are always there."""
        self._fixed = list(entries)

    def open(self) -> None:
        """Show it, empty, with the keyboard in it."""
        self._before = QApplication.focusWidget()
        self._found = []
        self.line.clear()
        self._list_matches()
        self.show()
        self.raise_()
        self.line.setFocus()

    def show_found(self, text: str, entries: Iterable[Entry]) -> None:
        """The answer to `asked(text)`; ignored when something else was typed since."""
        if self.isVisible() and text == self.line.text().strip():
            self._found = list(entries)
            self._list_matches()

    def listed(self) -> tuple[str, ...]:
        """The texts in the list, in order."""
        return tuple(entry.text for entry in self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._go(self._list.currentIndex().row())
                    return True
                case Qt.Key.Key_Escape | Qt.Key.Key_Tab:
                    self._close()
                    return True
        elif event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # Esc belongs to the palette while it is open
        elif event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self._found = []
        self._list_matches()
        if text.strip():
            self._pause.start()

    def _list_matches(self) -> None:
        candidates = Candidates(
            Candidate(at, entry.text, entry.keys, entry.detail, entry.weight) for at, entry in enumerate(self._fixed)
        )
        fixed = [self._fixed[int(found.id)] for found in candidates.find(self.line.text())]
        self._shown = [*fixed, *self._found]  # what is marked stays marked when the search answers
        shown = [Candidate(at, entry.text, detail=entry.detail) for at, entry in enumerate(self._shown)]
        self._model.show(shown, "")
        self._list.setCurrentIndex(self._model.index(0))
        width = min(current().px(560), self._window.width() - 32)
        lines = min(self._model.rowCount(), SHOWN)
        height = current().px(32) * lines + self.line.sizeHint().height() + 8 + 6 + 8 + 4
        self.setGeometry((self._window.width() - width) // 2, current().px(64), width, height)

    def _move(self, lines: int) -> None:
        row = max(0, min(self._list.currentIndex().row() + lines, self._model.rowCount() - 1))
        self._list.setCurrentIndex(self._model.index(row))

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self._close()
            self._shown[row].act()

    def _close(self) -> None:
        self._pause.stop()
        self.hide()
        if self._before is not None:
            self._before.setFocus()
