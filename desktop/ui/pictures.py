"""Pictures of the screens and papers without anybody watching: for the demonstration and the self-test."""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop.documents.orders.dispatch_slip import DispatchSlip
from desktop.documents.sheets import Sheet
from desktop.domain.operator import Operator
from desktop.paper.dispatch_picture import dispatch_picture, save_png
from desktop.paper.pages import save_pdf
from desktop.paper.sheet import lay_out
from desktop.system import resources
from desktop.ui.catalogue import SCREENS
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.style import Style, Theme
from desktop.ui.kit.background import Background, Sessions
from desktop.ui.main_window import MainWindow
from desktop.ui.reception import Reception

SETTLED = 250  # milliseconds without work under way before a picture is taken
LONGEST = 20_000  # milliseconds to wait for a screen
Shot = tuple[str, object, str]  # screen, what it shows, file name


def application() -> QApplication:
    """The Qt application, without a display if need be."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    qInstallMessageHandler(_without_chatter)
    return QApplication(["linliban"])


def _without_chatter(_kind: object, _context: object, text: str | None) -> None:
    """Pass on what Qt says, but not what the offscreen platform says of every window."""
    if text and "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def take(
    database: Sessions,
    attachments: Path,
    operator: Operator,
    now: datetime,
    shots: Sequence[Shot],
    folder: Path,
    size: tuple[int, int] = (1366, 768),
) -> list[Path]:
    """Show each screen in the real window and save its picture in `folder`; a crash of a screen is raised."""
    app = application()
    style = Style(app, resources.ROOT, Theme.LIGHT)
    background = Background(database)
    crashes: list[BaseException] = []
    background.crashed.connect(crashes.append)
    window = MainWindow(style)
    window.resize(*size)
    window.show()
    try:
        Reception(window, Desk(background, lambda: now, operator, attachments, folder), SCREENS)
        made = []
        for screen, what, name in shots:
            window.show_screen(screen, what)
            _settle(background)
            if crashes:
                raise crashes[0]
            made.append(folder / name)
            if not window.grab().save(str(made[-1])):
                raise OSError(f"cannot write {made[-1]}")
        return made
    finally:
        window.close()
        background.shut_down()
        window.deleteLater()


def _settle(background: Background) -> None:
    """Let the event loop turn until nothing has been under way for a moment."""
    loop = QEventLoop()
    calm = QTimer(interval=SETTLED)
    calm.timeout.connect(lambda: None if background.busy else loop.quit())
    calm.start()
    QTimer.singleShot(LONGEST, loop.quit)
    loop.exec()
    calm.stop()


def dispatch(slip: DispatchSlip, path: Path) -> Path:
    """Save the dispatch picture."""
    return save_png(dispatch_picture(slip), path).path


def paper(sheet: Sheet, path: Path) -> Path:
    """Save a paper as PDF."""
    return save_pdf(lay_out(sheet), path, sheet.title).path
