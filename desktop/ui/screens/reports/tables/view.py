"""One report as it is seen: its sheets, the lines over them, the table, and below it chart and notes or the check."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QTabBar, QVBoxLayout, QWidget

from desktop.documents.chart import chart_of
from desktop.services.checking import Disagreement, Where
from desktop.services.reports.viewing import SHOWN, Sheet
from desktop.ui.charting import show_chart
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.chart_view import ChartView
from desktop.ui.kit.parts.empty import EmptyState
from desktop.ui.kit.parts.labels import ElidedLabel, label, selectable
from desktop.ui.screens.reports.tables.check_panel import CheckPanel
from desktop.ui.screens.reports.tables.sheet_table import SheetTable

BELOW = 168  # design pixels of the chart and the notes


class ReportView(Card):
    """Several sheets stand behind tabs (Alt+PgDown goes on to the next).

    `figure_wanted` comes with the sheet's number, the row and the column of a figure that shall be opened.
    """

    figure_wanted = Signal(int, int, int)

    def __init__(self) -> None:
        super().__init__("报表", "reports.view")
        self._sheets: list[Sheet] = []
        self.tabs = QTabBar()
        self.tabs.setObjectName("reports.sheets")
        self.tabs.setAccessibleName("报表的各张表")
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setDrawBase(False)
        self.tabs.currentChanged.connect(self._show_sheet)
        self._lines = ElidedLabel("", "muted")
        self._lines.setObjectName("reports.head")
        self.table = SheetTable()
        self.table.opened.connect(self._open_figure)
        self.check = CheckPanel()
        self.check.chosen.connect(self._go_to_chosen)
        self.check.closed.connect(self._check_closed)
        self._empty = EmptyState("report", "这一期没有符合条件的记录", "换一期或放宽范围;还没有登记的,先去登记。")
        self._cut = label("", "muted", name="reports.cut")
        self.chart = ChartView("reports.chart", BELOW)
        self.notes = selectable(label("", "muted", wrap=True, name="reports.notes"))
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.notes)
        self._scroll.setAccessibleName("报表说明")
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.chart, 1)
        below.addWidget(self._scroll, 1)
        table = QVBoxLayout()
        table.addWidget(self.table, 1)
        table.addWidget(self._empty, 1)
        self.add(self.tabs)
        self.add(self._lines)
        self.add(table, 1)
        self.add(self._cut)
        self.add(self._below)
        self.add(self.check)

    @property
    def sheets(self) -> list[Sheet]:
        """What is shown, all tabs."""
        return self._sheets

    def show_sheets(self, period: str, sheets: list[Sheet]) -> None:
        """Show a report of the period so named; the tab stays where only the period is another."""
        at = self._place_of_same(period, sheets)
        self._sheets = sheets
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for sheet in sheets:
            self.tabs.addTab(_tab_words(sheet, period))
        self.tabs.setCurrentIndex(at)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(sheets) > 1)
        self._show_sheet(at)

    def show_check(self, found: list[Disagreement]) -> None:
        """Show what the self-check found in the place of chart and notes."""
        self.check.show_found(found)
        self._below.setVisible(not found)
        if found:
            self.check.list.setFocus()

    def go_to(self, where: Where) -> None:
        """Put the keyboard on the cell that is meant, as far as it is on the screen."""
        at = next((at for at, sheet in enumerate(self._sheets) if sheet.table.title == where.sheet), None)
        if at is None:
            return
        self.tabs.setCurrentIndex(at)
        table = self._sheets[at].table
        columns = [column.key for column in table.columns]
        column = columns.index(where.key) if where.key in columns else 0
        rows = self.table.model().rowCount()
        named = (row for row in range(rows) if where.row and self.table.name_of(row) == where.row)
        row = where.row_at if where.row_at >= 0 else next(named, 0)
        if row < rows:
            self.table.go_to(row, column)

    def turn(self, by: int) -> None:
        """The next sheet, or the one before."""
        if self._sheets:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(self._sheets))

    def _open_figure(self, row: int, column: int) -> None:
        self.figure_wanted.emit(self.tabs.currentIndex(), row, column)

    def _go_to_chosen(self, chosen: Disagreement) -> None:
        """The cell is marked; the keyboard stays in the list, for the next one."""
        here = self.check.list
        at_keyboard = here.hasFocus()
        self.go_to(chosen.where)
        if at_keyboard:
            here.setFocus()

    def _check_closed(self) -> None:
        self._below.show()
        self.table.setFocus()

    def _place_of_same(self, period: str, sheets: list[Sheet]) -> int:
        """Where the sheet shown now stands in another period's report; some sheets are left out when empty."""
        words = self.tabs.tabText(self.tabs.currentIndex())
        return next((at for at, sheet in enumerate(sheets) if _tab_words(sheet, period) == words), 0)

    def _show_sheet(self, at: int) -> None:
        sheet = self._sheets[at]
        table = sheet.table
        self.set_title(table.title)
        self._lines.setText("    ".join(line for line in table.head if not line.endswith(":")))
        rows = list(table.rows)
        self.note.setText(f"{len(rows)}行" if rows and not sheet.cut else "")
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.table.show_table(table)
        self._cut.setText(f"只显示前{SHOWN}行,导出的文件里有全部。" if sheet.cut else "")
        self._cut.setVisible(sheet.cut)
        self.notes.setText("\n".join(table.notes))
        self._scroll.setVisible(bool(table.notes))
        charted = bool(table.charts) and bool(rows)
        self.chart.setVisible(charted)
        height = current().px(BELOW if charted else BELOW // 2)
        self._scroll.setFixedHeight(height)
        if charted:
            show_chart(self.chart, chart_of(table, table.charts[0]))


def _tab_words(sheet: Sheet, period: str) -> str:
    """The title without its period: the tabs stand under it."""
    return sheet.table.title.removeprefix("至").removeprefix(period)
