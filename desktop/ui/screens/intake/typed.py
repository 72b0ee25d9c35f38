"""What is typed and not saved yet: kept so that it survives a kill, cleared, and brought back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.services.intake.intake_help import DRAFT
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.screens.intake.entry import Entry
from desktop.ui.work_keeper import WorkKeeper


class Typed(QObject):
    """`filled` and `emptied` tell that the program changed the whole form; `filling` is true meanwhile: nobody types.

    `undo_offered` says whether what was cleared can be brought back.
    """

    filled = Signal()
    emptied = Signal()
    undo_offered = Signal(bool)

    def __init__(self, desk: Desk, entry: Entry, parent: QObject) -> None:
        super().__init__(parent)
        self._entry = entry
        self._keeper = WorkKeeper(desk.background, lambda: (DRAFT, entry.draft()), self)
        self._keeper.troubled.connect(lambda trouble: desk.say(str(trouble), Tone.OVERDUE))
        self._cleared: dict[str, Any] = {}
        self.filling = False

    @property
    def cleared(self) -> bool:
        """Whether something was cleared that can be brought back."""
        return bool(self._cleared)

    def touch(self) -> None:
        """Keep it a moment later; what was cleared before something else was typed is gone."""
        self._keeper.touch()
        if self._cleared and not self._entry.is_blank():
            self._cleared = {}
            self.undo_offered.emit(False)

    def flush(self) -> None:
        """Keep at once what was touched."""
        self._keeper.flush()

    def rest(self) -> None:
        """Keep nothing more: it is being saved."""
        self._keeper.rest()

    def empty(self) -> None:
        """The form's own defaults with the usual channel."""
        with self._filling():
            self._entry.empty()
        self.emptied.emit()

    def put_in(self, draft: Mapping[str, Any]) -> None:
        """Bring a draft back."""
        with self._filling():
            self._entry.put_in(draft)
        self.filled.emit()

    def drop(self) -> None:
        """Throw it away, here and where it was kept."""
        self.empty()
        self._keeper.touch()

    def clear(self) -> None:
        """Empty the form, so that it can be undone."""
        cleared = self._entry.draft()
        self.drop()
        self._cleared = cleared
        self.undo_offered.emit(True)

    def undo_clear(self) -> None:
        """Bring back what was cleared, unless something else was typed since."""
        kept, self._cleared = self._cleared, {}
        self.undo_offered.emit(False)
        if kept and self._entry.is_blank():
            self.put_in(kept)
            self._keeper.touch()

    @contextmanager
    def _filling(self) -> Iterator[None]:
        self.filling = True
        try:
            yield
        finally:
            self.filling = False
        self._keeper.rest()
