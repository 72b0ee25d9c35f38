"""Ctrl+K: jump to an order, an estate's orders or a screen by typing a few characters."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.forms.order_filter import OrderFilter
from desktop.services import jumping
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Latest
from desktop.ui.kit.look import current

TYPING_PAUSE = 150  # milliseconds
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_TARGET = Qt.ItemDataRole.UserRole


class Named(Protocol):
    """A screen that can be jumped to."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...


class JumpDialog(QDialog):
    """A line and what it finds; Enter goes to the marked one."""

    def __init__(self, desk: Desk, screens: Sequence[Named], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("jump")
        self.setWindowTitle("跳转")
        self._desk, self._screens = desk, screens
        self._latest = Latest()
        self.text = QLineEdit(placeholderText="工单号、电话、小区(可用拼音首字母)、功能")
        self.text.setObjectName("jump.text")
        self.text.setAccessibleName("跳转到")
        self.text.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("jump.list")
        self.list.setAccessibleName("查到的")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._go)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._pause.timeout.connect(self._search)
        self.text.textChanged.connect(self._pause.start)
        page = QVBoxLayout(self)
        page.addWidget(self.text)
        page.addWidget(self.list)
        self.resize(current().px(620), current().px(420))
        self._show([])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys move in the list while the line keeps the keyboard; Enter goes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if (step := _MOVES.get(Qt.Key(event.key()))) is not None:
                self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, self.list.count() - 1)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._pause.isActive():
                    self._pause.stop()
                    self._search(go=True)
                elif item := self.list.currentItem():
                    self._go(item)
                return True
        return super().eventFilter(watched, event)

    def _search(self, go: bool = False) -> None:
        def found(rows: list[jumping.Found]) -> None:
            self._show(rows)
            if go and (item := self.list.currentItem()):
                self._go(item)

        self._latest(self._desk.background.read(jumping.find, self.text.text(), self._desk.now())).then(found)

    def _show(self, found: list[jumping.Found]) -> None:
        self.list.clear()
        typed = self.text.text().strip()
        for screen in self._screens:
            if not typed or typed in screen.title:
                self._add(screen.title, "功能", (screen.name, None))
        for one in found:
            target = one.order_id if one.order_id is not None else OrderFilter(estate=one.estate_id)
            self._add(one.text, one.detail, ("orders", target))
        self.list.setCurrentRow(0)

    def _add(self, text: str, detail: str, target: tuple[str, object]) -> None:
        item = QListWidgetItem(f"{text}    {detail}")
        item.setData(_TARGET, target)
        self.list.addItem(item)

    def _go(self, item: QListWidgetItem) -> None:
        screen, what = item.data(_TARGET)
        self._latest.forget()
        self.accept()
        self._desk.go(screen, what)
