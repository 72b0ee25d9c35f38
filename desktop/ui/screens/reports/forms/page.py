"""上级表格: open the town's workbook, pick what its cells hold, save that, and fill it for any period."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from desktop.domain.errors import Cancelled
from desktop.domain.form_mapping.mapping import Spot
from desktop.services import desk as desk_service
from desktop.services.registry.pinyin import keys_of
from desktop.services.town_forms import choosing, filling, keeping, starting
from desktop.services.town_forms.opening import OpenForm, open_path
from desktop.services.town_forms.proposals import Proposal
from desktop.services.town_forms.rematching import Fate
from desktop.services.town_forms.starting import DRAFT, Begun
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN
from desktop.ui.paged import Page
from desktop.ui.screens.reports.forms.cell_acts import CellActs
from desktop.ui.screens.reports.forms.cell_card import CellCard
from desktop.ui.screens.reports.forms.changes_dialog import ChangesDialog
from desktop.ui.screens.reports.forms.form_runs import FormRuns
from desktop.ui.screens.reports.forms.forms_card import FormsCard
from desktop.ui.screens.reports.forms.sheet_card import SheetCard
from desktop.ui.screens.reports.forms.work import Work
from desktop.ui.screens.reports.over import OverExtent
from desktop.ui.work_keeper import WorkKeeper

FILES = "表格 (*.xlsx *.xls)"


class FormsPage(Page):
    """Opens a form by its id; what is being mapped waits as a draft until it is saved."""

    name, title = "forms", "上级表格"
    tables = frozenset({"town_form", "town_form_version", "town_form_filling"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.work: Work | None = None
        self.dialog: ChangesDialog | None = None
        self._opening, self._listing, self._looking = Latest(), Latest(), Latest()
        self._proposing = Latest()
        self._begun_before = False
        fill = "reports.forms.fill"
        self.fill_button = button("填表并另存", fill, kind="primary", icon="export", tip="Ctrl+E")
        self.over = OverExtent(self, self.fill_button)
        self.forms = FormsCard(self.choose_file)
        self.sheet, self.cell = SheetCard(self.choose_file), CellCard()
        self.progress = Progress("reports.forms.progress")
        self.keeper = WorkKeeper(desk.background, self._draft, self)
        self.keeper.troubled.connect(self._failed)
        self.acts = CellActs(desk, self.sheet, self.cell, self.over, self._changed, self._failed, self)
        self.runs = FormRuns(
            self, desk, self.over, self.progress, self.keeper, self._begin_again, self.acts.to_asked, self._failed
        )
        self._lay_out()
        self._keys()
        self.forms.picked.connect(self.open_kept)
        self.forms.put_away.connect(self.put_away)
        self.forms.renamed.connect(self.runs.rename)
        self.fill_button.clicked.connect(lambda _=False: self.runs.choose_target())
        self.over.changed.connect(self.refresh)
        self.sheet.save.clicked.connect(self.runs.save)
        self._show_work()

    def open(self, what: object = None) -> None:
        """Show the form with this id, or what was shown or left without a save before."""
        self.refresh()
        if isinstance(what, int):
            self.open_kept(what)
        elif not self._begun_before:
            self.desk.background.read(desk_service.draft, DRAFT).then(self._found_draft, self._failed)
        self._begun_before = True
        (self.sheet.view if self.work else self.forms.list).setFocus()

    def refresh(self) -> None:
        """Read the list and the values anew."""
        task = self.desk.background.read(keeping.forms, self.over.whole_extent)
        chosen = self.work.form_id if self.work else None
        self._listing(task).then(lambda found: self.forms.show_forms(found, chosen), self._failed)
        self._look()

    def choose_file(self) -> None:
        """Ask for a workbook, and open it."""
        chosen, _ = QFileDialog.getOpenFileName(self, "打开上级表格", "", FILES)
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Open a workbook, and find out which form it is."""
        self._set_aside()
        task = self.progress.follow(self.desk.background.run_long(open_path, path), f"正在打开“{path.name}”")
        self._opening(task).then(self._opened, self._failed)

    def open_kept(self, form_id: int) -> None:
        """Open a form of the list."""
        if self.work is None or self.work.form_id != form_id:
            self._set_aside()
            task = self.desk.background.read(starting.begin_kept, form_id)
            self._opening(task).then(self._begin, self._failed)

    def put_away(self, form_id: int) -> None:
        """Take a form out of the list; it can be brought back."""
        write = self.desk.background.write

        def told(_: object) -> None:
            if self.work is not None and self.work.form_id == form_id:
                self._leave()
            self.desk.say("已停用这份表格", Tone.NEUTRAL, "撤销", partial(write, keeping.put_away, form_id, True))

        write(keeping.put_away, form_id).then(told, self._failed)

    def _opened(self, form: OpenForm) -> None:
        self._opening(self.desk.background.read(starting.begin, form)).then(self._begin_new, self._failed)

    def _begin_new(self, begun: Begun) -> None:
        self._begin(begun)
        found = begun.matched
        if found is None:
            if self.work is not None and self.work.sure:
                self.desk.say(f"有{len(self.work.sure)}处可以全部采纳(Ctrl+Shift+Enter)。")
        elif not found.changed:
            self.desk.say(f"认出是“{found.kept.name}”,可以直接填表。", Tone.DONE)
        elif found.carried.of(Fate.MOVED, Fate.DOUBTFUL, Fate.GONE):
            self.dialog = ChangesDialog(found, begun.names, self)
            self.dialog.confirmed.connect(self._confirmed)
            self.dialog.open()
        else:
            self.desk.say(f"认出是“{found.kept.name}”,各格位置没有变,可以直接填表。", Tone.DONE)
        if found is not None and found.changed:
            self.keeper.touch()

    def _found_draft(self, draft: dict[str, Any]) -> None:
        if draft and self.work is None:
            self._take_up(draft)

    def _begin_draft(self, begun: Begun) -> None:
        self._begin(begun)
        self.desk.say("接着上次没有保存的对应关系。")

    def _begin_again(self, begun: Begun) -> None:
        """The same form as it was just kept."""
        self._begin(begun, self.sheet.spot)

    def _begin(self, begun: Begun, at: Spot | None = None) -> None:
        self._take(Work(begun.form, begun.matched, begun.mapping))
        assert self.work is not None
        self.work.proposals = begun.proposals
        self.acts.choices = begun.choices
        self.cell.names = begun.names
        self.cell.set_subjects(begun.subjects, keys_of)
        self.cell.set_choices(begun.choices)
        self.sheet.say(begun.form.losses)
        known = at is not None and begun.form.grid(at.sheet) is not None
        self.sheet.show_work(self.work, at if known else None)
        self._show_work()
        self.refresh()
        self.sheet.view.setFocus()

    def _set_aside(self) -> None:
        """Another form is opened: what is not saved of this one can be taken up again."""
        self.keeper.flush()
        if (work := self.work) is not None and work.changed:
            name = work.name or work.form.file_name
            self.desk.say(f"“{name}”还没有保存", Tone.DUE_SOON, "接着改", partial(self._take_up, work.draft()))

    def _take_up(self, draft: dict[str, Any]) -> None:
        task = self.desk.background.read(starting.begin_draft, draft)
        self._opening(task).then(self._begin_draft, self._failed)

    def _take(self, work: Work | None) -> None:
        self.work = self.acts.work = self.runs.work = work

    def _leave(self) -> None:
        """Nothing is open any more."""
        self.keeper.rest()
        self._take(None)
        self.sheet.show_nothing()
        self._show_work()
        self.forms.list.setFocus()

    def _confirmed(self, spots: list[Spot]) -> None:
        if self.work is not None:
            for spot in spots:
                self.work.confirm(spot)
            self._changed()
            self.acts.to_asked()

    def _changed(self) -> None:
        """The mapping is another: show it, count it, propose anew, keep it."""
        work = self.work
        if work is None:
            return
        taken = set(choosing.ground(work.form, work.mapping))
        work.proposals = tuple(one for one in work.proposals if one.spot not in taken)
        self._show_work()
        self.keeper.touch()
        self._look()
        task = self.desk.background.read(choosing.proposals, work.form, work.mapping)
        self._proposing(task).then(partial(self._proposed, work), self._failed)

    def _proposed(self, work: Work, proposals: list[Proposal]) -> None:
        work.proposals = tuple(proposals)
        self._show_work()

    def _look(self) -> None:
        """What the cells would show for the period."""
        desk, work = self.desk, self.work
        if work is not None:
            task = desk.background.read(
                filling.preview, work.form, work.mapping, self.over.whole_extent, desk.operator, desk.now()
            )
            self._looking(task).then(partial(self._looked, work), self._failed)

    def _looked(self, work: Work, shown: dict[Spot, str]) -> None:
        work.shown = shown
        self._show_work()

    def _show_work(self) -> None:
        self.sheet.show_state(self.work)
        self.cell.setVisible(self.work is not None)
        self.fill_button.setEnabled(self.work is not None)
        self.sheet.show_marks()
        if self.work is not None and (spot := self.sheet.spot) is not None:
            self.cell.show_cell(self.work, spot)

    def _draft(self) -> tuple[str, dict[str, Any]]:
        return DRAFT, self.work.draft() if self.work is not None and self.work.changed else {}

    def _failed(self, error: object) -> None:
        text = "已取消,没有留下文件。" if isinstance(error, Cancelled) else str(error)
        self.desk.say(text, Tone.NEUTRAL if isinstance(error, Cancelled) else Tone.OVERDUE)

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(BETWEEN)
        middle.addWidget(self.sheet, 1)
        middle.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self.forms)
        row.addLayout(middle, 1)
        row.addWidget(self.cell)
        self.body.addLayout(row, 1)

    def _keys(self) -> None:
        for keys, words, act in (
            ("Ctrl+O", "打开表格", self.choose_file),
            ("Ctrl+S", "保存对应关系", self.runs.save),
            ("Ctrl+R", "给表格改名", self.forms.rename),
            ("Ctrl+E", "填表并另存", self.runs.choose_target),
            ("Ctrl+Z", "撤销", self.acts.undo),
            ("Ctrl+Return", "采纳整块建议", self.acts.take_block),
            ("Ctrl+Shift+Return", "采纳全部有把握的建议", self.acts.take_sure),
            ("F8", "下一处要看的格子", self.acts.to_asked),
            ("F6", "在表格和右边之间切换", self._other_side),
            ("Alt+PgDown", "下一张工作表", partial(self.sheet.turn, 1)),
            ("Alt+PgUp", "上一张工作表", partial(self.sheet.turn, -1)),
        ):
            self.command(keys, words, act)

    def _other_side(self) -> None:
        if self.sheet.view.hasFocus():
            self.cell.search.begin()
        elif self.work is not None:
            self.sheet.view.setFocus()
        else:
            self.forms.list.setFocus()
