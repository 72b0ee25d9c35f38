"""The registers on the left: how many records each has, and what is due in it."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidgetItem

from desktop.domain.timing.clocks import Level
from desktop.services.registers.catalogue import REGISTERS, Summary
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.tables.two_lines import two_line_list

_KEY = Qt.ItemDataRole.UserRole
_ICONS = {Level.OVERDUE: ("warning", "overdue"), Level.DUE_SOON: ("clock", "due_soon")}


class RegistersCard(Card):
    """`picked(key)` follows every change of the marked register."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__("台账", "registers.card")
        self.setFixedWidth(current().px(230))
        self.list = two_line_list("registers.list", "台账")
        for key, one in REGISTERS.items():
            item = QListWidgetItem(f"{one.name}\n…")
            item.setData(_KEY, key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.currentItemChanged.connect(lambda item, _: self.picked.emit(item.data(_KEY)))
        self.add(self.list, 1)

    @property
    def key(self) -> str:
        """The register that is marked."""
        return str(self.list.currentItem().data(_KEY))

    def mark(self, key: str) -> None:
        """Mark a register without telling."""
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(list(REGISTERS).index(key))

    def show_summaries(self, found: Iterable[Summary]) -> None:
        """What stands in each and is due."""
        for place, one in enumerate(found):
            item = self.list.item(place)
            due = "、".join(remark.words for remark in one.remarks)
            words = f"{one.records}条" if one.records else "还没有记录"
            item.setText(f"{REGISTERS[one.key].name}\n{words}{f' · {due}' if due else ''}")
            item.setToolTip(due)
            worst = next((remark.level for remark in one.remarks if remark.level in _ICONS), None)
            item.setData(Qt.ItemDataRole.DecorationRole, icons.icon(*_ICONS[worst]) if worst else None)
