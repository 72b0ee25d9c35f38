"""汇总: drop the committees' workbooks, see who has not sent and what does not agree, get one."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from desktop.services.submissions import accepting, standing, taking
from desktop.services.submissions.consolidating import NAME, Consolidated
from desktop.system.files import Place
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN
from desktop.ui.kit.parts.dropping import paths_of
from desktop.ui.paged import Page
from desktop.ui.screens.reports.consolidation.details import Details
from desktop.ui.screens.reports.consolidation.expected import Expected
from desktop.ui.screens.reports.consolidation.intake import Intake, export
from desktop.ui.screens.reports.consolidation.offices_card import OfficesCard
from desktop.ui.screens.reports.consolidation.outcome import OutcomeCard, sentence
from desktop.ui.screens.reports.over import OverPeriod

_READ = "报送工作簿 (*.xlsx);;所有文件 (*)"


class ConsolidationPage(Page):
    """Files may be dropped anywhere on the page; Ctrl+Y turns between the period and the year."""

    name, title = "consolidation", "汇总"
    tables = frozenset({"contributor", "submission", "indicator_version"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read, self._read_year = Latest(), Latest()
        self.progress = Progress("consolidation.progress")
        self.intake = Intake(desk, self.progress, self)
        self.expected = Expected(desk, self)
        self.outcome = OutcomeCard(self.confirm, self.dismiss)
        self.offices = OfficesCard(lambda: self.over.period)
        self.details = Details(self.withdraw, self.change)
        self._lay_out()
        self._connect()
        self._keys()
        self.setAcceptDrops(True)

    def open(self, what: object = None) -> None:  # noqa: ARG002
        """The period as it was left."""
        self.refresh()
        self.offices.shown_view.setFocus()

    def refresh(self) -> None:
        """Read the offices anew, of the period and of its year."""
        read, period, now = self.desk.background.read, self.over.period, self.desk.now()
        self._read(read(standing.board, period, now)).then(self.offices.show_board, self._failed)
        self._read_year(read(standing.year, period.last.year, now.date())).then(self.offices.show_year, self._failed)

    def choose_files(self) -> None:
        """Ask which workbooks, and take them in."""
        chosen, _ = QFileDialog.getOpenFileNames(self, "接收报送文件", "", _READ)
        if chosen:
            self.take([Path(one) for one in chosen])

    def take(self, paths: Sequence[Path]) -> None:
        """Take in these workbooks, and those in these folders."""
        found = taking.workbooks(paths)
        if self.intake.busy:
            self.desk.say("正在接收上一批文件,请等它完成。")
        elif found:
            self.intake.take(found)
        else:
            self.desk.say("里面没有.xlsx工作簿,请检查是否选对了文件夹。")

    def confirm(self) -> None:
        """Take in what waits for somebody to look into it."""
        if self.intake.doubtful and not self.intake.busy:
            self.intake.confirm()

    def dismiss(self) -> None:
        """Put the list of files away that were not taken in."""
        self.outcome.hide()
        self.offices.shown_view.setFocus()

    def withdraw(self) -> None:
        """Undo the acceptance of what the chosen office sent for the period."""
        row = self.offices.row
        if row is None or not row.submissions:
            self.desk.say("请先选一个已报的单位。")
            return
        self._withdraw([max(row.submissions)])

    def change(self) -> None:
        """Edit the chosen office."""
        if (row := self.offices.row) is not None:
            self.expected.change(row.contributor_id)

    def remove(self) -> None:
        """Take the chosen office off the list."""
        if self.offices.view.hasFocus() and (row := self.offices.row) is not None:
            self.expected.remove(row.contributor_id)

    def export(self) -> None:
        """Ask where to, and write the town's workbook."""
        name = f"{self.over.period.words}{NAME}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "导出汇总表", name, "Excel 工作簿 (*.xlsx)")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the town's workbook."""
        task = export(self.desk, path, self.over.period)
        self.progress.follow(task, "正在导出汇总表").then(self._exported, self._failed)

    def _withdraw(self, ids: Sequence[int]) -> None:
        task = self.desk.background.write(accepting.withdraw_all, list(ids))
        task.then(lambda told: self.desk.say(told, Tone.DONE), self._failed)

    def _show_office(self) -> None:
        row, board = self.offices.row, self.offices.board
        if row is None or board is None:
            self.details.show_nobody()
        else:
            self.details.show_office(row, board)

    # what became of files

    def _taken(self) -> None:
        self.outcome.show_outcome(self.intake)
        taken = [one for one in self.intake.accepted if one.taken]
        told = sentence(self.intake.accepted, taken, self.intake.stopped)
        if taken:
            ids = [one.submission_id for one in taken if one.submission_id is not None]
            self.desk.say(told, Tone.DONE, "撤销", partial(self._withdraw, ids))
        elif told:
            self.desk.say(told)
        if self.outcome.isVisibleTo(self):
            self.outcome.list.setFocus()

    def _exported(self, answer: tuple[Consolidated, Place]) -> None:
        made, place = answer
        odd = f"{len(made.missing)}个单位未报齐。" if made.missing else ""
        self.desk.say(place.sentence + odd, Tone.DONE)

    def _failed(self, error: object) -> None:
        self.desk.say(str(error), Tone.OVERDUE)

    # the frame

    def _lay_out(self) -> None:
        take = button("接收文件", "consolidation.take", self.choose_files, kind="primary", icon="import", tip="Ctrl+O")
        out = button("导出汇总表", "consolidation.export", self.export, icon="export", tip="Ctrl+E")
        self.over = OverPeriod(self, take, out)
        self.offices.add_action(button("应报单位", "consolidation.add", self.expected.add, icon="add", tip="Ctrl+N"))
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self.offices, 1)
        row.addWidget(self.details)
        column = QVBoxLayout()
        column.setSpacing(BETWEEN)
        column.addWidget(self.outcome)
        column.addLayout(row, 1)
        column.addWidget(self.progress)
        self.body.addLayout(column, 1)

    def _connect(self) -> None:
        self.over.changed.connect(self.refresh)
        self.intake.ended.connect(self._taken)
        offices = self.offices
        offices.drop.clicked.connect(lambda _=False: self.choose_files())
        offices.chosen.connect(self._show_office)
        offices.turned.connect(lambda: self.details.setVisible(not offices.yearly))
        offices.view.opened.connect(lambda _: self.details.view.setFocus())
        offices.view.told.connect(self.desk.say)
        offices.year_view.told.connect(self.desk.say)
        self.details.view.told.connect(self.desk.say)

    def _keys(self) -> None:
        self.command("Ctrl+O", "接收报送文件", self.choose_files)
        self.command("Ctrl+Return", "核实无误,收下待核实的", self.confirm)
        self.command("Ctrl+E", "导出汇总表", self.export)
        self.command("Ctrl+Y", "看全年、看本期", self.offices.turn)
        self.command("Ctrl+N", "添加应报单位", self.expected.add)
        self.command("F4", "修改单位", self.change)
        self.command("Delete", "移除没有报送过的单位", self.remove)
        self.command("Ctrl+Z", "撤销收取这个单位的报送", self.withdraw)
        self.command("F6", "各单位和问题之间切换", self._other_side)
        self.command("Esc", "收起没有收下的文件", self.dismiss)

    def _other_side(self) -> None:
        (self.details.view if self.offices.view.hasFocus() else self.offices.shown_view).setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_of(event.mimeData()):
            self.offices.drop.invite(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        self.offices.drop.invite(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.offices.drop.invite(False)
        if paths := paths_of(event.mimeData()):
            event.acceptProposedAction()
            self.take(paths)
