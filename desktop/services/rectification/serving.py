"""Which property company answers for an estate, and who is its manager there."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import EstateService
from desktop.services.registry.cards import PROPERTY_COMPANY, running


def company_of(session: Session, estate_id: int, day: date) -> EstateService | None:
    """The property company's service of the estate on that day, the newest first; None where nobody serves it."""
    return session.scalars(
        select(EstateService)
        .where(EstateService.estate_id == estate_id, EstateService.party == PROPERTY_COMPANY, running(day))
        .order_by(EstateService.since.desc(), EstateService.id.desc())
        .limit(1)
    ).first()
