"""The page of tables: which report, which period; it is shown at once, exported and printed."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidgetItem, QVBoxLayout

from desktop.domain.errors import Cancelled
from desktop.domain.timing.periods import Period
from desktop.paper.pages import Page, print_pages
from desktop.paper.table_paper import lay_out_table
from desktop.services.reports import CATALOGUE, Report, note_export, viewing
from desktop.services.reports.exporting import Saved
from desktop.services.reports.viewing import Sheet
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.card import BETWEEN, GAP, Card
from desktop.ui.kit.tables.two_lines import two_line_list
from desktop.ui.paged import Page as ScreenPage
from desktop.ui.screens.reports.period_bar import PeriodBar
from desktop.ui.screens.reports.scope_bar import ScopeBar
from desktop.ui.screens.reports.tables.view import ReportView

FIRST = "monthly"  # what the town wants every month
SHOWN_TABLES = frozenset({"work_order", "call_back", "estate", "estate_service", "organisation", "category", "channel"})


class TablesPage(ScreenPage):
    """Whatever is chosen is made anew and shown; nothing here can change an order."""

    name, title = "tables", "统计报表"
    tables = SHOWN_TABLES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._made = Latest()
        self._reports = sorted(CATALOGUE.values(), key=lambda report: (report.id != FIRST, report.id))
        self.list = two_line_list("reports.list", "报表")
        self.period = PeriodBar(desk.now)
        self.scope = ScopeBar(desk)
        self.view = ReportView()
        self.progress = Progress("reports.progress")
        self.preview: PrintPreview | None = None
        for report in self._reports:
            self.list.addItem(QListWidgetItem(_words(report)))
        self.list.setCurrentRow(0)
        self._lay_out()
        self._keys()
        self.list.currentRowChanged.connect(lambda _: self.refresh())
        self.period.changed.connect(self.refresh)
        self.scope.changed.connect(self.refresh)

    @property
    def extent(self) -> Period:
        """The period that is chosen, looked at through the scope."""
        return self.scope.over(self.period.period)

    @property
    def report(self) -> Report:
        """The report that is chosen."""
        return self._reports[max(self.list.currentRow(), 0)]

    def open(self, what: object = None) -> None:
        """Show the report with this id, or the one shown before."""
        if isinstance(what, str):
            self.list.setCurrentRow(next((at for at, one in enumerate(self._reports) if one.id == what), 0))
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """Make the report anew."""
        desk = self.desk
        task = desk.background.read(viewing.sheets, self.report, self.extent, desk.operator, desk.now())
        self._made(task).then(partial(self.view.show_sheets, self.period.period.words), self._failed)

    def export(self) -> None:
        """Ask where to, and write the workbook."""
        name = f"{_plain_name(self.report)}{self.period.period.words}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "导出报表", name, "Excel 工作簿 (*.xlsx);;CSV 文本 (*.csv)")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the workbook; noted as an export before the file is there."""
        desk, report, period = self.desk, self.report, self.extent

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
        export = button("导出 Excel", "reports.export", self.export, kind="primary", icon="export", tip="Ctrl+E")
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.period, 1)
        top.addWidget(icon_button("refresh", "刷新 (F5)", "reports.refresh", self.refresh))
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        bar.addWidget(self.scope)
        bar.addStretch(1)
        bar.addWidget(export)
        bar.addWidget(button("打印", "reports.print", self.print_report, icon="print", tip="Ctrl+P"))
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
        self.body.addLayout(top)
        self.body.addLayout(bar)
        self.body.addLayout(row, 1)

    def _keys(self) -> None:
        self.command("Ctrl+E", "导出 Excel", self.export)
        self.command("Ctrl+P", "打印", self.print_report)
        self.command("Ctrl+L", "选统计范围", self.scope.ask)
        self.command("Alt+Left", "上一期", self.period.back)
        self.command("Alt+Right", "下一期", self.period.on)
        self.command("Alt+PgDown", "下一张表", partial(self.view.turn, 1))
        self.command("Alt+PgUp", "上一张表", partial(self.view.turn, -1))
        self.command("F6", "到报表列表", self.list.setFocus)

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
            viewing.note_print, _plain_name(self.report), self.period.period, desk.operator, desk.now()
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
