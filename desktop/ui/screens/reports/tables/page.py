"""The page of tables: which report, period and scope; shown at once, opened, checked, exported, printed, sent."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QListWidgetItem, QVBoxLayout

from desktop.domain.errors import Cancelled
from desktop.domain.timing.periods import Period
from desktop.forms.reporting import Against
from desktop.paper.pages import Page, print_pages
from desktop.paper.table_paper import lay_out_table
from desktop.services.checking import Disagreement
from desktop.services.reports import CATALOGUE, Report, note_export, viewing
from desktop.services.reports.comparing import held_against
from desktop.services.reports.exporting import Saved
from desktop.services.reports.viewing import Sheet
from desktop.services.sent.checked import standing
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, Card
from desktop.ui.kit.tables.two_lines import two_line_list
from desktop.ui.paged import Page as ScreenPage
from desktop.ui.screens.reports.over import OverExtent
from desktop.ui.screens.reports.tables.figures import At, Figures
from desktop.ui.screens.reports.tables.sending import SendingUp
from desktop.ui.screens.reports.tables.sent_dialog import SentDialog
from desktop.ui.screens.reports.tables.sent_state import SentState
from desktop.ui.screens.reports.tables.view import ReportView

FIRST = "monthly"  # what the town wants every month
SHOWN_TABLES = frozenset(
    {
        "work_order", "call_back", "estate", "estate_service", "organisation", "category", "channel", "finding",
        "rectification_notice", "measure", "inspection", "assessment", "indicator_version", "sent_report",
        "committee_term", "service_contract", "owners_vote", "vote_matter", "renovation", "renovation_progress",
        "disinfection", "supply", "supply_movement", "stated_figure",
    }
)  # fmt: skip


class TablesPage(ScreenPage):
    """Whatever is chosen is made anew and shown; nothing here can change an order."""

    name, title = "tables", "统计报表"
    tables = SHOWN_TABLES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._made = Latest()
        self._reports = sorted(CATALOGUE.values(), key=lambda report: (report.id != FIRST, report.id))
        self.list = two_line_list("reports.list", "报表")
        self.against = QComboBox()
        self.view = ReportView()
        self.figures = Figures(desk, self)
        self.sending = SendingUp(desk, self)
        self.state = SentState()
        self.view.add_action(self.state)
        self.sent_dialog: SentDialog | None = None
        self._standing = Latest()
        self._checked_for: tuple[str, Period] | None = None
        self._return: At | None = None
        self._from_first = False
        self.progress = Progress("reports.progress")
        self.preview: PrintPreview | None = None
        for report in self._reports:
            self.list.addItem(QListWidgetItem(_words(report)))
        self.list.setCurrentRow(0)
        self._lay_out()
        self._keys()
        self.list.currentRowChanged.connect(lambda _: self.refresh())
        self.over.changed.connect(self.refresh)
        self.against.currentIndexChanged.connect(lambda _: self._hold_against())
        self.view.figure_wanted.connect(self._open_figure)
        self.sending.checked.connect(self._show_check)
        self.sending.sent.connect(self._tell_state)
        self.state.clicked.connect(self.show_sent)

    @property
    def made(self) -> Report:
        """The report that is chosen, with its comparison."""
        return held_against(self.report, self.comparison)

    @property
    def comparison(self) -> Against:
        """What the figures are held against."""
        return list(Against)[max(self.against.currentIndex(), 0)]

    @property
    def report(self) -> Report:
        """The report that is chosen."""
        return self._reports[max(self.list.currentRow(), 0)]

    def open(self, what: object = None) -> None:
        """Show the report with this id, a cell of one (on the way back from its records), or the one shown before."""
        match what:
            case str():
                self.list.setCurrentRow(self._place_of(what))
            case At():
                self.list.setCurrentRow(self._place_of(what.report))
                self._return = what
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """Make the report anew."""
        desk = self.desk
        task = desk.background.read(viewing.sheets, self.made, self.over.extent, desk.operator, desk.now())
        self._made(task).then(partial(self._show, self.over.period.words), self._failed)
        self._tell_state()

    def check(self) -> None:
        """Look for what does not agree."""
        self.sending.check(self.made, self.over.extent)

    def send(self) -> None:
        """Check, save and mark as sent."""
        self.sending.start(self.report, self.over.extent, self.comparison, self._file_name())

    def show_sent(self) -> None:
        """The list of what was sent, this report's first of all."""
        sent = self.state.standing.sent
        self.sent_dialog = SentDialog(self.desk, sent.id if sent else None, self)
        self.sent_dialog.changed.connect(self._tell_state)
        self.sent_dialog.open()

    def export(self) -> None:
        """Ask where to, and write the workbook."""
        kinds = "Excel 工作簿 (*.xlsx);;Word 文档 (*.docx);;CSV 文本 (*.csv)"
        chosen, _ = QFileDialog.getSaveFileName(self, "导出报表", self._file_name(), kinds)
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the workbook; noted as an export before the file is there."""
        desk, report, period = self.desk, self.made, self.over.extent

        def write(_: object) -> None:
            task = desk.background.read_long(viewing.export, report, path, period, desk.operator, desk.now())
            self.progress.follow(task, f"正在导出{_plain_name(report)}")
            task.then(self._exported, self._failed)

        noted = desk.background.write(note_export, _plain_name(report), path, period, desk.operator, desk.now())
        noted.then(write, self._failed)

    def print_report(self) -> None:
        """Preview and print every sheet of the report."""
        sheets = [sheet for sheet in self.view.sheets if list(sheet.table.rows)]
        if not sheets:
            self.desk.say("这一期没有可打印的内容,请换一期。")
        elif any(sheet.cut for sheet in sheets):
            self.desk.say(f"这份报表超过{viewing.SHOWN}行,请导出后打印。")
        else:
            self._preview(sheets)

    def _lay_out(self) -> None:
        self.against.setObjectName("reports.against")
        self.against.setAccessibleName("与哪一期比较")
        self.against.setToolTip("与上期或上年同期比较 (Ctrl+B 切换)")
        self.against.addItems([against.label for against in Against])
        send = "自检、留存、标为已上报 (Ctrl+U)"
        self.over = OverExtent(
            self,
            button("自检", "reports.check.run", self.check, icon="check", tip="找出对不上的数 (F8)"),
            button("导出", "reports.export", self.export, icon="export", tip="存成Excel、Word或CSV (Ctrl+E)"),
            button("打印", "reports.print", self.print_report, icon="print", tip="Ctrl+P"),
            button("已报记录", "reports.sent.show", self.show_sent, icon="history", tip="Ctrl+H"),
            button("上报", "reports.send.start", self.send, kind="primary", icon="done", tip=send),
            beside=self.against,
        )
        choice = Card("报表", "reports.choice")
        choice.setFixedWidth(current().px(220))
        choice.add(self.list, 1)
        right = QVBoxLayout()
        right.setSpacing(BETWEEN)
        right.addWidget(self.view, 1)
        right.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(choice)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)

    def _keys(self) -> None:
        self.command("F8", "自检", self.check)
        self.command("Ctrl+U", "上报", self.send)
        self.command("Ctrl+H", "已上报的报表", self.show_sent)
        self.command("Ctrl+E", "导出", self.export)
        self.command("Ctrl+P", "打印", self.print_report)
        self.command("Ctrl+B", "换比较的一期", self._next_comparison)
        self.command("Alt+PgDown", "下一张表", partial(self.view.turn, 1))
        self.command("Alt+PgUp", "上一张表", partial(self.view.turn, -1))
        self.command("F6", "报表列表和表格之间切换", self._other_side)

    def _place_of(self, report: str) -> int:
        return next((at for at, one in enumerate(self._reports) if one.id == report), 0)

    def _file_name(self) -> str:
        scope = self.over.scopes.scope.words
        inside = f"({scope[:20]})" if scope else ""
        return f"{_plain_name(self.report)}{self.over.period.words}{inside}.xlsx"

    def _hold_against(self) -> None:
        """The comparison's own sheets stand first."""
        self._from_first = True
        self.refresh()

    def _next_comparison(self) -> None:
        self.against.setCurrentIndex((self.against.currentIndex() + 1) % self.against.count())

    def _other_side(self) -> None:
        (self.view.table if self.list.hasFocus() else self.list).setFocus()

    def _show(self, period: str, sheets: list[Sheet]) -> None:
        self.view.show_sheets(period, sheets)
        if self._from_first:
            self._from_first = False
            self.view.tabs.setCurrentIndex(0)
        shown = (self.report.id, self.over.extent)
        if self.view.check.isVisible() and shown != self._checked_for:
            self.view.check.close_panel()
        if self._return is not None:
            back, self._return = self._return, None
            self.view.tabs.setCurrentIndex(back.sheet)
            if back.row < self.view.table.model().rowCount():
                self.view.table.go_to(back.row, back.column)

    def _show_check(self, found: list[Disagreement]) -> None:
        self._checked_for = (self.report.id, self.over.extent)
        self.view.show_check(found)

    def _tell_state(self) -> None:
        task = self.desk.background.read(standing, self.report, self.over.extent, self.desk.operator)
        self._standing(task).while_alive(self).then(self.state.show_standing)

    def _open_figure(self, sheet: int, row: int, column: int) -> None:
        at = At(self.report.id, sheet, row, column)
        self.figures.open(at, self.view.sheets[sheet], self.view.table, self.over.extent)

    def _exported(self, saved: Saved) -> None:
        self.desk.say(saved.sentence, Tone.DONE)

    def _preview(self, sheets: list[Sheet]) -> None:
        pages: list[Page] = [page for sheet in sheets for page in lay_out_table(sheet.table)]
        landscape = sheets[0].table.landscape
        self.preview = PrintPreview("打印报表", partial(print_pages, pages), landscape=landscape, parent=self)
        self.preview.printed.connect(self._printed)
        self.preview.open()

    def _printed(self) -> None:
        desk = self.desk
        task = desk.background.write(
            viewing.note_print, _plain_name(self.report), self.over.period, desk.operator, desk.now()
        )
        task.then(lambda _: desk.say("报表已送到打印机。", Tone.DONE), self._failed)

    def _failed(self, error: object) -> None:
        text = "已取消,没有留下文件。" if isinstance(error, Cancelled) else str(error)
        self.desk.say(text, Tone.NEUTRAL if isinstance(error, Cancelled) else Tone.OVERDUE)


def _plain_name(report: Report) -> str:
    return report.name.partition("(")[0]


def _words(report: Report) -> str:
    """The name, and below it what is in it or the periods it is usually made for."""
    name, _, inside = report.name.partition("(")
    if report.id == FIRST:
        return f"{name}\n{inside.rstrip(')')},报镇"
    return f"{report.name}\n{report.id} · {report.periods}报"
