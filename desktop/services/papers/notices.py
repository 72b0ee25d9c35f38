"""限期整改通知书, or 问题告知单 where a committee signs, from a notice and its findings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from re import split

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.documents.official.letter import Head, day_words
from desktop.documents.official.notices import Fault, Notice
from desktop.documents.official.outward import outward
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import NoticeState
from desktop.domain.wording.bodies import is_committee
from desktop.forms.papers import PrintHeads
from desktop.services.addressing import company_name
from desktop.services.papers.issued import as_issued
from desktop.services.papers.since import remarks
from desktop.services.reference.print_heads import ADVICE, contact_words, heads, official, words


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """The notice, and the names of its copies: 存根, 送达, 备案."""

    notice: Notice
    copies: tuple[str, ...]


def notice_paper(session: Session, notice_id: int) -> NoticePaper:
    """All that is printed of a notice: what it said when it went out, what the company has answered since, and what
    became of it. Only the copies and the ink of the head are those of today."""
    row = session.get(RectificationNotice, notice_id)
    if row is None:
        raise Refused("找不到这份通知书,请刷新列表。")
    head = heads(session)
    issued = as_issued(session, row, head.ink)
    notice = replace(
        issued.notice,
        faults=tuple(map(partial(_answered, session), issued.notice.faults, issued.findings)),
        remarks=remarks(session, row, issued),
        void=row.state == NoticeState.VOID,
    )
    return NoticePaper(notice, copies_of(head))


def composed(session: Session, row: RectificationNotice, findings: Sequence[Finding]) -> Notice:
    """What a notice about these findings says as things stand now; who signs decides whether it orders or advises."""
    head, wording = heads(session), words(session)
    orders = not is_committee(row.issuer)
    handler = session.get_one(StaffMember, row.handled_by_id).name
    return Notice(
        head=head_of(head, row.issuer),
        issuer=row.issuer,
        number=official(head, row.number, "" if orders else ADVICE, row.issuer),
        orders=orders,
        company=company_name(session, row.organisation_id),
        estate=session.get_one(Estate, row.estate_id).name,
        occasion=outward(_occasion(session, row)),
        faults=tuple(_fault(session, one) for one in findings),
        basis=row.basis or (wording.notice_basis if orders else wording.advice_basis),
        demand=outward(row.requirement or (wording.notice_demand if orders else wording.advice_demand)),
        consequence=row.consequence or (wording.notice_consequence if orders else wording.advice_consequence),
        due_at=row.due_at,
        dated=row.issued_at.date(),
        contact=contact_words(head, handler),
    )


def copies_of(head: PrintHeads) -> tuple[str, ...]:
    """The names of a notice's copies."""
    return tuple(filter(None, split("[、,,\\s]+", head.copies)))


def head_of(head: PrintHeads, issuer: str) -> Head:
    """The head of a paper that this body signs: the one set for the office, or the other body's own name."""
    name = head.head if head.head and issuer == head.issuer else issuer
    return Head(name, head.ink, head.style)


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


def _fault(session: Session, row: Finding) -> Fault:
    people = known_people(session, row.source_order_id)
    return Fault(outward(row.text, people), outward(row.requirement, people), row.due_at)


def _answered(session: Session, fault: Fault, finding_id: int) -> Fault:
    """The fault with what the company has done about it, for the receipt."""
    row = session.get_one(Finding, finding_id)
    return replace(fault, measure=outward(row.measure, known_people(session, row.source_order_id)), done_on=row.done_on)
