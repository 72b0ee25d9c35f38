"""The import screen: a spreadsheet's way into the office in five steps, each done by itself where it can be."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.domain.errors import Cancelled
from desktop.forms.import_mapping import ImportMapping
from desktop.forms.import_proposal import refusal
from desktop.forms.imported import Target
from desktop.forms.order_filter import OrderFilter
from desktop.services.imports.estates import import_estates
from desktop.services.imports.examining import examine
from desktop.services.imports.looking import Look, look
from desktop.services.imports.mappings import kept_mappings
from desktop.services.imports.orders import import_orders
from desktop.services.imports.outcomes import Outcome, Preview
from desktop.services.imports.runs import recent
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Latest, Task
from desktop.ui.kit.buttons import button
from desktop.ui.kit.card import GAP
from desktop.ui.kit.labels import ElidedLabel
from desktop.ui.kit.progress import Progress
from desktop.ui.kit.tokens import Tone
from desktop.ui.screen import Screen
from desktop.ui.screens.importing.columns_page import ColumnsPage
from desktop.ui.screens.importing.dropping import path_of
from desktop.ui.screens.importing.file_page import FilePage, facts_of
from desktop.ui.screens.importing.keeping import Keeping
from desktop.ui.screens.importing.outcome_page import OutcomePage
from desktop.ui.screens.importing.preview_page import PreviewPage
from desktop.ui.screens.importing.sheet_page import SheetPage
from desktop.ui.screens.importing.steps import Step, StepLine

SERVICES = {Target.ORDERS: import_orders, Target.ESTATES: import_estates}
RECENT = 8  # imports shown
NOTHING_KEPT = "已取消,什么都没有导入。"


class ImportScreen(Screen):
    """Reading goes straight on to the preview where nothing is doubtful; Ctrl+Enter always does the next thing."""

    name, title, icon = "importing", "表格导入", "import"
    help_lines = (
        "把表格拖进来、粘贴路径或按 Ctrl+O 选择;列名能自动对上的,直接到预览,有疑问的先请您核对。",
        "预览里有问题的行排在前面,写明原因;Ctrl+Enter 导入,要么全部导入,要么一行不动。",
        "同一份表再导入一次不会重复;“保存对应关系”后,下个月同样的表自动沿用。",
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._path: Path | None = None
        self._look: Look | None = None
        self._preview: Preview | None = None
        self._outcome: Outcome | None = None
        self._kept: list[tuple[str, ImportMapping]] = []
        self._step = Step.FILE
        self._reading = Latest()
        self._importing: Task | None = None
        self.keeping = Keeping(desk, self)
        self.steps = StepLine()
        self.files, self.sheet, self.columns = FilePage(), SheetPage(), ColumnsPage()
        self.rows = PreviewPage(self.save_rejects)
        self.done = OutcomePage(self.save_rejects, self.show_imported, self.begin)
        self.progress = Progress("importing.progress")
        self._pages = QStackedWidget()
        self._about = ElidedLabel("", "muted")
        self._back = button("上一步", "importing.back", self.back, tip="Alt+←")
        self._next = button("下一步", "importing.next", self.onward, kind="primary", tip="Ctrl+Enter")
        self._lay_out()
        self._connect()
        self._keys()
        self.setAcceptDrops(True)

    def open(self, what: object = None) -> None:
        """Go on where one was; `what` may say "orders" or "estates"."""
        wanted = next((target for target in Target if target == what), self.files.target)
        if wanted is not self.files.target and not self._importing:
            self.files.set_target(wanted)
            self.begin()
        self._load_kept()
        self._load_recent()
        self._show_step(self._step)

    def begin(self) -> None:
        """Ask for a file anew."""
        if self._importing:
            return
        self._reading.forget()
        self._path = self._look = self._preview = self._outcome = None
        self.files.path.clear()
        self.files.show_nothing()
        self._show_step(Step.FILE)

    def take(self, path: Path) -> None:
        """Read a file from its beginning."""
        if self._importing:
            self.desk.say("正在导入上一份表,请等它完成。")
            return
        self._path = path
        self._look = self._preview = self._outcome = None
        self.files.show_reading(path)
        self._show_step(Step.FILE)
        self._read(self._wanted(), True)

    def reread(self) -> None:
        """Read the file again, as after it was put right in another program."""
        if self._path is not None and self._step is not Step.DONE:
            self.take(self._path)

    def onward(self) -> None:
        """The next thing: read, go on, import, begin again."""
        if not self._next.isEnabled():
            return
        match self._step:
            case Step.FILE if self._look is None:
                self.files.path.take()
            case Step.FILE | Step.SHEET:
                self._show_step(Step(self._step + 1))
            case Step.COLUMNS:
                self._examine()
            case Step.PREVIEW:
                self._import()
            case Step.DONE:
                self.begin()

    def back(self) -> None:
        """One step back; nothing is lost."""
        if self._step not in (Step.FILE, Step.DONE) and not self._importing:
            self._show_step(Step(self._step - 1))

    def go_to(self, step: int) -> None:
        """A step of the line."""
        if step == Step.PREVIEW and self._preview is None:
            self._examine()
        else:
            self._show_step(Step(step))

    def save_rejects(self) -> None:
        """Keep the rows that are not taken as a workbook with the reasons."""
        found = self._outcome or self._preview
        if found is not None and self._path is not None and self._step in (Step.PREVIEW, Step.DONE):
            if found.counts.rejected:
                self.keeping.save_rejects(found, self._path)
            else:
                self.desk.say("没有不能导入的行。")

    def keep_mapping(self) -> None:
        """Keep the columns as they stand under a name."""
        if self._step is not Step.COLUMNS or self.columns.mapping is None or self._look is None:
            return
        if sentence := refusal(self.columns.mapping):
            self.desk.say(sentence)
        else:
            self.keeping.name_mapping(self.columns.mapping, self._look.kept, self._mapping_kept)

    def show_imported(self) -> None:
        """The list of the orders that came in."""
        if self._outcome is not None and self._outcome.mapping.target is Target.ORDERS:
            self.desk.go("orders", OrderFilter(imported=True))

    # reading

    def _wanted(self) -> ImportMapping | None:
        return dict(self._kept).get(self.files.kept_name)

    def _read(self, wanted: ImportMapping | None, onward: bool) -> None:
        background = self.desk.background
        task = self._reading(background.run_long(look, self._path, self.files.target, wanted, tuple(self._kept)))
        self.progress.follow(task, "正在读取")
        task.while_alive(self).then(partial(self._looked, onward), self._unread)
        self._tell()

    def _looked(self, onward: bool, found: Look) -> None:
        assert self._path is not None
        self._look, self._preview = found, None
        self.files.show_look(self._path, found)
        self.sheet.show_look(found)
        self.columns.show_look(found)
        if not onward:
            self._tell()
        elif found.doubts:
            self._show_step(Step.COLUMNS)
        else:
            self._examine()

    def _unread(self, error: Exception) -> None:
        assert self._path is not None
        self._look = None
        self.files.show_failure(self._path, "" if isinstance(error, Cancelled) else str(error))
        self._show_step(Step.FILE)

    def _resheet(self) -> None:
        row = None if self._look and self.sheet.sheet_name != self._look.mapping.sheet else self.sheet.heading_row
        self._read(ImportMapping(self.files.target, sheet=self.sheet.sheet_name, heading_row=row), False)

    def _remap(self) -> None:
        assert self._look is not None
        assert self.columns.mapping is not None
        self._look, self._preview = replace(self._look, mapping=self.columns.mapping), None
        self._tell()

    def _retarget(self) -> None:
        self.files.show_kept([])
        self._load_kept()
        if self._path is not None:
            self.take(self._path)

    # looking at every row, and taking them in

    def _examine(self) -> None:
        if self._look is None or refusal(self._look.mapping):
            self._show_step(Step.COLUMNS if self._look else Step.FILE)
            return
        desk = self.desk
        task = desk.background.read_long(
            examine, self._path, self.files.target, self._look.mapping, desk.operator, desk.now()
        )
        self.progress.follow(self._reading(task), "正在逐行检查").then(self._examined, self._not_examined)
        self._tell()

    def _examined(self, preview: Preview) -> None:
        self._preview = preview
        self.rows.show_preview(preview)
        self._show_step(Step.PREVIEW)

    def _not_examined(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._show_step(Step.COLUMNS)
        else:
            self._unread(error)

    def _import(self) -> None:
        if self._preview is None or self._path is None:
            return
        desk, target = self.desk, self.files.target
        self._importing = desk.background.write_long(
            SERVICES[target], self._path, self._preview.mapping, desk.operator, desk.now()
        )
        self.progress.follow(self._importing, "正在导入").then(self._imported, self._not_imported)
        self._pages.setEnabled(False)
        self._tell()

    def _imported(self, outcome: Outcome) -> None:
        assert self._path is not None
        self._end_import()
        self._outcome = outcome
        self.done.show_outcome(outcome, self._path)
        self._look = self._preview = None
        self._show_step(Step.DONE)
        if not self.isVisible():
            self.desk.say(f"{self._path.name}:{self.done.sentence.text()}", Tone.DONE)

    def _not_imported(self, error: Exception) -> None:
        self._end_import()
        cancelled = isinstance(error, Cancelled)
        self.rows.problem.say([NOTHING_KEPT if cancelled else str(error)], Tone.DUE_SOON if cancelled else Tone.OVERDUE)
        self._show_step(Step.PREVIEW)

    def _end_import(self) -> None:
        self._importing = None
        self._pages.setEnabled(True)

    # kept mappings and earlier imports

    def _load_kept(self) -> None:
        self.desk.background.read(kept_mappings, self.files.target).then(self._show_kept)

    def _show_kept(self, kept: list[tuple[str, ImportMapping]]) -> None:
        if all(mapping.target is self.files.target for _, mapping in kept):
            self._kept = kept
            self.files.show_kept([name for name, _ in reversed(kept)])

    def _mapping_kept(self, name: Any) -> None:
        if self._look is not None:
            self._look = replace(self._look, kept=name, doubts=())
            self.columns.show_look(self._look)
        self._load_kept()
        self.desk.say(f"已保存对应关系“{name}”。", Tone.DONE)

    def _load_recent(self) -> None:
        self.desk.background.read(recent, self.desk.operator, RECENT).then(self.files.show_recent)

    def _noticed(self, tables: frozenset[str]) -> None:
        if "import_run" in tables:
            self._load_recent()

    # the frame

    def _show_step(self, step: Step) -> None:
        self._step = step
        self._pages.setCurrentIndex(step)
        self._tell()
        if self.isVisible():
            self._focus()

    def _focus(self) -> None:
        match self._step:
            case Step.FILE:
                (self._next if self._look else self.files.path).setFocus()
            case Step.SHEET:
                self.sheet.heading.setFocus()
            case Step.COLUMNS:
                self.columns.first_editor().setFocus()
            case Step.PREVIEW if self.rows.view is not None:
                self.rows.view.setFocus()
            case Step.DONE:
                self.done.first_button().setFocus()

    def _tell(self) -> None:
        """What the buttons below can do now."""
        stuck = self._look is not None and refusal(self._look.mapping) is not None
        reachable = {Step.FILE}
        if self._look is not None:
            reachable |= {Step.SHEET, Step.COLUMNS} | (set() if stuck else {Step.PREVIEW})
        if self._outcome is not None:
            reachable = {Step.FILE} if self._look is None else reachable
        self.steps.show_step(self._step, set() if self._importing else reachable - {self._step})
        self._back.setVisible(self._step not in (Step.FILE, Step.DONE))
        self._back.setEnabled(not self._importing)
        count = self._preview.counts.imported if self._preview else 0
        words = {Step.PREVIEW: f"导入 {count:,} 行", Step.DONE: "再导一个"}
        self._next.setText(
            "读取" if self._step is Step.FILE and self._look is None else words.get(self._step, "下一步")
        )
        self._next.setAccessibleName(self._next.text())
        able = not self._importing and not (self._step is Step.PREVIEW and not count)
        self._next.setEnabled(able and not (self._step is Step.COLUMNS and stuck))
        self._next.setVisible(self._step is not Step.DONE)
        known = self._path is not None and self._look is not None
        self._about.setText(f"{self._path.name} · {facts_of(self._look)}" if known else "")  # type: ignore[union-attr, arg-type]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if path_of(event.mimeData()) is not None:
            self.files.drop.invite(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        self.files.drop.invite(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.drop.invite(False)
        if path := path_of(event.mimeData()):
            event.acceptProposedAction()
            self.take(path)

    def _lay_out(self) -> None:
        self.head.addSpacing(GAP)
        self.head.addWidget(self.steps)
        self.head.addStretch(1)
        for page in (self.files, self.sheet, self.columns, self.rows, self.done):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self.progress)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self._about, 1)
        line.addWidget(self._back)
        line.addWidget(self._next)
        self.body.addLayout(line)

    def _connect(self) -> None:
        self.steps.chosen.connect(self.go_to)
        self.files.taken.connect(self.take)
        self.files.retargeted.connect(self._retarget)
        self.files.mapping_chosen.connect(self.reread)
        self.sheet.changed.connect(self._resheet)
        self.columns.changed.connect(self._remap)
        self.columns.keep.clicked.connect(lambda _: self.keep_mapping())
        self.rows.told.connect(self.desk.say)
        self.desk.background.changed.connect(self._noticed)

    def _keys(self) -> None:
        self.command("Ctrl+O", "选择文件", self.files.choose)
        self.command("Ctrl+Enter", "下一步;在预览里导入", self.onward)
        self.command("Alt+Left", "上一步", self.back)
        self.command("Ctrl+S", "保存对应关系", self.keep_mapping)
        self.command("Ctrl+E", "保存未导入的行", self.save_rejects)
        self.command("Ctrl+L", "查看导入的工单", self.show_imported)
        self.command("Ctrl+N", "再导一个", self.begin)
        self.command("F5", "重新读取文件", self.reread)
        main_key = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        main_key.activated.connect(self.onward)  # to Qt, Enter is only the one of the number pad
