"""The list of findings: which ones, in what order, their lines for a table, and one of them with all about it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import Evidence, Inspection
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.data.tables.reference import Category
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Severity
from desktop.domain.inspection.states import FindingState, Stage
from desktop.domain.rectification.lifecycle import ACTIVE, FindingAct, permitted_on_finding
from desktop.domain.timing.clocks import Level
from desktop.domain.timing.limits import Limit, Unit
from desktop.forms.rectification import FindingFilter, FindingTiming
from desktop.services.cases import Subject, acts_of
from desktop.services.rectification.acting import situation_of_finding
from desktop.services.rectification.searching import among, left, words

F = Finding
WEEK = 7


class FindingRow(NamedTuple):
    """One line of the list as it is shown, and how pressing it is."""

    number: str
    estate: str
    company: str
    text: str
    category: str
    severity: str
    found: str
    due: str
    left: str
    state: str
    source: str
    responsible: str
    rechecks: str
    level: Level


HEADINGS = (
    "编号",
    "小区",
    "物业企业",
    "问题",
    "类别",
    "程度",
    "发现",
    "期限",
    "剩余",
    "状态",
    "来源",
    "责任人",
    "复查",
)

SORTS: dict[str, SQLColumnExpression[Any]] = {
    "number": F.number,
    "estate": select(Estate.name).where(Estate.id == F.estate_id).scalar_subquery(),
    "company": select(Organisation.name).where(Organisation.id == F.organisation_id).scalar_subquery(),
    "category": F.category_code,
    "severity": F.severity,
    "found": F.found_on,
    "due": F.due_at,
    "state": F.state,
    "rechecks": F.rechecks,
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a history, the newest first."""

    label: str
    at: datetime
    who: str
    text: str


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


def ids(
    session: Session, wanted: FindingFilter, now: datetime, sort: str = "due", descending: bool = False
) -> "array[int]":
    """The ids that match, in the order of the column `sort` (a key of SORTS); a table keeps only these."""
    column = SORTS[sort]
    keys = [column.desc().nulls_last(), F.id.desc()] if descending else [column.asc().nulls_last(), F.id]
    return array("q", session.scalars(select(F.id).where(*conditions(wanted, now)).order_by(*keys)))


def count(session: Session, wanted: FindingFilter, now: datetime) -> int:
    """How many findings match."""
    return session.scalar(select(func.count()).select_from(F).where(*conditions(wanted, now))) or 0


def conditions(wanted: FindingFilter, now: datetime) -> list[ColumnElement[bool]]:
    """The filter as SQL."""
    found: list[ColumnElement[bool]] = words(
        wanted.text, (F.number, F.text, F.item_text, F.responsible), F.estate_id, F.organisation_id
    )
    if wanted.among:
        found.append(among(F.id, wanted.among))
    if wanted.states:
        found.append(F.state.in_(wanted.states))
    if wanted.active:
        found.append(F.state.in_(ACTIVE))
    if wanted.category is not None:
        found.append(F.category_code.startswith(wanted.category, autoescape=True))
    if wanted.plan is not None:
        found.append(F.inspection_id.in_(select(Inspection.id).where(Inspection.plan_id == wanted.plan)))
    if wanted.order is not None:
        found.append((F.source_order_id == wanted.order) | (F.opened_order_id == wanted.order))
    for column, value in (
        (F.estate_id, wanted.estate),
        (F.organisation_id, wanted.organisation),
        (F.severity, wanted.severity),
        (F.inspection_id, wanted.inspection),
        (F.notice_id, wanted.notice),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.found_from is not None:
        found.append(F.found_on >= wanted.found_from)
    if wanted.found_to is not None:
        found.append(F.found_on <= wanted.found_to)
    return found + _timing(wanted.timing, now)


def rows(session: Session, wanted: Sequence[int], now: datetime) -> list[FindingRow]:
    """The lines with these ids, in this order; one deleted meanwhile comes back blank."""
    query = (
        select(F, Estate.name, Organisation.name, Category.name, Inspection.number, WorkOrder.number)
        .join(Estate, Estate.id == F.estate_id)
        .outerjoin(Organisation, Organisation.id == F.organisation_id)
        .outerjoin(Category, Category.code == F.category_code)
        .outerjoin(Inspection, Inspection.id == F.inspection_id)
        .outerjoin(WorkOrder, WorkOrder.id == F.source_order_id)
        .where(F.id.in_(wanted))
    )
    found = {}
    for row, estate, company, category, inspection, order in session.execute(query):
        state = FindingState(row.state)
        remaining, level = left(row.due_at, _start(row), now, state in ACTIVE)
        found[row.id] = FindingRow(
            row.number,
            estate,
            company or "",
            row.text,
            category or "",
            Severity(row.severity).label,
            row.found_on.isoformat(),
            row.due_at.isoformat(" ", "minutes") if row.due_at else "",
            remaining,
            state.label,
            inspection or order or "",
            row.responsible,
            str(row.rechecks) if row.rechecks else "",
            level,
        )
    blank = FindingRow._make([""] * 13 + [Level.FINE])
    return [found.get(key, blank) for key in wanted]


def view(session: Session, finding_id: int, now: datetime) -> FindingView:
    """The finding as it stands; refused where it does not exist."""
    row = session.get(Finding, finding_id)
    if row is None:
        raise Refused("找不到这个问题,请刷新列表。")
    state = FindingState(row.state)
    remaining, level = left(row.due_at, _start(row), now, state in ACTIVE)
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


def timeline(session: Session, subject: Subject, subject_id: int, acts: Any) -> tuple[Act, ...]:
    """The history of one thing, the newest first; `acts` is the enumeration its acts belong to."""
    names: dict[int, str] = dict(session.execute(select(StaffMember.id, StaffMember.name)).all())
    found = reversed(acts_of(session, subject, subject_id))
    return tuple(Act(acts(one.act).label, one.happened_at, names[one.staff_id], one.text) for one in found)


def _linked(session: Session, table: Any, key: int | None) -> tuple[int, str] | None:
    return (key, session.get_one(table, key).number) if key is not None else None


def _start(row: Finding) -> datetime:
    return datetime.combine(row.found_on, time.min)


def _timing(timing: FindingTiming | None, now: datetime) -> list[ColumnElement[bool]]:
    midnight = datetime.combine(now.date(), time.min) + timedelta(days=1)
    running = F.state.in_(ACTIVE)
    match timing:
        case FindingTiming.OVERDUE:
            return [F.due_at < now, running]
        case FindingTiming.DUE_TODAY:
            return [F.due_at >= now, F.due_at < midnight, running]
        case FindingTiming.DUE_WEEK:
            return [F.due_at >= now, F.due_at < midnight + timedelta(days=WEEK), running]
    return []
