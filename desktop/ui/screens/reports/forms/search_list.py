"""A line to type in, and below it what is found: chosen with Enter, walked with the arrow keys from the line."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.services.town_forms.choosing import Choice
from desktop.ui.kit.forms.candidates import Candidate, Candidates
from desktop.ui.kit.forms.found_list import FoundLine, FoundModel
from desktop.ui.kit.parts.card import GAP

_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
_MOST = 400


class SearchList(QWidget):
    """`chosen` gives the Choice."""

    chosen = Signal(object)

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._choices: Sequence[Choice] = ()
        self._candidates = Candidates()
        self.line = QLineEdit()
        self.line.setObjectName("reports.forms.search")
        self.line.setAccessibleName("查找要填的内容")
        self.line.setPlaceholderText(hint)
        self.line.textChanged.connect(lambda _: self._find())
        self.line.installEventFilter(self)
        self._model = FoundModel()
        self.view = QListView()
        self.view.setObjectName("reports.forms.found")
        self.view.setAccessibleName("找到的内容")
        self.view.setModel(self._model)
        self.view.setItemDelegate(FoundLine(self.view))
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.line)
        column.addWidget(self.view, 1)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace what may be found; the usual order stays."""
        self._choices = choices
        count = len(choices)
        self._candidates = Candidates(
            Candidate(at, one.text, tuple(one.keys.split()), one.detail, count - at) for at, one in enumerate(choices)
        )
        self._find()

    def begin(self) -> None:
        """The keyboard comes to the line, ready for other words."""
        self.line.setFocus()
        self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            key = Qt.Key(event.key())
            if key in _MOVES:
                self._step(_MOVES[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL:
                self._take(self.view.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _find(self) -> None:
        self._model.show(self._candidates.find(self.line.text(), _MOST), "")
        if self._model.found:
            self.view.setCurrentIndex(self._model.index(0))
        self.view.scrollToTop()

    def _step(self, by: int) -> None:
        row = min(max(self.view.currentIndex().row() + by, 0), max(len(self._model.found) - 1, 0))
        self.view.setCurrentIndex(self._model.index(row))

    def _take(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._model.found):
            self.chosen.emit(self._choices[int(self._model.found[index.row()].id)])


_CONTROL = Qt.KeyboardModifier.ControlModifier
