"""The estates of a term, what each still lacks, and beside them the sheet of the chosen one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSplitter, QStackedWidget, QWidget

from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.services.assessment import inputs
from desktop.services.assessment.inputs import EstateInputs, TermInputs
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.card import BETWEEN
from desktop.ui.kit.parts.chips import CountChip
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.screens.assessment.board import Board
from desktop.ui.screens.assessment.inputs import estate_rows
from desktop.ui.screens.assessment.inputs.drafts import Drafts
from desktop.ui.screens.assessment.inputs.entry_card import EntryCard


class SheetsView(QWidget):
    """`filters` choose which estates are listed; whoever shows the view places them. What was typed for an estate is
    kept until it is saved, also when another estate is looked at."""

    def __init__(self, desk: Desk, term: Callable[[], Term]) -> None:
        super().__init__()
        self._desk, self._term = desk, term
        self._found: TermInputs | None = None
        self._wanted: int | None = None
        self._only_missing = False
        self._drafts = Drafts(desk, self)
        self.boards = {
            yearly: Board(desk, estate_rows.columns(Term(2000, 0 if yearly else 1)), f"assessment.inputs.{name}")
            for yearly, name in ((False, "quarter"), (True, "year"))
        }
        self.entries = {yearly: EntryCard(desk, yearly) for yearly in (False, True)}
        self._lay_out()
        self.filters = self._filters()
        self._connect()

    @property
    def board(self) -> Board:
        """The table of the estates."""
        return self.boards[not self._term().quarter]

    @property
    def entry(self) -> EntryCard:
        """The sheet beside it."""
        return self.entries[not self._term().quarter]

    def show_inputs(self, found: TermInputs) -> None:
        """What was entered; what is being typed stays."""
        self._found = found
        self.every.show_count(len(found.estates))
        self.lacking.show_count(sum(bool(one.missing) for one in found.estates))
        self._list()

    def show_missing(self, only: bool) -> None:
        """List only the estates that still lack something, or all."""
        self._only_missing = only
        (self.lacking if only else self.every).setChecked(True)
        self._list()

    def go_to(self, estate: int) -> None:
        """Choose this estate when the next answer is shown."""
        self._wanted = estate

    def leave_term(self) -> None:
        """Another term is about to be shown."""
        for entry in self.entries.values():
            entry.touched = False

    def save(self, and_next: bool) -> None:
        """Keep the sheet; then go to the next estate, or stay."""
        estate = self.entry.estate_id
        if estate is None:
            self._desk.say("请先在列表里选一个小区。")
            return
        try:
            sheet = self.entry.sheet()
        except Refused:
            return
        desk = self._desk
        if and_next and not self.entry.touched:
            self._next()
            return
        task = desk.background.write(inputs.keep, self._term(), estate, sheet, desk.operator, desk.now())
        task.then(partial(self._saved, self._draft_key(estate), and_next), self.entry.show_failure)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        self._tables, self._entries = QStackedWidget(), QStackedWidget()
        for yearly in (False, True):
            self._tables.addWidget(self.boards[yearly])
            self._entries.addWidget(self.entries[yearly])
        self._entries.setMinimumWidth(current().px(420))
        splitter.addWidget(self._tables)
        splitter.addWidget(self._entries)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([current().px(726), current().px(424)])
        row.addWidget(splitter)

    def _filters(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        chips = QButtonGroup(self)
        self.every = CountChip("全部", Tone.ACCENT, "assessment.inputs.view.all")
        self.lacking = CountChip("还缺", Tone.DUE_SOON, "assessment.inputs.view.missing")
        for chip, only in ((self.every, False), (self.lacking, True)):
            chip.setCheckable(True)
            chip.clicked.connect(partial(self.show_missing, only))
            chips.addButton(chip)
            line.addWidget(chip)
        self.every.setChecked(True)
        line.addSpacing(BETWEEN)
        self._status = label("", "muted", name="assessment.inputs.status")
        line.addWidget(self._status)
        line.addStretch(1)
        self.bar = FilterBar("assessment.inputs.filter", "查找小区")
        self.bar.search.setMinimumWidth(current().px(150))
        self.bar.setFixedWidth(current().px(260))
        line.addWidget(self.bar)
        return made

    def _connect(self) -> None:
        self.bar.changed.connect(lambda _: self._list())
        self._drafts.restored.connect(self._show_chosen)
        for board in self.boards.values():
            board.chosen.connect(lambda _: self._show_chosen())
            board.opened.connect(lambda _: self.entry.begin_typing())
        for entry in self.entries.values():
            entry.save_wanted.connect(self.save)
            entry.edited.connect(self._typed)

    def _list(self) -> None:
        if self._found is None:
            return
        self._tables.setCurrentWidget(self.board)
        self._entries.setCurrentWidget(self.entry)
        text = str(self.bar.values().get("text", "")).casefold()
        shown = [
            one
            for one in self._found.estates
            if text in f"{one.estate} {one.company}".casefold()
            and (not self._only_missing or one.missing or one.estate_id == self.entry.estate_id)
        ]
        self.board.say_when_empty("都录齐了" if self._only_missing else "没有这样的小区", "点“全部”看所有小区。")
        self.board.show_lines(estate_rows.lines(shown, self._term(), self._found.scheme))
        if self._wanted is not None:
            self.board.select_ids([self._wanted])
            self._wanted = None
        self._show_chosen()

    def _show_chosen(self) -> None:
        one = self._chosen()
        entry = self.entry
        if one is None or self._found is None:
            return
        done = sum(not each.missing for each in self._found.estates)
        self._status.setText(f"已齐 {done}/{len(self._found.estates)} · Enter 开始填")
        if entry.estate_id == one.estate_id and entry.touched:
            return
        entry.show_estate(one, self._found.scheme)
        if (draft := self._drafts.of(self._draft_key(one.estate_id))) is not None:
            entry.set_draft(draft)

    def _chosen(self) -> EstateInputs | None:
        ids = self.board.selected_ids()
        key = ids[0] if len(ids) == 1 else self.board.current_id()
        return next((one for one in self._found.estates if one.estate_id == key), None) if self._found else None

    def _typed(self) -> None:
        if self.entry.estate_id is not None:
            self._drafts.typed(self._draft_key(self.entry.estate_id), self.entry.draft())

    def _saved(self, key: str, and_next: bool, _touched: int) -> None:
        name = self.entry.title.text()
        self._drafts.saved(key)
        self.entry.touched = False
        self._desk.say(f"{name}已保存", Tone.DONE)
        if and_next:
            self._next()

    def _next(self) -> None:
        """The estate below, if there is one."""
        row = self.board.currentIndex().row()
        if row + 1 < self.board.records.rowCount():
            self.board.select_ids([self.board.records.id_at(row + 1)])
            self.entry.begin_typing()
        else:
            self._desk.say("这是最后一个小区。")
            self.board.setFocus()

    def _draft_key(self, estate: int) -> str:
        return f"{self._term().code}:{estate}"
