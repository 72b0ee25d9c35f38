"""Known names offered under a line while it is typed in; anything else may be written all the same."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.candidates import Candidate
from desktop.ui.kit.forms.editors import TextEdit, moves_on
from desktop.ui.kit.forms.found_list import FoundLine, FoundModel

SHOWN = 6  # lines before the list scrolls
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class NamesBelow(QFrame):
    """Laid over the window below `line`, which keeps the keyboard; nothing is marked until Down is pressed.

    Down and Up move (Down in an empty line lists all names), Enter takes the marked name and goes on, Esc puts the
    list away.
    """

    def __init__(self, line: TextEdit) -> None:
        super().__init__(line)
        self.setObjectName(f"{line.objectName()}.known")
        self.setAccessibleName(f"已知的{line.accessibleName()}")
        self.setProperty("kind", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._line = line
        self._names: Sequence[str] = ()
        self._model = FoundModel()
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setItemDelegate(FoundLine(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(lambda index: self._take(index.row()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.view)
        line.installEventFilter(self)
        line.textEdited.connect(self._search)
        self.hide()

    @property
    def found(self) -> list[str]:
        """The names listed."""
        return [candidate.text for candidate in self._model.found]

    def offer(self, names: Sequence[str]) -> None:
        """What is known now; a list that is open follows."""
        if names == self._names:
            return  # what is marked stays marked, and what was put away stays away
        self._names = names
        if self.isVisible() or (self._line.hasFocus() and self._line.isModified() and self._line.text()):
            self._search(self._line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._line:
            if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Resize):
                self.hide()
            return False
        match event.type():
            case QEvent.Type.FocusOut:
                self.hide()
            case QEvent.Type.ShortcutOverride | QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key, pressed = Qt.Key(event.key()), event.type() == QEvent.Type.KeyPress
        if moves_on(event):
            if self.isVisible() and self.view.currentIndex().isValid():
                self._take(self.view.currentIndex().row())
            return False  # and on to the next field, as from every line
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if not self.isVisible():
            if pressed and key == Qt.Key.Key_Down and self._names:
                self._search("")
                return True
            return False
        if key not in (*_MOVES, Qt.Key.Key_Escape):
            return False
        event.accept()  # Esc must not reach the window as a shortcut
        if pressed and key in _MOVES:
            self._mark(self.view.currentIndex().row() + _MOVES[key])
        elif pressed:
            self.hide()
        return True

    def _search(self, typed: str) -> None:
        """List the names that begin so, unless one of them is all there is to say."""
        start = typed.strip().upper()
        found = [name for name in self._names if name.upper().startswith(start)]
        if found in ([], [typed.strip()]):
            self.hide()
            return
        self._model.show([Candidate(at, name) for at, name in enumerate(found)], "")
        self._unfold(len(found))

    def _take(self, row: int) -> None:
        name = self.found[row]
        self.hide()
        self._line.setText(name)

    def _mark(self, row: int) -> None:
        row = max(0, min(row, len(self._model.found) - 1))
        self.view.setCurrentIndex(self._model.index(row))
        self._line.setAccessibleDescription(self._model.found[row].text)

    def _unfold(self, count: int) -> None:
        window: QWidget = self._line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        look = current()
        top = self._line.mapTo(window, QPoint(0, self._line.height() + 2))
        height = look.px(32) * min(count, SHOWN) + look.px(12)
        width = max(self._line.width(), look.px(96))
        self.setGeometry(top.x(), top.y(), width, min(height, window.height() - top.y() - 4))
        self.show()
        self.raise_()
