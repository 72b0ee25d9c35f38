"""How far the plans are, and where each of their estates stands."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection, InspectionPlan, PlannedEstate
from desktop.domain.indicators import Rate
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.services.registry.serving import companies_on

_REACHED = {InspectionState.DONE: 3, InspectionState.ENTERING: 2, InspectionState.PREPARED: 1}


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan and how far it is: of its `estates` so many are `done`, `entering`, `prepared` (sheet made), the rest not
    begun. `days_left` counts down to its last day (0 on it); `overdue` once that has passed with estates left."""

    id: int
    version: int
    name: str
    kind: InspectionKind
    checklist_id: int
    checklist: str
    first: date
    last: date
    inspectors: str
    note: str
    active: bool
    estates: int
    done: int
    entering: int
    prepared: int
    days_left: int
    overdue: bool

    @property
    def rate(self) -> Rate:
        """Done of planned."""
        return Rate(self.done, self.estates)

    @property
    def left(self) -> int:
        """Estates that are not done."""
        return self.estates - self.done


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """An estate of a plan and its inspection, or None where none was prepared."""

    estate_id: int
    estate: str
    company: str
    inspection_id: int | None = None
    number: str = ""
    state: InspectionState | None = None
    inspected_on: date | None = None
    score: float | None = None
    grade: str = ""


def plans(session: Session, now: datetime, with_closed: bool = False) -> list[PlanView]:
    """The office's plans, the one that ends first in front; the closed ones, where wanted, at the end."""
    query = (
        select(InspectionPlan, Checklist.name)
        .join(Checklist, Checklist.id == InspectionPlan.checklist_id)
        .order_by(InspectionPlan.active.desc(), InspectionPlan.last, InspectionPlan.id)
    )
    if not with_closed:
        query = query.where(InspectionPlan.active)
    return [_view(row, name, visits(session, row.id, now), now.date()) for row, name in session.execute(query)]


def overdue(session: Session, now: datetime) -> list[PlanView]:
    """The plans whose last day has passed with estates left, for the home screen."""
    return [plan for plan in plans(session, now) if plan.overdue]


def visits(session: Session, plan_id: int, now: datetime) -> list[PlannedVisit]:
    """Every estate of a plan by name with its inspection: the one furthest on, of those the last.

    One made without a plan counts for it when it is with the same list and within its days.
    """
    plan = session.get_one(InspectionPlan, plan_id)
    best: dict[int, Inspection] = {}
    for row in session.scalars(select(Inspection).where(_belongs(plan)).order_by(Inspection.id)):
        there = best.get(row.estate_id)
        if there is None or _REACHED[InspectionState(row.state)] >= _REACHED[InspectionState(there.state)]:
            best[row.estate_id] = row
    companies = {key: served.company for key, served in companies_on(session, now.date()).items()}
    planned = (
        select(Estate.id, Estate.name)
        .join(PlannedEstate, PlannedEstate.estate_id == Estate.id)
        .where(PlannedEstate.plan_id == plan_id)
        .order_by(Estate.name, Estate.id)
    )
    return [_visit(key, name, companies.get(key, ""), best.get(key)) for key, name in session.execute(planned)]


def _belongs(plan: InspectionPlan) -> ColumnElement[bool]:
    versions = select(ChecklistVersion.id).where(ChecklistVersion.checklist_id == plan.checklist_id)
    unplanned = and_(
        Inspection.plan_id.is_(None),
        Inspection.checklist_version_id.in_(versions),
        Inspection.inspected_on.between(plan.first, plan.last),
    )
    return and_(
        or_(Inspection.plan_id == plan.id, unplanned),
        Inspection.state != InspectionState.VOID,
        Inspection.recheck_of_id.is_(None),
    )


def _visit(estate_id: int, estate: str, company: str, row: Inspection | None) -> PlannedVisit:
    if row is None:
        return PlannedVisit(estate_id, estate, company)
    state = InspectionState(row.state)
    return PlannedVisit(estate_id, estate, company, row.id, row.number, state, row.inspected_on, row.score, row.grade)


def _view(row: InspectionPlan, checklist: str, estates: list[PlannedVisit], today: date) -> PlanView:
    count: defaultdict[InspectionState | None, int] = defaultdict(int)
    for visit in estates:
        count[visit.state] += 1
    done = count[InspectionState.DONE]
    return PlanView(
        id=row.id,
        version=row.version,
        name=row.name,
        kind=InspectionKind(row.kind),
        checklist_id=row.checklist_id,
        checklist=checklist,
        first=row.first,
        last=row.last,
        inspectors=row.inspectors,
        note=row.note,
        active=row.active,
        estates=len(estates),
        done=done,
        entering=count[InspectionState.ENTERING],
        prepared=count[InspectionState.PREPARED],
        days_left=(row.last - today).days,
        overdue=row.active and row.last < today and done < len(estates),
    )
