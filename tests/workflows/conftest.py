"""The real window on a real database, with somebody at its keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.catalogue import SCREENS
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.style import Style, Theme
from desktop.ui.kit.background import Background
from desktop.ui.main_window import MainWindow
from desktop.ui.reception import Reception
from tests.office import Office
from tests.workflows.worker import Worker

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Style:
    """The application's style."""
    return Style(qapp, RESOURCES, Theme.LIGHT)


@pytest.fixture
def worker(qtbot: QtBot, dressed: Style, office: Office, tmp_path: Path) -> Iterator[Worker]:
    """At the window of that office; every failure that nothing handles fails the test."""
    crashes: list[BaseException] = []
    background = Background(office.database)
    background.crashed.connect(crashes.append)
    desk = Desk(background, lambda: office.now, office.operator, office.database.attachments, tmp_path / "pasted")
    window = MainWindow(dressed)
    with qtbot.waitExposed(window):
        window.show()
    Reception(window, desk, SCREENS)
    worker = Worker(qtbot, window, background)
    worker.settle()
    yield worker
    worker.settle()
    window.close()
    background.shut_down()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not crashes, crashes
