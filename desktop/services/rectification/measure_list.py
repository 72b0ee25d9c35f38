"""The list of measures, their lines for a table, and one of them with all about it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Measure, RectificationNotice
from desktop.domain.errors import Refused
from desktop.domain.rectification.escalation import otherwise
from desktop.domain.rectification.lifecycle import MeasureAct, MeasureState, Outcome, permitted_on_measure
from desktop.domain.timing.clocks import Level
from desktop.forms.rectification import MeasureFilter, MeasureLevel
from desktop.services.cases import Subject
from desktop.services.rectification.acting import situation_of_measure, state_of_measure
from desktop.services.rectification.histories import Act, timeline
from desktop.services.rectification.measures import rules, yellows_in_row
from desktop.services.rectification.searching import between, left, words

M = Measure
_STATE = case(
    (and_(M.closed_at.is_not(None), M.outcome == Outcome.VOID), MeasureState.VOID.value),
    (M.closed_at.is_not(None), MeasureState.CLEARED.value),
    (M.answered_at.is_not(None), MeasureState.ANSWERED.value),
    else_=MeasureState.WAITING.value,
)


class MeasureRow(NamedTuple):
    """One line of the list as it is shown, and how pressing it is."""

    number: str
    level_name: str
    matter: str
    source: str
    estate: str
    unit: str
    issued: str
    due: str
    left: str
    state: str
    level: Level


SORTS: dict[str, SQLColumnExpression[Any]] = {
    "number": M.number,
    "level_name": M.level,
    "estate": select(Estate.name).where(Estate.id == M.estate_id).scalar_subquery(),
    "unit": select(Organisation.name).where(Organisation.id == M.organisation_id).scalar_subquery(),
    "issued": M.issued_at,
    "due": M.due_at,
    "state": _STATE,
}


@dataclass(frozen=True, slots=True)
class MeasureView:
    """Everything about one measure; links are (id, number). `interview` has the keys of forms.Interview as far as they
    are known, and `by`, `person`; `otherwise` is what follows when nothing happens."""

    id: int
    version: int
    number: str
    measure: MeasureLevel
    state: MeasureState
    level: Level
    left: str
    estate_id: int | None
    estate: str
    organisation_id: int | None
    company: str
    notice: tuple[int, str] | None
    order: tuple[int, str] | None
    matter: str
    reason: str
    requirement: str
    issued_at: datetime
    issued_by: str
    due_at: datetime | None
    answered_at: datetime | None
    answer: str
    outcome: Outcome
    closed_at: datetime | None
    interview: dict[str, Any]
    otherwise: str
    timeline: tuple[Act, ...]
    acts: tuple[MeasureAct, ...]


def ids(
    session: Session, wanted: MeasureFilter, now: datetime, sort: str = "issued", descending: bool = True
) -> "array[int]":
    """The ids that match, in the order of the column `sort` (a key of SORTS)."""
    column = SORTS[sort]
    keys = [column.desc().nulls_last(), M.id.desc()] if descending else [column.asc().nulls_last(), M.id]
    return array("q", session.scalars(select(M.id).where(*conditions(wanted, now)).order_by(*keys)))


def count(session: Session, wanted: MeasureFilter, now: datetime) -> int:
    """How many measures match."""
    return session.scalar(select(func.count()).select_from(M).where(*conditions(wanted, now))) or 0


def conditions(wanted: MeasureFilter, now: datetime) -> list[ColumnElement[bool]]:
    """The filter as SQL."""
    found: list[ColumnElement[bool]] = words(
        wanted.text, (M.number, M.matter, M.reason), M.estate_id, M.organisation_id
    )
    if wanted.states:
        found.append(_STATE.in_(wanted.states))
    if wanted.levels:
        found.append(M.level.in_([int(level) for level in wanted.levels]))
    for column, value in (
        (M.estate_id, wanted.estate),
        (M.organisation_id, wanted.organisation),
        (M.notice_id, wanted.notice),
        (M.work_order_id, wanted.order),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.overdue:
        found += [M.due_at < now, M.answered_at.is_(None), M.closed_at.is_(None)]
    return found + between(M.issued_at, wanted.issued_from, wanted.issued_to)


def rows(session: Session, wanted: Sequence[int], now: datetime) -> list[MeasureRow]:
    """The lines with these ids, in this order; one deleted meanwhile comes back blank."""
    query = (
        select(M, Estate.name, Organisation.name, RectificationNotice.number, WorkOrder.number)
        .outerjoin(Estate, Estate.id == M.estate_id)
        .outerjoin(Organisation, Organisation.id == M.organisation_id)
        .outerjoin(RectificationNotice, RectificationNotice.id == M.notice_id)
        .outerjoin(WorkOrder, WorkOrder.id == M.work_order_id)
        .where(M.id.in_(wanted))
    )
    found = {}
    for row, estate, company, notice, order in session.execute(query):
        state = state_of_measure(row)
        remaining, level = left(row.due_at, row.issued_at, now, state is MeasureState.WAITING)
        found[row.id] = MeasureRow(
            row.number,
            MeasureLevel(str(row.level)).label,
            row.matter,
            notice or order or "",
            estate or "",
            company or "",
            row.issued_at.isoformat(" ", "minutes"),
            row.due_at.isoformat(" ", "minutes") if row.due_at else "",
            remaining,
            state.label,
            level,
        )
    blank = MeasureRow._make([""] * 10 + [Level.FINE])
    return [found.get(key, blank) for key in wanted]


def view(session: Session, measure_id: int, now: datetime) -> MeasureView:
    """The measure as it stands; refused where it does not exist."""
    row = session.get(M, measure_id)
    if row is None:
        raise Refused("找不到这份督办,请刷新列表。")
    state = state_of_measure(row)
    remaining, level = left(row.due_at, row.issued_at, now, state is MeasureState.WAITING)
    estate = session.get(Estate, row.estate_id) if row.estate_id is not None else None
    company = session.get(Organisation, row.organisation_id) if row.organisation_id is not None else None
    notice = session.get(RectificationNotice, row.notice_id) if row.notice_id is not None else None
    order = session.get(WorkOrder, row.work_order_id) if row.work_order_id is not None else None
    yellows = yellows_in_row(session, row.estate_id, row.organisation_id, now)
    return MeasureView(
        id=row.id,
        version=row.version,
        number=row.number,
        measure=MeasureLevel(str(row.level)),
        state=state,
        level=level,
        left=remaining,
        estate_id=row.estate_id,
        estate=estate.name if estate else "",
        organisation_id=row.organisation_id,
        company=company.name if company else "",
        notice=(notice.id, notice.number) if notice else None,
        order=(order.id, order.number) if order else None,
        matter=row.matter,
        reason=row.reason,
        requirement=row.requirement,
        issued_at=row.issued_at,
        issued_by=session.get_one(StaffMember, row.issued_by_id).name,
        due_at=row.due_at,
        answered_at=row.answered_at,
        answer=row.answer,
        outcome=Outcome(row.outcome),
        closed_at=row.closed_at,
        interview=dict(row.interview),
        otherwise=otherwise(row.level, max(yellows - 1, 0), rules().thresholds),
        timeline=timeline(session, Subject.MEASURE, row.id, MeasureAct),
        acts=permitted_on_measure(situation_of_measure(row)),
    )
