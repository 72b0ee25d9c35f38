"""上级表格: open the town's workbook, pick what its cells hold, save that, and fill it for any period."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from desktop.domain.errors import Cancelled
from desktop.domain.form_mapping.fillings import Figure, Filling, Of, ReportCell, Rows
from desktop.domain.form_mapping.mapping import Spot
from desktop.forms.town_forms import FormName
from desktop.services import desk as desk_service
from desktop.services.registry.pinyin import keys_of
from desktop.services.town_forms import choosing, filling, keeping, saving, starting
from desktop.services.town_forms.choosing import Choice
from desktop.services.town_forms.filling import FilledForm
from desktop.services.town_forms.opening import OpenForm, open_path
from desktop.services.town_forms.proposals import Proposal
from desktop.services.town_forms.rematching import Fate
from desktop.services.town_forms.saving import SavedForm
from desktop.services.town_forms.starting import DRAFT, Begun
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP
from desktop.ui.paged import Page
from desktop.ui.screens.reports.forms.cell_card import CellCard
from desktop.ui.screens.reports.forms.changes_dialog import ChangesDialog
from desktop.ui.screens.reports.forms.forms_card import FormsCard
from desktop.ui.screens.reports.forms.sheet_card import SheetCard
from desktop.ui.screens.reports.forms.work import Work
from desktop.ui.screens.reports.period_bar import PeriodBar
from desktop.ui.work_keeper import WorkKeeper

FILES = "表格 (*.xlsx *.xls)"


class FormsPage(Page):
    """Opens a form by its id; what is being mapped waits as a draft until it is saved."""

    name, title = "forms", "上级表格"
    tables = frozenset({"town_form", "town_form_version", "town_form_filling"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.work: Work | None = None
        self.dialog: FormDialog | ChangesDialog | None = None
        self._choices: tuple[Choice, ...] = ()
        self._opening, self._listing, self._looking = Latest(), Latest(), Latest()
        self._proposing, self._choosing = Latest(), Latest()
        self._begun_before = False
        self.period = PeriodBar(desk.now)
        self.forms = FormsCard(self.choose_file)
        self.sheet = SheetCard(self.take_sure, self.undo, self.save, self.choose_file)
        self.cell = CellCard(self.take, self.take_block, self.clear, self.confirm)
        self.fill_button = button(
            "填表并另存", "reports.forms.fill", self.choose_target, kind="primary", icon="export", tip="Ctrl+E"
        )
        self.progress = Progress("reports.forms.progress")
        self.keeper = WorkKeeper(desk.background, self._draft, self)
        self.keeper.troubled.connect(self._failed)
        self._lay_out()
        self._keys()
        self.forms.picked.connect(self.open_kept)
        self.forms.put_away.connect(self.put_away)
        self.period.changed.connect(self.refresh)
        self.sheet.moved.connect(self._moved)
        self.sheet.view.picked.connect(self.pick)
        self.sheet.view.cleared.connect(self.clear)
        self.cell.filled.connect(self._filled)
        self.cell.chosen.connect(self._chosen)
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
        task = self.desk.background.read(keeping.forms, self.period.period)
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
        self.keeper.flush()
        task = self.progress.follow(self.desk.background.run_long(open_path, path), f"正在打开“{path.name}”")
        self._opening(task).then(self._opened, self._failed)

    def open_kept(self, form_id: int) -> None:
        """Open a form of the list."""
        if self.work is None or self.work.form_id != form_id:
            self.keeper.flush()
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

    def pick(self) -> None:
        """Enter on a cell: say yes to it, take what is proposed, or go and look for something."""
        spot = self.sheet.spot
        if self.work is None or spot is None:
            return
        if self.confirm():
            return
        if self.work.mapped(spot) is None and self.work.proposal(spot) is not None:
            self.take()
        else:
            self.cell.search.begin()

    def take(self) -> None:
        """Take what is proposed for the current cell."""
        if (proposal := self._proposal()) is not None and self.work is not None:
            self.work.take([proposal])
            self._changed()

    def take_block(self) -> None:
        """Take what is proposed for the current cell and all that belong with it."""
        if (proposal := self._proposal()) is not None and self.work is not None:
            count = self.work.take(self.work.block(proposal))
            self._changed()
            self.desk.say(f"已采纳{count}格。", Tone.DONE, "撤销", self.undo)

    def take_sure(self) -> None:
        """Take every proposal that is sure."""
        if self.work is not None and (count := self.work.take(self.work.sure)):
            self._changed()
            self.desk.say(f"已采纳{count}格,虚线框里的请逐个看。", Tone.DONE, "撤销", self.undo)

    def clear(self) -> None:
        """Let the current cell be as it is."""
        spot = self.sheet.spot
        if self.work is not None and spot is not None and self.work.clear(spot):
            self._changed()

    def confirm(self) -> bool:
        """Say yes to a doubtful cell; whether it was one."""
        spot = self.sheet.spot
        if self.work is None or spot is None or not self.work.confirm(spot):
            return False
        self._changed()
        return True

    def undo(self) -> None:
        """Take the last change back."""
        if self.work is not None and self.work.undo():
            self._changed()

    def to_asked(self) -> None:
        """The next cell to be confirmed, or with a proposal that is not sure."""
        work, here = self.work, self.sheet.spot
        if work is None:
            return
        spots = [mapped.spot for mapped in work.mapping.asked] or [one.spot for one in work.proposals]
        if spots:
            at = spots.index(here) + 1 if here in spots else 0
            self.sheet.go_to(spots[at % len(spots)])
            self.sheet.view.setFocus()

    def save(self) -> None:
        """Save the mapping; a form that is new is asked its name."""
        self._save(self._saved)

    def choose_target(self) -> None:
        """Ask where to, and fill the form."""
        if self.work is None:
            self.desk.say("请先打开或选择一份表格。")
        elif self.work.mapping.asked:
            self.to_asked()
            self.desk.say(f"还有{len(self.work.mapping.asked)}处请先确认,按 Enter 表示对。", Tone.DUE_SOON)
        elif not self.work.mapping.cells:
            self.desk.say("还没有选每格填什么。")
        elif self.work.changed:
            self._save(self._saved_to_fill)
        else:
            name = f"{self.work.name}{self.period.period.words}.xlsx"
            chosen, _ = QFileDialog.getSaveFileName(self, "填表并另存", name, "Excel 工作簿 (*.xlsx)")
            if chosen:
                self.fill_to(Path(chosen))

    def fill_to(self, path: Path) -> None:
        """Fill the form for the period and write it; noted before the file is there."""
        desk, work, period = self.desk, self.work, self.period.period
        if work is None or work.form_id is None:
            return
        task = desk.background.read_long(filling.fill_form, work.form, work.mapping, period, desk.operator, desk.now())
        self.progress.follow(task, f"正在填“{work.name}”")

        def note(filled: FilledForm) -> None:
            noted = desk.background.write(
                saving.note_filling, work.form_id, filled, path, period, desk.operator, desk.now()
            )
            noted.then(lambda _: write(filled), self._failed)

        def write(filled: FilledForm) -> None:
            desk.background.run(saving.write_file, filled, path).then(self._written, self._failed)

        task.then(note, self._failed)

    def _save(self, then: Any) -> None:
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

    def _ask_name(self, work: Work, then: Any) -> None:
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
            self,
        )
        self.dialog.saved.connect(lambda form_id: self._reread(form_id, then, None))
        self.dialog.open()

    def _reread(self, form_id: int, then: Any, _number: object) -> None:
        """The form as it was kept, so that the next save stands on it."""
        self.keeper.rest()
        self.desk.background.write(desk_service.keep_draft, DRAFT, {})
        self.desk.background.read(starting.begin_kept, form_id).then(partial(self._after_save, then), self._failed)

    def _after_save(self, then: Any, begun: Begun) -> None:
        spot = self.sheet.spot
        self._begin(begun, spot)
        then()

    def _saved(self) -> None:
        self.desk.say("已保存对应关系", Tone.DONE)

    def _saved_to_fill(self) -> None:
        self._saved()
        self.choose_target()

    def _written(self, saved: SavedForm) -> None:
        self.desk.say(saved.sentence, Tone.DONE)

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
            task = self.desk.background.read(starting.begin_draft, draft)
            self._opening(task).then(self._begin_draft, self._failed)

    def _begin_draft(self, begun: Begun) -> None:
        self._begin(begun)
        self.desk.say("接着上次没有保存的对应关系。")

    def _begin(self, begun: Begun, at: Spot | None = None) -> None:
        self.work = Work(begun.form, begun.matched, begun.mapping)
        self.work.proposals = begun.proposals
        self._choices = begun.choices
        self.cell.names = begun.names
        self.cell.set_subjects(begun.subjects, keys_of)
        self.cell.set_choices(begun.choices)
        self.sheet.say(begun.form.losses)
        known = at is not None and begun.form.grid(at.sheet) is not None
        self.sheet.show_work(self.work, at if known else None)
        self._show_work()
        self.refresh()
        self.sheet.view.setFocus()

    def _leave(self) -> None:
        """Nothing is open any more."""
        self.keeper.rest()
        self.work = None
        self.sheet.show_nothing()
        self._show_work()
        self.forms.list.setFocus()

    def _confirmed(self, spots: list[Spot]) -> None:
        if self.work is not None:
            for spot in spots:
                self.work.confirm(spot)
            self._changed()
            self.to_asked()

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
                filling.preview, work.form, work.mapping, self.period.period, desk.operator, desk.now()
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

    def _moved(self) -> None:
        work, spot = self.work, self.sheet.spot
        if work is None or spot is None:
            return
        self.cell.show_cell(work, spot)
        mapped = work.mapped(spot) or work.list_near(spot)
        rows = mapped.filling if mapped is not None and isinstance(mapped.filling, Rows) else None
        if rows is None:
            self.cell.set_choices(self._choices)
            self._choosing.forget()
            return
        desk = self.desk
        task = desk.background.read(choosing.column_choices, rows, self.period.period, desk.operator, desk.now())
        self._choosing(task).then(self.cell.set_choices, self._failed)

    def _filled(self, made: Filling) -> None:
        """Another way to count or to write what fills the cell."""
        work, spot = self.work, self.sheet.spot
        if work is None or spot is None:
            return
        mapped = work.mapped(spot)
        if mapped is not None and isinstance(mapped.filling, Rows) and isinstance(made, Figure):
            work.put_column(mapped, spot, made)
        else:
            work.put(spot, made)
        self._changed()

    def _chosen(self, choice: Choice) -> None:
        """Something was taken from the list."""
        work, spot = self.work, self.sheet.spot
        if work is None or spot is None:
            return
        near = work.mapped(spot) or work.list_near(spot)
        match choice.filling:
            case ReportCell(row="", column="") as report:
                desk = self.desk
                task = desk.background.read(
                    choosing.report_choices, report.source, self.period.period, desk.operator, desk.now()
                )
                self._choosing(task).then(self._show_report, self._failed)
                return
            case Rows() as rows:
                work.put_list(spot, rows)
            case Figure() | Of() | str() as content if near is not None and isinstance(near.filling, Rows):
                work.put_column(near, spot, content)
            case Of() | str():
                return
            case filled:
                work.put(spot, filled)
        self._changed()
        self.sheet.view.setFocus()

    def _show_report(self, found: list[Choice]) -> None:
        self.cell.set_choices(found)
        self.cell.search.line.clear()
        self.cell.search.begin()
        if not found:
            self.desk.say("这张报表这一期没有可以逐格取的数,请换一张。")

    def _draft(self) -> tuple[str, dict[str, Any]]:
        return DRAFT, self.work.draft() if self.work is not None and self.work.changed else {}

    def _proposal(self) -> Proposal | None:
        spot = self.sheet.spot
        return self.work.proposal(spot) if self.work is not None and spot is not None else None

    def _failed(self, error: object) -> None:
        text = "已取消,没有留下文件。" if isinstance(error, Cancelled) else str(error)
        self.desk.say(text, Tone.NEUTRAL if isinstance(error, Cancelled) else Tone.OVERDUE)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        bar.addWidget(self.period, 1)
        bar.addWidget(self.fill_button)
        middle = QVBoxLayout()
        middle.setSpacing(BETWEEN)
        middle.addWidget(self.sheet, 1)
        middle.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self.forms)
        row.addLayout(middle, 1)
        row.addWidget(self.cell)
        self.body.addLayout(bar)
        self.body.addLayout(row, 1)

    def _keys(self) -> None:
        for keys, words, act in (
            ("Ctrl+O", "打开表格", self.choose_file),
            ("Ctrl+S", "保存对应关系", self.save),
            ("Ctrl+E", "填表并另存", self.choose_target),
            ("Ctrl+Z", "撤销", self.undo),
            ("Ctrl+Return", "采纳整块建议", self.take_block),
            ("Ctrl+Shift+Return", "采纳全部有把握的建议", self.take_sure),
            ("F8", "下一处要看的格子", self.to_asked),
            ("F6", "在表格和右边之间切换", self._other_side),
            ("Alt+Left", "上一期", self.period.back),
            ("Alt+Right", "下一期", self.period.on),
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
