"""A screen under test, shown in the size of a small window."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.desk import Desk
from desktop.ui.screen import Screen


@pytest.fixture
def show(qtbot, desk: Desk) -> Iterator[Callable[..., Screen]]:
    """Make a screen of a class, as large as in a window of 1366×768, and show what is asked."""
    made: list[Screen] = []

    def make(screen_class: type[Screen], what: object = None) -> Screen:
        screen = screen_class(desk)
        made.append(screen)
        qtbot.addWidget(screen)
        screen.resize(1202, 768)
        screen.show()
        screen.open(what)
        qtbot.waitUntil(lambda: not desk.background.busy)
        QApplication.sendPostedEvents()  # what the last answer brought is laid out
        return screen

    yield make
    for screen in made:
        screen.close()
