"""The offices of a period and what they sent; turned over, the months of its year."""

from array import array
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.domain.timing.periods import Period
from desktop.services.submissions.standing import Board, OfficeRow, YearRow
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.dropping import DropArea
from desktop.ui.kit.parts.labels import ElidedLabel
from desktop.ui.kit.tables.record_table import Deliver, RecordTable
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.screens.reports.consolidation import offices

_DROP = 116  # design pixels


class OfficesCard(Card):
    """`chosen` follows the cursor through the offices of the period, `turned` the turn to its year and back."""

    chosen = Signal()
    turned = Signal()

    def __init__(self, period: Callable[[], Period]) -> None:
        super().__init__("各单位", "consolidation.card")
        self._period = period
        self.board: Board | None = None
        self.year: list[YearRow] = []
        self.drop = DropArea("consolidation.drop")
        self.table = RecordTable(offices.COLUMNS, self._fetch)
        self.view = RecordView(self.table, "consolidation.offices")
        self.year_table = RecordTable(offices.YEAR_COLUMNS, self._fetch_year)
        self.year_view = RecordView(self.year_table, "consolidation.year")
        self._lay_out()
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())
        self.year_view.opened.connect(self._open_from_year)

    @property
    def yearly(self) -> bool:
        """Whether the year is shown."""
        return self._views.currentIndex() == 1

    @property
    def shown_view(self) -> RecordView:
        """The table that is shown."""
        return self.year_view if self.yearly else self.view

    @property
    def row(self) -> OfficeRow | None:
        """The chosen office of the period."""
        chosen = self.view.current_id()
        rows = self.board.offices if self.board else ()
        return next((row for row in rows if row.contributor_id == chosen), None)

    def show_board(self, board: Board) -> None:
        """The offices of the period; before the first report a place to drop them."""
        self.board = board
        self.view.show_ids(array("q", [row.contributor_id for row in board.offices]))
        self.table.refresh()
        if board.offices and self.view.current_id() is None:
            self.view.select_ids([board.offices[0].contributor_id])
        sent = any(row.submissions for row in board.offices)
        self.drop.setVisible(not sent)
        hint = "可以一次拖进整个文件夹;也可按 Ctrl+O 选择"
        self.drop.show_lines("import", f"把各单位{board.period.words}的月度汇总拖到这里", hint)
        self.sum.setText(offices.sentence(board) if sent else "")
        self._tell()
        self.chosen.emit()

    def show_year(self, rows: list[YearRow]) -> None:
        """The offices with the months of the year."""
        self.year = rows
        self.year_view.show_ids(array("q", [row.contributor_id for row in rows]))
        self.year_table.refresh()
        self._tell()

    def turn(self) -> None:
        """From the period to its year and back."""
        self._views.setCurrentIndex(1 - self._views.currentIndex())
        self._tell()
        self.turned.emit()
        self.shown_view.setFocus()

    def _lay_out(self) -> None:
        self._turn_button = button("看全年", "consolidation.turn", self.turn, tip="Ctrl+Y")
        self.add_action(self._turn_button)
        self._views = QStackedWidget()
        self._views.addWidget(self.view)
        self._views.addWidget(self.year_view)
        self.view.setAccessibleName("各单位的报送")
        self.year_view.setAccessibleName("各单位全年的报送")
        self.drop.setFixedHeight(current().px(_DROP))
        self.sum = ElidedLabel("", "strong")
        self.sum.setObjectName("consolidation.sum")
        self.add(self._views, 1)
        self.add(self.sum)
        self.add(self.drop)
        hint = "把各居委会的月度汇总拖进来,单位自动列出;也可按 Ctrl+N 先列出应报单位。"
        self.view.say_when_empty("还没有单位", hint)
        self.year_view.say_when_empty("还没有单位", hint)

    def _tell(self) -> None:
        self._turn_button.setText("看本期" if self.yearly else "看全年")
        self.sum.setVisible(not self.yearly)
        if self.yearly:
            self.set_title(f"{self._period().last.year}年各月报送")
            self.note.setText(f"{len(self.year)}个单位" if self.year else "")
        else:
            self.set_title(f"{self._period().words}各单位")
            self.note.setText(offices.counts(self.board) if self.board and self.board.offices else "")

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        board = self.board
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
        deliver({row.contributor_id: offices.year_line(row) for row in self.year if row.contributor_id in wanted})

    def _open_from_year(self, contributor_id: int) -> None:
        self.turn()
        self.view.select_ids([contributor_id])
