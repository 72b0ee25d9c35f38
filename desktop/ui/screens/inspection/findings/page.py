"""问题整改: the findings, and the notices that press for them; what is chosen shows what can be done now."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.forms.order_filter import Gathered
from desktop.forms.rectification import FindingFilter, MeasureLevel, NoticeFilter
from desktop.services.rectification import notice_desk
from desktop.services.rectification.finding_view import FindingView
from desktop.services.rectification.notice_desk import Choice, NoticeCase
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.paged import Page
from desktop.ui.screens.inspection.findings import finding_source, notice_source
from desktop.ui.screens.inspection.findings.finding_acts import FindingActs
from desktop.ui.screens.inspection.findings.finding_panel import FindingPanel
from desktop.ui.screens.inspection.findings.listing import Listing
from desktop.ui.screens.inspection.findings.notice_acts import NoticeActs
from desktop.ui.screens.inspection.findings.notice_panel import NoticePanel

_ONLY = {
    "inspection": "只看这次检查的问题",
    "notice": "只看这份通知书的问题",
    "order": "只看这件工单的问题",
    "plan": "只看这个计划的问题",
    "category": "只看这一类别的问题",
}


class FindingsPage(Page):
    """Two faces: 问题 and 通知书. `open` takes a finding's id, ("notice", id), a view's key, a filter, a dict like
    {"inspection": id}, or what stands behind a figure: Gathered, ("notices", Gathered)."""

    name, title = "findings", "问题整改"
    tables = frozenset(
        {
            "finding",
            "rectification_notice",
            "measure",
            "procedure_step",
            "inspection",
            "work_order",
            "estate",
            "evidence",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen = Latest()
        self.finding_acts = FindingActs(desk, self, self._home)
        self.notice_acts = NoticeActs(desk, self, self._home, self.finding_acts)
        self.finding_panel, self.notice_panel = FindingPanel(desk), NoticePanel(desk)
        self.findings = Listing(desk, finding_source.SOURCE, self.finding_panel)
        self.notices = Listing(desk, notice_source.SOURCE, self.notice_panel)
        self._faces = QStackedWidget()
        self._lay_out()
        self.findings.shown.connect(self._show_findings)
        self.notices.shown.connect(self._show_notice)
        self.findings.entered.connect(self.finding_panel.open_menu)
        self.notices.entered.connect(self.notice_panel.open_menu)
        self.notice_panel.finding_wanted.connect(self.open)
        self.notice_panel.press_wanted.connect(self._press)
        self._keys()

    @property
    def listing(self) -> Listing:
        """The face that is shown."""
        return self.findings if self._faces.currentWidget() is self.findings else self.notices

    def open(self, what: object = None) -> None:
        """Show what is asked, or what was shown before, read anew."""
        match what:
            case int():
                self._turn(self.findings).open_one(what)
            case ("notice", int() as notice):
                self._turn(self.notices).open_one(notice)
            case ("notices", str() as key):
                self._turn(self.notices).open_view(key)
            case str():
                self._turn(self.findings).open_view(what)
            case FindingFilter():
                self._turn(self.findings).open_filter(what)
            case NoticeFilter():
                self._turn(self.notices).open_filter(what)
            case ("notices", Gathered() as gathered):
                self._turn(self.notices).open_only(f"{gathered.words}:{len(gathered.ids):,}份", {"among": gathered.ids})
            case Gathered():
                self._turn(self.findings).open_only(f"{what.words}:{len(what.ids):,}个", {"among": what.ids})
            case dict():
                words = "、".join(_ONLY[key] for key in what)
                self._turn(self.findings).open_only(words, what)
        self.refresh()
        self._home()

    def refresh(self) -> None:
        """Read the shown list anew."""
        self.listing.refresh()

    def _lay_out(self) -> None:
        faces = ((self.findings, "findings", "问题"), (self.notices, "notices", "通知书"))
        for at, (listing, key, _) in enumerate(faces):
            line = QHBoxLayout()
            line.setSpacing(4)
            self._faces.addWidget(listing)
            bar = listing.bar
            bar.add_action(icon_button("arrow-right", "收起或展开右边 (F9)", f"{key}.fold", listing.fold))
            bar.add_action(icon_button("columns", "选择列", f"{key}.columns", listing.columns))
            for other, (target, name, title) in enumerate(faces):
                face = button(title, f"{key}.face.{name}", partial(self._choose, target))
                face.setCheckable(True)
                face.setChecked(other == at)
                face.clicked.connect(partial(face.setChecked, other == at))
                line.addWidget(face)
            listing.put_above(line)
        add = button("登记问题", "findings.new", self.finding_acts.add, icon="add", tip="Ctrl+N")
        self.findings.bar.add_action(add)
        self.body.addWidget(self._faces, 1)

    def _keys(self) -> None:
        self.command("Ctrl+F", "查找", self._find)
        self.command("Ctrl+N", "登记问题", self.finding_acts.add)
        self.command("F4", "选中的能办的事", self._offer)
        self.command("F6", "回到列表", self._home)
        self.command("F7", "问题和通知书之间切换", self._other)
        self.command("F9", "收起或展开右边", self._fold)
        self.command("Ctrl+P", "打印通知书", self._print)

    def _turn(self, listing: Listing) -> Listing:
        self._faces.setCurrentWidget(listing)
        return listing

    def _choose(self, listing: Listing) -> None:
        self._turn(listing)
        self.refresh()
        self._home()

    def _other(self) -> None:
        self._choose(self.notices if self.listing is self.findings else self.findings)

    def _find(self) -> None:
        self.listing.bar.focus_search()

    def _offer(self) -> None:
        self.listing.panel.open_menu()

    def _fold(self) -> None:
        self.listing.fold()

    def _home(self) -> None:
        self.listing.view.setFocus()

    def _show_findings(self, shown: Any) -> None:
        self._chosen.forget()
        match shown:
            case FindingView():
                self.finding_panel.show_finding(shown, self.finding_acts.offers(shown))
            case []:
                self.finding_panel.clear()
            case list():
                task = self._chosen(self.desk.background.read(notice_desk.choice, shown))
                task.then(partial(self._show_choice, len(shown)))

    def _show_choice(self, count: int, choice: Choice) -> None:
        self.finding_panel.show_choice(count, choice, self.finding_acts.offers_for(choice))

    def _show_notice(self, shown: Any) -> None:
        if isinstance(shown, NoticeCase):
            self.notice_panel.show_case(shown, self.notice_acts.offers(shown), self.notice_acts.measures.offers)
        else:
            self.notice_panel.clear()

    def _press(self) -> None:
        case = self.notice_panel.case
        if case is not None and case.due is not None:
            self.notice_acts.press(case, MeasureLevel(str(case.due.level.level)))

    def _print(self) -> None:
        finding, case = self.finding_panel.finding, self.notice_panel.case
        if self.listing is self.notices and case is not None:
            self.notice_acts.printing.start_notice(case.notice.id)
        elif self.listing is self.findings and finding is not None and finding.notice is not None:
            self.finding_acts.printing.start_notice(finding.notice[0])
        else:
            self.desk.say("请先选中一份通知书,或已下达通知的问题。")
