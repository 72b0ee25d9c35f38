"""计划: what of the quarter is covered, the plans, and the estates of the one that is chosen."""

from array import array
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.inspection.states import InspectionState
from desktop.domain.operator import Operator
from desktop.services.indicators import coverage as covered
from desktop.services.inspection import coverage, plans, preparing
from desktop.services.inspection.coverage import PlannedVisit, PlanView
from desktop.services.inspection.listing import score_words
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, Card
from desktop.ui.kit.tables.record_table import Column, Deliver, Kind, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.paged import Page
from desktop.ui.printing.inspections import print_inspections
from desktop.ui.screens.inspection.plans.coverage_line import CoverageLine
from desktop.ui.screens.inspection.plans.plan_acts import PlanActs
from desktop.ui.screens.inspection.plans.plan_list import PlanList
from desktop.ui.screens.inspection.plans.results import ResultFiles
from desktop.ui.screens.inspection.states import tone_of_inspection

COLUMNS = (
    Column("estate", "小区", 150, sortable=False, grows=True),
    Column("company", "物业企业", 150, sortable=False),
    Column("state", "状态", 96, Kind.STATE, sortable=False),
    Column("inspected", "检查日期", 96, sortable=False),
    Column("score", "得分", 60, Kind.NUMBER, sortable=False),
    Column("grade", "等次", 76, sortable=False),
)


