"""Whether the office kept its records here in a period: before that its figures are missing, and not 0."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.timing.periods import Period


def kept(session: Session, then: Period) -> bool:
    """Whether an order had been received here by the end of the period."""
    return session.scalar(select(WorkOrder.id).where(WorkOrder.received_at < then.end).limit(1)) is not None
