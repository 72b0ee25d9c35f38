"""The orders that wait for dispatch, the most urgent first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from desktop.services.orders.listing import OrderRow
from desktop.ui.kit.card import Card
from desktop.ui.kit.two_lines import two_line_list

_ID = Qt.ItemDataRole.UserRole


class WaitingCard(Card):
    """`picked(order_id)` follows the user's choice in the list, not what the program marks."""

    def __init__(self, picked: Callable[[int], object]) -> None:
        super().__init__("待派单", "dispatch.waiting")
        self._picked = picked
        self.list = two_line_list("dispatch.queue", "等着派单的工单")
        self.list.currentItemChanged.connect(self._chosen)
        self.add(self.list, 1)

    def show_orders(self, ids: Sequence[int], rows: Sequence[OrderRow], shown: int | None) -> None:
        """Show the queue with the order `shown` marked, if it is in it."""
        self.note.setText(f"{len(ids):,} 件")
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for key, row in zip(ids, rows, strict=True):
            item = QListWidgetItem(f"{row.title}\n{' · '.join(filter(None, [row.estate, row.due]))}")
            item.setData(_ID, key)
            item.setToolTip(row.number)
            self.list.addItem(item)
        self.list.setCurrentRow(ids.index(shown) if shown is not None and shown in ids else -1)
        self.list.blockSignals(blocked)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._picked(item.data(_ID))
