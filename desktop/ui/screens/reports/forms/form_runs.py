"""Saving a form's mapping and filling the form: one after the other where both are wanted."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.extent import Scope
from desktop.domain.form_mapping.labels import shortened
from desktop.forms.town_forms import FormName
from desktop.services import desk as desk_service
from desktop.services.town_forms import filling, keeping, saving, starting
from desktop.services.town_forms.filling import FilledForm
from desktop.services.town_forms.keeping import Renamed
from desktop.services.town_forms.saving import SavedForm
from desktop.services.town_forms.starting import DRAFT, Begun
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.screens.reports.forms.work import Work
from desktop.ui.screens.reports.over import OverExtent
from desktop.ui.work_keeper import WorkKeeper

Then = Callable[[], object]
_NOT_IN_NAMES = '\\/:*?"<>|'
_LONGEST = 20  # characters of the scope in a file's name


class FormRuns(QObject):
    """`begin` shows a form as it was kept; `to_asked` goes to the next cell that waits for a yes."""

    def __init__(
        self,
        owner: QWidget,
        desk: Desk,
        over: OverExtent,
        progress: Progress,
        keeper: WorkKeeper,
        begin: Callable[[Begun], object],
        to_asked: Then,
        failed: Callable[[object], object],
    ) -> None:
        super().__init__(owner)
        self._owner, self.desk, self.over, self.progress, self.keeper = owner, desk, over, progress, keeper
        self._begin, self._to_asked, self._failed = begin, to_asked, failed
        self.work: Work | None = None
        self.dialog: FormDialog | None = None

    def save(self) -> None:
        """Save the mapping; a form that is new is asked its name."""
        self._save(self._saved)

    def rename(self, form_id: int, name: str) -> None:
        """Ask for another name of a kept form."""
        desk = self.desk
        form = FormView(FormName, columns=1, name="reports.forms.rename")
        form.set_value(FormName(name))
        self.dialog = FormDialog(
            "改名",
            form,
            lambda wanted: desk.background.write(keeping.rename_form, form_id, wanted),
            "改名",
            "reports.forms.rename_form",
            ["只改存下的名称,表格文件和对应关系不变。"],
            self._owner,
        )
        self.dialog.saved.connect(partial(self._called, form_id))
        self.dialog.open()

    def choose_target(self) -> None:
        """Ask where to, and fill the form."""
        if self.work is None:
            self.desk.say("请先打开或选择一份表格。")
        elif self.work.mapping.asked:
            self._to_asked()
            self.desk.say(f"还有{len(self.work.mapping.asked)}处请先确认,按 Enter 表示对。", Tone.DUE_SOON)
        elif not self.work.mapping.cells:
            self.desk.say("还没有选每格填什么。")
        elif self.work.changed:
            self._save(self._saved_to_fill)
        else:
            name = f"{self.work.name}{self.over.period.words}{_scope_in_name(self.over.scopes.scope)}.xlsx"
            chosen, _ = QFileDialog.getSaveFileName(self._owner, "填表并另存", name, "Excel 工作簿 (*.xlsx)")
            if chosen:
                self.fill_to(Path(chosen))

    def fill_to(self, path: Path) -> None:
        """Fill the form for the period and write it; noted before the file is there."""
        desk, work, period = self.desk, self.work, self.over.whole_extent
        if work is None or work.form_id is None:
            return

        def fill(_: object) -> None:
            task = desk.background.read_long(
                filling.fill_form, work.form, work.mapping, period, desk.operator, desk.now()
            )
            self.progress.follow(task, f"正在填“{work.name}”").then(note, self._failed)

        def note(filled: FilledForm) -> None:
            noted = desk.background.write(
                saving.note_filling, work.form_id, filled, path, period, desk.operator, desk.now()
            )
            noted.then(lambda _: write(filled), self._failed)

        def write(filled: FilledForm) -> None:
            desk.background.run(saving.write_file, filled, path).then(self._written, self._failed)

        desk.background.run(saving.spare_source, work.form, path).then(fill, self._failed)

    def _save(self, then: Then) -> None:
        work, desk = self.work, self.desk
        if work is None or not work.mapping.cells:
            desk.say("还没有选每格填什么,先点一格选一个数。")
        elif work.form_id is not None:
            task = desk.background.write(
                keeping.keep_version, work.form_id, work.form, work.mapping, desk.operator, desk.now(), work.seen
            )
            task.then(partial(self._reread, work.form_id, then), self._failed)
        else:
            self._ask_name(work, then)

    def _ask_name(self, work: Work, then: Then) -> None:
        desk = self.desk
        form = FormView(FormName, columns=1, name="reports.forms.new_name")
        form.set_value(FormName(Path(work.form.file_name).stem))
        self.dialog = FormDialog(
            "保存对应关系",
            form,
            lambda form: desk.background.write(
                keeping.keep_form, form, work.form, work.mapping, desk.operator, desk.now()
            ),
            "保存",
            "reports.forms.name_form",
            ["表格和对应关系一起保存,下个月从左边选这份表格,一键填好。"],
            self._owner,
        )
        self.dialog.saved.connect(lambda form_id: self._reread(form_id, then, None))
        self.dialog.open()

    def _reread(self, form_id: int, then: Then, _number: object) -> None:
        """The form as it was kept, so that the next save stands on it."""
        self.keeper.rest()
        self.desk.background.write(desk_service.keep_draft, DRAFT, {})
        self.desk.background.read(starting.begin_kept, form_id).then(partial(self._after_save, then), self._failed)

    def _after_save(self, then: Then, begun: Begun) -> None:
        self._begin(begun)
        then()

    def _called(self, form_id: int, renamed: Renamed) -> None:
        """The form that is open goes by its new name too; the page reads it anew."""
        if self.work is not None and self.work.form_id == form_id:
            self.work.called(renamed)
        self.desk.say(f"已改名为“{renamed.name}”", Tone.DONE)

    def _saved(self) -> None:
        self.desk.say("已保存对应关系", Tone.DONE)

    def _saved_to_fill(self) -> None:
        self._saved()
        self.choose_target()

    def _written(self, saved: SavedForm) -> None:
        self.desk.say(saved.sentence, Tone.DONE)


def _scope_in_name(scope: Scope) -> str:
    """What a file's name says of the scope: nothing of the whole office, not more than a name bears."""
    words = "".join(letter for letter in scope.words if letter not in _NOT_IN_NAMES)
    return f"({shortened(words, _LONGEST)})" if words else ""
