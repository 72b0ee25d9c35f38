"""What the dispatch screen needs of an order: what it is about, who should get it and why, and what waits with it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.lifecycle import State
from desktop.domain.operator import Operator
from desktop.services.orders.detail import OrderView, detail
from desktop.services.registry.cards import Suggestion, suggestions


@dataclass(frozen=True, slots=True)
class DispatchCase:
    """An order on the dispatch desk."""

    order: OrderView
    suggestions: tuple[Suggestion, ...]


def waiting(session: Session) -> list[int]:
    """Orders that wait for dispatch, the most urgent first, then by due time."""
    query = (
        select(WorkOrder.id)
        .where(WorkOrder.state.in_((State.REGISTERED, State.CONSULTING)))
        .order_by(WorkOrder.urgency, WorkOrder.due_at.is_(None), WorkOrder.due_at, WorkOrder.id)
    )
    return list(session.scalars(query))


def case(session: Session, order_id: int, operator: Operator, now: datetime) -> DispatchCase:
    """One order with the units that may be responsible."""
    order = detail(session, order_id, operator, now)
    return DispatchCase(order, suggestions(session, order.estate_id, order.category_code, now))
