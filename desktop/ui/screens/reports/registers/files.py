"""Taking a register in from a workbook, and the empty workbook for it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import Cancelled
from desktop.services.registers.importing import Imported, import_file
from desktop.services.registers.register import Register
from desktop.services.registers.template import template
from desktop.services.saving import save_table
from desktop.system.files import Place
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.messages.progress import Progress

_NOTES = 2  # told in full beside what was taken in


class RegisterFiles:
    """Long work shows in `progress`; `done()` follows an import."""

    def __init__(
        self, desk: Desk, parent: QWidget, register: Callable[[], Register], done: Callable[[], object]
    ) -> None:
        self._desk, self._parent, self._register, self._done = desk, parent, register, done
        self.progress = Progress("registers.import.progress")

    def ask_import(self) -> None:
        """Ask which file, and take it in."""
        kinds = "台账 (*.xlsx *.xls *.csv);;所有文件 (*)"
        chosen, _ = QFileDialog.getOpenFileName(self._parent, f"导入{self._register().name}", "", kinds)
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """All of it or nothing."""
        desk = self._desk
        task = desk.background.write_long(import_file, self._register(), path, desk.operator, desk.now())
        self.progress.follow(task, f"正在导入“{path.name}”").then(self._taken, self._failed)

    def ask_template(self) -> None:
        """Ask where to, and write the workbook to fill in."""
        name = f"{self._register().name}录入表.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self._parent, "下载模板", name, "Excel 工作簿 (*.xlsx)")
        if chosen:
            self.template_to(Path(chosen))

    def template_to(self, path: Path) -> None:
        """Write that workbook."""
        table, now = template(self._register()), self._desk.now()
        task = self._desk.background.read(lambda _session: save_table(table, path, now))
        task.then(self._saved, self._failed)

    def _taken(self, outcome: Imported) -> None:
        words = f"新增{outcome.new}条"
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
