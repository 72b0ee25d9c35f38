"""汇总: drop the committees' workbooks, see who has not sent and what does not agree, get one."""

from array import array
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.submissions import accepting, standing, taking
from desktop.services.submissions.accepting import Accepted, Fate
from desktop.services.submissions.consolidating import NAME, Consolidated
from desktop.services.submissions.standing import Board, OfficeRow, YearRow
from desktop.system.files import Place
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, Card
from desktop.ui.kit.parts.dropping import DropArea, paths_of
from desktop.ui.kit.parts.labels import ElidedLabel
from desktop.ui.kit.tables.record_table import Deliver, RecordTable
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.paged import Page
from desktop.ui.screens.reports.consolidation import offices
from desktop.ui.screens.reports.consolidation.details import Details
from desktop.ui.screens.reports.consolidation.expected import Expected
from desktop.ui.screens.reports.consolidation.intake import Intake, export
from desktop.ui.screens.reports.consolidation.outcome import OutcomeCard
from desktop.ui.screens.reports.over import OverPeriod

_DROP = 116  # design pixels
_READ = "报送工作簿 (*.xlsx);;所有文件 (*)"


class ConsolidationPage(Page):
    """Files may be dropped anywhere on the page; Ctrl+Y turns between the period and the year."""

    name, title = "consolidation", "汇总"
    tables = frozenset({"contributor", "submission", "indicator_version"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read, self._read_year = Latest(), Latest()
        self._board: Board | None = None
        self._year: list[YearRow] = []
        self.progress = Progress("consolidation.progress")
        self.intake = Intake(desk, self.progress, self)
        self.expected = Expected(desk, self)
        self.outcome = OutcomeCard(self.confirm, self.dismiss)
        self.drop = DropArea("consolidation.drop")
        self.table = RecordTable(offices.COLUMNS, self._fetch)
        self.view = RecordView(self.table, "consolidation.offices")
        self.year_table = RecordTable(offices.YEAR_COLUMNS, self._fetch_year)
        self.year_view = RecordView(self.year_table, "consolidation.year")
        self.details = Details(self.withdraw, self.change)
        self._lay_out()
        self._connect()
        self._keys()
        self.setAcceptDrops(True)

    def open(self, what: object = None) -> None:  # noqa: ARG002
        """The period as it was left."""
        self.refresh()
        self._shown_view().setFocus()

    def refresh(self) -> None:
        """Read the offices anew, of the period and of its year."""
        read, period, now = self.desk.background.read, self.over.period, self.desk.now()
        self._read(read(standing.board, period, now)).then(self._show, self._failed)
        self._read_year(read(standing.year, period.last.year, now.date())).then(self._show_year, self._failed)

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
        self._shown_view().setFocus()

    def withdraw(self) -> None:
        """Undo the acceptance of what the chosen office sent for the period."""
        row = self._row()
        if row is None or not row.submissions:
            self.desk.say("请先选一个已报的单位。")
            return
        self._withdraw([max(row.submissions)])

    def change(self) -> None:
        """Edit the chosen office."""
        if (row := self._row()) is not None:
            self.expected.change(row.contributor_id)

    def remove(self) -> None:
        """Take the chosen office off the list."""
        if self.view.hasFocus() and (row := self._row()) is not None:
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

    def turn(self) -> None:
        """From the period to its year and back."""
        self._views.setCurrentIndex(1 - self._views.currentIndex())
        self._tell()
        self._shown_view().setFocus()

    def _withdraw(self, ids: Sequence[int]) -> None:
        task = self.desk.background.write(accepting.withdraw_all, list(ids))
        task.then(lambda sentence: self.desk.say(sentence, Tone.DONE), self._failed)

    # what was found

    def _show(self, board: Board) -> None:
        self._board = board
        self.view.show_ids(array("q", [row.contributor_id for row in board.offices]))
        self.table.refresh()
        if board.offices and self.view.current_id() is None:
            self.view.select_ids([board.offices[0].contributor_id])
        sent = any(row.submissions for row in board.offices)
        self.drop.setVisible(not sent)
        hint = "可以一次拖进整个文件夹;也可按 Ctrl+O 选择"
        self.drop.show_lines("import", f"把各单位{board.period.words}的月度汇总拖到这里", hint)
        self._sum.setText(offices.sentence(board) if sent else "")
        self._tell()
        self._show_office()

    def _show_year(self, rows: list[YearRow]) -> None:
        self._year = rows
        self.year_view.show_ids(array("q", [row.contributor_id for row in rows]))
        self.year_table.refresh()
        self._tell()

    def _show_office(self) -> None:
        row = self._row()
        if row is None or self._board is None:
            self.details.show_nobody()
        else:
            self.details.show_office(row, self._board)

    def _tell(self) -> None:
        yearly = self._views.currentIndex() == 1
        self._turn_button.setText("看本期" if yearly else "看全年")
        self.details.setVisible(not yearly)
        self._sum.setVisible(not yearly)
        if yearly:
            self._card.set_title(f"{self.over.period.last.year}年各月报送")
            self._card.note.setText(f"{len(self._year)}个单位" if self._year else "")
        else:
            self._card.set_title(f"{self.over.period.words}各单位")
            self._card.note.setText(offices.counts(self._board) if self._board and self._board.offices else "")

    def _row(self) -> OfficeRow | None:
        chosen = self.view.current_id()
        rows = self._board.offices if self._board else ()
        return next((row for row in rows if row.contributor_id == chosen), None)

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        board = self._board
        assert board is not None
        differing = [one.contributor_id for one in board.differing]
        differing += [office for one in board.shared for office, _ in one.orders]
        wanted = set(ids)
        deliver(
            {
                row.contributor_id: offices.line(row, differing.count(row.contributor_id))
                for row in board.offices
                if row.contributor_id in wanted
            }
        )

    def _fetch_year(self, ids: Sequence[int], deliver: Deliver) -> None:
        wanted = set(ids)
        deliver({row.contributor_id: offices.year_line(row) for row in self._year if row.contributor_id in wanted})

    def _open_from_year(self, contributor_id: int) -> None:
        self.turn()
        self.view.select_ids([contributor_id])

    # what became of files

    def _taken(self) -> None:
        self.outcome.show_outcome(self.intake)
        taken = [one for one in self.intake.accepted if one.taken]
        told = _sentence(self.intake.accepted, taken, self.intake.stopped)
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
        self._card = Card("各单位", "consolidation.card")
        self._turn_button = button("看全年", "consolidation.turn", self.turn, tip="Ctrl+Y")
        self._card.add_action(self._turn_button)
        self._card.add_action(button("应报单位", "consolidation.add", self.expected.add, icon="add", tip="Ctrl+N"))
        self._views = QStackedWidget()
        self._views.addWidget(self.view)
        self._views.addWidget(self.year_view)
        self.view.setAccessibleName("各单位的报送")
        self.year_view.setAccessibleName("各单位全年的报送")
        self.drop.setFixedHeight(current().px(_DROP))
        self._sum = ElidedLabel("", "strong")
        self._sum.setObjectName("consolidation.sum")
        self._card.add(self._views, 1)
        self._card.add(self._sum)
        self._card.add(self.drop)
        hint = "把各居委会的月度汇总拖进来,单位自动列出;也可按 Ctrl+N 先列出应报单位。"
        self.view.say_when_empty("还没有单位", hint)
        self.year_view.say_when_empty("还没有单位", hint)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self._card, 1)
        row.addWidget(self.details)
        column = QVBoxLayout()
        column.setSpacing(BETWEEN)
        column.addWidget(self.outcome)
        column.addLayout(row, 1)
        column.addWidget(self.progress)
        self.body.addLayout(column, 1)

    def _connect(self) -> None:
        self.over.changed.connect(self.refresh)
        self.drop.clicked.connect(lambda _=False: self.choose_files())
        self.intake.ended.connect(self._taken)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show_office())
        self.view.opened.connect(lambda _: self.details.view.setFocus())
        self.year_view.opened.connect(self._open_from_year)
        self.view.told.connect(self.desk.say)
        self.year_view.told.connect(self.desk.say)
        self.details.view.told.connect(self.desk.say)

    def _keys(self) -> None:
        self.command("Ctrl+O", "接收报送文件", self.choose_files)
        self.command("Ctrl+Return", "核实无误,收下待核实的", self.confirm)
        self.command("Ctrl+E", "导出汇总表", self.export)
        self.command("Ctrl+Y", "看全年、看本期", self.turn)
        self.command("Ctrl+N", "添加应报单位", self.expected.add)
        self.command("F4", "修改单位", self.change)
        self.command("Delete", "移除没有报送过的单位", self.remove)
        self.command("Ctrl+Z", "撤销收取这个单位的报送", self.withdraw)
        self.command("F6", "各单位和问题之间切换", self._other_side)
        self.command("Esc", "收起没有收下的文件", self.dismiss)

    def _other_side(self) -> None:
        (self.details.view if self.view.hasFocus() else self._shown_view()).setFocus()

    def _shown_view(self) -> QWidget:
        shown: QWidget = self._views.currentWidget()
        return shown

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_of(event.mimeData()):
            self.drop.invite(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        self.drop.invite(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop.invite(False)
        if paths := paths_of(event.mimeData()):
            event.acceptProposedAction()
            self.take(paths)


def _sentence(accepted: Sequence[Accepted], taken: Sequence[Accepted], stopped: bool) -> str:
    """收下28份(其中2份替换了上一份),3份已收过;已取消,其余没有收。"""
    parts = []
    if taken:
        again = sum(one.fate is Fate.REPLACED for one in taken)
        parts.append(f"收下{len(taken)}份" + (f"(其中{again}份替换了上一份)" if again else ""))
        if odd := sum(one.problems > 0 for one in taken):
            parts.append(f"{odd}份有不符")
    if same := sum(one.fate is Fate.SAME for one in accepted):
        parts.append(f"{same}份与已收的内容相同,没有重复收")
    if stopped:
        parts.append("已取消,其余没有收")
    return ",".join(parts) + "。" if parts else ""
