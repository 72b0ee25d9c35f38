"""Choosing the estates of a plan: all of them listed with a box each, found by a few letters, all at once if wished."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.candidates import Candidate, Candidates
from desktop.ui.kit.forms.form_editors import Problem
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.inspection.plans.ticks import TickDelegate

_ID = Qt.ItemDataRole.UserRole


class EstatePicker(QWidget):
    """The value is the ids of the ticked estates. Enter in the search ticks the first that is shown."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._candidates = Candidates()
        self._wanted: set[int | str] = set()
        self.search = QLineEdit()
        self.search.setObjectName(f"{name}.search")
        self.search.setAccessibleName("查找小区")
        self.search.setPlaceholderText("查找小区,Enter 勾选")
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName(name)
        self.list.setAccessibleName("小区")
        self.list.setItemDelegate(TickDelegate(self.list))
        self.list.setMinimumHeight(current().px(190))
        self.list.itemChanged.connect(lambda _: self._told())
        self.problem = Problem(f"{name}.problem")
        self._count = label("小区 *", "label", name=f"{name}.count")
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._count, 1)
        head.addWidget(button("全部小区", f"{name}.all", lambda: self._tick_shown(True), kind="quiet"))
        head.addWidget(button("清空", f"{name}.none", lambda: self._tick_shown(False), kind="quiet"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.problem)

    def set_candidates(self, candidates: Iterable[Candidate]) -> None:
        """List these estates by name; what is ticked stays so."""
        listed = sorted(candidates, key=lambda one: one.text)
        self._candidates = Candidates(listed)
        self.list.blockSignals(True)
        self.list.clear()
        for candidate in listed:
            item = QListWidgetItem(candidate.text)
            item.setData(_ID, candidate.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_state(candidate.id in self._wanted))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._tell()

    def value(self) -> tuple[int, ...]:
        """The ticked estates."""
        return tuple(item.data(_ID) for item in self._items() if item.checkState() == Qt.CheckState.Checked)

    def set_value(self, ids: Sequence[int]) -> None:
        """Tick exactly these."""
        self._wanted = set(ids)
        self.list.blockSignals(True)
        for item in self._items():
            item.setCheckState(_state(item.data(_ID) in self._wanted))
        self.list.blockSignals(False)
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                if shown := [item for item in self._items() if not item.isHidden()]:
                    shown[0].setCheckState(_state(shown[0].checkState() != Qt.CheckState.Checked))
                    self.search.clear()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                self.list.setCurrentRow(self._first_shown())
                return True
        return super().eventFilter(watched, event)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _first_shown(self) -> int:
        return next((at for at, item in enumerate(self._items()) if not item.isHidden()), 0)

    def _filter(self, typed: str) -> None:
        found = {candidate.id for candidate in self._candidates.find(typed, most=10_000)}
        for item in self._items():
            item.setHidden(item.data(_ID) not in found)

    def _tick_shown(self, on: bool) -> None:
        self.list.blockSignals(True)
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(_state(on))
        self.list.blockSignals(False)
        self._told()

    def _told(self) -> None:
        self._wanted = set(self.value())
        self.problem.say("")
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        self._count.setText(f"小区 * 已选 {len(self.value())}/{self.list.count()}")


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
