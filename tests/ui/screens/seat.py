"""Somebody at a screen: opens it on a database and types; shared by the tests of several screens."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.domain.operator import Operator
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Background
from desktop.ui.screen import Screen


class Seat:
    """A shown screen with its background work; `told` and `went` are what it asked of its window."""

    def __init__(
        self,
        qtbot: QtBot,
        made: Callable[[Desk], Screen],
        database: Database,
        operator: Operator,
        now: datetime,
        what: object = None,
        wide: int = 1202,
        high: int = 768,
    ) -> None:
        self.qtbot, self.database, self.now = qtbot, database, now
        self.background = Background(database)
        self.crashes: list[BaseException] = []
        self.background.crashed.connect(self.crashes.append)
        files: Path = database.attachments
        self.desk = Desk(self.background, lambda: self.now, operator, files, files)
        self.told: list[str] = []
        self.went: list[tuple[str, object]] = []
        self.desk.told.connect(lambda sentence, *_: self.told.append(sentence))
        self.desk.wanted.connect(lambda name, what: self.went.append((name, what)))
        self.screen: Any = made(self.desk)
        self.screen.resize(wide, high)
        with qtbot.waitExposed(self.screen):
            self.screen.show()
        self.screen.activateWindow()
        self.screen.open(what)
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way, nor follows from what was."""
        self.qtbot.waitUntil(self._quiet, timeout=20_000)
        QApplication.sendPostedEvents()  # what was shown last takes its place

    def _quiet(self) -> bool:
        QApplication.sendPostedEvents()
        return not self.background.busy

    def press(self, keys: str) -> None:
        """Press a sequence of keys ("Ctrl+S") where the keyboard is, and wait for what follows."""
        target = QApplication.activeModalWidget() or self.screen
        target.activateWindow()
        self.qtbot.waitUntil(target.isActiveWindow)
        QTest.keySequence(target.focusWidget() or target, QKeySequence(keys))
        self.settle()

    def press_digit(self, digit: int) -> None:
        """Press a number key."""
        focus = self.screen.focusWidget() or self.screen
        QTest.keyClick(focus, Qt.Key(Qt.Key.Key_0 + digit))
        self.settle()

    def part(self, name: str) -> Any:
        """The widget of that objectName."""
        found = self.screen.findChild(QWidget, name)
        assert found is not None, name
        return found

    def leave(self) -> None:
        """Close the screen and finish its work."""
        self.settle()
        self.screen.close()
        self.screen.deleteLater()
        self.background.shut_down()
        assert not self.crashes, self.crashes
