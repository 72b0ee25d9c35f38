"""The office's checklists on the left: its own first, what is out of use last."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QWidget

from desktop.services.inspection.lists import ListEntry
from desktop.ui.kit.parts.card import GAP, Card
from desktop.ui.kit.tables.two_lines import two_line_list

_ID = Qt.ItemDataRole.UserRole
SHIPPED, OWN, OUT_OF_USE = "随软件提供", "本单位", "已停用"


class ListsCard(Card):
    """`picked(checklist_id)` follows every change of the marked list."""

    def __init__(self, picked: Callable[[int], object], actions: Iterable[QWidget]) -> None:
        super().__init__("检查表", "inspection.lists")
        self._picked = picked
        self.list = two_line_list("inspection.lists.list", "检查表")
        self.list.currentItemChanged.connect(self._chosen)
        self.add(self.list, 1)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for action in actions:
            line.addWidget(action, 1)
        self.add(line)

    def show_lists(self, entries: list[ListEntry], marked: int | None) -> None:
        """Show the lists with one marked, the first where that is gone; the choice is told in any case."""
        ordered = sorted(entries, key=lambda entry: (not entry.active, entry.shipped))
        self.note.setText(f"{sum(entry.active for entry in entries)} 张在用")
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for entry in ordered:
            item = QListWidgetItem(f"{entry.name}\n{_facts(entry)}")
            item.setData(_ID, entry.id)
            item.setToolTip(entry.name)
            self.list.addItem(item)
        ids = [entry.id for entry in ordered]
        self.list.setCurrentRow(ids.index(marked) if marked in ids else 0)
        self.list.blockSignals(blocked)
        self._chosen(self.list.currentItem())

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._picked(item.data(_ID))


def _facts(entry: ListEntry) -> str:
    whose = SHIPPED if entry.shipped else OWN
    words = [f"{entry.items}项", f"第{entry.number}版", whose if entry.active else OUT_OF_USE]
    return " · ".join(words)
