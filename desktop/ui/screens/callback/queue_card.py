"""Who waits for a call: the oldest closing first, with the tries made and whose call it cannot be."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from desktop.services.orders.views.callback_desk import Queue, Waiting
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list

_ID = Qt.ItemDataRole.UserRole


class QueueCard(Card):
    """`picked(order_id)` follows the user's choice in the list, not what the program chooses."""

    def __init__(self, picked: Callable[[int], object]) -> None:
        super().__init__("待回访", "callback.waiting")
        self._picked = picked
        self._orders: tuple[Waiting, ...] = ()
        self.list = two_line_list("callback.queue", "待回访的工单")
        self.list.currentItemChanged.connect(self._chosen)
        self._more = label("", "muted", wrap=True)
        self.add(self.list, 1)
        self.add(self._more)

    @property
    def ids(self) -> list[int]:
        """The orders shown, in their order."""
        return [order.id for order in self._orders]

    def show_queue(self, queue: Queue, shown: int | None) -> None:
        """Show the queue with the order `shown` marked, if it is in it."""
        self._orders = queue.orders
        self.note.setText(f"{queue.total:,} 件")
        self.list.blockSignals(True)
        self.list.clear()
        for order in queue.orders:
            item = QListWidgetItem(f"{order.title}\n{_second(order)}")
            item.setData(_ID, order.id)
            item.setToolTip(" ".join(filter(None, [order.number, order.refused])))
            if order.refused:
                item.setIcon(icons.icon("stop", "muted"))
            self.list.addItem(item)
        self.mark(shown)
        self.list.blockSignals(False)
        left = queue.total - len(queue.orders)
        self._more.setText(f"还有{left:,}件排在后面。" if left else "")
        self._more.setVisible(bool(left))

    def mark(self, order_id: int | None) -> None:
        """Mark an order without telling that it was picked."""
        blocked = self.list.blockSignals(True)
        self.list.setCurrentRow(self.ids.index(order_id) if order_id in self.ids else -1)
        self.list.blockSignals(blocked)

    def following(self, order_id: int | None) -> int | None:
        """The order to call after this one: the next that this operator may call, round the queue; None where none."""
        ids = self.ids
        at = ids.index(order_id) + 1 if order_id in ids else 0
        around = [*self._orders[at:], *self._orders[:at]]
        free = [order.id for order in around if not order.refused and order.id != order_id]
        return next(iter(free), next((order.id for order in around if order.id != order_id), None))

    def first(self) -> int | None:
        """The order to begin with: the oldest that this operator may call."""
        return next((order.id for order in self._orders if not order.refused), next(iter(self.ids), None))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._picked(item.data(_ID))


def _second(order: Waiting) -> str:
    closed = f"{order.closed_at:%m-%d}办结" if order.closed_at else ""
    why = "由您承办" if order.refused else ""
    return " · ".join(filter(None, [order.estate, closed, f"已试{order.tries}次" if order.tries else "", why]))
