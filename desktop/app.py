"""Putting the parts together, once, in order: the window first, then the data, then the first page."""

import gc
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.domain.errors import Refused, StorageTrouble
from desktop.system import resources
from desktop.system.instance import OneInstance
from desktop.system.log import crash_report, log, start_log, stop_log
from desktop.system.paths import Places, places
from desktop.ui.kit.appearance.style import Style
from desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.data.database import Database
    from desktop.domain.operator import Operator


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
    window = MainWindow(style)
    window.show()
    office = _Office(app, window, where)
    sys.excepthook = lambda _kind, error, _trace: _crashed(window, where, error)
    QTimer.singleShot(0, office.open)
    try:
        return app.exec()
    finally:
        office.close()


class _Office(QObject):
    """The data behind the window; opened on a thread, so that the window is painted and answers meanwhile."""

    _opened = Signal(object, object)
    _failed = Signal(object)

    def __init__(self, app: QApplication, window: MainWindow, where: Places) -> None:
        super().__init__()
        self._app, self._window, self._where = app, window, where
        self._close: list[Callable[[], None]] = []
        self._opening = Thread(target=self._open, name="opening")
        self._opened.connect(self._furnish, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._fail, Qt.ConnectionType.QueuedConnection)

    def open(self) -> None:
        """Begin to open the database; the window is furnished when it is open."""
        self._opening.start()

    def close(self) -> None:
        """Finish what was begun, then give up the database."""
        if self._opening.ident is not None:
            self._opening.join()
        for close in reversed(self._close):
            close()

    def _open(self) -> None:
        try:
            # Imported here: the window need not wait for it.
            from desktop.data.database import Database  # noqa: PLC0415
            from desktop.services.home import opening  # noqa: PLC0415
            from desktop.ui import reception  # noqa: F401, PLC0415
            from desktop.ui.screens import home  # noqa: F401, PLC0415

            handler = start_log(self._where.logs)
            self._close.append(partial(stop_log, handler))
            database = Database(self._where.database)
            self._close.append(database.close)
            with database.plain() as plain:
                furnished = opening.furnished(plain)
            if not furnished:
                _furnish(database)
            with database.plain() as plain:
                operator = opening.opening(plain).staff[0]
            self._opened.emit(database, operator)
        except BaseException as error:  # whatever happens on a thread must reach the user
            self._failed.emit(error)

    def _furnish(self, database: "Database", operator: "Operator") -> None:
        from desktop.ui.catalogue import SCREENS  # noqa: PLC0415
        from desktop.ui.desk import Desk  # noqa: PLC0415
        from desktop.ui.kit.background import Background  # noqa: PLC0415
        from desktop.ui.reception import Reception  # noqa: PLC0415

        background = Background(database)
        self._close.append(background.shut_down)
        background.crashed.connect(lambda error: _crashed(self._window, self._where, error))
        desk = Desk(background, datetime.now, operator, database.attachments, self._where.base / "pasted")
        Reception(self._window, desk, SCREENS).ask_whose_office()
        gc.freeze()  # what stands now stays to the end: no collection need look at it
        gc.enable()
        log.info("opened")

    def _fail(self, error: BaseException) -> None:
        """A database that cannot be used ends in a sentence, a bug in a report."""
        if isinstance(error, StorageTrouble):
            _sentence(str(error))
            self._app.exit(3)
        else:
            _crashed(self._window, self._where, error)


def _furnish(database: "Database") -> None:
    """A new office, or one from before something was added."""
    from desktop.services.reference.seeding import ensure_office  # noqa: PLC0415 - brings SQLAlchemy, half of a start

    with database.write() as session:
        ensure_office(session)


def _sentence(text: str) -> None:
    print(text, file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Warning, "邻里办", text)
    box.exec()


def _crashed(window: MainWindow, where: Places, error: BaseException) -> None:
    path = crash_report(error, where.logs, datetime.now())
    window.tell_crash(path)
