"""Keeping what is being changed on a screen and not saved yet, so that it survives a kill."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services import desk as desk_service
from desktop.ui.kit.background import Background

AFTER = 800  # milliseconds without a key


class WorkKeeper(QObject):
    """Writes `read()`, a draft's name and values, a moment after the last touch; empty values forget the draft."""

    troubled = Signal(object)  # StorageTrouble: the draft could not be kept

    def __init__(self, background: Background, read: Callable[[], tuple[str, dict[str, Any]]], parent: QObject) -> None:
        super().__init__(parent)
        self._background, self._read = background, read
        self._timer = QTimer(self, singleShot=True, interval=AFTER)
        self._timer.timeout.connect(self._write)

    def touch(self) -> None:
        """Something was changed."""
        self._timer.start()

    def flush(self) -> None:
        """Keep at once what the timer still waits for."""
        if self._timer.isActive():
            self._timer.stop()
            self._write()

    def rest(self) -> None:
        """Write nothing more: the draft is given up."""
        self._timer.stop()

    def _write(self) -> None:
        name, values = self._read()
        self._background.write(desk_service.keep_draft, name, values).then(_kept, self.troubled.emit)


def _kept(_: object) -> None:
    """Nothing follows: a kept draft is not worth a word."""
