"""考核结果: the ranking of a quarter or a year, live or as it was published, and what is done with it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QWidget

from desktop.documents.sheets import PaperSize
from desktop.domain.assessment.term import Term
from desktop.services.assessment.followups import FollowUp, followups
from desktop.services.assessment.sight import Sight, look
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP
from desktop.ui.paged import Page
from desktop.ui.screens.assessment.results import company_rows, estate_rows
from desktop.ui.screens.assessment.results.company_panel import CompanyPanel
from desktop.ui.screens.assessment.results.estate_panel import EstatePanel
from desktop.ui.screens.assessment.results.follow_ups import FollowUps
from desktop.ui.screens.assessment.results.publishing import TABLES, Publishing
from desktop.ui.screens.assessment.results.ranking_view import RankingView
from desktop.ui.screens.assessment.results.standing_line import StandingLine
from desktop.ui.screens.assessment.terms import TermBar, term_in


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
        self.sight: Sight | None = None
        self.terms = TermBar("assessment.term", desk.now)
        self.ranking = RankingView(desk, lambda: self.term)
        self.standing = StandingLine()
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

    def open(self, what: object = None) -> None:
        """Show a term, an estate of it, or what was shown before, read anew."""
        match what:
            case (inner, int() as estate):
                self._take(term_in(inner))
                self.ranking.go_to(estate)
            case int():
                self.ranking.go_to(what)
            case _:
                self._take(term_in(what))
        self.refresh()
        self._home()

    def refresh(self) -> None:
        """Work it out anew."""
        task = self._looked(self.desk.background.read(look, self.term, self._wanted, self.desk.now()))
        task.then(self._show, self._failed)

    def _take(self, term: Term | None) -> None:
        if term is not None and term != self.term:
            self.terms.show_term(term)
            self._wanted = None

    # how it looks

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(GAP)
        above.addWidget(self.terms)
        above.addSpacing(BETWEEN)
        above.addWidget(self.ranking.bar, 1)
        self._publish = button("公布", "assessment.publish", self.publishing.publish, kind="primary", icon="check")
        self._publish.setToolTip("Ctrl+Enter")
        self._withdraw = button("撤回", "assessment.withdraw", self.publishing.withdraw)
        export = button("导出Excel", "assessment.export", self.publishing.export, icon="export", tip="Ctrl+E")
        for made in (self._withdraw, self._publish, export, self._printing()):
            above.addWidget(made)
        self.body.addLayout(above)
        self.body.addWidget(self.standing)
        self._panels = QStackedWidget()
        self._panels.addWidget(self.estate_panel)
        self._panels.addWidget(self.company_panel)
        self._panels.setMinimumWidth(current().px(300))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.ranking)
        splitter.addWidget(self._panels)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([current().px(846), current().px(304)])
        self.body.addWidget(splitter, 1)
        self.body.addWidget(self.publishing.progress)

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
        self.ranking.chosen.connect(self._show_chosen)
        self.ranking.opened.connect(self.estate_panel.go_in)
        self.standing.wanted.connect(self._look_at)
        self.standing.completing.connect(self._complete)
        self.estate_panel.left.connect(self._home)

    def _keys(self) -> None:
        self.command("Alt+Left", "上一期", self.terms.back)
        self.command("Alt+Right", "下一期", self.terms.on)
        self.command("Alt+Y", "季度和年度之间切换", self.terms.turn)
        self.command("Ctrl+F", "查找", self.ranking.bar.focus_search)
        self.command("Ctrl+Return", "公布", self.publishing.publish)
        self.command("Ctrl+E", "导出Excel", self.publishing.export)
        self.command("Ctrl+P", "打印公示表", self.publishing.print_poster)
        self.command("F4", "打开选中小区的各项得分", self.estate_panel.go_in)
        self.command("F6", "回到列表", self._home)
        self.command("F7", "小区和企业之间切换", self.ranking.turn)
        self.command("F8", "去补录", self._complete)
        self.command("F9", "展开要看的各条或不同之处", self.standing.unfold)
        self.command("F10", "约谈选中的小区", self._talk)

    # what is shown

    def _show(self, sight: Sight) -> None:
        self.sight = self.publishing.sight = sight
        self.follow_ups.term = sight.term
        self.standing.show_sight(sight)
        self._withdraw.setVisible(sight.stands is not None)
        self._publish.setText("再次公布" if sight.stands is not None else "公布")
        self.ranking.show_sight(sight)

    def _show_chosen(self) -> None:
        sight, key = self.sight, self.ranking.chosen_id
        if sight is None:
            return
        self._panels.setCurrentWidget(self.company_panel if self.ranking.by_company else self.estate_panel)
        view = sight.given.view
        if self.ranking.by_company:
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

    def _complete(self) -> None:
        self.desk.go("assessment", ("inputs", (self.term, "missing", 0)))

    def _talk(self) -> None:
        if self.follow_ups.current is not None:
            self.follow_ups.talk(self.follow_ups.current)
        else:
            self.desk.say("这个小区不用约谈;低于曝光线或列入黑榜的才需要。")

    def _home(self) -> None:
        self.ranking.board.setFocus()

    def _failed(self, error: object) -> None:
        self.desk.say(str(error))
