"""The ranking of a term: its estates or its companies, which of them are listed, and in what order."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.assessment.term import Term
from desktop.services.assessment.sight import Sight
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP
from desktop.ui.kit.parts.chips import CountChip
from desktop.ui.kit.parts.labels import ElidedLabel
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.screens.assessment.board import Board
from desktop.ui.screens.assessment.results import company_rows, estate_rows
from desktop.ui.screens.assessment.results.summary import summary_words

_QUARTER, _YEAR = Term(2000, 1), Term(2000)


class RankingView(QWidget):
    """`chosen` follows the line under the cursor, also when another table is shown; `opened` asks for an estate's
    figures. `bar` narrows the list; whoever shows the view places it."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, desk: Desk, term: Callable[[], Term]) -> None:
        super().__init__()
        self._term = term
        self._sight: Sight | None = None
        self._wanted: int | None = None
        self._key = "all"
        self.bar = FilterBar("assessment.filter", "查找小区、企业")
        self.bar.search.setMinimumWidth(current().px(150))
        self.bar.add_choice("group", "全部分组").setFixedWidth(current().px(120))
        self.estates = {
            term: Board(desk, estate_rows.columns(term), f"assessment.estates.{name}", two_lines=True)
            for term, name in ((_QUARTER, "quarter"), (_YEAR, "year"))
        }
        self.companies = {
            term: Board(desk, company_rows.columns(term), f"assessment.companies.{name}", two_lines=True)
            for term, name in ((_QUARTER, "quarter"), (_YEAR, "year"))
        }
        self._lay_out()
        self._connect()

    @property
    def by_company(self) -> bool:
        """Whether the companies are shown, not the estates."""
        return self._faces.checkedId() == 1

    @property
    def board(self) -> Board:
        """The table that is shown."""
        boards = self.companies if self.by_company else self.estates
        return boards[_QUARTER if self._term().quarter else _YEAR]

    @property
    def chosen_id(self) -> int | None:
        """The estate or company that is marked, or else the one under the cursor."""
        ids = self.board.selected_ids()
        return ids[0] if len(ids) == 1 else self.board.current_id()

    def show_sight(self, sight: Sight) -> None:
        """List what was worked out."""
        self._sight = sight
        view, scheme = sight.given.view, sight.given.scheme
        self.bar.part("group").set_options([(name, name) for name in view.groups])
        for key, (words, _, test) in estate_rows.VIEWS.items():
            self.views[key].setText(words.format(line=f"{float(scheme.exposure):g}"))
            self.views[key].show_count(sum(map(test, view.rows)))
        self._list(from_top=False)

    def go_to(self, estate: int) -> None:
        """Choose this estate when the next answer is shown, whatever the list was narrowed to."""
        self._wanted = estate
        self._key = "all"
        self.bar.clear()
        self._faces.button(0).setChecked(True)

    def turn(self) -> None:
        """From the estates to the companies and back."""
        self._faces.button(int(not self.by_company)).setChecked(True)
        self._turned()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._chip_line())
        self._stack = QStackedWidget()
        for board in (*self.estates.values(), *self.companies.values()):
            self._stack.addWidget(board)
        column.addWidget(self._stack, 1)
        self._status = ElidedLabel("", "muted")
        self._status.setObjectName("assessment.status")
        column.addWidget(self._status)

    def _chip_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        self._faces = QButtonGroup(self)
        for at, (words, name) in enumerate((("小区", "estates"), ("企业", "companies"))):
            face = button(words, f"assessment.face.{name}", self._turned)
            face.setCheckable(True)
            face.setChecked(at == 0)
            face.setProperty("compact", True)
            self._faces.addButton(face, at)
            line.addWidget(face)
        line.addSpacing(BETWEEN)
        self._chips = QButtonGroup(self)
        self.views: dict[str, CountChip] = {}
        for key, (words, tone, _) in estate_rows.VIEWS.items():
            chip = self.views[key] = CountChip(words, tone, f"assessment.view.{key}")
            chip.setCheckable(True)
            chip.setChecked(key == "all")
            chip.clicked.connect(partial(self._view, key))
            self._chips.addButton(chip)
            line.addWidget(chip)
        line.addStretch(1)
        return line

    def _connect(self) -> None:
        self.bar.changed.connect(lambda _: self._list(from_top=True))
        for board in self.estates.values():
            board.opened.connect(lambda _: self.opened.emit())
        for board in (*self.estates.values(), *self.companies.values()):
            board.chosen.connect(lambda _: self.chosen.emit())
            board.sort_requested.connect(self._sort)

    def _list(self, from_top: bool) -> None:
        if self._sight is None:
            return
        self._stack.setCurrentWidget(self.board)
        for chip in self.views.values():
            chip.setVisible(not self.by_company)
        self.bar.part("group").setVisible(not self.by_company)
        wanted = self.bar.values()
        lines = self._company_lines(self._sight, wanted) if self.by_company else self._estate_lines(self._sight, wanted)
        self.board.say_when_empty("没有符合条件的", "换个条件,或点“全部”。")
        self.board.show_lines(lines, from_top)
        if self._wanted in lines:
            self.board.select_ids([self._wanted])
        self._wanted = None
        self._status.setText(summary_words(self._sight, list(lines), self.by_company))
        self.chosen.emit()

    def _estate_lines(self, sight: Sight, wanted: Mapping[str, Any]) -> dict[int, Any]:
        view, scheme = sight.given.view, sight.given.scheme
        rows = estate_rows.chosen(view, wanted, self._key)
        if self.board.sort is not None:
            rows = estate_rows.ordered(rows, *self.board.sort)
        tied = estate_rows.tied_places(view)
        several = len(view.groups) > 1 and "group" not in wanted
        return {
            row.estate_id: estate_rows.line(row, scheme, row.estate_id in tied, row.group if several else "")
            for row in rows
        }

    def _company_lines(self, sight: Sight, wanted: Mapping[str, Any]) -> dict[int, Any]:
        view, scheme = sight.given.view, sight.given.scheme
        rows = company_rows.chosen(view, wanted)
        if self.board.sort is not None:
            rows = company_rows.ordered(rows, *self.board.sort)
        tied = company_rows.tied_places(view)
        term = self._term()
        return {row.organisation_id: company_rows.line(row, term, scheme, row.organisation_id in tied) for row in rows}

    def _view(self, key: str) -> None:
        self._key = key
        self.views[key].setChecked(True)
        self._list(from_top=True)

    def _turned(self) -> None:
        self._list(from_top=False)
        self.board.setFocus()

    def _sort(self, key: str, descending: bool) -> None:
        self.board.sort_by(key, descending)
        self._list(from_top=True)