class PlansPage(Page):
    """Enter on an estate enters its inspection, prepared if need be."""

    name, title = "plans", "计划"
    tables = frozenset({"inspection", "inspection_plan", "planned_estate", "estate", "checklist"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._planned, self._visited, self._covered = Latest(), Latest(), Latest()
        self._visits: list[PlannedVisit] = []
        self._wanted: int | None = None
        self._quarter = plans.quarter_of(desk.now().date())
        self.coverage = CoverageLine()
        self.plans = PlanList("inspection.plans")
        self.table = RecordTable(COLUMNS, self._fetch)
        self.view = RecordView(self.table, "inspection.visits")
        self.acts = PlanActs(desk, self, self._saved)
        self.results = ResultFiles(desk, self)
        self._lay_out()
        self._connect()
        self._keys()

    def open(self, what: object = None) -> None:
        """Show a plan by id, or the page as it was left."""
        self._wanted = what if isinstance(what, int) else None
        self.refresh()
        self.plans.setFocus()

    def refresh(self) -> None:
        """Read plans and coverage anew."""
        read, now = self.desk.background.read, self.desk.now()
        self._planned(read(coverage.plans, now, True)).then(self._show_plans)
        self._covered(read(covered.coverage, self._quarter, now)).then(self._show_coverage)

    def enter(self) -> None:
        """Enter the inspection of the current estate; one that is not there yet is prepared first."""
        visit = self._visit()
        plan = self.plans.plan
        if visit is None or plan is None:
            self.desk.say("请先选一个小区。")
        elif visit.inspection_id is not None:
            self.desk.go("inspection", ("records", visit.inspection_id))
        else:
            self._prepare(plan, [visit.estate_id]).then(
                lambda ids: self.desk.go("inspection", ("records", ids[0])), self._failed
            )

    def print_sheets(self) -> None:
        """Preview the sheets of all estates that are not inspected yet, or of the chosen ones."""
        self._with_waiting(lambda _, ids: print_inspections(self.desk, self, ids))

    def export_sheets(self) -> None:
        """Write a workbook with those sheets, to be filled in on another computer."""
        self._with_waiting(lambda plan, ids: self.results.ask_export(ids, plan.name))

    def _with_waiting(self, act: Callable[[PlanView, list[int]], object]) -> None:
        """Prepare what is not inspected yet, of the chosen estates where several are, and go on with it."""
        plan = self.plans.plan
        if plan is None:
            return
        chosen = set(self.view.selected_ids())
        waiting = [one for one in self._visits if one.state in (None, InspectionState.PREPARED)]
        some = [one.estate_id for one in waiting if one.estate_id in chosen] if len(chosen) > 1 else []
        if estates := some or [one.estate_id for one in waiting]:
            self._prepare(plan, estates).then(partial(act, plan), self._failed)
        else:
            self.desk.say("这个计划的小区都检查过了。")

    def _lay_out(self) -> None:
        self._left = Card("检查计划", "inspection.plans.card")
        self._left.setFixedWidth(current().px(400))
        self._left.add_action(button("新建计划", "inspection.plan.new", self.acts.add, icon="add", tip="Ctrl+N"))
        self._left.add(self.plans, 1)
        self._right = Card("小区", "inspection.visits.card")
        self._right.add(self.view, 1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        self._print = button("打印检查表", "inspection.plan.print", self.print_sheets, icon="print", tip="Ctrl+P")
        self._enter = button("录入", "inspection.plan.enter", self.enter, kind="primary", icon="inspect", tip="Enter")
        self._change_button = button("修改计划", "inspection.plan.change", self._change, tip="F4")
        self._end = button("结束计划", "inspection.plan.end", self._end_plan, kind="quiet")
        self._export = button("导出录入表", "inspection.plan.export", self.export_sheets, icon="export", tip="Ctrl+E")
        for made in (self._enter, self._print, self._export):
            acts.addWidget(made)
        acts.addStretch(1)
        for made in (self._change_button, self._end):
            acts.addWidget(made)
        self._right.add(acts)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self._left)
        row.addWidget(self._right, 1)
        take_in = button("导入结果", "inspection.plan.import", self.results.ask_import, icon="import", tip="Ctrl+I")
        self.coverage.add_action(take_in)
        self.body.addWidget(self.coverage)
        self.body.addLayout(row, 1)
        self.body.addWidget(self.results.progress)

    def _connect(self) -> None:
        self.plans.came.connect(self._show_plan)
        self.plans.opened.connect(self.view.setFocus)
        self.view.opened.connect(lambda _: self.enter())
        self.view.told.connect(self.desk.say)
        self.coverage.turned.connect(self._turn)

    def _keys(self) -> None:
        self.command("Ctrl+N", "新建计划", self.acts.add)
        self.command("F4", "修改计划", self._change)
        self.command("Ctrl+P", "打印还没检查的小区的检查表", self.print_sheets)
        self.command("Ctrl+E", "导出录入表,在别处录入", self.export_sheets)
        self.command("Ctrl+I", "导入检查结果", self.results.ask_import)
        self.command("F6", "计划和小区之间切换", self._other_side)
        self.command("Alt+Left", "上一季度", partial(self._turn, -1))
        self.command("Alt+Right", "下一季度", partial(self._turn, 1))

    def _show_plans(self, found: list[PlanView]) -> None:
        self.plans.show_plans(found, self._wanted)
        self._wanted = None
        self._left.note.setText(f"{sum(plan.active for plan in found)} 个进行中" if found else "")

    def _show_coverage(self, found: covered.Coverage) -> None:
        self.coverage.show_coverage(found, self._quarter == plans.quarter_of(self.desk.now().date()))

    def _show_plan(self, plan: PlanView | None) -> None:
        for made in (self._print, self._enter, self._export, self._change_button, self._end):
            made.setEnabled(plan is not None)
        if plan is None:
            self._right.set_title("小区")
            self._show_visits([])
            self.view.say_when_empty("还没有检查计划", "按 Ctrl+N 新建:选一张检查表,本季度和全部小区已填好。")
            return
        self._right.set_title(plan.name)
        self._end.setText("结束计划" if plan.active else "重新打开")
        self._change_button.setEnabled(plan.active)
        self._visited(self.desk.background.read(coverage.visits, plan.id, self.desk.now())).then(self._show_visits)

    def _show_visits(self, visits: list[PlannedVisit]) -> None:
        self._visits = visits
        self.view.show_ids(array("q", [one.estate_id for one in visits]))
        self.table.refresh()
        if visits and self.view.current_id() is None:
            self.view.select_ids([next((v.estate_id for v in visits if v.state is None), visits[0].estate_id)])
        waiting = sum(one.state in (None, InspectionState.PREPARED) for one in visits)
        self._print.setText(f"打印检查表 {waiting}" if waiting else "打印检查表")
        self._right.note.setText(f"{len(visits) - waiting}/{len(visits)} 已录入" if visits else "")

    def _fetch(self, ids: Sequence[int], deliver: Deliver) -> None:
        wanted = set(ids)
        deliver({one.estate_id: _row(one) for one in self._visits if one.estate_id in wanted})

    def _visit(self) -> PlannedVisit | None:
        estate = self.view.current_id()
        return next((one for one in self._visits if one.estate_id == estate), None)

    def _change(self) -> None:
        if (plan := self.plans.plan) is not None:
            self.acts.change(plan)

    def _end_plan(self) -> None:
        if (plan := self.plans.plan) is not None:
            self.acts.end(plan)

    def _saved(self, plan_id: int) -> None:
        self._wanted = plan_id
        self.refresh()
        self.plans.setFocus()

    def _prepare(self, plan: PlanView, estates: list[int]) -> Any:
        desk = self.desk
        return desk.background.write(_prepare, plan, estates, desk.operator, desk.now())

    def _failed(self, error: object) -> None:
        self.desk.say(str(error), Tone.OVERDUE)

    def _turn(self, by: int) -> None:
        edge = self._quarter.last + timedelta(days=1) if by > 0 else self._quarter.first - timedelta(days=1)
        self._quarter = plans.quarter_of(edge)
        self.refresh()

    def _other_side(self) -> None:
        (self.view if self.plans.hasFocus() else self.plans).setFocus()


def _prepare(session: Any, plan: PlanView, estates: list[int], operator: Operator, now: datetime) -> list[int]:
    return preparing.prepare(
        session, plan.checklist_id, estates, plan.kind, operator, now, plan_id=plan.id, inspectors=plan.inspectors
    )


def _row(visit: PlannedVisit) -> Row:
    day = visit.inspected_on.isoformat() if visit.inspected_on and visit.state is not InspectionState.PREPARED else ""
    words = visit.state.label if visit.state else "未开始"
    tone = tone_of_inspection(visit.state) if visit.state else Tone.NEUTRAL
    return Row((visit.estate, visit.company, words, day, score_words(visit.score), visit.grade), tones={2: tone})
