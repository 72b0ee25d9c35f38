"""检查表: the office's lists, the editor of one, and what a file says before it becomes one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from desktop.domain.errors import Cancelled
from desktop.domain.inspection.checklist import Checklist
from desktop.services import desk as desk_service
from desktop.services.inspection import editing, list_view
from desktop.services.inspection.list_files import Preview, read_list
from desktop.services.inspection.list_view import OpenList
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.paged import Page
from desktop.ui.screens.inspection.lists.browse import Browse
from desktop.ui.screens.inspection.lists.editor import ListEditor
from desktop.ui.screens.inspection.lists.import_view import ImportView
from desktop.ui.screens.inspection.lists.work import Work

FILES = "表格 (*.xlsx *.xls *.csv);;所有文件 (*)"


class ListsPage(Page):
    """Opens a list by its code or id; three faces: the lists, the editor, the preview of an import."""

    name, title = "lists", "检查表"
    tables = frozenset({"checklist", "checklist_version", "inspection", "inspection_plan", "category"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._making = Latest()
        self.browse, self.editor = Browse(desk), ListEditor(desk)
        self.importing = ImportView(self.take_import, self.edit_import, self._back)
        self.progress = Progress("inspection.lists.progress")
        self.faces = QStackedWidget()
        for face in (self.browse, self.editor, self.importing):
            self.faces.addWidget(face)
        self.body.addWidget(self.faces, 1)
        self.body.addWidget(self.progress)
        self.browse.edit_wanted.connect(self.edit)
        self.browse.new_wanted.connect(self.write_new)
        self.browse.import_wanted.connect(self.choose_file)
        self.editor.saved.connect(self._saved)
        self.editor.left.connect(self._back)
        self._keys()

    def open(self, what: object = None) -> None:
        """Show a list by its code or id, or what was shown before; what is being changed waits as a draft."""
        if isinstance(what, int | str) and self.faces.currentWidget() is self.editor:
            self.editor.leave()
        self.browse.show_list(what if isinstance(what, int | str) else None)
        if self.faces.currentWidget() is self.browse:
            self.browse.begin()

    def refresh(self) -> None:
        """Read the lists anew."""
        self.browse.show_list()

    def edit(self, shown: OpenList) -> None:
        """Change the office's own list, going on with its draft where there is one."""
        self._open_editor(Work(shown.content, shown.id, shown.seen))

    def write_new(self) -> None:
        """A new list in the editor, or the one that was begun."""
        self._open_editor(Work(Checklist("", "", ())))

    def choose_file(self) -> None:
        """Ask for a file, and read it."""
        if self.faces.currentWidget() is not self.editor:
            chosen, _ = QFileDialog.getOpenFileName(self, "导入检查表", "", FILES)
            if chosen:
                self.read_file(Path(chosen))

    def read_file(self, path: Path) -> None:
        """Read a file and show what it says before anything is saved."""
        task = self.progress.follow(self.desk.background.run_long(read_list, path), f"正在读取“{path.name}”")
        self._making(task).then(partial(self._show_preview, path), self._failed)

    def take_import(self) -> None:
        """Save the list of the file as it is."""
        preview, desk = self.importing.preview, self.desk
        if preview is not None and preview.usable:
            task = desk.background.write(editing.create, preview.content, desk.operator, desk.now(), "从表格导入")
            task.then(self._imported, self._failed)

    def edit_import(self) -> None:
        """Go on with the list of the file in the editor."""
        if (preview := self.importing.preview) is not None:
            self._begin(Work(preview.content), {})
            self.editor.keeper.touch()

    def _open_editor(self, work: Work) -> None:
        task = self.desk.background.read(desk_service.draft, list_view.draft_key(work.checklist_id))
        self._making(task).then(partial(self._begin, work))

    def _begin(self, work: Work, draft: dict[str, Any]) -> None:
        self.faces.setCurrentWidget(self.editor)
        self.editor.begin(work, draft)

    def _show_preview(self, path: Path, preview: Preview) -> None:
        self.faces.setCurrentWidget(self.importing)
        self.importing.show_preview(preview, path)

    def _imported(self, checklist_id: int) -> None:
        self.desk.say("已保存为本单位的检查表", Tone.DONE)
        self._saved(checklist_id)

    def _saved(self, checklist_id: int) -> None:
        self.faces.setCurrentWidget(self.browse)
        self.browse.show_list(checklist_id)
        self.browse.begin()

    def _back(self) -> None:
        self.faces.setCurrentWidget(self.browse)
        self.browse.show_list()
        self.browse.begin()

    def _failed(self, error: object) -> None:
        if isinstance(error, Cancelled):
            self.desk.say("已取消。")
        else:
            self.browse.say_failure(error)

    def _keys(self) -> None:
        editor = self.editor
        self.command("Ctrl+S", "保存", self._save)
        self.command("Esc", "返回检查表", self._escape)
        self.command("Ctrl+O", "导入检查表", self.choose_file)
        self.command("Ctrl+E", "导出 Excel", partial(self._in, self.browse, self.browse.export))
        self.command("Ctrl+P", "打印空白表", partial(self._in, self.browse, self.browse.print_blank))
        for keys, words, act in (
            ("Alt+N", "加一项", editor.add),
            ("Alt+Shift+N", "加一部分", editor.add_section),
            ("Alt+Up", "上移", partial(editor.shift, -1)),
            ("Alt+Down", "下移", partial(editor.shift, 1)),
            ("Alt+PgUp", "上一行", partial(editor.step, -1)),
            ("Alt+PgDown", "下一行", partial(editor.step, 1)),
            ("Alt+P", "下一处要改的", editor.to_problem),
            ("Alt+Z", "撤销删除", editor.bring_back),
        ):
            self.command(keys, words, partial(self._in, editor, act))

    def _in(self, face: QWidget, act: Callable[[], object]) -> None:
        if self.faces.currentWidget() is face:
            act()

    def _save(self) -> None:
        match self.faces.currentWidget():
            case self.editor:
                self.editor.save()
            case self.importing:
                self.take_import()

    def _escape(self) -> None:
        match self.faces.currentWidget():
            case self.editor:
                self.editor.leave()
            case self.importing:
                self._back()
