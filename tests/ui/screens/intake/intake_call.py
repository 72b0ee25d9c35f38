"""A call taken on the intake screen: what the tests of that screen share."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.orders import WorkOrder
from desktop.domain.operator import Operator
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Background
from desktop.ui.screens.intake import IntakeScreen


class Call:
    """The screen on a database, with a person who types; `told` and `went` are what the screen asked of its window."""

    def __init__(
        self,
        qtbot: QtBot,
        database: Database,
        operator: Operator,
        now: datetime,
        folder: Path,
        wide: int = 1202,
        high: int = 768,
    ) -> None:
        self.qtbot, self.database = qtbot, database
        self.background = Background(database)
        self.desk = Desk(self.background, lambda: now, operator, database.attachments, folder)
        self.told: list[str] = []
        self.went: list[tuple[str, object]] = []
        self.desk.told.connect(lambda sentence, *_: self.told.append(sentence))
        self.desk.wanted.connect(lambda name, what: self.went.append((name, what)))
        self.screen = IntakeScreen(self.desk)
        self.editors = self.screen.editors
        self.screen.resize(wide, high)
        with qtbot.waitExposed(self.screen):
            self.screen.show()
        self.screen.activateWindow()
        self.screen.open("new")
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way, no timer of the screen waits, and what the answers brought is laid out."""
        self.qtbot.waitUntil(self._quiet, timeout=20_000)
        QApplication.sendPostedEvents()  # a label that came with the last answer is visible only then

    def _quiet(self) -> bool:
        waiting = any(timer.isActive() for timer in self.screen.findChildren(QTimer))
        return not self.background.busy and not waiting

    def hang_up(self) -> None:
        """Close the window and stop its threads."""
        self.screen.close()
        self.background.shut_down()
        self.screen.deleteLater()

    def at(self) -> str:
        """The name of the field that has the keyboard."""
        focused = QApplication.focusWidget()
        return focused.objectName() if focused else ""

    def types(self, text: str) -> None:
        """Write where the keyboard is; Chinese arrives whole, as an input method sends it."""
        focused = QApplication.focusWidget()
        assert focused is not None
        if text.isascii():
            QTest.keyClicks(focused, text)
        else:
            said = QInputMethodEvent()
            said.setCommitString(text)
            QApplication.sendEvent(focused, said)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget() or self.screen
        QTest.keyClick(focused, key, modifier)

    def part(self, name: str) -> Any:
        """The widget of that objectName, wherever it stands; of several the newest that is shown."""
        found = self.screen.findChildren(QWidget, name)
        assert found, name
        return next((one for one in reversed(found) if one.isVisible()), found[-1])

    def orders(self) -> list[WorkOrder]:
        """What was registered, in order."""
        with self.database.read() as session:
            found = list(session.scalars(select(WorkOrder).order_by(WorkOrder.id)))
            session.expunge_all()
            return found

    def fill(self, **values: Any) -> None:
        """Put values in without the keyboard, where a test is about something else."""
        for name, value in values.items():
            self.editors[name].set_value(value)
        self.settle()
