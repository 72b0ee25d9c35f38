"""A spreadsheet on its way into the office: what has been read of it, looked through, and taken in."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.forms.imports.mapping import ImportMapping
from desktop.forms.imports.proposal import refusal
from desktop.forms.imports.targets import Target
from desktop.services.imports.estates import import_estates
from desktop.services.imports.examining import examine
from desktop.services.imports.looking import Kept, Look, look
from desktop.services.imports.orders import import_orders
from desktop.services.imports.outcomes import Outcome, Preview
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Latest, Task
from desktop.ui.kit.messages.progress import Progress

SERVICES = {Target.ORDERS: import_orders, Target.ESTATES: import_estates}


class Passage(QObject):
    """One file at a time; a newer reading drops the older, an import under way is never dropped.

    `unread`, `unexamined` and `unimported` bring the error, Cancelled where the user stopped it.
    """

    looked = Signal(bool)  # whether to go on by itself
    examined = Signal()
    imported = Signal()
    unread = Signal(object)
    unexamined = Signal(object)
    unimported = Signal(object)

    def __init__(self, desk: Desk, progress: Progress, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._progress = desk, progress
        self._reading = Latest()
        self._importing: Task | None = None
        self._target = Target.ORDERS
        self.path = Path()
        self.look: Look | None = None
        self.preview: Preview | None = None
        self.outcome: Outcome | None = None

    @property
    def importing(self) -> bool:
        return self._importing is not None

    @property
    def refusal(self) -> str | None:
        """Why the mapping as it stands will not do."""
        return refusal(self.look.mapping) if self.look else None

    def forget(self) -> None:
        """No file any more."""
        self._reading.forget()
        self.path = Path()
        self.look = self.preview = self.outcome = None

    def begin(self, path: Path, target: Target) -> None:
        """Another file, or the same from its beginning."""
        self.forget()
        self.path, self._target = path, target

    def read(self, wanted: ImportMapping | None, kept: Kept, onward: bool) -> None:
        """Read the top of the file; `wanted` and `kept` as in `looking.look`."""
        background = self._desk.background
        task = self._reading(background.run_long(look, self.path, self._target, wanted, tuple(kept)))
        self._progress.follow(task, "正在读取").while_alive(self).then(partial(self._looked, onward), self._unread)

    def remap(self, mapping: ImportMapping) -> None:
        """Other columns; the rows have to be looked through anew."""
        assert self.look is not None
        self.look, self.preview = replace(self.look, mapping=mapping), None

    def name(self, name: str) -> None:
        """The mapping as it stands was kept under a name."""
        if self.look is not None:
            self.look = replace(self.look, kept=name, doubts=())

    def examine(self) -> None:
        """Look through every row."""
        assert self.look is not None
        desk = self._desk
        task = desk.background.read_long(examine, self.path, self._target, self.look.mapping, desk.operator, desk.now())
        self._progress.follow(self._reading(task), "正在逐行检查").then(self._examined, self.unexamined.emit)

    def take_in(self) -> None:
        """Import every acceptable row, or none."""
        assert self.preview is not None
        desk = self._desk
        self._importing = desk.background.write_long(
            SERVICES[self._target], self.path, self.preview.mapping, desk.operator, desk.now()
        )
        self._progress.follow(self._importing, "正在导入").then(self._imported, self._unimported)

    def _looked(self, onward: bool, found: Look) -> None:
        self.look, self.preview = found, None
        self.looked.emit(onward)

    def _unread(self, error: Exception) -> None:
        self.look = None
        self.unread.emit(error)

    def _examined(self, preview: Preview) -> None:
        self.preview = preview
        self.examined.emit()

    def _imported(self, outcome: Outcome) -> None:
        self._importing = None
        self.outcome, self.look, self.preview = outcome, None, None
        self.imported.emit()

    def _unimported(self, error: Exception) -> None:
        self._importing = None
        self.unimported.emit(error)
