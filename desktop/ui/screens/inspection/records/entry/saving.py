"""Each answer and the head are saved as they are entered; what could not be is said where it stands."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import Refused
from desktop.domain.inspection.states import InspectionState
from desktop.forms.inspection import InspectionHead
from desktop.services.inspection import inspecting, viewing
from desktop.services.inspection.viewing import InspectionView
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Task
from desktop.ui.screens.inspection.records.entry import answering, stored
from desktop.ui.screens.inspection.records.entry.head_line import HeadLine
from desktop.ui.screens.inspection.records.entry.keeping import Keeper
from desktop.ui.screens.inspection.records.entry.lines import SheetLines
from desktop.ui.screens.inspection.records.entry.title_line import TitleLine

HEAD = ""  # the head's key among the things that are kept; the others are item codes


class Saving(QObject):
    """Follows the lines and the head of one inspection. `settled` when no save is under way any more."""

    settled = Signal()

    def __init__(self, desk: Desk, lines: SheetLines, head: HeadLine, title: TitleLine) -> None:
        super().__init__(lines)
        self._desk, self._lines, self._head, self._title = desk, lines, head, title
        self._view: InspectionView | None = None
        self._keeper = Keeper(self._send, self)
        self._keeper.failed.connect(self._not_kept)
        self._keeper.kept.connect(self._kept)
        self._keeper.settled.connect(self.settled)
        lines.edited.connect(self._edited)
        head.edited.connect(self.keep_head)

    def begin(self, view: InspectionView) -> None:
        """Another inspection, as it is stored."""
        self._view = view
        self._keeper.begin(stored.answers(view) | {HEAD: view.head})

    def keep_head(self, head: InspectionHead) -> None:
        """Save the head, unless it is stored so."""
        self._keeper.keep(HEAD, stored.normal(head))

    def again(self) -> None:
        """Try once more what was not saved."""
        self._keeper.again()

    @property
    def flying(self) -> bool:
        """Whether a save is under way."""
        return self._keeper.flying

    @property
    def missing(self) -> list[str]:
        """The codes of what was not saved, an empty one for the head."""
        return self._keeper.missing

    def _send(self, key: str, value: Any, seen: Any) -> Task:
        assert self._view is not None
        desk, save = self._desk, inspecting.save_head if key == HEAD else inspecting.save_answer
        return desk.background.write(save, self._view.id, value, desk.operator, desk.now(), seen)

    def _edited(self, code: str) -> None:
        self._keeper.keep(code, stored.answer(code, self._lines.entered(code)))
        if self._view is not None and self._view.state is InspectionState.PREPARED and (head := self._head.value()):
            self.keep_head(head)  # the first answer makes it a sheet of this day

    def _kept(self, key: str) -> None:
        if key != HEAD and key not in self._lines.typed:
            self._lines.say(key, "")
        self._title.begin_entry()
        if not self._keeper.missing:
            self._title.say("已保存")

    def _not_kept(self, key: str, error: object) -> None:
        """The value stays where it was typed; the next key or Ctrl+Enter tries again."""
        self._title.say("有内容没有保存")
        if key == HEAD:
            self._head.editors.show_failure(error)
            return
        problems = getattr(error, "problems", {})
        self._lines.say(key, problems.get(key) or f"没有保存:{error}")
        if isinstance(error, Refused) and self._view is not None:
            read = self._desk.background.read(viewing.view, self._view.id)
            read.then(partial(self._compare, key)).while_alive(self)

    def _compare(self, key: str, view: InspectionView) -> None:
        """Somebody else may have entered the same item: then both are told, and the next key decides."""
        if self._view is None or view.id != self._view.id:
            return
        there = stored.answers(view)[key]
        if self._keeper.know(key, there):
            words = answering.in_words(view.checklist.item(key), viewing.scored(there))
            self._lines.say(key, f"{key}刚被别人改为“{words}”,要用您填的请再填一次。")
