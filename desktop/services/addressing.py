"""Whom a paper of pressing goes to and who sends it: kept with its issue as it was on that day."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.rectification import Measure
from desktop.services.reference.print_heads import contact_words, heads, official

PAPER = "paper"


def addressed(session: Session, row: Measure) -> dict[str, Any]:
    """The names, number and term on the papers of a measure as things stand now, for the details of its issue."""
    head = heads(session)
    by = session.get_one(StaffMember, row.issued_by_id).name
    return {
        "issuer": head.issuer,
        "head": head.head or head.issuer,
        "style": head.style.value,
        "number": official(head, row.number),
        "company": company_name(session, row.organisation_id),
        "estate": session.get_one(Estate, row.estate_id).name if row.estate_id is not None else "",
        "person": _manager(session, row),
        "ordered_by": head.signatory or by,
        "contact": contact_words(head, by),
        "due_at": row.due_at.isoformat() if row.due_at is not None else None,
    }


def company_name(session: Session, organisation_id: int | None) -> str:
    """Whom a paper goes to; room to write where it is not known."""
    row = session.get(Organisation, organisation_id) if organisation_id is not None else None
    return row.name if row else "\u3000" * 10


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
