"""The list of notices, their lines for a table, and one of them with all about it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import Inspection
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.rectification.lifecycle import RUNNING, NoticeAct, permitted_on_notice
from desktop.domain.timing.clocks import Level
from desktop.forms.rectification import NoticeFilter
from desktop.services.cases import Subject
from desktop.services.rectification.acting import situation_of_notice
from desktop.services.rectification.histories import Act, timeline
from desktop.services.rectification.searching import among, between, left, words
from desktop.services.settling import issued_for

N = RectificationNotice


class NoticeRow(NamedTuple):
    """One line of the list as it is shown, and how pressing it is; `progress` is cleared of all its findings."""

    number: str
    estate: str
    company: str
    issued: str
    due: str
    left: str
    progress: str
    state: str
    signed: str
    level: Level


SORTS: dict[str, SQLColumnExpression[Any]] = {
    "number": N.number,
    "estate": select(Estate.name).where(Estate.id == N.estate_id).scalar_subquery(),
    "company": select(Organisation.name).where(Organisation.id == N.organisation_id).scalar_subquery(),
    "issued": N.issued_at,
    "due": N.due_at,
    "state": N.state,
}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One fault in a notice; `moved` is the number of the later notice it belongs to by now, "" where it stays."""

    finding_id: int
    number: str
    text: str
    basis: str
    requirement: str
    responsible: str
    due_at: datetime | None
    state: FindingState
    measure: str
    moved: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """Everything about one notice; `lines` are the faults it was issued for, also those of a later round by now.
    Links are (id, number); `acts` are possible now."""

    id: int
    version: int
    number: str
    state: NoticeState
    level: Level
    left: str
    estate_id: int
    estate: str
    organisation_id: int | None
    company: str
    inspection: tuple[int, str] | None
    inspected_on: str
    parent: tuple[int, str] | None
    later: tuple[tuple[int, str], ...]
    basis: str
    requirement: str
    consequence: str
    issuer: str
    handled_by: str
    issued_at: datetime
    due_at: datetime
    provisional: bool
    signed_by: str
    signed_at: datetime | None
    receipt: str
    receipt_at: datetime | None
    rechecked_by: str
    rechecked_at: datetime | None
    conclusion: str
    cleared_at: datetime | None
    lines: tuple[NoticeLine, ...]
    measures: tuple[tuple[int, str], ...]
    timeline: tuple[Act, ...]
    acts: tuple[NoticeAct, ...]


def ids(
    session: Session, wanted: NoticeFilter, now: datetime, sort: str = "issued", descending: bool = True
) -> "array[int]":
    """The ids that match, in the order of the column `sort` (a key of SORTS)."""
    column = SORTS[sort]
    keys = [column.desc().nulls_last(), N.id.desc()] if descending else [column.asc().nulls_last(), N.id]
    return array("q", session.scalars(select(N.id).where(*conditions(wanted, now)).order_by(*keys)))


def count(session: Session, wanted: NoticeFilter, now: datetime) -> int:
    """How many notices match."""
    return session.scalar(select(func.count()).select_from(N).where(*conditions(wanted, now))) or 0


def conditions(wanted: NoticeFilter, now: datetime) -> list[ColumnElement[bool]]:
    """The filter as SQL."""
    found: list[ColumnElement[bool]] = words(
        wanted.text, (N.number, N.requirement, N.signed_by), N.estate_id, N.organisation_id
    )
    if wanted.among:
        found.append(among(N.id, wanted.among))
    if wanted.states:
        found.append(N.state.in_(wanted.states))
    for column, value in ((N.estate_id, wanted.estate), (N.organisation_id, wanted.organisation)):
        if value is not None:
            found.append(column == value)
    if wanted.overdue:
        found += [N.due_at < now, N.state.in_(RUNNING)]
    return found + between(N.issued_at, wanted.issued_from, wanted.issued_to)


