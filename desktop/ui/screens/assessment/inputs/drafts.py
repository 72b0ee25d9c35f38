"""What was typed for estates and is not saved yet, kept also over the end of the program."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services import desk as desk_service
from desktop.ui.desk import Desk

DRAFTS = "assessment.inputs"
PAUSE = 800  # milliseconds without typing before the drafts are kept


class Drafts(QObject):
    """By term and estate; `restored` once those of the last time are there."""

    restored = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drafts: dict[str, Any] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._keep)
        desk.background.read(desk_service.draft, DRAFTS).while_alive(self).then(self._restore)

    def of(self, key: str) -> Any | None:
        """What was typed there, None where it is saved."""
        return self._drafts.get(key)

    def typed(self, key: str, draft: Any) -> None:
        """Remember what is being typed; it is kept at the next pause."""
        self._drafts[key] = draft
        self._pause.start()

    def saved(self, key: str) -> None:
        """Forget what has been saved."""
        self._drafts.pop(key, None)
        self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        self._desk.background.write(desk_service.keep_draft, DRAFTS, self._drafts)

    def _restore(self, drafts: dict[str, Any]) -> None:
        self._drafts = drafts | self._drafts
        self.restored.emit()
