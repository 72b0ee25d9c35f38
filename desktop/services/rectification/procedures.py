"""Handling procedures on an order or a finding: which fits, how far it is, taking a step and taking it back."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.data.tables.offices import StaffMember
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding, ProcedureStep
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import FindingState
from desktop.domain.lifecycle import OPEN, State
from desktop.domain.operator import Operator
from desktop.domain.rectification.lifecycle import ACTIVE, FindingAct
from desktop.domain.rectification.procedures import Procedure, Step, fitting, parse
from desktop.forms.acts import Reason
from desktop.forms.fields import check
from desktop.forms.rectification import TakeStep
from desktop.services.cases import Subject, acts_of, record
from desktop.services.rectification.acting import moment
from desktop.services.rectification.terms import term
from desktop.system.resources import load_json


@dataclass(frozen=True, slots=True)
class Case:
    """What is handled: exactly one of a work order and a finding, by id."""

    order: int | None = None
    finding: int | None = None


@dataclass(frozen=True, slots=True)
class StepView:
    """A step and how it stands: `done_at` when it was taken, by whom; `due_at` for the one that is next.
    `paper` is the name of its paper, "" where it has none; `may_undo` for the last one taken."""

    code: str
    title: str
    who: str
    paper_code: str
    paper: str
    basis: str
    hint: str
    limit: str
    done_at: datetime | None
    done_by: str
    note: str
    next: bool
    due_at: datetime | None
    overdue: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """A procedure that fits, with its steps; `running` while the order or finding is open."""

    code: str
    name: str
    basis: str
    done: int
    running: bool
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """The order or finding itself, as a procedure needs it: a step may be noted from `began_at` on, the day it was
    found; the time of the first one counts from `since`, when it was taken down. `way_out` is how it runs again."""

    category: str | None
    began_at: datetime
    since: datetime
    running: bool
    words: str
    way_out: str
    kept: ColumnElement[bool]


def procedures_for(session: Session, case: Case, now: datetime) -> list[ProcedureView]:
    """The procedures of its category, and any of which a step was taken before the category was corrected."""
    about = _about(session, case)
    taken = _taken(session, about)
    begun = {row.procedure for row in taken}
    fits = fitting(shipped(), about.category)
    wanted = [one for one in shipped() if one in fits or one.code in begun]
    return [_view(session, one, about, [row for row in taken if row.procedure == one.code], now) for one in wanted]


def take_step(
    session: Session, case: Case, procedure: str, step: str, form: TakeStep, operator: Operator, now: datetime
) -> None:
    """Note that a step was taken; the steps before it may have been left out."""
    form = check(form)
    about = _running(session, case)
    known, wanted = find_step(procedure, step)
    if known not in fitting(shipped(), about.category):
        raise Refused(f"“{known.name}”不适用于这个类别,请先更正类别。")
    rows = [row for row in _taken(session, about) if row.procedure == procedure]
    if any(row.step == step for row in rows):
        raise Refused(f"“{wanted.title}”已经办过,请办下一步。")
    at = moment(form.happened_at, about.began_at, now)
    session.add(
        ProcedureStep(
            office_id=operator.office_id,
            procedure=procedure,
            step=step,
            work_order_id=case.order,
            finding_id=case.finding,
            at=at,
            staff_id=operator.id,
            note=form.note,
        )
    )
    text = f"{known.name}:{wanted.title}" + (f"。{form.note}" if form.note else "")
    _told(session, case, FindingAct.STEP, operator, now, text, at)


def undo_step(
    session: Session, case: Case, procedure: str, step: str, form: Reason, operator: Operator, now: datetime
) -> None:
    """Take back a step that was noted by mistake; the last one taken first."""
    form = check(form)
    about = _running(session, case)
    known, wanted = find_step(procedure, step)
    rows = [row for row in _taken(session, about) if row.procedure == procedure]
    if not rows or rows[-1].step != step:
        raise Refused(f"“{wanted.title}”不是最近办的一步,不能撤销;请先撤销后面的步骤。")
    session.delete(rows[-1])
    _told(
        session, case, FindingAct.UNDO_STEP, operator, now, f"撤销{known.name}:{wanted.title}。原因:{form.reason}", now
    )


@cache
def shipped() -> tuple[Procedure, ...]:
    """The procedures of procedures.json."""
    return parse(load_json("procedures.json"))


def find_step(procedure: str, step: str) -> tuple[Procedure, Step]:
    """A procedure and one of its steps by their codes; refused where there is none."""
    known = next((one for one in shipped() if one.code == procedure), None)
    wanted = known.step(step) if known is not None else None
    if known is None or wanted is None:
        raise Refused("没有这一步,请刷新后再办。")
    return known, wanted


def _view(session: Session, known: Procedure, about: _Case, rows: list[ProcedureStep], now: datetime) -> ProcedureView:
    done = {row.step: row for row in rows}
    names: dict[int, str] = dict(session.execute(select(StaffMember.id, StaffMember.name)).all())
    parties = {entry["code"]: entry["short"] for entry in load_json("parties.json")["parties"]}
    last = max((place for place, step in enumerate(known.steps) if step.code in done), default=-1)
    since = rows[-1].at if rows else about.since
    views = []
    for place, step in enumerate(known.steps):
        row = done.get(step.code)
        is_next = about.running and place == last + 1
        due_at = term(session, step.within, since).at if is_next and step.within is not None else None
        views.append(
            StepView(
                code=step.code,
                title=step.title,
                who=parties[step.who],
                paper_code=step.paper_code,
                paper=step.paper,
                basis=step.basis,
                hint=step.note,
                limit=step.within.words if step.within is not None else "",
                done_at=row.at if row else None,
                done_by=names[row.staff_id] if row else "",
                note=row.note if row else "",
                next=is_next,
                due_at=due_at,
                overdue=due_at is not None and now > due_at,
                may_undo=about.running and bool(rows) and rows[-1].step == step.code,
            )
        )
    return ProcedureView(known.code, known.name, known.basis, len(done), about.running, tuple(views))


def _about(session: Session, case: Case) -> _Case:
    if case.order is not None:
        order = session.get(WorkOrder, case.order)
        if order is None:
            raise Refused("找不到这件工单,请刷新列表。")
        words = f"工单{State(order.state).label}"
        kept = ProcedureStep.work_order_id == order.id
        running, way_out = order.state in OPEN, "如需再办,请先重办或恢复。"
        return _Case(order.category_code, order.received_at, order.received_at, running, words, way_out, kept)
    row = session.get(Finding, case.finding) if case.finding is not None else None
    if row is None:
        raise Refused("找不到这个问题,请刷新列表。")
    began_at = datetime.combine(row.found_on, datetime.min.time())
    words = f"问题{FindingState(row.state).label}"
    since = acts_of(session, Subject.FINDING, row.id)[0].happened_at
    kept = ProcedureStep.finding_id == row.id
    way_out = "请先恢复。" if row.state == FindingState.VOID else "如需再办,请先撤销销号。"
    return _Case(row.category_code, began_at, since, row.state in ACTIVE, words, way_out, kept)


def _running(session: Session, case: Case) -> _Case:
    about = _about(session, case)
    if not about.running:
        raise Refused(f"{about.words},不能再记处置步骤;{about.way_out}")
    return about


def _taken(session: Session, about: _Case) -> list[ProcedureStep]:
    return list(session.scalars(select(ProcedureStep).where(about.kept).order_by(ProcedureStep.id)))


def _told(session: Session, case: Case, act: str, operator: Operator, now: datetime, text: str, at: datetime) -> None:
    """A finding's history tells its steps; an order's steps have their own, beside the order's."""
    subject, key = (Subject.FINDING, case.finding) if case.finding is not None else (Subject.STEPS, case.order)
    assert key is not None
    record(session, subject, key, act, operator, now, text, happened_at=at)
