"""The list of findings: which ones, in what order, and their lines for a table."""

from array import array
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import Inspection
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding
from desktop.data.tables.reference import Category
from desktop.domain.inspection.checklist import Severity
from desktop.domain.inspection.states import FindingState
from desktop.domain.rectification.lifecycle import ACTIVE
from desktop.domain.timing.clocks import Level
from desktop.forms.rectification import FindingFilter, FindingTiming
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
        remaining, level = left_of(row, now)
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
            FindingState(row.state).label,
            inspection or order or "",
            row.responsible,
            str(row.rechecks) if row.rechecks else "",
            level,
        )
    blank = FindingRow._make([""] * 13 + [Level.FINE])
    return [found.get(key, blank) for key in wanted]


def left_of(row: Finding, now: datetime) -> tuple[str, Level]:
    """How much time a finding has left, in words, and how pressing it is."""
    return left(row.due_at, datetime.combine(row.found_on, time.min), now, FindingState(row.state) in ACTIVE)


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
