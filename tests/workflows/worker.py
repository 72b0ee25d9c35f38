"""Somebody at the real window who has only a keyboard."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.lifecycle import Act
from desktop.ui.kit.background import Background
from desktop.ui.main_window import MainWindow

MOST_TABS = 200


class Worker:
    """Types and presses keys where the keyboard is, and waits for what follows."""

    def __init__(self, qtbot: QtBot, window: MainWindow, background: Background) -> None:
        self.qtbot, self.window, self._background = qtbot, window, background

    @property
    def screen(self) -> Any:
        """The screen that is shown."""
        return self.window.current

    def settle(self) -> None:
        """Until nothing is under way and no single-shot timer of the screen is about to ask more."""
        self.qtbot.waitUntil(self._quiet, timeout=30_000)

    def press(self, *keys: str) -> None:
        """Press sequences of keys ("Ctrl+S"), one after the other."""
        for one in keys:
            self._send(one)
            self.settle()

    def types(self, text: str) -> None:
        """Write where the keyboard is; Chinese arrives as an input method sends it."""
        focused = QApplication.focusWidget()
        assert focused is not None
        if text.isascii():
            QTest.keyClicks(focused, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QCoreApplication.sendEvent(focused, event)
        self.settle()

    def at(self) -> str:
        """The name of the part that has the keyboard."""
        focused = QApplication.focusWidget()
        return focused.objectName() if focused else ""

    def go_to(self, name: str) -> None:
        """Walk to a part with the tab key, once it is there; one that was made anew meanwhile takes another round."""
        front = self._front()
        self.qtbot.waitUntil(lambda: any(one.isVisible() for one in front.findChildren(QWidget, name)), timeout=20_000)
        for _ in range(2):
            for _ in range(MOST_TABS):
                if self.at() == name:
                    return
                self._send("Tab")
            self.settle()
        raise AssertionError(f"Tab does not lead to {name}")

    def part(self, name: str) -> Any:
        """The widget of that name on the screen that is shown."""
        found = self.screen.findChild(QWidget, name)
        assert found is not None, name
        return found

    def begin(self, act: Act) -> None:
        """Open the form of an act that is offered for the chosen order, by its button or from F4."""
        if self.screen.findChild(QPushButton, f"orders.act.{act}"):
            self.go_to(f"orders.act.{act}")
            self.press("Space")
        else:
            self.press("F4")
            self._choose(act.label)

    def finish(self) -> None:
        """Save the form, and expect that nothing is wrong with it."""
        self.press("Ctrl+Return")
        dialog: QWidget | None = QApplication.activeModalWidget()
        if dialog is not None:
            labels: list[QLabel] = dialog.findChildren(QLabel)
            raise AssertionError([one.text() for one in labels])

    def _choose(self, words: str) -> None:
        """Take an entry of the menu that has popped up."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in menu.actions():
            QTest.keyClick(menu, Qt.Key.Key_Down)
            if (marked := menu.activeAction()) is not None and marked.text() == words:
                QTest.keyClick(menu, Qt.Key.Key_Return)
                self.settle()
                return
        raise AssertionError(f"the menu does not offer {words}")

    def _send(self, keys: str) -> None:
        window = self._front()
        QTest.keySequence(window.focusWidget() or window, QKeySequence(keys))

    def _front(self) -> QWidget:
        """The dialog that asks something, else the window, with the keyboard in it."""
        window = QApplication.activeModalWidget() or self.window
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow, timeout=20_000)
        return window

    def _quiet(self) -> bool:
        QApplication.sendPostedEvents()
        waiting = [one for one in self.screen.findChildren(QTimer) if one.isActive() and one.isSingleShot()]
        return not self._background.busy and not [one for one in waiting if one.interval() < 5_000]
