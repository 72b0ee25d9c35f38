"""Results entered elsewhere: the workbook for it goes out, filled-in ones come in, and what was not taken is shown."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import Cancelled
from desktop.services.imports import inspection_results
from desktop.services.imports.inspection_results import ImportedResults
from desktop.services.inspection import results_file
from desktop.system.files import Place
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.screens.inspection.plans.outcome import OutcomeSheet

_READ = "检查结果 (*.xlsx *.xls *.csv);;所有文件 (*)"
_WRITTEN = "Excel 工作簿 (*.xlsx)"


class ResultFiles:
    """Long work shows in `progress`; `sheet` is the last outcome that had rows which were not taken."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent
        self.progress = Progress("inspection.results.progress")
        self.sheet: OutcomeSheet | None = None

    def ask_import(self) -> None:
        """Ask which file, and take it in."""
        chosen, _ = QFileDialog.getOpenFileName(self._parent, "导入检查结果", "", _READ)
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """Every inspection of the file that can be taken, with its score and findings."""
        desk = self._desk
        task = desk.background.write_long(inspection_results.import_results, path, desk.operator, desk.now())
        self.progress.follow(task, f"正在导入“{path.name}”").then(partial(self._taken, path.name), self._failed)

    def ask_export(self, inspection_ids: Sequence[int], name: str) -> None:
        """Ask where to, and write the workbook into which these are entered elsewhere."""
        chosen, _ = QFileDialog.getSaveFileName(self._parent, "导出录入表", f"{name}录入表.xlsx", _WRITTEN)
        if chosen:
            self.export_to(inspection_ids, Path(chosen))

    def export_to(self, inspection_ids: Sequence[int], path: Path) -> None:
        """Write that workbook."""
        now = self._desk.now()
        task = self._desk.background.read(results_file.save_entry_workbook, list(inspection_ids), path, now)
        task.then(self._saved, self._failed)

    def _taken(self, name: str, outcome: ImportedResults) -> None:
        counts = outcome.counts
        words = f"导入{counts.imported}次检查"
        words += f",跳过{counts.skipped}次" if counts.skipped else ""
        if outcome.rejects or outcome.doubts or outcome.skips:
            self.sheet = OutcomeSheet(name, outcome, partial(self._save_rejected, name, outcome), self._parent)
            self.sheet.open()
        else:
            self._desk.say(f"{words}。", Tone.DONE)

    def _save_rejected(self, name: str, outcome: ImportedResults) -> None:
        proposed = f"{Path(name).stem}-未导入.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self._parent, "保存没有导入的行", proposed, _WRITTEN)
        if chosen:
            now = self._desk.now()
            task = self._desk.background.run(inspection_results.save_rejected, outcome, name, Path(chosen), now)
            task.then(self._saved, self._failed)

    def _saved(self, place: Place) -> None:
        self._desk.say(place.sentence, Tone.DONE)

    def _failed(self, error: object) -> None:
        stopped = isinstance(error, Cancelled)
        self._desk.say("已取消,没有改动。" if stopped else str(error), Tone.NEUTRAL if stopped else Tone.OVERDUE)
