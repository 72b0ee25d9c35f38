"""What was typed for estates and is not saved yet, kept also over the end of the program."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.services import desk as desk_service
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.work_keeper import WorkKeeper

DRAFTS = "assessment.inputs"


class Drafts(QObject):
    """By term and estate; `restored` once those of the last time are there."""

    restored = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._drafts: dict[str, Any] = {}
        self._keeper = WorkKeeper(desk.background, lambda: (DRAFTS, self._drafts), self)
        self._keeper.troubled.connect(lambda trouble: desk.say(str(trouble), Tone.OVERDUE))
        desk.background.read(desk_service.draft, DRAFTS).while_alive(self).then(self._restore)

    def of(self, key: str) -> Any | None:
        """What was typed there, None where it is saved."""
        return self._drafts.get(key)

    def typed(self, key: str, draft: Any) -> None:
        """Remember what is being typed; it is kept at the next pause."""
        self._drafts[key] = draft
        self._keeper.touch()

    def saved(self, key: str) -> None:
        """Forget what has been saved."""
        self._drafts.pop(key, None)
        self._keeper.touch()
        self._keeper.flush()

    def _restore(self, drafts: dict[str, Any]) -> None:
        self._drafts = drafts | self._drafts
        self.restored.emit()
