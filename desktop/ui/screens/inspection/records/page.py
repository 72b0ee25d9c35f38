"""检查记录: the list of inspections, and the entry of the one that is opened."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.forms.inspection import InspectionFilter
from desktop.services import desk as desk_service
from desktop.services.inspection import coverage, listing
from desktop.services.inspection.coverage import PlanView
from desktop.services.inspection.lists import ListEntry, checklists
from desktop.services.registry import lists
from desktop.ui.desk import Desk, candidates
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.card import BETWEEN, GAP
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.kit.tables.record_table import Deliver, RecordTable
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.paged import Page
from desktop.ui.printing.inspections import print_inspections
from desktop.ui.screen import Command
from desktop.ui.screens.inspection.records import listed
from desktop.ui.screens.inspection.records.entry.entry import Entry
from desktop.ui.screens.inspection.records.entry.sheet import KEYS

LAYOUT = "inspection.records"
NUMBER = re.compile(r"JC-\d{8}-\d{4,}")  # as the printed QR code holds it


class RecordsPage(Page):
    """Enter opens an inspection; a scanned number opens its own."""

    name, title = "records", "检查记录"
    tables = frozenset({"inspection", "finding", "estate", "organisation", "inspection_plan", "checklist"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._listed = Latest()
        self._sort = ("number", True)
        self._stale = True
        self._came_from: int | None = None  # the inspection to be marked once the list is there
        self.bar = FilterBar("inspection.filter", "扫码、编号、小区、企业", desk.now)
        listed.add_conditions(self.bar)
        self.table = RecordTable(listed.COLUMNS, self._fetch)
        self.view = RecordView(self.table, "inspection.table")
        self.view.say_when_empty("还没有检查记录", "在“计划”里选好小区,打印检查表,检查回来后在这里录入。")
        self.entry = Entry(desk)
        self._status = label("", "muted", name="inspection.status")
        self._lay_out()
        self._connect()
        self._keys()
        desk.background.read(desk_service.draft, LAYOUT).then(self._restore)

    def open(self, what: object = None) -> None:
        """Show an inspection by id, a filter's list, or what was shown before."""
        match what:
            case int():
                self.open_entry(what)
            case InspectionFilter(states=states, estate=estate, plan=plan):
                self._show_list()
                self.bar.set_values({"estate": estate, "plan": plan, "state": states[0] if len(states) == 1 else None})
                self.refresh()
            case _ if self._entering:
                self.entry.sheet.setFocus()
            case _:
                self.refresh()
                self.view.setFocus()

    def refresh(self) -> None:
        """Read the list anew; while an inspection is being entered that waits until the list is seen again."""
        self._stale = True
        if not self._entering:
            self._list(from_top=False)
            self._fill_lists()

    def open_entry(self, inspection_id: int) -> None:
        """Show one inspection."""
        self._faces.setCurrentWidget(self.entry)
        self.entry.load(inspection_id)

    def _lay_out(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        self.bar.add_action(button("打印检查表", "inspection.records.print", self._print, icon="print", tip="Ctrl+P"))
        self.bar.add_action(icon_button("columns", "选择列", "inspection.columns", self._columns))
        column.addWidget(self.bar)
        below = QVBoxLayout()
        below.setSpacing(GAP)
        below.addWidget(self.view, 1)
        below.addWidget(self._status)
        column.addLayout(below, 1)
        self._faces = QStackedWidget()
        self._faces.addWidget(whole)
        self._faces.addWidget(self.entry)
        self.body.addWidget(self._faces, 1)

    def _connect(self) -> None:
        self.bar.changed.connect(lambda _: self._list(from_top=True))
        self.bar.search.returnPressed.connect(self._scanned)
        self.view.opened.connect(self.open_entry)
        self.view.sort_requested.connect(self._sort_by)
        self.view.told.connect(self.desk.say)
        self.view.layout_changed.connect(self._keep_layout)
        self.entry.left.connect(self._show_list)
        self.entry.print_wanted.connect(lambda inspection_id: print_inspections(self.desk, self, [inspection_id]))

    def _keys(self) -> None:
        self.command("Ctrl+F", "查找,扫描编号", self._find)
        self.command("Ctrl+P", "打印检查表", self._print)
        self.command("Ctrl+Return", "完成检查", self._finish)
        keypad = QShortcut(QKeySequence("Ctrl+Enter"), self, context=Qt.ShortcutContext.WindowShortcut)
        keypad.activated.connect(self._finish)
        self.command("F4", "到照片夹", self.entry.tray.list.setFocus)
        self.command("F6", "回到列表或检查项", self._home)
        self.commands += [Command(keys, words, self._home) for keys, words in KEYS]

    # the list

    def _list(self, from_top: bool) -> None:
        task = self._listed(self.desk.background.read(listing.ids, listed.filter_of(self.bar), *self._sort))
        task.then(partial(self._show_ids, from_top), lambda error: self.desk.say(str(error)))

    def _show_ids(self, from_top: bool, ids: Sequence[int]) -> None:
        self._stale = False
        self.view.show_ids(ids, from_top)
        self._mark_came_from()
        if self.view.current_id() is None and len(ids):
            self.view.select_ids([ids[0]])
        self._status.setText(f"共 {len(ids):,} 次检查 · Enter 打开录入")

    def _mark_came_from(self) -> None:
        """Select the inspection that was left, as soon as the list has it."""
        if self._came_from is not None and self.table.rows_of([self._came_from]):
            self.view.select_ids([self._came_from])
            self._came_from = None

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        task = self.desk.background.read(listing.rows, ids)
        task.then(lambda rows: deliver({key: listed.row_of(row) for key, row in zip(ids, rows, strict=True)}))

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self.view.show_sorted(key, descending)
        self._keep_layout()
        self._list(from_top=True)

    def _scanned(self) -> None:
        """A whole number was scanned or typed: open that inspection."""
        if found := NUMBER.search(self.bar.search.text().upper()):
            number = found[0]
            self.desk.background.read(listing.ids, InspectionFilter(text=number)).then(partial(self._open_only, number))

    def _open_only(self, number: str, ids: Sequence[int]) -> None:
        if len(ids) == 1:
            self.bar.clear()
            self.open_entry(ids[0])
        else:
            self.desk.say(f"没有编号为 {number} 的检查,请核对编号。")

    def _fill_lists(self) -> None:
        read = self.desk.background.read
        for name in ("estate", "organisation"):
            read(lists.options, name, self.desk.now()).then(partial(self._fill_pick, name))
        read(checklists, True).then(self._fill_checklists)
        read(coverage.plans, self.desk.now(), True).then(self._fill_plans)

    def _fill_pick(self, name: str, options: list[lists.Option]) -> None:
        self.bar.part(name).set_candidates(candidates(options))

    def _fill_checklists(self, entries: list[ListEntry]) -> None:
        self.bar.part("checklist").set_options([(entry.id, entry.name) for entry in entries])

    def _fill_plans(self, plans: list[PlanView]) -> None:
        self.bar.part("plan").set_options([(plan.id, plan.name) for plan in plans])

    # the two faces

    @property
    def _entering(self) -> bool:
        return self._faces.currentWidget() is self.entry

    def _show_list(self) -> None:
        self._faces.setCurrentIndex(0)
        if self.entry.view is not None:
            self._came_from = self.entry.view.id
        if self._stale:
            self.table.refresh()
            self.refresh()
        self._mark_came_from()
        self.view.setFocus()

    def _home(self) -> None:
        (self.entry.sheet if self._entering else self.view).setFocus()

    def _find(self) -> None:
        if self._entering:
            self.entry.leave()
        self.bar.focus_search()

    def _finish(self) -> None:
        if self._entering:
            self.entry.finish()

    def _print(self) -> None:
        if self._entering:
            self.entry.print_sheet()
        elif ids := self.view.selected_ids():
            print_inspections(self.desk, self, ids)
        else:
            self.desk.say("请先在列表里选中要打印的检查。")

    def _columns(self) -> None:
        self.view.column_menu().popup(self.view.mapToGlobal(self.view.rect().topRight()))

    def _keep_layout(self) -> None:
        self.desk.background.write(desk_service.keep_draft, LAYOUT, self.view.layout_state())

    def _restore(self, state: dict[str, Any]) -> None:
        if state:
            self.view.restore_layout(state)
            if sort := state.get("sort"):
                self._sort = (sort[0], sort[1])
