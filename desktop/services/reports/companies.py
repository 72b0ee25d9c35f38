"""Which property company a report names beside an estate."""

from sqlalchemy.orm import Session

from desktop.data.tables.estates import EstateService
from desktop.domain.timing.periods import Period
from desktop.services.registry.serving import companies_on, services


def companies(session: Session, period: Period) -> dict[int, tuple[int, str]]:
    """Id and name of the company of each estate at the end of the period (of a running one on the day reached), or else
    the first known after it."""
    later = dict(services(session, EstateService.since > period.reached))  # the last one written is the earliest
    found = later | companies_on(session, period.reached)
    return {estate: (one.organisation_id, one.company) for estate, one in found.items()}