def rows(session: Session, wanted: Sequence[int], now: datetime) -> list[NoticeRow]:
    """The lines with these ids, in this order; one deleted meanwhile comes back blank."""
    standing = Finding.state != FindingState.VOID
    counts = {
        key: f"{cleared}/{total}"
        for key, cleared, total in session.execute(
            select(Finding.notice_id, func.count().filter(Finding.state == FindingState.CLEARED), func.count())
            .where(Finding.notice_id.in_(wanted), standing)
            .group_by(Finding.notice_id)
        )
    }
    query = (
        select(N, Estate.name, Organisation.name)
        .join(Estate, Estate.id == N.estate_id)
        .outerjoin(Organisation, Organisation.id == N.organisation_id)
        .where(N.id.in_(wanted))
    )
    found = {}
    for row, estate, company in session.execute(query):
        remaining, level = left(row.due_at, row.issued_at, now, row.state in RUNNING)
        found[row.id] = NoticeRow(
            row.number,
            estate,
            company or "",
            row.issued_at.isoformat(" ", "minutes"),
            row.due_at.isoformat(" ", "minutes"),
            remaining,
            counts.get(row.id, ""),
            NoticeState(row.state).label,
            row.signed_by,
            level,
        )
    blank = NoticeRow._make([""] * 9 + [Level.FINE])
    return [found.get(key, blank) for key in wanted]


def view(session: Session, notice_id: int, now: datetime) -> NoticeView:
    """The notice as it stands; refused where it does not exist."""
    row = session.get(N, notice_id)
    if row is None:
        raise Refused("找不到这份通知书,请刷新列表。")
    remaining, level = left(row.due_at, row.issued_at, now, row.state in RUNNING)
    company = session.get(Organisation, row.organisation_id) if row.organisation_id is not None else None
    inspection = session.get(Inspection, row.inspection_id) if row.inspection_id is not None else None
    parent = session.get(N, row.parent_id) if row.parent_id is not None else None
    return NoticeView(
        id=row.id,
        version=row.version,
        number=row.number,
        state=NoticeState(row.state),
        level=level,
        left=remaining,
        estate_id=row.estate_id,
        estate=session.get_one(Estate, row.estate_id).name,
        organisation_id=row.organisation_id,
        company=company.name if company else "",
        inspection=(inspection.id, inspection.number) if inspection else None,
        inspected_on=f"{inspection.inspected_on}" if inspection and inspection.inspected_on else "",
        parent=(parent.id, parent.number) if parent else None,
        later=_links(session, N, N.parent_id == row.id),
        basis=row.basis,
        requirement=row.requirement,
        consequence=row.consequence,
        issuer=row.issuer,
        handled_by=session.get_one(StaffMember, row.handled_by_id).name,
        issued_at=row.issued_at,
        due_at=row.due_at,
        provisional=row.provisional,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        receipt=row.receipt,
        receipt_at=row.receipt_at,
        rechecked_by=row.rechecked_by,
        rechecked_at=row.rechecked_at,
        conclusion=row.conclusion,
        cleared_at=row.cleared_at,
        lines=_lines(session, row),
        measures=_links(session, Measure, Measure.notice_id == row.id),
        timeline=timeline(session, Subject.NOTICE, row.id, NoticeAct),
        acts=permitted_on_notice(situation_of_notice(session, row)),
    )


def _lines(session: Session, notice: RectificationNotice) -> tuple[NoticeLine, ...]:
    query = (
        select(Finding, N.number)
        .outerjoin(N, N.id == Finding.notice_id)
        .where(Finding.id.in_(issued_for(session, notice.id)))
        .order_by(Finding.id)
    )
    return tuple(
        NoticeLine(
            row.id,
            row.number,
            row.text,
            row.basis,
            row.requirement,
            row.responsible,
            row.due_at,
            FindingState(row.state),
            row.measure,
            number if row.notice_id not in (None, notice.id) else "",
        )
        for row, number in session.execute(query)
    )


def _links(session: Session, table: Any, condition: ColumnElement[bool]) -> tuple[tuple[int, str], ...]:
    query = select(table.id, table.number).where(condition).order_by(table.id)
    return tuple((key, number) for key, number in session.execute(query))
