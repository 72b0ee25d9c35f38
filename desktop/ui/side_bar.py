"""The bar at the left: whose office it is, the screens, and who is at the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout

from desktop.domain.operator import Operator
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import ElidedLabel, label

WIDTH = 164  # design pixels


@dataclass(frozen=True, slots=True)
class Destination:
    """A screen in the bar."""

    name: str
    title: str
    icon: str


class SideBar(QFrame):
    """`chosen` tells the screen; `seated` tells who sat down; `settings_wanted` is 更改姓名…."""

    chosen = Signal(str)
    seated = Signal(object)
    settings_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setProperty("kind", "side")
        self._buttons: dict[str, QPushButton] = {}
        self._office = ElidedLabel("", "muted")
        self._office.setObjectName("side.office")
        self._operator = button("", "side.operator", icon="person", kind="nav", tip="换人")
        self._menu = QMenu(self._operator)
        self._operator.setMenu(self._menu)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 14, 8, 10)
        self._layout.setSpacing(2)
        name = label("邻里办", "title")
        head = QVBoxLayout()
        head.setContentsMargins(12, 0, 0, 10)
        head.setSpacing(0)
        head.addWidget(name)
        head.addWidget(self._office)
        self._layout.addLayout(head)
        self._layout.addStretch(1)
        self._layout.addWidget(self._operator)
        self._operator.hide()
        self.resized()

    def resized(self) -> None:
        """Follow the text size."""
        self.setFixedWidth(current().px(WIDTH))

    def show_destinations(self, destinations: Sequence[Destination]) -> None:
        """Make the buttons, in this order; Alt+1 … Alt+9 and Alt+0 reach the first ten."""
        for place, destination in enumerate(destinations):
            made = button(
                destination.title,
                f"side.{destination.name}",
                partial(self.chosen.emit, destination.name),
                kind="nav",
                icon=destination.icon,
                tip=f"{destination.title} (Alt+{(place + 1) % 10})" if place < 10 else destination.title,
            )
            made.setCheckable(True)
            self._buttons[destination.name] = made
            self._layout.insertWidget(1 + place, made)

    def mark(self, name: str) -> None:
        """Show which screen is open."""
        for key, made in self._buttons.items():
            made.setChecked(key == name)

    def show_office(self, office: str, town: str) -> None:
        """Whose office it is."""
        self._office.setText(f"{town} · {office}" if town else office)

    def show_staff(self, staff: Sequence[Operator], at: Operator) -> None:
        """Who is at the keyboard, and who else may sit down."""
        self._operator.setText(at.name)
        self._operator.setAccessibleName(f"当前操作人:{at.name}")
        self._operator.show()
        self._menu.clear()
        for one in staff:
            action = QAction(one.name, self._menu, checkable=True, checked=one.id == at.id)
            action.triggered.connect(lambda _checked=False, who=one: self.seated.emit(who))
            self._menu.addAction(action)
        self._menu.addSeparator()
        self._menu.addAction("单位和人员设置…", self.settings_wanted.emit)
