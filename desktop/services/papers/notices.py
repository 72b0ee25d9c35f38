"""限期整改通知书, or 问题告知单 where a committee signs, from a notice and its findings."""

from dataclasses import dataclass
from datetime import date, datetime
from re import split

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.documents.official.letter import Head, day_words
from desktop.documents.official.notices import Fault, Notice
from desktop.documents.official.outward import outward
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import FindingState
from desktop.domain.wording.bodies import is_committee
from desktop.forms.papers import PrintHeads
from desktop.services.papers.heads import ADVICE, contact_words, heads, official, words
from desktop.services.settling import issued_for


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """The notice, and the names of its copies: 存根, 送达, 备案."""

    notice: Notice
    copies: tuple[str, ...]


def notice_paper(session: Session, notice_id: int) -> NoticePaper:
    """All that is printed of a notice; who signs it decides whether it orders or advises."""
    row = session.get(RectificationNotice, notice_id)
    if row is None:
        raise Refused("找不到这份通知书,请刷新列表。")
    head, wording = heads(session), words(session)
    orders = not is_committee(row.issuer)
    estate = session.get_one(Estate, row.estate_id)
    handler = session.get_one(StaffMember, row.handled_by_id).name
    notice = Notice(
        head=head_of(head, row.issuer),
        issuer=row.issuer,
        number=official(head, row.number, "" if orders else ADVICE),
        orders=orders,
        company=company_name(session, row.organisation_id),
        estate=estate.name,
        occasion=_occasion(session, row),
        faults=_faults(session, row),
        basis=row.basis or (wording.notice_basis if orders else wording.advice_basis),
        demand=row.requirement or (wording.notice_demand if orders else wording.advice_demand),
        consequence=row.consequence or (wording.notice_consequence if orders else wording.advice_consequence),
        due_at=row.due_at,
        dated=row.issued_at.date(),
        contact=contact_words(head, handler),
    )
    return NoticePaper(notice, copies_of(head))


def copies_of(head: PrintHeads) -> tuple[str, ...]:
    """The names of a notice's copies."""
    return tuple(filter(None, split("[、,,\\s]+", head.copies)))


def head_of(head: PrintHeads, issuer: str) -> Head:
    """The head of a paper that this body signs: the one set for the office, or the other body's own name."""
    name = head.head if head.head and issuer == head.issuer else issuer
    return Head(name, head.ink, head.style)


def company_name(session: Session, organisation_id: int | None) -> str:
    """Whom a paper goes to; room to write where it is not known."""
    row = session.get(Organisation, organisation_id) if organisation_id is not None else None
    return row.name if row else "\u3000" * 10


def known_people(session: Session, order_id: int | None) -> tuple[str, ...]:
    """The caller, phone and room of a complaint, to be hidden wherever they stand."""
    row = session.get(WorkOrder, order_id) if order_id is not None else None
    return tuple(filter(None, (row.caller_name, row.phone, row.room))) if row else ()


def _occasion(session: Session, row: RectificationNotice) -> str:
    """What the notice follows from: an inspection with its day and number, or what was verified otherwise."""
    inspection = session.get(Inspection, row.inspection_id) if row.inspection_id is not None else None
    if inspection is None:
        return "经核实,"
    name = session.scalar(
        select(Checklist.name)
        .join(ChecklistVersion, ChecklistVersion.checklist_id == Checklist.id)
        .where(ChecklistVersion.id == inspection.checklist_version_id)
    )
    on = inspection.inspected_on or _day(inspection.done_at) or row.issued_at.date()
    return f"{day_words(on)},我单位按《{name}》开展检查(检查编号:{inspection.number}),"


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None


def _faults(session: Session, notice: RectificationNotice) -> tuple[Fault, ...]:
    """What it was issued for and is not void; what went on to a later round is due here by this notice's term."""
    rows = session.scalars(
        select(Finding)
        .where(Finding.id.in_(issued_for(session, notice.id)), Finding.state != FindingState.VOID)
        .order_by(Finding.id)
    )
    return tuple(
        Fault(
            outward(row.text, people := known_people(session, row.source_order_id)),
            outward(row.requirement, people),
            row.due_at if row.notice_id == notice.id else notice.due_at,
            outward(row.measure, people),
            row.done_on,
        )
        for row in rows
    )
