"""Taking in one visit of a table of results: its estate, list and plan are found, it is entered and finished."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import ChecklistVersion, Inspection, InspectionPlan, PlannedEstate
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Checklist, Item
from desktop.domain.inspection.results import NOT_APPLICABLE, read_result
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.operator import Operator
from desktop.domain.wording.calendar_text import day
from desktop.forms.inspection import InspectionHead, ItemAnswer
from desktop.services.cases import Subject, record
from desktop.services.concluding import finish
from desktop.services.imports.result_tables import Line, Visit
from desktop.services.inspection.inspecting import save_answers, save_head
from desktop.services.inspection.lists import ListEntry
from desktop.services.inspection.preparing import prepare
from desktop.services.inspection.viewing import checklist_of, head_of
from desktop.services.registry.known import KnownEstates

EARLIEST = date(2000, 1, 1)  # as our own workbook has it
NAMED = 6  # items without an answer named one by one
# A formula that failed, or that nobody calculated, is read as an empty cell.
NOTHING_WRITTEN = "没有问题请填“符合”,格子里是公式的请改成数字"


class Skipped(Exception):
    """The inspection is here already, or nobody wrote on its sheet."""


class Wrong(Exception):
    """What is wrong with a visit, by row."""

    def __init__(self, problems: dict[int, list[str]]) -> None:
        super().__init__()
        self.problems = problems


@dataclass(slots=True)
class Taker:
    """What a visit is compared with: estates, lists, plans, and what is here already."""

    session: Session
    entries: list[ListEntry]
    operator: Operator
    now: datetime
    file_name: str
    from_1904: bool
    _estates: KnownEstates = field(init=False)

    def __post_init__(self) -> None:
        self._estates = KnownEstates(self.session)

    def take(self, visit: Visit) -> int:
        """Enter and finish one visit; its inspection's id."""
        problems: dict[int, list[str]] = defaultdict(list)
        row = self._prepared(visit) if visit.number else self._new(visit, problems)
        on = self._day(visit, problems)
        head = head_of(row) if row else InspectionHead()
        head = replace(
            head,
            inspected_on=on,
            inspectors=visit.inspectors or head.inspectors,
            accompanied_by=visit.accompanied or head.accompanied_by,
        )
        if not head.inspectors:
            problems[visit.row].append("没有填检查人")
        answers = _answers(checklist_of(self.session, row), visit, problems) if row else []
        if row is None or problems:
            raise Wrong(problems)
        save_head(self.session, row.id, head, self.operator, self.now)
        save_answers(self.session, row.id, answers, self.operator, self.now)
        record(self.session, Subject.INSPECTION, row.id, "import", self.operator, self.now, f"从“{self.file_name}”导入")
        finish(self.session, row.id, self.operator, self.now, visit.rest)
        return row.id

    def _prepared(self, visit: Visit) -> Inspection:
        """The inspection that our own workbook was made for."""
        query = select(Inspection).where(
            Inspection.number == visit.number, Inspection.office_id == self.operator.office_id
        )
        row = self.session.scalars(query).one_or_none()
        if row is None:
            raise Refused(f"这里没有检查{visit.number},录入表可能是在别的电脑上准备的,请在那台电脑导入。")
        if row.state == InspectionState.DONE:
            raise Skipped(f"{visit.number}已经完成,要更正请先在检查记录里重新打开它,再导入")
        if row.state == InspectionState.VOID:
            raise Refused(f"检查{visit.number}已作废,要导入请先恢复它。")
        if not visit.lines and visit.day is None:
            raise Skipped("没有填写")
        return row

    def _new(self, visit: Visit, problems: dict[int, list[str]]) -> Inspection | None:
        """A new inspection, or None where estate or list are not known; it is rolled back where anything is wrong."""
        estate_id = self._estate(visit, problems)
        entry = next((each for each in self.entries if visit.checklist in (each.code, each.name)), None)
        if entry is None:
            named = f"没有检查表“{visit.checklist}”" if visit.checklist else "看不出是哪张检查表"
            problems[visit.row].append(f"{named},请在“检查表”一列写检查表的名称")
        if estate_id is None or entry is None:
            return None
        on = self._day(visit, {visit.row: []})
        if on and (there := self._there(entry.id, estate_id, on)):
            raise Skipped(f"已有{visit.estate}{on:%m月%d日}的检查{there},要更正请在检查记录里改")
        plan = self._plan(entry.id, estate_id, on) if on else None
        kind = InspectionKind(plan.kind) if plan else InspectionKind.DAILY
        (key,) = prepare(
            self.session, entry.id, [estate_id], kind, self.operator, self.now, plan_id=plan.id if plan else None
        )
        row = self.session.get_one(Inspection, key)
        row.import_key = hashlib.sha256(f"{entry.code}|{estate_id}|{on}".encode()).hexdigest()
        return row

    def _estate(self, visit: Visit, problems: dict[int, list[str]]) -> int | None:
        try:
            return self._estates.one(visit.estate)
        except ValueError as error:
            problems[visit.row].append(str(error))
            return None

    def _day(self, visit: Visit, problems: dict[int, list[str]]) -> date | None:
        try:
            found = day(visit.day, self.from_1904)
        except ValueError as error:
            problems[visit.row].append(f"检查日期:{error}")
            return None
        if found is None:
            problems[visit.row].append("没有填检查日期")
        elif found > self.now.date():
            problems[visit.row].append(f"检查日期{found}晚于今天")
        elif found < EARLIEST:
            problems[visit.row].append(f"检查日期{found}太早,请检查年份")
        return found

    def _there(self, checklist_id: int, estate_id: int, on: date) -> str | None:
        """The number of an inspection of that estate with that list on that day."""
        versions = select(ChecklistVersion.id).where(ChecklistVersion.checklist_id == checklist_id)
        return self.session.scalar(
            select(Inspection.number)
            .where(
                Inspection.estate_id == estate_id,
                Inspection.inspected_on == on,
                Inspection.checklist_version_id.in_(versions),
                Inspection.recheck_of_id.is_(None),
                Inspection.state != InspectionState.VOID,
            )
            .limit(1)
        )

    def _plan(self, checklist_id: int, estate_id: int, on: date) -> InspectionPlan | None:
        """The plan that such an inspection fulfils; the one that ends first where there are two."""
        return self.session.scalars(
            select(InspectionPlan)
            .join(PlannedEstate, PlannedEstate.plan_id == InspectionPlan.id)
            .where(
                InspectionPlan.active,
                InspectionPlan.checklist_id == checklist_id,
                InspectionPlan.first <= on,
                InspectionPlan.last >= on,
                PlannedEstate.estate_id == estate_id,
            )
            .order_by(InspectionPlan.last, InspectionPlan.id)
            .limit(1)
        ).first()


