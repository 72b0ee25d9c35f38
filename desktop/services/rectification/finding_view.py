"""One finding with all about it: its inspection, notice and orders, its photos and history."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import Evidence, Inspection
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.data.tables.reference import Category
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Severity
from desktop.domain.inspection.states import FindingState, Stage
from desktop.domain.rectification.lifecycle import FindingAct, permitted_on_finding
from desktop.domain.timing.clocks import Level
from desktop.domain.timing.limits import Limit, Unit
from desktop.services.cases import Subject
from desktop.services.rectification.acting import situation_of_finding
from desktop.services.rectification.finding_list import left_of
from desktop.services.rectification.histories import Act, timeline


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo before or after; its bytes lie in the attachments folder under `stored`."""

    id: int
    name: str
    stored: str
    stage: Stage
    at: datetime


@dataclass(frozen=True, slots=True)
class FindingView:
    """Everything about one finding; links are (id, number). `acts` are possible now, the most likely first."""

    id: int
    version: int
    number: str
    state: FindingState
    level: Level
    left: str
    estate_id: int
    estate: str
    organisation_id: int | None
    company: str
    category_code: str | None
    category: str
    text: str
    item_code: str
    item_text: str
    deduction: float
    severity: Severity
    basis: str
    requirement: str
    limit: str
    found_on: date
    due_at: datetime | None
    responsible: str
    measure: str
    done_on: date | None
    rechecks: int
    rechecked_at: datetime | None
    rechecked_by: str
    cleared_at: datetime | None
    note: str
    inspection: tuple[int, str] | None
    notice: tuple[int, str] | None
    source_order: tuple[int, str] | None
    opened_order: tuple[int, str] | None
    photos: tuple[Photo, ...]
    timeline: tuple[Act, ...]
    acts: tuple[FindingAct, ...]


def view(session: Session, finding_id: int, now: datetime) -> FindingView:
    """The finding as it stands; refused where it does not exist."""
    row = session.get(Finding, finding_id)
    if row is None:
        raise Refused("找不到这个问题,请刷新列表。")
    state = FindingState(row.state)
    remaining, level = left_of(row, now)
    company = session.get(Organisation, row.organisation_id) if row.organisation_id is not None else None
    category = session.get(Category, row.category_code) if row.category_code else None
    limit = Limit(row.limit_value, Unit(row.limit_unit)).words if row.limit_value and row.limit_unit else ""
    return FindingView(
        id=row.id,
        version=row.version,
        number=row.number,
        state=state,
        level=level,
        left=remaining,
        estate_id=row.estate_id,
        estate=session.get_one(Estate, row.estate_id).name,
        organisation_id=row.organisation_id,
        company=company.name if company else "",
        category_code=row.category_code,
        category=category.name if category else "",
        text=row.text,
        item_code=row.item_code or "",
        item_text=row.item_text,
        deduction=row.deduction,
        severity=Severity(row.severity),
        basis=row.basis,
        requirement=row.requirement,
        limit=limit,
        found_on=row.found_on,
        due_at=row.due_at,
        responsible=row.responsible,
        measure=row.measure,
        done_on=row.done_on,
        rechecks=row.rechecks,
        rechecked_at=row.rechecked_at,
        rechecked_by=row.rechecked_by,
        cleared_at=row.cleared_at,
        note=row.note,
        inspection=_linked(session, Inspection, row.inspection_id),
        notice=_linked(session, RectificationNotice, row.notice_id),
        source_order=_linked(session, WorkOrder, row.source_order_id),
        opened_order=_linked(session, WorkOrder, row.opened_order_id),
        photos=photos_of(session, row),
        timeline=timeline(session, Subject.FINDING, row.id, FindingAct),
        acts=permitted_on_finding(situation_of_finding(row)),
    )


def photos_of(session: Session, row: Finding) -> tuple[Photo, ...]:
    """The photos of a finding: those of its item and its own, before and after."""
    own = Evidence.finding_id == row.id
    if row.inspection_id is not None:
        own |= (Evidence.inspection_id == row.inspection_id) & (Evidence.item_code == row.item_code)
    query = select(Evidence).where(own).order_by(Evidence.stage.desc(), Evidence.id)
    return tuple(Photo(one.id, one.name, one.stored, Stage(one.stage), one.at) for one in session.scalars(query))


def _linked(session: Session, table: Any, key: int | None) -> tuple[int, str] | None:
    return (key, session.get_one(table, key).number) if key is not None else None
