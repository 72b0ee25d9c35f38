"""The orders that wait for dispatch, the most urgent first."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from desktop.services.orders.views.dispatching_desk import Queue
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list

_ID = Qt.ItemDataRole.UserRole


class WaitingCard(Card):
    """`picked(order_id)` follows the user's choice in the list, not what the program marks."""

    def __init__(self, picked: Callable[[int], object]) -> None:
        super().__init__("待派单", "dispatch.waiting")
        self._picked = picked
        self.list = two_line_list("dispatch.queue", "等着派单的工单")
        self.list.currentItemChanged.connect(self._chosen)
        self._more = label("", "muted", wrap=True, name="dispatch.more")
        self.add(self.list, 1)
        self.add(self._more)

    def show_queue(self, queue: Queue, shown: int | None) -> None:
        """Show the queue with the order `shown` marked, if it is in it."""
        self.note.setText(f"{queue.total:,} 件")
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for key, row in zip(queue.ids, queue.rows, strict=True):
            item = QListWidgetItem(f"{row.title}\n{' · '.join(filter(None, [row.estate, row.due]))}")
            item.setData(_ID, key)
            item.setToolTip(row.number)
            self.list.addItem(item)
        self.list.setCurrentRow(queue.ids.index(shown) if shown is not None and shown in queue.ids else -1)
        self.list.blockSignals(blocked)
        left = queue.total - len(queue.ids)
        self._more.setText(f"还有{left:,}件排在后面。" if left else "")
        self._more.setVisible(bool(left))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._picked(item.data(_ID))
