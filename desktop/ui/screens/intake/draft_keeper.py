"""Keeping what is typed and not yet saved, so that it survives a kill."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services import desk as desk_service
from desktop.services.intake.intake_help import DRAFT
from desktop.ui.kit.background import Background

AFTER = 800  # milliseconds without a key


class DraftKeeper(QObject):
    """Writes `read()` to the database a moment after the last touch; an empty dict forgets the draft."""

    troubled = Signal(object)  # StorageTrouble: the draft could not be kept

    def __init__(self, background: Background, read: Callable[[], dict[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._background, self._read = background, read
        self._timer = QTimer(self, singleShot=True, interval=AFTER)
        self._timer.timeout.connect(self._write)

    def touch(self) -> None:
        """Something was typed."""
        self._timer.start()

    def flush(self) -> None:
        """Keep at once what the timer still waits for."""
        if self._timer.isActive():
            self._timer.stop()
            self._write()

    def rest(self) -> None:
        """Write nothing more: the form is being saved, and the save forgets the draft itself."""
        self._timer.stop()

    def _write(self) -> None:
        self._background.write(desk_service.keep_draft, DRAFT, self._read()).then(_kept, self.troubled.emit)


def _kept(_: object) -> None:
    """Nothing follows: a kept draft is not worth a word."""
