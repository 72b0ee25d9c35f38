"""The main window: a frame that shows one screen at a time; it stands before the data and the screens are loaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from desktop.ui.kit.appearance.style import Style
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.messages.toast import Toast
from desktop.ui.side_bar import Destination, SideBar


@dataclass(frozen=True, slots=True)
class Entry:
    """A screen of the window: `load` gives its class, so that it is imported when first shown."""

    name: str
    title: str
    icon: str
    load: Callable[[], Callable[[Any], Any]]


class MainWindow(QMainWindow):
    """First only the frame; `bring` makes the screens reachable, each is made when it is first shown."""

    shown = Signal(str)  # a screen's name

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("邻里办")
        self.resize(1366, 768)
        self.look = style
        self.side = SideBar()
        self.toast = Toast(self)
        self._stack = QStackedWidget()
        self._desk: Any = None
        self._entries: dict[str, Entry] = {}
        self._screens: dict[str, Any] = {}
        self._name = ""
        self._past: list[str] = []
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self.toast.raise_()
        style.changed.connect(self.side.resized)
        self.side.chosen.connect(self.show_screen)

    def bring(self, desk: Any, entries: Sequence[Entry]) -> None:
        """Make the screens reachable; each gets the desk when it is made."""
        self._desk = desk
        self._entries = {entry.name: entry for entry in entries}
        self.side.show_destinations([Destination(entry.name, entry.title, entry.icon) for entry in entries])
        for place, entry in enumerate(entries[:10], 1):
            self.key(f"Alt+{place % 10}", partial(self.show_screen, entry.name))
        self.key("Esc", self.back)

    def show_screen(self, name: str, what: object = None) -> None:
        """Show a screen, made when it is first wanted, with what it should show."""
        if name not in self._screens:
            screen = self._screens[name] = self._entries[name].load()(self._desk)
            self._stack.addWidget(screen)
        if self._name and self._name != name:
            self._past = [*self._past[-20:], self._name]
        self._name = name
        self._stack.setCurrentWidget(self._screens[name])
        self.side.mark(name)
        self.setWindowTitle(f"{self._entries[name].title} - 邻里办")
        self._screens[name].open(what)
        self.shown.emit(name)

    @property
    def current(self) -> Any:
        """The screen that is shown, or None while there is only the frame."""
        return self._stack.currentWidget()

    def back(self) -> None:
        """The screen that was shown before."""
        if self._past:
            name = self._past.pop()
            self._name = ""  # going back is no step forward
            self.show_screen(name)

    def key(self, keys: str, act: Callable[[], object]) -> None:
        """Bind keys that work on every screen."""
        QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut).activated.connect(act)

    def tell_crash(self, report: Path) -> None:
        """Say that something went wrong; what was typed stays in its form."""
        self.toast.say(f"程序出了一个错,您填的内容还在;请再试一次。错误记录:{report}", Tone.OVERDUE)
