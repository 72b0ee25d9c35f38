"""What the main window expects of a screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.desk import Desk
from desktop.ui.kit.parts.card import BETWEEN
from desktop.ui.kit.parts.labels import label

MARGIN = 20


@dataclass(frozen=True, slots=True)
class Command:
    """Something a screen can do from the keyboard: its keys ("Ctrl+E"), its words, and the act."""

    keys: str
    words: str
    act: Callable[[], object]


class Screen(QWidget):
    """A page of the main window: a title line, and below it the screen's own parts in `self.body`.

    `name` is its key in navigation and `screen.<name>` its objectName; `help_lines` are shown on F1.
    """

    name = ""
    title = ""
    icon = ""
    help_lines: Sequence[str] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName(f"screen.{self.name}")
        self.setProperty("kind", "ground")
        self.commands: list[Command] = []
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, 12, MARGIN, 12)
        page.setSpacing(BETWEEN)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(label(self.title, "title", name=f"{self.name}.title"))
        page.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(BETWEEN)
        page.addLayout(self.body, 1)

    def command(self, keys: str, words: str, act: Callable[[], object]) -> None:
        """Bind keys while this screen is shown, wherever in the window the keyboard is; they are listed on F1."""
        self.commands.append(Command(keys, words, act))
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)

    def open(self, what: object = None) -> None:
        """Called each time the screen is shown, with what it was asked to show."""
