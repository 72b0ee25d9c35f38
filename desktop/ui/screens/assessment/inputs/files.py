"""Taking in a workbook of surveys, opinions and points, and the empty workbook for it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.assessment.term import Term
from desktop.domain.errors import Cancelled
from desktop.services.assessment.import_template import save_template
from desktop.services.assessment.importing import Imported, import_file
from desktop.system.files import Place
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.messages.progress import Progress

_NOTES = 2  # told in full beside what was taken in


class InputFiles:
    """Long work shows in `progress`; `done()` follows an import."""

    def __init__(self, desk: Desk, parent: QWidget, term: Callable[[], Term], done: Callable[[], object]) -> None:
        self._desk, self._parent, self._term, self._done = desk, parent, term, done
        self.progress = Progress("assessment.import.progress")

    def ask_import(self) -> None:
        """Ask which file, and take it in."""
        kinds = "考核数据 (*.xlsx *.xls *.csv);;所有文件 (*)"
        chosen, _ = QFileDialog.getOpenFileName(self._parent, "导入问卷、评分和加扣分", "", kinds)
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """All of it or nothing; rows that name no term are of the one that is shown."""
        desk = self._desk
        task = desk.background.write_long(import_file, path, self._term(), desk.operator, desk.now())
        self.progress.follow(task, f"正在导入“{path.name}”").then(self._taken, self._failed)

    def ask_template(self) -> None:
        """Ask where to, and write the workbook to fill in."""
        name = f"{self._term().words}考核数据录入表.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self._parent, "下载模板", name, "Excel 工作簿 (*.xlsx)")
        if chosen:
            self.template_to(Path(chosen))

    def template_to(self, path: Path) -> None:
        """Write that workbook."""
        task = self._desk.background.read(save_template, self._term(), path, self._desk.now())
        task.then(self._saved, self._failed)

    def _taken(self, outcome: Imported) -> None:
        words = f"新增问卷{outcome.surveys}份、评分{outcome.opinions}条、加扣分{outcome.adjustments}条"
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