def _answers(checklist: Checklist, visit: Visit, problems: dict[int, list[str]]) -> list[ItemAnswer]:
    """The answers of a visit; what cannot be read is told by row."""
    items = {item.code: item for item in checklist.items()}
    answers: dict[str, ItemAnswer] = {}
    for each in visit.lines:
        try:
            item = _meant(each.item, items)
            if item.code in answers:
                raise ValueError(f"条目{item.code}在同一次检查里写了两次")
            answers[item.code] = found = _answer(item, each)
            if visit.rest and not visit.number and found.value is None and found.applicable:
                raise ValueError(f"{item.code}没有填{each.measure.label},{NOTHING_WRITTEN}")
        except ValueError as error:
            problems[each.row].append(str(error).removesuffix("。"))
    given = {code for code, answer in answers.items() if answer.value is not None or not answer.applicable}
    if not visit.rest and (left := [code for code in items if code not in given]):
        named = "、".join(left[:NAMED]) + ("等" if len(left) > NAMED else "")
        problems[visit.row].append(f"还有{len(left)}项没有填({named})")
    return list(answers.values())


def _meant(written: str, items: Mapping[str, Item]) -> Item:
    """The item with this code or these words; ValueError where there is none, or more than one."""
    if written in items:
        return items[written]
    found = [item for item in items.values() if item.text == written]
    if not written:
        raise ValueError("没有写条目")
    if not found:
        raise ValueError(f"检查表里没有条目“{written}”")
    if found[1:]:
        raise ValueError(f"检查表里{'、'.join(item.code for item in found)}都是“{written}”,请写编号")
    return found[0]


def _answer(item: Item, each: Line) -> ItemAnswer:
    found = read_result(item, NOT_APPLICABLE if each.not_applicable else each.cell, each.measure)
    value = None if found.value is None else float(found.value)
    return ItemAnswer(item.code, found.applicable, value, each.remark, each.fixed)
