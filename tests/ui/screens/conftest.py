"""A desk for a screen under test: a real database, a clock that the office sets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.ui.desk import Desk
from desktop.ui.kit.background import Background
from desktop.ui.screen import Screen
from tests.office import Office


@pytest.fixture
def desk(qapp: object, office: Office, tmp_path: Path) -> Iterator[Desk]:  # noqa: ARG001 - Qt must be there first
    """Every failure that no screen handles fails the test."""
    crashes: list[BaseException] = []
    background = Background(office.database)
    background.crashed.connect(crashes.append)
    yield Desk(background, lambda: office.now, office.operator, office.database.attachments, tmp_path / "pasted")
    background.shut_down()
    assert not crashes, crashes


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
        return screen

    yield make
    for screen in made:
        screen.close()
