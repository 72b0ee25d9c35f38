"""A filled-in workbook taken in beside a list, and the empty one for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import Cancelled
from desktop.system.files import Place
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.messages.progress import Progress

_NOTES = 2  # told in full beside what was taken in


class Taken(Protocol):
    """What an import says of itself: how many it changed, how many were there, what it left out."""

    changed: int
    unchanged: int
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Contents:
    """What the workbooks hold: the services for it and the words of the dialogs."""

    kind: str  # what such a file is called
    title: str  # of the question which file
    blank_name: str  # of the empty workbook, without its ending
    take: Callable[..., Taken]  # (session, path, operator, now, report), all of it or nothing
    blank: Callable[..., Place]  # (session, path, now)
    new: Callable[[Any], str]  # how many were new, in words


class WorkbookFiles:
    """Long work shows in `progress`, under `name`; `done()` follows an import."""

    def __init__(
        self, name: str, desk: Desk, parent: QWidget, contents: Callable[[], Contents], done: Callable[[], object]
    ) -> None:
        self._desk, self._parent, self._contents, self._done = desk, parent, contents, done
        self.progress = Progress(f"{name}.import.progress")

    def ask_import(self) -> None:
        """Ask which file, and take it in."""
        contents = self._contents()
        kinds = f"{contents.kind} (*.xlsx *.xls *.csv);;所有文件 (*)"
        chosen, _ = QFileDialog.getOpenFileName(self._parent, contents.title, "", kinds)
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """All of it or nothing."""
        desk, contents = self._desk, self._contents()
        task = desk.background.write_long(contents.take, path, desk.operator, desk.now())
        task = self.progress.follow(task, f"正在导入“{path.name}”")
        task.then(lambda outcome: self._taken(contents.new(outcome), outcome), self._failed)

    def ask_template(self) -> None:
        """Ask where to, and write the workbook to fill in."""
        name = f"{self._contents().blank_name}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self._parent, "下载模板", name, "Excel 工作簿 (*.xlsx)")
        if chosen:
            self.template_to(Path(chosen))

    def template_to(self, path: Path) -> None:
        """Write that workbook."""
        task = self._desk.background.read(self._contents().blank, path, self._desk.now())
        task.then(self._saved, self._failed)

    def _taken(self, words: str, outcome: Taken) -> None:
        words += f",更正{outcome.changed}条" if outcome.changed else ""
        words += f",{outcome.unchanged}条原来就有" if outcome.unchanged else ""
        more = f"另有{len(outcome.notes) - _NOTES}处要留意。" if len(outcome.notes) > _NOTES else ""
        self._desk.say(f"已导入:{words}。{''.join(outcome.notes[:_NOTES])}{more}", Tone.DONE)
        self._done()

    def _saved(self, place: Place) -> None:
        self._desk.say(place.sentence, Tone.DONE)

    def _failed(self, error: object) -> None:
        stopped = isinstance(error, Cancelled)
        self._desk.say("已取消,没有改动。" if stopped else str(error), Tone.NEUTRAL if stopped else Tone.OVERDUE)
