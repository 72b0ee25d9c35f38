"""Putting the parts together, once, in order: the window first, then the data, then the first page."""

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.domain.errors import Refused, StorageTrouble
from desktop.system import resources
from desktop.system.instance import OneInstance
from desktop.system.log import crash_report, log, start_log, stop_log
from desktop.system.paths import Places, places
from desktop.ui.kit.style import Style
from desktop.ui.main_window import MainWindow


def main(arguments: Namespace) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("linliban")
    app.setApplicationDisplayName("邻里办")
    app.setDesktopFileName("cn.linliban.office")
    style = Style(app, resources.ROOT)
    try:
        where = places(arguments.basedir)
        with OneInstance(where.base):
            return _serve(app, style, where)
    except (Refused, StorageTrouble) as trouble:
        _sentence(str(trouble))
        return 1 if isinstance(trouble, Refused) else 3


def _serve(app: QApplication, style: Style, where: Places) -> int:
    handler = start_log(where.logs)
    window = MainWindow(style)
    window.show()
    office = _Office(window, where)
    sys.excepthook = lambda _kind, error, _trace: _crashed(window, where, error)
    QTimer.singleShot(0, partial(office.open, app))
    try:
        return app.exec()
    finally:
        office.close()
        stop_log(handler)


class _Office:
    """The data behind the window; opened after the window has been painted once."""

    def __init__(self, window: MainWindow, where: Places) -> None:
        self._window, self._where = window, where
        self._close: list[Callable[[], None]] = []

    def open(self, app: QApplication) -> None:
        """Open the database and furnish the window; a database that cannot be used ends in a sentence."""
        from desktop.data.database import Database  # noqa: PLC0415 - the window stands before SQL is imported
        from desktop.services.reference.seeding import ensure_office  # noqa: PLC0415
        from desktop.ui.catalogue import SCREENS  # noqa: PLC0415
        from desktop.ui.desk import Desk  # noqa: PLC0415
        from desktop.ui.kit.background import Background  # noqa: PLC0415
        from desktop.ui.reception import Reception  # noqa: PLC0415

        try:
            database = Database(self._where.database)
            self._close.append(database.close)
            with database.write() as session:
                operator = ensure_office(session)
        except StorageTrouble as trouble:
            _sentence(str(trouble))
            app.exit(3)
            return
        background = Background(database)
        self._close.append(background.shut_down)
        background.crashed.connect(lambda error: _crashed(self._window, self._where, error))
        desk = Desk(background, datetime.now, operator, database.attachments, self._where.base / "pasted")
        Reception(self._window, desk, SCREENS).ask_whose_office()
        log.info("opened")

    def close(self) -> None:
        """Finish what was begun, then give up the database."""
        for close in reversed(self._close):
            close()


def _sentence(text: str) -> None:
    print(text, file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Warning, "邻里办", text)
    box.exec()


def _crashed(window: MainWindow, where: Places, error: BaseException) -> None:
    path = crash_report(error, where.logs, datetime.now())
    window.tell_crash(path)
