"""The page 自定义统计: rows, columns and an indicator are chosen; the table is there at once, and kept by name."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidgetItem, QVBoxLayout

from desktop.documents.chart import chart_of
from desktop.documents.table import Table
from desktop.domain.cross import CrossTable
from desktop.domain.errors import Refused
from desktop.domain.extent import Extent
from desktop.domain.timing.periods import Period
from desktop.forms.cross import CrossForm, CrossName
from desktop.forms.reporting import ScopeForm
from desktop.paper.pages import print_pages
from desktop.paper.table_paper import lay_out_table
from desktop.services import desk as desk_service
from desktop.services.counting import scoping
from desktop.services.counting.scoping import Chosen
from desktop.services.cross.making import cross_table
from desktop.services.cross.opening import orders_behind
from desktop.services.indicators import picking
from desktop.services.reports import Report, note_export, viewing
from desktop.services.reports.exporting import Saved
from desktop.services.reports.viewing import Sheet
from desktop.ui.charting import show_chart
from desktop.ui.desk import Desk, candidates
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.card import BETWEEN, Card
from desktop.ui.kit.parts.chart_view import ChartView
from desktop.ui.kit.parts.empty import EmptyState
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list
from desktop.ui.paged import Page
from desktop.ui.screens.reports.opening import open_orders
from desktop.ui.screens.reports.over import OverExtent
from desktop.ui.screens.reports.tables.sheet_table import SheetTable

KEPT = "cross"  # the screen under which the tables are kept as views
_CHART = 150  # design pixels


class CrossPage(Page):
    """Nothing is saved before its name is given; Enter on a figure opens its orders."""

    name, title = "cross", "自定义统计"
    tables = frozenset({"work_order", "call_back", "estate", "estate_service", "saved_view", "indicator_version"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._latest, self._named = Latest(), Latest()
        self._kept: dict[str, dict[str, Any]] = {}
        self._table: Table | None = None
        self._made: tuple[CrossTable, Period] | None = None
        self.form = FormView(CrossForm, columns=1, name="cross.form", now=desk.now)
        self.list = two_line_list("cross.list", "存下的统计表")
        self.none_kept = label(
            "还没有。选好行、列和指标后按“保存”,下次点一下就有。", "muted", wrap=True, name="cross.none"
        )
        self.drop = icon_button("delete", "删除选中的统计表", "cross.remove", self.remove)
        self.table = SheetTable()
        self.table.setObjectName("cross.table")
        self.chart = ChartView("cross.chart", _CHART)
        self.notes = label("", "muted", wrap=True, name="cross.notes")
        self.empty = EmptyState("report", "这一期没有可统计的记录", "换一期,或换一个指标。")
        self.result = Card("自定义统计", "cross.result")
        self.progress = Progress("cross.progress")
        self.dialog: FormDialog | None = None
        self.preview: PrintPreview | None = None
        self._lay_out()
        self._connect()
        desk.background.read(picking.options).then(
            lambda found: self.form.editors.set_candidates("indicator", candidates(found))
        )

    @property
    def wanted(self) -> CrossTable:
        """What is chosen; raises Refused where the form is not filled in."""
        form = self.form.value()
        return CrossTable(form.rows, form.columns, form.measure, self.over.scopes.scope).checked()

    def refresh(self) -> None:
        """Make the table anew, and read which ones are kept."""
        self._named(self.desk.background.read(desk_service.views, KEPT)).then(self._show_kept)
        try:
            wanted = self.wanted
        except Refused as refused:
            self.form.show_failure(refused)
            return
        self.form.editors.show_problems({})
        desk, period = self.desk, self.over.so_far
        task = desk.background.read(cross_table, wanted, period, desk.operator, desk.now())
        self._latest(task).then(partial(self._show, wanted, period), self._failed)

    def swap(self) -> None:
        """Rows become columns."""
        form = self.form.value()
        if form.columns is not None:
            self.form.set_value(CrossForm(form.columns, form.rows, form.measure))
            self.refresh()

    def save(self) -> None:
        """Ask for a name and keep what is chosen under it."""
        try:
            kept = self.wanted.as_json()
        except Refused as refused:
            self.form.show_failure(refused)
            return
        self.dialog = FormDialog(
            "保存统计表",
            FormView(CrossName, columns=1),
            lambda form: self.desk.background.write(desk_service.keep_view, form.name, kept, KEPT),
            "保存",
            "cross.name",
            ["保存行、列、指标和范围;同名的会被替换。统计期每次另选。"],
            self.window(),
        )
        self.dialog.saved.connect(lambda _: self.refresh())
        self.dialog.open()

    def remove(self) -> None:
        """Forget the kept table that is chosen in the list."""
        if (item := self.list.currentItem()) is not None:
            name = item.text()
            task = self.desk.background.write(desk_service.drop_view, name, KEPT)
            task.then(lambda _: self.desk.say(f"已删除“{name}”。"), self._failed)

    def export(self) -> None:
        """Ask where to, and write the workbook."""
        if self._table is None:
            return
        kinds = "Excel 工作簿 (*.xlsx);;CSV 文本 (*.csv);;Word 文档 (*.docx)"
        chosen, _ = QFileDialog.getSaveFileName(self, "导出统计表", f"{self._table.title}.xlsx", kinds)
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the file; noted as an export before it is there."""
        if self._table is None or self._made is None:
            return
        desk, (wanted, period), title = self.desk, self._made, self._table.title
        report = Report("cross", title, "", lambda session, days, by, now: cross_table(session, wanted, days, by, now))

        def write(_: object) -> None:
            task = desk.background.read_long(viewing.export, report, path, period, desk.operator, desk.now())
            self.progress.follow(task, "正在导出统计表").then(self._exported, self._failed)

        desk.background.write(note_export, title, path, period, desk.operator, desk.now()).then(write, self._failed)

    def print_table(self) -> None:
        """Preview and print the table."""
        if self._table is None or not self._table.rows:
            self.desk.say("这一期没有可打印的内容,请换一期。")
            return
        pages = lay_out_table(self._table)
        self.preview = PrintPreview(
            "打印统计表", partial(print_pages, pages), landscape=self._table.landscape, parent=self
        )
        self.preview.printed.connect(self._printed)
        self.preview.open()

    def _lay_out(self) -> None:
        self.over = OverExtent(
            self,
            button("导出", "cross.export", self.export, icon="export", tip="Ctrl+E"),
            button("打印", "cross.print", self.print_table, icon="print", tip="Ctrl+P"),
            button("保存", "cross.save", self.save, kind="primary", icon="save", tip="Ctrl+S"),
        )
        choice, kept = Card("统计什么", "cross.choice"), Card("存下的统计表", "cross.kept")
        choice.add_action(button("行列对换", "cross.swap", self.swap, kind="quiet"))
        choice.add(self.form)
        kept.add_action(self.drop)
        kept.add(self.list, 1)
        kept.add(self.none_kept)
        left = QVBoxLayout()
        left.setSpacing(BETWEEN)
        left.addWidget(choice)
        left.addWidget(kept, 1)
        self.result.add(self.table, 1)
        self.result.add(self.empty, 1)
        self.result.add(self.chart)
        self.result.add(self.notes)
        self.result.add(self.progress)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        for card in (choice, kept):
            card.setFixedWidth(current().px(240))
        row.addLayout(left)
        row.addWidget(self.result, 1)
        self.body.addLayout(row, 1)
        self.empty.hide()

    def _connect(self) -> None:
        self.over.changed.connect(self.refresh)
        self.form.editors.edited.connect(lambda _: self.refresh())
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self.table.activated.connect(self._open_cell)
        self.command("Ctrl+S", "保存统计表", self.save)
        self.command("Ctrl+E", "导出", self.export)
        self.command("Ctrl+P", "打印", self.print_table)
        self.command("F6", "到表格", self.table.setFocus)

    def _show(self, wanted: CrossTable, period: Period, table: Table) -> None:
        self._made, self._table = (wanted, period), table
        sheet: Sheet = viewing.sheet_of(table)
        there = bool(table.rows)
        self.result.set_title(table.title)
        self.table.show_table(sheet.table)
        for part, shown in ((self.table, there), (self.empty, not there), (self.chart, there and bool(table.charts))):
            part.setVisible(shown)
        if there and table.charts:
            show_chart(self.chart, chart_of(sheet.table, table.charts[0]))
        self.notes.setText("\n".join(table.notes))

    def _show_kept(self, kept: list[tuple[str, dict[str, Any]]]) -> None:
        self._kept = dict(kept)
        chosen = self.list.currentItem().text() if self.list.currentItem() else ""
        self.list.clear()
        self.none_kept.setVisible(not kept)
        self.list.setVisible(bool(kept))
        self.drop.setEnabled(bool(kept))
        for name in self._kept:
            self.list.addItem(QListWidgetItem(name))
            if name == chosen:
                self.list.setCurrentRow(self.list.count() - 1)

    def _take(self, item: QListWidgetItem) -> None:
        try:
            kept = CrossTable.parse(self._kept[item.text()])
        except (KeyError, ValueError):
            self.desk.say(f"“{item.text()}”是别的版本存的,打不开;请重新选行列后按原名保存。", Tone.OVERDUE)
            return
        self.form.set_value(CrossForm(kept.rows, kept.columns, kept.measure))
        seen = kept.scope
        asked = ScopeForm(seen.estates, seen.companies, seen.units, seen.channels, seen.categories)
        self.desk.background.read(scoping.chosen, asked).then(self._look_at, self._failed)

    def _look_at(self, chosen: Chosen) -> None:
        self.over.scopes.take(chosen)
        self.refresh()

    def _open_cell(self, index: QModelIndex) -> None:
        if self._table is None or self._made is None or index.column() == 0:
            return
        wanted, period = self._made
        rows = self._table.keys
        row = [rows[index.row()]] if index.row() < len(rows) else []
        place = index.column() - 1
        task = self.desk.background.read(orders_behind, wanted, row, place, period, self.desk.now())
        task.then(partial(self._opened, Extent.of(period, wanted.scope)), self._failed)

    def _opened(self, extent: Period, found: tuple[str, list[int]] | None) -> None:
        if found and found[1]:
            open_orders(self.desk, found[1], f"{extent.words}{found[0]}", ("cross", None))
        else:
            self.desk.say("这个数字后面没有工单。")

    def _exported(self, saved: Saved) -> None:
        self.desk.say(saved.sentence, Tone.DONE)

    def _printed(self) -> None:
        desk = self.desk
        assert self._table is not None
        task = desk.background.write(viewing.note_print, self._table.title, self.over.period, desk.operator, desk.now())
        task.then(lambda _: desk.say("统计表已送到打印机。", Tone.DONE), self._failed)

    def _failed(self, error: Any) -> None:
        if isinstance(error, Refused):
            self.form.show_failure(error)
        self.desk.say(str(error), Tone.OVERDUE)
