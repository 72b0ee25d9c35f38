"""催办单, 督办单, 约谈通知书 and 约谈记录 from a measure."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Measure, RectificationNotice
from desktop.documents.official.interviews import Interview, Promise
from desktop.documents.official.outward import moment_words
from desktop.documents.official.pressing import Pressing
from desktop.domain.errors import Refused
from desktop.forms.acts import UrgeBy
from desktop.services.papers.heads import contact_words, heads, official, words
from desktop.services.papers.notices import company_name, head_of, known_people


def reminder_paper(session: Session, measure_id: int) -> Pressing:
    """催办单 of a measure of level 1."""
    return _pressing(session, _measure(session, measure_id), words(session).reminder_demand)


def supervision_paper(session: Session, measure_id: int) -> Pressing:
    """督办单 of a measure of level 2 to 5."""
    return _pressing(session, _measure(session, measure_id), words(session).supervision_demand)


def interview_paper(session: Session, measure_id: int) -> Interview:
    """What 约谈通知书 and 约谈记录 show of a measure; the talk's own part is empty until it was written down."""
    row = _measure(session, measure_id)
    head, wording, said = heads(session), words(session), row.interview
    known = known_people(session, row.work_order_id)
    promise, until = said.get("promise", ""), _moment(said.get("promised_until"))
    return Interview(
        head=head_of(head, head.issuer),
        issuer=head.issuer,
        number=official(head, row.number),
        record_number=row.number,
        company=company_name(session, row.organisation_id),
        estate=_estate(session, row.estate_id),
        reason=row.reason,
        matter=row.matter,
        people=wording.interview_people,
        demand=row.requirement or wording.interview_demand,
        dated=row.issued_at.date(),
        at=_moment(said.get("held_at")),
        place=said.get("place", ""),
        host=said.get("host", ""),
        interviewees=said.get("invited", ""),
        others=said.get("attendees", ""),
        briefing=said.get("situation", ""),
        statement=said.get("statement", ""),
        promises=(Promise(promise, moment_words(until) if until else ""),) if promise else (),
        follow_up=said.get("follow_up", ""),
        contact=contact_words(head, session.get_one(StaffMember, row.issued_by_id).name),
        known=known,
    )


def _pressing(session: Session, row: Measure, demand: str) -> Pressing:
    head = heads(session)
    by = session.get_one(StaffMember, row.issued_by_id).name
    said = row.interview
    return Pressing(
        issuer=head.issuer,
        number=official(head, row.number),
        level=row.level,
        unit=company_name(session, row.organisation_id),
        person=said.get("person", "") or _manager(session, row),
        estate=_estate(session, row.estate_id),
        source=_source(session, row),
        matter=row.matter,
        reason=row.reason,
        demand=row.requirement or demand,
        issued_at=row.issued_at,
        due_at=row.due_at,
        ordered_by=head.signatory or by,
        times=said.get("times") or _times(session, row),
        way=UrgeBy(said["by"]).label if said.get("by") else "",
        answer=row.answer,
        contact=contact_words(head, by),
        known=known_people(session, row.work_order_id),
    )


def _measure(session: Session, measure_id: int) -> Measure:
    row = session.get(Measure, measure_id)
    if row is None:
        raise Refused("找不到这份督办,请刷新列表。")
    return row


def _source(session: Session, row: Measure) -> str:
    """The number of what the measure presses for."""
    if row.notice_id is not None:
        return session.get_one(RectificationNotice, row.notice_id).number
    if row.work_order_id is not None:
        return session.get_one(WorkOrder, row.work_order_id).number
    return "—"


def _times(session: Session, row: Measure) -> int:
    """How often this was pressed for at this level, this time included."""
    same = (
        Measure.notice_id.is_not_distinct_from(row.notice_id),
        Measure.work_order_id.is_not_distinct_from(row.work_order_id),
        Measure.estate_id.is_not_distinct_from(row.estate_id),
    )
    query = select(func.count()).select_from(Measure).where(Measure.level == row.level, Measure.id <= row.id, *same)
    return session.scalar(query) or 1


def _estate(session: Session, estate_id: int | None) -> str:
    return session.get_one(Estate, estate_id).name if estate_id is not None else ""


def _manager(session: Session, row: Measure) -> str:
    """The company's manager on this estate."""
    return (
        session.scalar(
            select(EstateService.manager)
            .where(
                EstateService.estate_id == row.estate_id,
                EstateService.organisation_id == row.organisation_id,
                EstateService.until.is_(None),
            )
            .order_by(EstateService.id.desc())
            .limit(1)
        )
        or ""
    )


def _moment(kept: Any) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
