"""The foot of the middle column: saving, and what is offered once it is saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.services.orders.acts.register import Registered
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label, selectable

CLEAR, UNDO_CLEAR = "清空", "撤销清空"


class SaveBar(QWidget):
    """保存并派单, 保存, 清空; after 清空 its button brings everything back."""

    def __init__(self, problem: QWidget) -> None:
        super().__init__()
        self.dispatch = button("保存并派单  Ctrl+Enter", "intake.save_and_dispatch", kind="primary", icon="dispatch")
        self.save = button("保存  Ctrl+S", "intake.save", icon="save")
        self.clear = button(CLEAR, "intake.clear")
        self.dispatch.setAccessibleName("保存并派单")
        self.save.setAccessibleName("保存")
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.save, 1)
        line.addWidget(self.clear, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        for part in (problem, self.dispatch):
            rows.addWidget(part)
        rows.addLayout(line)

    def wait(self, saving: bool) -> None:
        """While a save is under way no second one can begin."""
        for one in (self.dispatch, self.save, self.clear):
            one.setEnabled(not saving)

    def offer_undo(self, offered: bool) -> None:
        self.clear.setText(UNDO_CLEAR if offered else CLEAR)
        self.clear.setAccessibleName(self.clear.text())


class SavedCard(QFrame):
    """The number that was given, and what may follow: 派单, 打印受理单, 继续登记."""

    dispatch_asked = Signal(int)
    print_asked = Signal(int)
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("intake.saved")
        self.setProperty("kind", "notice")
        self.setProperty("tone", "done")
        self.order: Registered | None = None
        mark = QLabel()
        mark.setPixmap(icons.pixmap("done", "done", current().px(20), self.devicePixelRatioF()))
        self.number = selectable(label("", "heading", Tone.DONE, name="intake.number"))
        self.about = label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(mark)
        head.addWidget(self.number, 1)
        self.dispatch = button("派单  Ctrl+Enter", "intake.dispatch", self._dispatch, kind="primary", icon="dispatch")
        self.print = button("打印受理单  Ctrl+P", "intake.print", self._print, icon="print")
        self.next = button("继续登记  F2", "intake.next", self.next_asked.emit, icon="add")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 12)
        rows.setSpacing(GAP)
        rows.addLayout(head)
        for part in (self.about, self.dispatch, self.print, self.next):
            rows.addWidget(part)
        self.hide()

    def show_saved(self, order: Registered, about: str, merged: bool) -> None:
        """Show what was saved, with the keyboard on the likeliest next step; a merged order is not dispatched."""
        self.order = order
        self.number.setText(f"已登记 {order.number}")
        self.about.setText(about)
        self.setAccessibleName(f"已登记{order.number}。{about}")
        self.dispatch.setVisible(not merged)
        self.show()
        (self.next if merged else self.dispatch).setFocus(Qt.FocusReason.OtherFocusReason)

    def _dispatch(self) -> None:
        if self.order is not None:
            self.dispatch_asked.emit(self.order.id)

    def _print(self) -> None:
        if self.order is not None:
            self.print_asked.emit(self.order.id)
