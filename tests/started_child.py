"""A process that starts like the program and tells, in JSON, which modules were loaded at a point of its start."""

import json
import sys

from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.system.arguments import parse
from desktop.ui.screens.home import HomeScreen

point = sys.argv[1]
loaded: list[str] = []


class Watched(HomeScreen):
    """The home screen, which ends the program at the point in question."""

    def _show(self, found):
        super()._show(found)
        if point == "filled":
            self._end()

    def _show_reminders(self, reminders):
        super()._show_reminders(reminders)
        if point == "reminded":
            self._end()

    def _end(self):
        loaded.extend(sys.modules)
        QApplication.exit(0)


sys.modules["desktop.ui.screens.home"].HomeScreen = Watched  # type: ignore[attr-defined]
app.main(parse(["--basedir", sys.argv[2]]))
print(json.dumps(loaded))
