"""满意度与意见: what is entered and what is missing for all estates of a term, one sheet beside it."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSplitter, QStackedWidget, QWidget

from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.services import desk as desk_service
from desktop.services.assessment import inputs
from desktop.services.assessment.inputs import EstateInputs, TermInputs
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP
from desktop.ui.kit.parts.chips import CountChip
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.paged import Page
from desktop.ui.screens.assessment.board import Board
from desktop.ui.screens.assessment.inputs import estate_rows
from desktop.ui.screens.assessment.inputs.entry_card import EntryCard
from desktop.ui.screens.assessment.inputs.files import contents
from desktop.ui.screens.assessment.inputs.points_view import PointsView
from desktop.ui.screens.assessment.terms import TermBar, term_in
from desktop.ui.workbook_files import WorkbookFiles

DRAFTS = "assessment.inputs"
PAUSE = 800  # milliseconds without typing before the draft is kept


class InputsPage(Page):
    """`open` takes a term, or (term, "estate" | "points" | "missing", id). What was typed for an estate is kept until
    it is saved, also when another estate is looked at."""

    name, title = "inputs", "满意度与意见"
    tables = frozenset({"survey", "opinion", "adjustment", "assessment_scheme", "estate", "estate_service", "measure"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read = Latest()
        self._found: TermInputs | None = None
        self._wanted: int | None = None
        self._wanted_points: int | None = None
        self._only_missing = False
        self._drafts: dict[str, Any] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._keep_drafts)
        self.terms = TermBar("assessment.inputs.term", desk.now)
        self.bar = FilterBar("assessment.inputs.filter", "查找小区")
        self.bar.search.setMinimumWidth(current().px(150))
        self.boards = {
            yearly: Board(desk, estate_rows.columns(Term(2000, 0 if yearly else 1)), f"assessment.inputs.{name}")
            for yearly, name in ((False, "quarter"), (True, "year"))
        }
        self.entries = {yearly: EntryCard(desk, yearly) for yearly in (False, True)}
        self.points = PointsView(desk, lambda: self.term, self.refresh)
        self.files = WorkbookFiles("assessment", desk, self, lambda: contents(self.term), self.refresh)
        self._lay_out()
        self._connect()
        self._keys()
        desk.background.read(desk_service.draft, DRAFTS).while_alive(self).then(self._restore)

    @property
    def term(self) -> Term:
        """The term that is shown."""
        return self.terms.term

    @property
    def board(self) -> Board:
        """The table of the estates."""
        return self.boards[not self.term.quarter]

    @property
    def entry(self) -> EntryCard:
        """The sheet beside it."""
        return self.entries[not self.term.quarter]

    def open(self, what: object = None) -> None:
        """Show what is asked, or what was shown before, read anew."""
        match what:
            case (term, "points", int() as key):
                self._take(term_in(term))
                self._wanted_points = key
                self._face(1)
            case (term, "estate", int() as key):
                self._take(term_in(term))
                self._wanted = key
                self._face(0)
            case (term, "missing", _):
                self._take(term_in(term))
                self._face(0)
                self._show_missing(True)
            case _:
                self._take(term_in(what))
        self.refresh()
        (self.points.board if self._on_points else self.board).setFocus()

    def refresh(self) -> None:
        """Read what was entered anew; what is being typed stays."""
        self._read(self.desk.background.read(inputs.read, self.term)).then(self._show, self._failed)

    def save(self, and_next: bool) -> None:
        """Keep the sheet; then go to the next estate, or stay."""
        estate = self.entry.estate_id
        if estate is None:
            self.desk.say("请先在列表里选一个小区。")
            return
        try:
            sheet = self.entry.sheet()
        except Refused:
            return
        desk = self.desk
        if and_next and not self.entry.touched:
            self._next()
            return
        task = desk.background.write(inputs.keep, self.term, estate, sheet, desk.operator, desk.now())
        task.then(partial(self._saved, self._draft_key(estate), and_next), self.entry.show_failure)

    # how it looks

    @property
    def _on_points(self) -> bool:
        return self._faces.checkedId() == 1

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(GAP)
        above.addWidget(self.terms)
        above.addStretch(1)
        take = button("导入Excel", "assessment.import", self.files.ask_import, icon="import", tip="Ctrl+I")
        blank = button("下载模板", "assessment.template", self.files.ask_template, icon="export", tip="Ctrl+E")
        above.addWidget(blank)
        above.addWidget(take)
        self.body.addLayout(above)
        self.body.addLayout(self._chip_line())
        sheets = QWidget()
        row = QHBoxLayout(sheets)
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
        self._stack = QStackedWidget()
        self._stack.addWidget(sheets)
        self._stack.addWidget(self.points)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.files.progress)

    def _chip_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        self._faces = QButtonGroup(self)
        for at, (words, name) in enumerate((("问卷和评分", "sheets"), ("加扣分", "points"))):
            face = button(words, f"assessment.inputs.face.{name}", partial(self._choose_face, at))
            face.setCheckable(True)
            face.setChecked(at == 0)
            face.setProperty("compact", True)
            self._faces.addButton(face, at)
            line.addWidget(face)
        line.addSpacing(BETWEEN)
        chips = QButtonGroup(self)
        self.every = CountChip("全部", Tone.ACCENT, "assessment.inputs.view.all")
        self.lacking = CountChip("还缺", Tone.DUE_SOON, "assessment.inputs.view.missing")
        for chip, only in ((self.every, False), (self.lacking, True)):
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._show_missing, only))
            chips.addButton(chip)
            line.addWidget(chip)
        self.every.setChecked(True)
        line.addSpacing(BETWEEN)
        self._status = label("", "muted", name="assessment.inputs.status")
        line.addWidget(self._status)
        line.addStretch(1)
        self.bar.setFixedWidth(current().px(260))
        line.addWidget(self.bar)
        return line

    def _connect(self) -> None:
        self.terms.changed.connect(self._term_changed)
        self.bar.changed.connect(lambda _: self._list())
        for board in self.boards.values():
            board.chosen.connect(lambda _: self._show_chosen())
            board.opened.connect(lambda _: self.entry.begin_typing())
        for entry in self.entries.values():
            entry.save_wanted.connect(self.save)
            entry.points_wanted.connect(self._add_points)
            entry.edited.connect(self._typed)

    def _keys(self) -> None:
        self.command("Alt+Left", "上一期", self.terms.back)
        self.command("Alt+Right", "下一期", self.terms.on)
        self.command("Alt+Y", "季度和年度之间切换", self.terms.turn)
        self.command("Ctrl+Return", "保存并到下一个小区", partial(self.save, True))
        self.command("Ctrl+S", "保存", partial(self.save, False))
        self.command("Ctrl+F", "查找小区", self.bar.focus_search)
        self.command("Ctrl+N", "新增加扣分", self._add_points)
        self.command("Del", "撤销选中的加扣分", self._remove_points)
        self.command("Ctrl+I", "导入Excel", self.files.ask_import)
        self.command("Ctrl+E", "下载模板", self.files.ask_template)
        self.command("F6", "回到列表", self._home)
        self.command("F7", "问卷评分和加扣分之间切换", self._other)

    # what is shown

    def _show(self, found: TermInputs) -> None:
        self._found = found
        self.every.show_count(len(found.estates))
        self.lacking.show_count(sum(bool(one.missing) for one in found.estates))
        self.points.show_inputs(found, self._wanted_points)
        self._wanted_points = None
        button_words = f"加扣分 {len(found.points)}" if found.points else "加扣分"
        proposals = len(found.proposals)
        self._faces.button(1).setText(button_words + (f" · 建议{proposals}" if proposals else ""))
        self._list()

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
        self.board.show_lines(estate_rows.lines(shown, self.term, self._found.scheme))
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
        if (draft := self._drafts.get(self._draft_key(one.estate_id))) is not None:
            entry.set_draft(draft)

    def _chosen(self) -> EstateInputs | None:
        ids = self.board.selected_ids()
        key = ids[0] if len(ids) == 1 else self.board.current_id()
        return next((one for one in self._found.estates if one.estate_id == key), None) if self._found else None

    # what is done

    def _take(self, term: Term | None) -> None:
        if term is not None and term != self.term:
            self.terms.show_term(term)
            self._left_term()

    def _term_changed(self) -> None:
        self._left_term()
        self.refresh()

    def _left_term(self) -> None:
        for entry in self.entries.values():
            entry.touched = False

    def _typed(self) -> None:
        if self.entry.estate_id is not None:
            self._drafts[self._draft_key(self.entry.estate_id)] = self.entry.draft()
            self._pause.start()

    def _keep_drafts(self) -> None:
        self._pause.stop()
        self.desk.background.write(desk_service.keep_draft, DRAFTS, self._drafts)

    def _restore(self, drafts: dict[str, Any]) -> None:
        self._drafts = drafts | self._drafts
        self._show_chosen()

    def _saved(self, key: str, and_next: bool, _touched: int) -> None:
        name = self.entry.title.text()
        self._drafts.pop(key, None)
        self._keep_drafts()
        self.entry.touched = False
        self.desk.say(f"{name}已保存", Tone.DONE)
        if and_next:
            self._next()

    def _next(self) -> None:
        """The estate below; after the last the first that still lacks something."""
        row = self.board.currentIndex().row()
        if row + 1 < self.board.records.rowCount():
            self.board.select_ids([self.board.records.id_at(row + 1)])
            self.entry.begin_typing()
        else:
            self.desk.say("这是最后一个小区。")
            self.board.setFocus()

    def _draft_key(self, estate: int) -> str:
        return f"{self.term.code}:{estate}"

    def _show_missing(self, only: bool) -> None:
        self._only_missing = only
        (self.lacking if only else self.every).setChecked(True)
        self._list()

    def _face(self, at: int) -> None:
        self._faces.button(at).setChecked(True)
        self._stack.setCurrentIndex(at)
        for part in (self.every, self.lacking, self._status, self.bar):
            part.setVisible(at == 0)

    def _choose_face(self, at: int) -> None:
        self._face(at)
        self._home()

    def _other(self) -> None:
        self._choose_face(int(not self._on_points))

    def _home(self) -> None:
        (self.points.board if self._on_points else self.board).setFocus()

    def _add_points(self) -> None:
        self.points.add(None if self._on_points else self.board.current_id())

    def _remove_points(self) -> None:
        if self._on_points and self.points.board.hasFocus():
            self.points.remove()

    def _failed(self, error: object) -> None:
        self.desk.say(str(error))
