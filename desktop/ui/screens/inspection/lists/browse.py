"""The lists with their versions, and what is done to a whole list: copied, renamed, exported, put out of use."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.inspection.checklist import Checklist
from desktop.forms.checklists import ListName
from desktop.services.inspection import editing, list_view, lists
from desktop.services.inspection.list_table import save_list
from desktop.services.inspection.list_view import Looked, OpenList
from desktop.services.inspection.lists import ListEntry
from desktop.system.files import Place
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest, Task
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN
from desktop.ui.printing.inspections import print_blank
from desktop.ui.screens.inspection.lists.list_card import ListCard
from desktop.ui.screens.inspection.lists.lists_card import ListsCard
from desktop.ui.screens.inspection.lists.versions_card import VersionsCard


class Browse(QWidget):
    """`edit_wanted(OpenList)`, `new_wanted()` and `import_wanted()` ask for the other faces of the page."""

    edit_wanted = Signal(object)
    new_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted: int | str | None = None
        self._shown: OpenList | None = None
        self._drafted = False
        self._looking, self._comparing = Latest(), Latest()
        self.dialog: FormDialog | None = None
        self.lists = ListsCard(
            self._pick,
            (
                button("新建", "inspection.lists.new", self.new_wanted.emit, icon="add"),
                button("导入…", "inspection.lists.import", self.import_wanted.emit, icon="import", tip="Ctrl+O"),
            ),
        )
        self.versions = VersionsCard(self._pick_version)
        self.card = ListCard(
            {
                "edit": self.edit,
                "copy": self.copy,
                "rename": self.rename,
                "print": self.print_blank,
                "export": self.export,
                "retire": self.retire,
                "restore": self.restore,
                "remove": self.remove,
            }
        )
        self._lay_out()

    @property
    def shown(self) -> OpenList | None:
        """The list that is shown."""
        return self._shown

    def show_list(self, wanted: int | str | None = None) -> None:
        """Read the lists anew and show one by its id or code, or the one shown before."""
        self._wanted = wanted or self._wanted
        self._desk.background.read(lists.checklists, True).then(self._show_lists)

    def begin(self) -> None:
        """The keyboard comes to the lists."""
        self.lists.list.setFocus()

    def edit(self) -> None:
        """Change the office's own list; a shipped one has to be copied first."""
        if (shown := self._shown) is not None:
            self.copy() if shown.shipped else self.edit_wanted.emit(shown)

    def copy(self) -> None:
        """Make the office's own copy under a name."""
        if (shown := self._shown) is None:
            return
        desk = self._desk

        def save(form: ListName) -> Task:
            return desk.background.write(editing.copy, shown.id, form, desk.operator, desk.now())

        lines = ["本单位的表可以随时修改,每次保存成为一个新版本。"]
        self._ask_name("复制为本单位的表", f"{shown.name}(本单位)", save, lines)
        self._then(self._copied)

    def rename(self) -> None:
        """Another name for the office's own list."""
        if (shown := self._shown) is None:
            return
        desk = self._desk

        def save(form: ListName) -> Task:
            return desk.background.write(editing.rename, shown.id, form, shown.seen, desk.operator, desk.now())

        self._ask_name("改名", shown.name, save, ["改名后成为一个新版本,以前的检查记录仍用原来的名称。"])
        self._then(lambda _: desk.say("已改名", Tone.DONE))

    def retire(self) -> None:
        """Put the list out of use; it can be taken back."""
        self._switch(editing.retire, "停用", self.restore)

    def restore(self) -> None:
        """Put the list back into use."""
        self._switch(editing.restore, "恢复使用", self.retire)

    def remove(self) -> None:
        """Delete a list that was never used; it can be taken back."""
        if (shown := self._shown) is not None:
            desk = self._desk
            task = desk.background.write(editing.remove, shown.id, shown.seen, desk.operator, desk.now())
            task.then(self._removed, self.say_failure)

    def print_blank(self) -> None:
        """Preview and print an empty sheet of the list's newest version."""
        if (shown := self._shown) is not None:
            print_blank(self._desk, self, shown.id)

    def export(self) -> None:
        """Ask where to, and write the version that is shown."""
        if (shown := self._shown) is not None:
            name = "".join(letter for letter in shown.name if letter not in '\\/:*?"<>|')
            chosen, _ = QFileDialog.getSaveFileName(self, "导出检查表", f"{name}.xlsx", "Excel 工作簿 (*.xlsx)")
            if chosen:
                self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the version that is shown, without asking."""
        if (version := self.versions.marked) is not None:
            self._desk.background.read(save_list, version, path, self._desk.now()).then(self._saved, self.say_failure)

    def say_failure(self, error: object) -> None:
        """Say in passing why something was not done."""
        self._desk.say(str(error), Tone.OVERDUE)

    def _pick(self, checklist_id: int) -> None:
        self._wanted = checklist_id
        self._looking(self._desk.background.read(list_view.look, checklist_id)).then(self._show, self._gone)

    def _pick_version(self, version_id: int) -> None:
        shown = self._shown
        if shown is None:
            return
        latest = shown.versions[0]
        if version_id == latest.id:
            self._comparing.forget()
            self.card.show_list(shown, self._drafted)
            return
        line = next(line for line in shown.versions if line.id == version_id)

        def show(found: tuple[Checklist, list[str]]) -> None:
            self.card.show_version(shown, line, *found)

        task = self._desk.background.read(list_view.older, version_id, latest.id)
        self._comparing(task).then(show, self.say_failure)

    def _show_lists(self, entries: list[ListEntry]) -> None:
        found = next((entry.id for entry in entries if self._wanted in (entry.code, entry.id)), None)
        self.lists.show_lists(entries, found)

    def _show(self, looked: Looked) -> None:
        self._shown, self._drafted = looked.shown, looked.drafted
        self._comparing.forget()
        self.card.show_list(self._shown, self._drafted)
        self.versions.show_versions(self._shown.versions, self._shown.versions[0].id)

    def _gone(self, error: object) -> None:
        self._wanted = None
        self.say_failure(error)

    def _ask_name(self, title: str, proposed: str, save: Callable[[ListName], Task], context: list[str]) -> None:
        form = FormView(ListName, columns=1, name="inspection.lists.name")
        form.set_value(ListName(proposed))
        self.dialog = FormDialog(title, form, save, "保存", "inspection.lists.name_form", context, self)
        self.dialog.open()

    def _then(self, follow: Callable[[int], object]) -> None:
        if self.dialog is not None:
            self.dialog.saved.connect(follow)

    def _copied(self, made: int) -> None:
        self._desk.say("已复制,点“编辑”可以修改。", Tone.DONE)
        self.show_list(made)

    def _switch(self, service: Callable[..., None], done: str, undo: Callable[[], None]) -> None:
        if (shown := self._shown) is not None:
            desk = self._desk
            task = desk.background.write(service, shown.id, shown.seen, desk.operator, desk.now())
            task.then(lambda _: desk.say(f"“{shown.name}”已{done}", Tone.DONE, "撤销", undo), self.say_failure)

    def _removed(self, content: Checklist) -> None:
        desk = self._desk

        def undo() -> None:
            task = desk.background.write(editing.create, content, desk.operator, desk.now(), "撤销删除")
            task.then(self.show_list, self.say_failure)

        desk.say(f"已删除“{content.name}”", Tone.DONE, "撤销", undo)
        self._wanted = None

    def _saved(self, place: Place) -> None:
        self._desk.say(place.sentence, Tone.DONE)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(BETWEEN)
        left.addWidget(self.lists, 5)
        left.addWidget(self.versions, 2)
        for card in (self.lists, self.versions):
            card.setFixedWidth(current().px(290))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addLayout(left)
        row.addWidget(self.card, 1)
