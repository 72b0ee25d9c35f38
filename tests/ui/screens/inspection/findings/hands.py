"""Hands at the page of findings: pressing what is offered, filling in what is asked."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.ui.screens.inspection.findings.record_panel import RecordPanel
from tests.ui.screens.seat import Seat


def offered(panel: RecordPanel) -> list[str]:
    """The keys of what can be done now, buttons first, then the menu."""
    name = panel.objectName()
    shown = [one for one in panel.findChildren(QPushButton) if one.isVisibleTo(panel)]
    apart = (f"{name}.link.", f"{name}.procedure.", f"{name}.finding.")
    buttons = {one.objectName(): one for one in shown if not one.objectName().startswith(apart)}
    more = buttons.pop(f"{name}.more", None)
    menu = [action.text() for action in more.menu().actions() if action.text()] if more else []
    return [*(one.text() for one in buttons.values()), *menu]


def push(seat: Seat, panel: RecordPanel, key: str) -> None:
    """Press a button of the panel with the space bar, or take it from the menu."""
    name = panel.objectName()
    for made in panel.findChildren(QPushButton, f"{name}.{key}"):
        if made.isVisibleTo(panel):
            made.setFocus()
            QTest.keyClick(made, Qt.Key.Key_Space)
            seat.settle()
            return
    raise AssertionError(f"{key} is not offered: {offered(panel)}")


def take(seat: Seat, panel: RecordPanel, words: str) -> None:
    """Take a line of the menu."""
    more = next(one for one in panel.findChildren(QPushButton, f"{panel.objectName()}.more") if one.isVisibleTo(panel))
    next(action for action in more.menu().actions() if action.text() == words).trigger()
    seat.settle()


def write(widget: QWidget, text: str) -> None:
    """Type Chinese as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)
