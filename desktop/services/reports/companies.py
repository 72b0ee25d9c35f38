"""Which property company a report names beside an estate."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import EstateService, Organisation
from desktop.domain.timing.periods import Period
from desktop.services.registry.cards import PROPERTY_COMPANY


def companies(session: Session, period: Period) -> dict[int, tuple[int, str]]:
    """Id and name of the company of each estate at the end of the period, or else the first known after it."""
    served = session.execute(
        select(
            EstateService.estate_id,
            Organisation.id,
            Organisation.name,
            EstateService.since,
            EstateService.until,
        )
        .join(Organisation, Organisation.id == EstateService.organisation_id)
        .where(EstateService.party == PROPERTY_COMPANY)
        .order_by(EstateService.since.desc(), EstateService.id.desc())
    )
    at_the_end: dict[int, tuple[int, str]] = {}
    later: dict[int, tuple[int, str]] = {}
    for estate, key, name, since, until in served:
        if since is not None and since > period.last:
            later[estate] = (key, name)  # the last one written is the earliest
        elif until is None or until >= period.last:
            at_the_end.setdefault(estate, (key, name))
    return later | at_the_end
