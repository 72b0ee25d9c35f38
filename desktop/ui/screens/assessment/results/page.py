"""考核结果: the ranking of a quarter or a year, live or as it was published, and what is done with it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.documents.sheets import PaperSize
from desktop.domain.assessment.term import Term
from desktop.services.assessment.followups import FollowUp, followups
from desktop.services.assessment.sight import Sight, look
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP
from desktop.ui.kit.parts.chips import CountChip
from desktop.ui.kit.parts.labels import ElidedLabel
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.paged import Page
from desktop.ui.screens.assessment.board import Board
from desktop.ui.screens.assessment.results import company_rows, estate_rows
from desktop.ui.screens.assessment.results.company_panel import CompanyPanel
from desktop.ui.screens.assessment.results.estate_panel import EstatePanel
from desktop.ui.screens.assessment.results.follow_ups import FollowUps
from desktop.ui.screens.assessment.results.publishing import TABLES, Publishing
from desktop.ui.screens.assessment.results.standing_line import StandingLine
from desktop.ui.screens.assessment.results.summary import summary_words
from desktop.ui.screens.assessment.terms import TermBar, term_in

_QUARTER, _YEAR = Term(2000, 1), Term(2000)


class ResultsPage(Page):
    """`open` takes a term, (term, estate), or an estate's id."""

    name, title = "results", "考核结果"
    tables = frozenset(
        {
            "assessment", "assessment_scheme", "survey", "opinion", "adjustment", "estate_group", "estate",
            "estate_service", "inspection", "finding", "work_order", "measure", "indicator_version",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looked = Latest()
        self._wanted: int | None = None  # a publication, or LIVE
        self._wanted_estate: int | None = None
        self._key = "all"
        self.sight: Sight | None = None
        self.terms = TermBar("assessment.term", desk.now)
        self.bar = FilterBar("assessment.filter", "查找小区、企业")
        self.bar.search.setMinimumWidth(current().px(150))
        self.bar.add_choice("group", "全部分组").setFixedWidth(current().px(120))
        self.standing = StandingLine()
        self.estates = {
            term: Board(desk, estate_rows.columns(term), f"assessment.estates.{name}", two_lines=True)
            for term, name in ((_QUARTER, "quarter"), (_YEAR, "year"))
        }
        self.companies = {
            term: Board(desk, company_rows.columns(term), f"assessment.companies.{name}", two_lines=True)
            for term, name in ((_QUARTER, "quarter"), (_YEAR, "year"))
        }
        self.publishing = Publishing(desk, self, self._done)
        self.follow_ups = FollowUps(desk, self, partial(self.publishing.print_table, "lists"))
        self.estate_panel = EstatePanel(desk, self.follow_ups.notice)
        self.company_panel = CompanyPanel(desk)
        self._lay_out()
        self._connect()
        self._keys()

    @property
    def term(self) -> Term:
        """The term that is shown."""
        return self.terms.term

    @property
    def by_company(self) -> bool:
        """Whether the companies are shown, not the estates."""
        return self._faces.checkedId() == 1

    @property
    def board(self) -> Board:
        """The table that is shown."""
        boards = self.companies if self.by_company else self.estates
        return boards[_QUARTER if self.term.quarter else _YEAR]

    def open(self, what: object = None) -> None:
        """Show a term, an estate of it, or what was shown before, read anew."""
        match what:
            case (inner, int() as estate):
                self._take(term_in(inner))
                self._go_to(estate)
            case int():
                self._go_to(what)
            case _:
                self._take(term_in(what))
        self.refresh()
        self.board.setFocus()

    def refresh(self) -> None:
        """Work it out anew."""
        task = self._looked(self.desk.background.read(look, self.term, self._wanted, self.desk.now()))
        task.then(self._show, self._failed)

    def _take(self, term: Term | None) -> None:
        if term is not None and term != self.term:
            self.terms.show_term(term)
            self._wanted = None

    def _go_to(self, estate: int) -> None:
        self._wanted_estate = estate
        self._key = "all"
        self.bar.clear()
        self._faces.button(0).setChecked(True)

    # how it looks

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(GAP)
        above.addWidget(self.terms)
        above.addSpacing(BETWEEN)
        above.addWidget(self.bar, 1)
        self._publish = button("公布", "assessment.publish", self.publishing.publish, kind="primary", icon="check")
        self._publish.setToolTip("Ctrl+Enter")
        self._withdraw = button("撤回", "assessment.withdraw", self.publishing.withdraw)
        export = button("导出Excel", "assessment.export", self.publishing.export, icon="export", tip="Ctrl+E")
        for made in (self._withdraw, self._publish, export, self._printing()):
            above.addWidget(made)
        self.body.addLayout(above)
        self.body.addWidget(self.standing)
        left = QWidget()
        column = QVBoxLayout(left)
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
        self._panels = QStackedWidget()
        self._panels.addWidget(self.estate_panel)
        self._panels.addWidget(self.company_panel)
        self._panels.setMinimumWidth(current().px(300))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self._panels)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([current().px(846), current().px(304)])
        self.body.addWidget(splitter, 1)
        self.body.addWidget(self.publishing.progress)

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

    def _printing(self) -> QWidget:
        made = button("打印", "assessment.print", icon="print", tip="Ctrl+P 打印公示表")
        menu = QMenu(made)
        menu.addAction("公示表(A4)", self.publishing.print_poster)
        menu.addAction("公示表(A3)", partial(self.publishing.print_poster, PaperSize.A3))
        menu.addSeparator()
        for key, (words, _) in TABLES.items():
            menu.addAction(words, partial(self.publishing.print_table, key))
        made.setMenu(menu)
        return made

    def _connect(self) -> None:
        self.terms.changed.connect(self._term_changed)
        self.bar.changed.connect(lambda _: self._list(from_top=True))
        self.standing.wanted.connect(self._look_at)
        self.standing.completing.connect(self._complete)
        self.estate_panel.left.connect(self._home)
        for board in self.estates.values():
            board.chosen.connect(lambda _: self._show_chosen())
            board.opened.connect(lambda _: self.estate_panel.go_in())
            board.sort_requested.connect(self._sort)
        for board in self.companies.values():
            board.chosen.connect(lambda _: self._show_chosen())
            board.sort_requested.connect(self._sort)

    def _keys(self) -> None:
        self.command("Alt+Left", "上一期", self.terms.back)
        self.command("Alt+Right", "下一期", self.terms.on)
        self.command("Alt+Y", "季度和年度之间切换", self.terms.turn)
        self.command("Ctrl+F", "查找", self.bar.focus_search)
        self.command("Ctrl+Return", "公布", self.publishing.publish)
        self.command("Ctrl+E", "导出Excel", self.publishing.export)
        self.command("Ctrl+P", "打印公示表", self.publishing.print_poster)
        self.command("F4", "打开选中小区的各项得分", self.estate_panel.go_in)
        self.command("F6", "回到列表", self._home)
        self.command("F7", "小区和企业之间切换", self._other)
        self.command("F8", "去补录", self._complete)
        self.command("F9", "展开要看的各条或不同之处", self.standing.unfold)
        self.command("F10", "约谈选中的小区", self._talk)

    # what is shown

    def _show(self, sight: Sight) -> None:
        self.sight = self.publishing.sight = sight
        self.follow_ups.term = sight.term
        view, scheme = sight.given.view, sight.given.scheme
        self.standing.show_sight(sight)
        self._withdraw.setVisible(sight.stands is not None)
        self._publish.setText("再次公布" if sight.stands is not None else "公布")
        self.bar.part("group").set_options([(name, name) for name in view.groups])
        for key, (words, _, test) in estate_rows.VIEWS.items():
            self.views[key].setText(words.format(line=f"{float(scheme.exposure):g}"))
            self.views[key].show_count(sum(map(test, view.rows)))
        self._list(from_top=False)

    def _list(self, from_top: bool) -> None:
        if self.sight is None:
            return
        self._stack.setCurrentWidget(self.board)
        self._panels.setCurrentWidget(self.company_panel if self.by_company else self.estate_panel)
        for chip in self.views.values():
            chip.setVisible(not self.by_company)
        self.bar.part("group").setVisible(not self.by_company)
        lines = self._company_lines(self.bar.values()) if self.by_company else self._estate_lines(self.bar.values())
        self.board.say_when_empty("没有符合条件的", "换个条件,或点“全部”。")
        self.board.show_lines(lines, from_top)
        if self._wanted_estate in lines:
            self.board.select_ids([self._wanted_estate])
        self._wanted_estate = None
        self._status.setText(summary_words(self.sight, list(lines), self.by_company))
        self._show_chosen()

    def _estate_lines(self, wanted: Mapping[str, Any]) -> dict[int, Any]:
        assert self.sight is not None
        view, scheme = self.sight.given.view, self.sight.given.scheme
        rows = estate_rows.chosen(view, wanted, self._key)
        if self.board.sort is not None:
            rows = estate_rows.ordered(rows, *self.board.sort)
        tied = estate_rows.tied_places(view)
        several = len(view.groups) > 1 and "group" not in wanted
        return {
            row.estate_id: estate_rows.line(row, scheme, row.estate_id in tied, row.group if several else "")
            for row in rows
        }

    def _company_lines(self, wanted: Mapping[str, Any]) -> dict[int, Any]:
        assert self.sight is not None
        view, scheme = self.sight.given.view, self.sight.given.scheme
        rows = company_rows.chosen(view, wanted)
        if self.board.sort is not None:
            rows = company_rows.ordered(rows, *self.board.sort)
        tied = company_rows.tied_places(view)
        return {
            row.organisation_id: company_rows.line(row, self.term, scheme, row.organisation_id in tied) for row in rows
        }

    def _show_chosen(self) -> None:
        sight, key = self.sight, self.board.current_id()
        ids = self.board.selected_ids()
        key = ids[0] if len(ids) == 1 else key
        if sight is None:
            return
        view = sight.given.view
        if self.by_company:
            company = next((row for row in view.companies if row.organisation_id == key), None)
            if company is None:
                self.company_panel.say("company", "没有选中企业", "用上下键在列表里选一家。")
            else:
                self.company_panel.show_row(company, sight, key in company_rows.tied_places(view))
            return
        row = next((row for row in view.rows if row.estate_id == key), None)
        if row is None:
            self.follow_ups.current = None
            self.estate_panel.say("assess", "没有选中小区", "用上下键在列表里选一个。")
        else:
            tied = key in estate_rows.tied_places(view)
            self.estate_panel.show_row(row, sight, tied, self._follow(row.estate_id))

    def _follow(self, estate: int) -> FollowUp | None:
        assert self.sight is not None
        self.follow_ups.current = None
        return next((one for one in followups(self.sight.given.view) if one.estate_id == estate), None)

    # what is done

    def _term_changed(self) -> None:
        self._wanted = None
        self.refresh()

    def _look_at(self, wanted: int) -> None:
        self._wanted = wanted
        self.refresh()

    def _done(self) -> None:
        self._wanted = None
        self.refresh()

    def _view(self, key: str) -> None:
        self._key = key
        self.views[key].setChecked(True)
        self._list(from_top=True)

    def _turned(self) -> None:
        self._list(from_top=False)
        self.board.setFocus()

    def _other(self) -> None:
        self._faces.button(int(not self.by_company)).setChecked(True)
        self._turned()

    def _sort(self, key: str, descending: bool) -> None:
        self.board.sort_by(key, descending)
        self._list(from_top=True)

    def _complete(self) -> None:
        self.desk.go("assessment", ("inputs", (self.term, "missing", 0)))

    def _talk(self) -> None:
        if self.follow_ups.current is not None:
            self.follow_ups.talk(self.follow_ups.current)
        else:
            self.desk.say("这个小区不用约谈;低于曝光线或列入黑榜的才需要。")

    def _home(self) -> None:
        self.board.setFocus()

    def _failed(self, error: object) -> None:
        self.desk.say(str(error))
