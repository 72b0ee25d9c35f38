"""A process that starts like the program and tells, in JSON, what it had spent when its window and first page stood."""

import gc
import json
import resource
import sys
import time

BEGAN = float(sys.argv[2])  # by the parent's monotonic clock, which all processes share
told: dict[str, list[float]] = {}


def note(name: str) -> None:
    """Seconds since the start by the clock, and of processor time."""
    if name not in told:
        used = resource.getrusage(resource.RUSAGE_SELF)
        told[name] = [time.monotonic() - BEGAN, used.ru_utime + used.ru_stime]


def bare() -> None:
    """Qt and an empty window, painted once."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - what is imported is what is measured
    from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: PLC0415

    class Bare(QMainWindow):
        def paintEvent(self, event):
            super().paintEvent(event)
            note("window")
            QTimer.singleShot(0, app.quit)

    app = QApplication([])
    window = Bare()
    window.resize(1366, 768)
    window.show()
    app.exec()


def program() -> None:
    """The program itself, until its first page has its numbers and is painted, and its reminders have followed."""
    gc.disable()  # as __main__ does
    from PySide6.QtCore import QTimer  # noqa: PLC0415
    from PySide6.QtWidgets import QPushButton  # noqa: PLC0415

    from desktop import app  # noqa: PLC0415
    from desktop.system.arguments import parse  # noqa: PLC0415

    class Watched(app.MainWindow):
        def paintEvent(self, event):
            super().paintEvent(event)
            note("window")

        def bring(self, desk, entries):
            from desktop.ui.screens.home import HomeScreen  # noqa: PLC0415 - it has been imported by now

            shown = HomeScreen._show_reminders
            HomeScreen._show_reminders = lambda screen, found: (shown(screen, found), self.reminded())
            super().bring(desk, entries)
            self.looking = QTimer(self, interval=2)
            self.looking.timeout.connect(self.look_for_numbers)
            self.looking.start()

        def look_for_numbers(self):
            if self.findChild(QPushButton, "home.tile0").accessibleName():
                self.looking.stop()
                self.repaint()
                note("page")

        def reminded(self):
            note("reminders")
            self.close()

    app.MainWindow = Watched
    app.main(parse(["--basedir", sys.argv[3]]))


if __name__ == "__main__":
    {"bare": bare, "program": program}[sys.argv[1]]()
    print(json.dumps(told))
