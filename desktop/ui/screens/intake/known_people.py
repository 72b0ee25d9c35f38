"""The people and addresses known under the number that calls, listed under it; Enter takes one."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.services.registry.callers import KnownAddress
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.candidates import Candidate
from desktop.ui.kit.forms.found_list import FoundLine, FoundModel
from desktop.ui.kit.parts.labels import label

SHOWN = 6  # lines before the list scrolls
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KnownPeople(QFrame):
    """Laid over the window below `line`; the keyboard stays in the line (or in one of `others`).

    Down and Up move, Enter takes the marked one, Esc puts the list away, Down brings it back.
    """

    taken = Signal(object)  # the KnownAddress

    def __init__(self, line: QLineEdit, *others: QLineEdit) -> None:
        super().__init__(line)
        self.setObjectName("intake.known")
        self.setAccessibleName("这个号码的来电人")
        self.setProperty("kind", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._line, self._lines = line, (line, *others)
        self._people: list[KnownAddress] = []
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
        layout.setSpacing(2)
        layout.addWidget(self.view, 1)
        layout.addWidget(label(" Enter 采用 · ↓ 换一个 · Esc 不用", "muted"))
        for one in self._lines:
            one.installEventFilter(self)
            one.textEdited.connect(self.hide)
        self.hide()

    def offer(self, people: list[KnownAddress], now_year: int) -> None:
        """Show whom the number belongs to; nothing where nobody is known."""
        self._people = people
        found = [
            Candidate(
                at,
                "  ".join(filter(None, [one.name or "(未留称呼)", address_of(one)])),
                detail=_when(one, now_year),
            )
            for at, one in enumerate(people)
        ]
        self._model.show(found, "")
        if people and any(one.hasFocus() for one in self._lines):
            self._unfold()
        else:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in self._lines:
            match event.type():
                case QEvent.Type.FocusOut if not any(one.hasFocus() for one in self._lines):
                    self.hide()
                case QEvent.Type.ShortcutOverride | QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                    return self._key(event)
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Resize):
            self.hide()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key, pressed = Qt.Key(event.key()), event.type() == QEvent.Type.KeyPress
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if not self.isVisible():
            if pressed and key == Qt.Key.Key_Down and self._people:
                self._unfold()
                return True
            return False
        if key not in (*_MOVES, *_ENTER, Qt.Key.Key_Escape):
            return False
        event.accept()  # Esc and Enter must not reach the window as shortcuts
        if pressed:
            if key in _MOVES:
                self._mark(self.view.currentIndex().row() + _MOVES[key])
            elif key in _ENTER:
                self._take(self.view.currentIndex().row())
            else:
                self.hide()
        return True

    def _take(self, row: int) -> None:
        self.hide()
        self.taken.emit(self._people[row])

    def _mark(self, row: int) -> None:
        row = max(0, min(row, len(self._people) - 1))
        self.view.setCurrentIndex(self._model.index(row))
        self._line.setAccessibleDescription(self._model.found[row].text)

    def _unfold(self) -> None:
        window: QWidget = self._line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        look = current()
        top = self._line.mapTo(window, QPoint(0, self._line.height() + 2))
        height = look.px(32) * min(len(self._people), SHOWN) + look.px(36)
        width = min(look.px(500), window.width() - top.x() - look.px(8))
        self.setGeometry(top.x(), top.y(), width, min(height, window.height() - top.y() - 4))
        self._mark(0)
        self.show()
        self.raise_()


def address_of(one: KnownAddress) -> str:
    """丰翔新城 12号楼 3单元 402室: the address as one line."""
    return " ".join(
        filter(None, [one.estate, part(one.building, "号楼"), part(one.unit, "单元"), part(one.room, "室")])
    )


def part(value: str, word: str) -> str:
    """A bare number with its word: 12 → 12号楼; what has a word already stays."""
    return f"{value}{word}" if value and value[-1].isascii() and value[-1].isalnum() else value


def _when(one: KnownAddress, year: int) -> str:
    day = one.last_used_at
    return f"上次 {day.month}月{day.day}日" if day.year == year else f"上次 {day:%Y-%m-%d}"
