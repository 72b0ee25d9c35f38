"""Which estates a report on registers is about."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import of_estates


def estates_of(session: Session, period: Period) -> frozenset[int] | None:
    """The ids of the estates of an extent's scope; None where all are meant."""
    conditions = of_estates(period)
    return frozenset(session.scalars(select(Estate.id).where(*conditions))) if conditions else None
