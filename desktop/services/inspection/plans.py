"""Inspection plans: which estates with which list by when, how far they are, and what of the estates is covered."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Checklist, Inspection, InspectionPlan, PlannedEstate
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.fields import check
from desktop.forms.inspection import PlanForm
from desktop.services.cases import Subject, record

NAMED = 3  # estates named in a refusal


def quarter_of(day: date) -> Period:
    """The quarter in which a day lies."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(first, Period.month(day.year, first.month + 2).last)


def proposed_quarter(session: Session, checklist_id: int, day: date) -> PlanForm:
    """A plan for all estates in the quarter of `day`, to be looked at and added; refused without list or estates."""
    checklist = session.get(Checklist, checklist_id)
    if checklist is None:
        raise Refused({"checklist": "请从列表里选一张检查表。"})
    estates = tuple(session.scalars(select(Estate.id).where(Estate.active).order_by(Estate.name)))
    if not estates:
        raise Refused({"estates": "还没有小区,请先导入或新增小区。"})
    period = quarter_of(day)
    name = f"{period.words} {checklist.name}"[:60]
    return PlanForm(name, InspectionKind.QUARTERLY, checklist_id, estates, period.first, period.last)


def add(session: Session, form: PlanForm, operator: Operator, now: datetime) -> int:
    """Add a plan and return its id; refused with every problem by field."""
    form = _checked(session, form, operator)
    row = InspectionPlan(office_id=operator.office_id)
    _fill(row, form)
    session.add(row)
    session.flush()
    _plan_estates(session, row, form.estates)
    record(session, Subject.PLAN, row.id, "add", operator, now, f"新建计划“{row.name}”,{len(form.estates)}个小区")
    return row.id


def change(
    session: Session, plan_id: int, form: PlanForm, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Change a plan; an estate that has an inspection stays in it, and so does the list. `seen` is its version."""
    row = _plan(session, plan_id, seen)
    if not row.active:
        raise Refused("这个计划已结束,要改请先重新打开。")
    form = _checked(session, form, operator, row)
    begun = _begun(session, row.id)
    if begun and form.checklist != row.checklist_id:
        raise Refused({"checklist": "这个计划已有检查,不能换检查表,请另建一个计划。"})
    if left := [name for key, name in begun.items() if key not in form.estates]:
        named = "、".join(left[:NAMED]) + ("等" if len(left) > NAMED else "")
        raise Refused({"estates": f"{named}在这个计划里已有检查,请先作废检查,再移出小区。"})
    before = set(estates_of(session, row.id))
    _fill(row, form)
    gone = before.difference(form.estates)
    session.execute(delete(PlannedEstate).where(PlannedEstate.plan_id == row.id, PlannedEstate.estate_id.in_(gone)))
    added = [key for key in form.estates if key not in before]
    _plan_estates(session, row, added)
    session.info["changed"].add(PlannedEstate.__tablename__)
    text = f"修改计划“{row.name}”,加{len(added)}个小区,减{len(gone)}个小区"
    record(session, Subject.PLAN, row.id, "change", operator, now, text)


def close(session: Session, plan_id: int, operator: Operator, now: datetime, seen: int | None = None) -> None:
    """End a plan: it is no longer chosen and no longer overdue; its inspections stay."""
    row = _plan(session, plan_id, seen)
    if not row.active:
        raise Refused("这个计划已经结束了。")
    row.active = False
    record(session, Subject.PLAN, row.id, "close", operator, now, f"结束计划“{row.name}”")


def reopen(session: Session, plan_id: int, operator: Operator, now: datetime, seen: int | None = None) -> None:
    """Take an ended plan up again."""
    row = _plan(session, plan_id, seen)
    if row.active:
        raise Refused("这个计划没有结束,不用重新打开。")
    row.active = True
    record(session, Subject.PLAN, row.id, "reopen", operator, now, f"重新打开计划“{row.name}”")


def form_of(session: Session, plan_id: int) -> PlanForm:
    """A plan as its form, to be changed."""
    row = _plan(session, plan_id, None)
    return PlanForm(
        row.name,
        InspectionKind(row.kind),
        row.checklist_id,
        estates_of(session, row.id),
        row.first,
        row.last,
        row.inspectors,
        row.note,
    )


def estates_of(session: Session, plan_id: int) -> tuple[int, ...]:
    """The ids of a plan's estates by their names."""
    query = (
        select(PlannedEstate.estate_id)
        .join(Estate, Estate.id == PlannedEstate.estate_id)
        .where(PlannedEstate.plan_id == plan_id)
    )
    return tuple(session.scalars(query.order_by(Estate.name, Estate.id)))


def _plan(session: Session, plan_id: int, seen: int | None) -> InspectionPlan:
    row = session.get(InspectionPlan, plan_id)
    if row is None:
        raise Refused("找不到这个检查计划,请刷新列表。")
    if seen is not None and row.version != seen:
        raise Refused("这个计划刚被别人改过,请看最新内容再改,您填的内容还在。")
    return row


def _checked(session: Session, form: PlanForm, operator: Operator, row: InspectionPlan | None = None) -> PlanForm:
    form = check(form)
    problems = {}
    if form.first and form.last and form.last < form.first:
        problems["last"] = "截止日期不能早于开始日期,请修改。"
    checklist = session.get(Checklist, form.checklist)
    known_list = row is not None and row.checklist_id == form.checklist
    if checklist is None or not (checklist.active or known_list):
        problems["checklist"] = "请从列表里选一张在用的检查表。"
    known = set(session.scalars(select(Estate.id).where(Estate.id.in_(form.estates))))
    if not known.issuperset(form.estates):
        problems["estates"] = "有的小区已不在名单里,请重新选择。"
    same = select(InspectionPlan.id).where(
        InspectionPlan.office_id == operator.office_id, InspectionPlan.name == form.name, InspectionPlan.active
    )
    if any(key != (row.id if row else None) for key in session.scalars(same)):
        problems["name"] = f"已有名为“{form.name}”的计划,请换一个名称。"
    if problems:
        raise Refused(problems)
    return form


def _fill(row: InspectionPlan, form: PlanForm) -> None:
    assert form.checklist is not None and form.first is not None and form.last is not None
    row.name, row.kind, row.checklist_id = form.name, form.kind.value, form.checklist
    row.first, row.last = form.first, form.last
    row.inspectors, row.note = form.inspectors, form.note


def _plan_estates(session: Session, row: InspectionPlan, estates: Iterable[int]) -> None:
    wanted = dict.fromkeys(estates)
    session.add_all(PlannedEstate(office_id=row.office_id, plan_id=row.id, estate_id=key) for key in wanted)
    session.flush()


def _begun(session: Session, plan_id: int) -> dict[int, str]:
    """The estates that have an inspection in the plan, with their names."""
    query = (
        select(Estate.id, Estate.name)
        .join(Inspection, Inspection.estate_id == Estate.id)
        .where(Inspection.plan_id == plan_id, Inspection.state != InspectionState.VOID)
    )
    return dict(session.execute(query).all())
