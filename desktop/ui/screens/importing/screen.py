"""The import screen: a spreadsheet's way into the office in five steps, each done by itself where it can be."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from desktop.domain.errors import Cancelled
from desktop.forms.imports.mapping import ImportMapping
from desktop.forms.imports.targets import Target
from desktop.forms.order_filter import OrderFilter
from desktop.services.imports.mappings import kept_mappings
from desktop.services.imports.runs import recent
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.dropping import path_of
from desktop.ui.screen import Screen
from desktop.ui.screens.importing.columns_page import ColumnsPage
from desktop.ui.screens.importing.file_page import FilePage
from desktop.ui.screens.importing.foot import Foot
from desktop.ui.screens.importing.keeping import Keeping
from desktop.ui.screens.importing.outcome_page import OutcomePage
from desktop.ui.screens.importing.passage import Passage
from desktop.ui.screens.importing.preview_page import PreviewPage
from desktop.ui.screens.importing.sheet_page import SheetPage
from desktop.ui.screens.importing.steps import Step, StepLine

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
        self._kept: list[tuple[str, ImportMapping]] = []
        self._step = Step.FILE
        self.keeping = Keeping(desk, self)
        self.steps = StepLine()
        self.files, self.sheet, self.columns = FilePage(), SheetPage(), ColumnsPage()
        self.rows = PreviewPage(self.save_rejects)
        self.done = OutcomePage(self.save_rejects, self.show_imported, self.begin)
        self.progress = Progress("importing.progress")
        self.passage = Passage(desk, self.progress, self)
        self._pages = QStackedWidget()
        self._foot = Foot(self.back, self.onward)
        self._lay_out()
        self._connect()
        self._keys()
        self.setAcceptDrops(True)

    def open(self, what: object = None) -> None:
        """Go on where one was; `what` may say "orders" or "estates"."""
        wanted = next((target for target in Target if target == what), self.files.target)
        if wanted is not self.files.target and not self.passage.importing:
            self.files.set_target(wanted)
            self._kept = []
            self.begin()
        self._load_kept()
        self._load_recent()
        self._show_step(self._step)

    def begin(self) -> None:
        """Ask for a file anew."""
        if self.passage.importing:
            return
        self.passage.forget()
        self.files.path.clear()
        self.files.show_nothing()
        self._show_step(Step.FILE)

    def take(self, path: Path) -> None:
        """Read a file from its beginning."""
        if self.passage.importing:
            self.desk.say("正在导入上一份表,请等它完成。")
            return
        self.passage.begin(path, self.files.target)
        self.files.show_reading(path)
        self._show_step(Step.FILE)
        self.passage.read(dict(self._kept).get(self.files.kept_name), self._kept, onward=True)

    def reread(self) -> None:
        """Read the file again, as after it was put right in another program."""
        if self.passage.path.name and self._step is not Step.DONE:
            self.take(self.passage.path)

    def onward(self) -> None:
        """The next thing: read, go on, import, begin again."""
        if not self._foot.may_go_on:
            return
        match self._step:
            case Step.FILE if self.passage.look is None:
                self.files.path.take()
            case Step.FILE | Step.SHEET:
                self._show_step(Step(self._step + 1))
            case Step.COLUMNS:
                self._examine()
            case Step.PREVIEW:
                self._take_in()
            case Step.DONE:
                self.begin()

    def back(self) -> None:
        """One step back; nothing is lost."""
        if self._step not in (Step.FILE, Step.DONE) and not self.passage.importing:
            self._show_step(Step(self._step - 1))

    def go_to(self, step: int) -> None:
        """A step of the line."""
        if step == Step.PREVIEW and self.passage.preview is None:
            self._examine()
        else:
            self._show_step(Step(step))

    def save_rejects(self) -> None:
        """Keep the rows that are not taken as a workbook with the reasons."""
        found = self.passage.outcome or self.passage.preview
        if found is None or self._step not in (Step.PREVIEW, Step.DONE):
            return
        if found.counts.rejected:
            self.keeping.save_rejects(found, self.passage.path)
        else:
            self.desk.say("没有不能导入的行。")

    def keep_mapping(self) -> None:
        """Keep the columns as they stand under a name."""
        if self._step is not Step.COLUMNS or self.passage.look is None:
            return
        if sentence := self.passage.refusal:
            self.desk.say(sentence)
        else:
            self.keeping.name_mapping(self.passage.look.mapping, self.passage.look.kept, self._mapping_kept)

    def show_imported(self) -> None:
        """The list of the orders that came in."""
        outcome = self.passage.outcome
        if outcome is not None and outcome.mapping.target is Target.ORDERS:
            self.desk.go("orders", OrderFilter(imported=True))

    # what became of the file

    def _looked(self, onward: bool) -> None:
        found = self.passage.look
        assert found is not None
        self.files.show_look(self.passage.path, found)
        self.sheet.show_look(found)
        self.columns.show_look(found)
        if not onward:
            self._tell()
        elif found.doubts:
            self._show_step(Step.COLUMNS)
        else:
            self._examine()

    def _unread(self, error: object) -> None:
        self.files.show_failure(self.passage.path, "" if isinstance(error, Cancelled) else str(error))
        self._show_step(Step.FILE)

    def _resheet(self) -> None:
        look = self.passage.look
        another = look is not None and self.sheet.sheet_name != look.mapping.sheet
        row = None if another else self.sheet.heading_row
        wanted = ImportMapping(self.files.target, sheet=self.sheet.sheet_name, heading_row=row)
        self.passage.read(wanted, (), onward=False)

    def _remap(self) -> None:
        assert self.columns.mapping is not None
        self.passage.remap(self.columns.mapping)
        self._tell()

    def _retarget(self) -> None:
        self._kept = []
        self.files.show_kept([])
        self.desk.background.read(kept_mappings, self.files.target).then(self._kept_for_target)

    def _kept_for_target(self, kept: list[tuple[str, ImportMapping]]) -> None:
        self._show_kept(kept)
        self.reread()

    def _examine(self) -> None:
        if self.passage.look is None or self.passage.refusal:
            self._show_step(Step.COLUMNS if self.passage.look else Step.FILE)
        else:
            self.passage.examine()
            self._tell()

    def _examined(self) -> None:
        assert self.passage.preview is not None
        self.rows.show_preview(self.passage.preview)
        self._show_step(Step.PREVIEW)

    def _unexamined(self, error: object) -> None:
        if isinstance(error, Cancelled):
            self._show_step(Step.COLUMNS)
        else:
            self.passage.look = None
            self._unread(error)

    def _take_in(self) -> None:
        if self.passage.preview is not None:
            self.passage.take_in()
            self._pages.setEnabled(False)
            self._tell()

    def _imported(self) -> None:
        assert self.passage.outcome is not None
        self._pages.setEnabled(True)
        self.done.show_outcome(self.passage.outcome, self.passage.path)
        self._show_step(Step.DONE)
        if not self.isVisible():
            self.desk.say(f"{self.passage.path.name}:{self.done.sentence.text()}", Tone.DONE)

    def _unimported(self, error: object) -> None:
        self._pages.setEnabled(True)
        cancelled = isinstance(error, Cancelled)
        self.rows.problem.say([NOTHING_KEPT if cancelled else str(error)], Tone.DUE_SOON if cancelled else Tone.OVERDUE)
        self._show_step(Step.PREVIEW)

    # kept mappings and earlier imports

    def _load_kept(self) -> None:
        self.desk.background.read(kept_mappings, self.files.target).then(self._show_kept)

    def _show_kept(self, kept: list[tuple[str, ImportMapping]]) -> None:
        if all(mapping.target is self.files.target for _, mapping in kept):
            self._kept = kept
            self.files.show_kept([name for name, _ in reversed(kept)])

    def _mapping_kept(self, name: str) -> None:
        self.passage.name(name)
        if self.passage.look is not None:
            self.columns.show_look(self.passage.look)
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
                (self._foot.next_button() if self.passage.look else self.files.path).setFocus()
            case Step.SHEET:
                self.sheet.heading.setFocus()
            case Step.COLUMNS:
                self.columns.first_editor().setFocus()
            case Step.PREVIEW if self.rows.view is not None:
                self.rows.view.setFocus()
            case Step.DONE:
                self.done.first_button().setFocus()

    def _tell(self) -> None:
        """Which steps can be gone to, and what the buttons below do now."""
        passage = self.passage
        reachable = {Step.FILE}
        if passage.look is not None:
            reachable |= {Step.SHEET, Step.COLUMNS} | (set() if passage.refusal else {Step.PREVIEW})
        self.steps.show_step(self._step, set() if passage.importing else reachable)
        self._foot.show_step(self._step, passage)

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
        self.body.addWidget(self._foot)

    def _connect(self) -> None:
        self.steps.chosen.connect(self.go_to)
        self.files.taken.connect(self.take)
        self.passage.looked.connect(self._looked)
        self.passage.unread.connect(self._unread)
        self.passage.examined.connect(self._examined)
        self.passage.unexamined.connect(self._unexamined)
        self.passage.imported.connect(self._imported)
        self.passage.unimported.connect(self._unimported)
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
        main_key = QShortcut(QKeySequence("Ctrl+Return"), self, context=Qt.ShortcutContext.WindowShortcut)
        main_key.activated.connect(self.onward)  # to Qt, Enter is only the one of the number pad
