"""The page 看板分析: large figures, charts that open their orders, what repeats; printed as it stands."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.timing.periods import Period
from desktop.paper.board_paper import Large, lay_out_board
from desktop.paper.pages import print_pages
from desktop.services.analysis import dashboard
from desktop.services.analysis.dashboard import Panel
from desktop.services.analysis.headlines import CODES, Headline
from desktop.services.indicators import opening
from desktop.services.reports import board, viewing
from desktop.services.reports.board import Board
from desktop.ui.charting import show_chart
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, Card
from desktop.ui.kit.parts.chart_view import ChartView
from desktop.ui.kit.parts.labels import ElidedLabel
from desktop.ui.paged import Page
from desktop.ui.screens.reports.dashboard.causes import CausesCard
from desktop.ui.screens.reports.dashboard.figures import LargeFigure
from desktop.ui.screens.reports.opening import open_orders
from desktop.ui.screens.reports.over import OverExtent

_CHARTS = (  # key, row, column, columns that it takes
    ("course", 0, 0, 3),
    ("categories", 0, 3, 3),
    ("channels", 1, 0, 2),
    ("estates", 1, 2, 2),
    ("closing", 1, 4, 2),
    ("heat", 2, 0, 6),
)
_HIGH, _HEAT = 210, 280  # design pixels


class DashboardPage(Page):
    """Everything is of the period and the scope above; Enter on a part of a chart opens its orders."""

    name, title = "dashboard", "看板分析"
    tables = frozenset(
        {"work_order", "call_back", "estate", "estate_service", "category", "channel", "indicator_version"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._latest = Latest()
        self._board: Board | None = None
        self.unfinished = ElidedLabel("", "muted")
        self.unfinished.setObjectName("dashboard.unfinished")
        self.figures = [LargeFigure(place) for place in range(len(CODES))]
        self.charts = {key: ChartView(f"dashboard.{key}", _HEAT if key == "heat" else _HIGH) for key, *_ in _CHARTS}
        self.causes = CausesCard(self._open_cause, partial(desk.go, "reports", ("tables", "U03")))
        self.preview: PrintPreview | None = None
        self._cards = {key: Card("图表", f"dashboard.{key}.card") for key in self.charts}
        self._lay_out()
        for place, figure in enumerate(self.figures):
            figure.clicked.connect(partial(self._open_figure, place))
        for key, view in self.charts.items():
            view.opened.connect(partial(self._open_part, key))
        self.over.changed.connect(self.refresh)
        self.command("Ctrl+P", "打印看板", self.print_board)

    def refresh(self) -> None:
        """Read the whole board."""
        desk = self.desk
        task = desk.background.read(board.board, self.over.extent, desk.operator, desk.now())
        self._latest(task).then(self._show, self._failed)

    def print_board(self) -> None:
        """Preview and print the board as it is shown."""
        if self._board is None:
            return
        shown = self._board
        large = [Large(one.shown, one.name, one.compared) for one in shown.headlines]
        pages = lay_out_board(shown.title, shown.head, large, [panel.data for panel in shown.panels])
        self.preview = PrintPreview("打印看板", partial(print_pages, pages), landscape=True, parent=self)
        self.preview.printed.connect(self._printed)
        self.preview.open()

    def _lay_out(self) -> None:
        print_it = button("打印", "dashboard.print", self.print_board, icon="print", tip="Ctrl+P")
        self.over = OverExtent(self, print_it, told=self.unfinished)
        inside = QWidget()
        inside.setProperty("kind", "ground")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        for figure in self.figures:
            row.addWidget(figure)
        column.addLayout(row)
        grid = QGridLayout()
        grid.setSpacing(BETWEEN)
        for key, at, left, wide in _CHARTS:
            self._cards[key].add(self.charts[key], 1)
            self.charts[key].setMinimumHeight(current().px(_HEAT if key == "heat" else _HIGH))
            grid.addWidget(self._cards[key], at, left, 1, wide)
        column.addLayout(grid)
        column.addWidget(self.causes)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("dashboard.scroll")
        scroll.setAccessibleName("看板")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)

    def _show(self, found: Board) -> None:
        self._board = found
        self.unfinished.setText(_unfinished(self.over.so_far))
        for figure, one in zip(self.figures, found.headlines, strict=True):
            figure.show_headline(one)
        for panel in found.panels:
            self._cards[panel.key].set_title(panel.data.title)
            show_chart(self.charts[panel.key], panel.data, titled=False)
        self.causes.show_causes(found.causes)

    def _open_figure(self, place: int) -> None:
        if self._board is not None:
            one: Headline = self._board.headlines[place]
            task = self.desk.background.read(opening.orders_of, one.code, {}, self.over.extent, self.desk.now())
            task.then(partial(self._opened, f"{self.over.extent.words}{one.name}"), self._failed)

    def _open_part(self, key: str, part: tuple[int, int]) -> None:
        if self._board is None:
            return
        panel: Panel = next(panel for panel in self._board.panels if panel.key == key)
        row, column = panel.rows[part[0]], panel.columns[part[1]]
        words = f"{panel.data.title}:{panel.data.labels[part[0]]} {panel.data.series[part[1]].name}"
        task = self.desk.background.read(dashboard.orders_of, key, row, column, self.over.extent)
        task.then(partial(self._opened, words), self._failed)

    def _open_cause(self, words: str, ids: Sequence[int]) -> None:
        open_orders(self.desk, ids, words, ("dashboard", None))

    def _opened(self, words: str, ids: Sequence[int] | None) -> None:
        if ids:
            open_orders(self.desk, ids, words, ("dashboard", None))
        else:
            self.desk.say("这个数字后面没有工单。")

    def _printed(self) -> None:
        desk = self.desk
        name = self._board.title if self._board else self.title
        task = desk.background.write(viewing.note_print, name, self.over.period, desk.operator, desk.now())
        task.then(lambda _: desk.say("看板已送到打印机。", Tone.DONE), self._failed)

    def _failed(self, error: Any) -> None:
        self.desk.say(str(error), Tone.OVERDUE)


def _unfinished(period: Period) -> str:
    """What a period that is not over is compared with."""
    if period.until is None:
        return ""
    until, before, year = f"{period.until.month}月{period.until.day}日", period.previous(), period.a_year_before()
    told = f"与{year.words}比" if before == year else f"环比与{before.words}比,同比与{year.words}比"
    return f"本期未结束,统计截至{until};{told}。"
