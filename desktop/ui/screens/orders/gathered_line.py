"""The line that says which figure's orders are listed, with the way back to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.forms.order_filter import Gathered
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import ElidedLabel


class GatheredLine(QFrame):
    """Hidden while the list is not about a figure. `returned` and `dropped` come from its two buttons."""

    returned = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("orders.gathered")
        self.setProperty("kind", "notice")
        self.gathered: Gathered | None = None
        self._words = ElidedLabel("", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(GAP)
        row.addWidget(self._words, 1)
        row.addWidget(
            button(
                "返回", "orders.gathered.back", self.returned.emit, kind="quiet", icon="arrow-left", tip="Alt+Backspace"
            )
        )
        row.addWidget(button("看全部工单", "orders.gathered.drop", self.dropped.emit, kind="quiet", icon="close"))
        self.hide()

    def show_gathered(self, gathered: Gathered | None) -> None:
        """Say what is listed; None when it is everything again."""
        self.gathered = gathered
        self._words.setText(f"{gathered.words}:{len(gathered.ids):,}件" if gathered else "")
        self.setVisible(gathered is not None)
