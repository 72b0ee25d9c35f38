"""What the dispatch screen needs of an order: what it is about, who should get it and why, and what waits with it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category
from desktop.domain.lifecycle import State
from desktop.domain.operator import Operator
from desktop.services.orders.views.detail import OrderView, detail
from desktop.services.orders.views.listing import OrderRow, rows
from desktop.services.registry.cards import Suggestion, suggestions
from desktop.services.registry.serving import PROPERTY_COMPANY

LISTED = 100  # what the queue shows; it fills up again as orders leave it


@dataclass(frozen=True, slots=True)
class Queue:
    """The most urgent orders by id and as rows of the list, and how many wait in all."""

    ids: tuple[int, ...]
    rows: tuple[OrderRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DispatchCase:
    """An order on the dispatch desk; `responsible` is the kind of unit its category names."""

    order: OrderView
    suggestions: tuple[Suggestion, ...]
    responsible: str


def queue(session: Session, now: datetime, shown: int | None = None) -> Queue:
    """Who waits for dispatch, the most urgent first, then by due time; `shown` is listed wherever it stands."""
    waits = WorkOrder.state.in_((State.REGISTERED, State.CONSULTING))
    query = (
        select(WorkOrder.id)
        .where(waits)
        .order_by(WorkOrder.urgency, WorkOrder.due_at.is_(None), WorkOrder.due_at, WorkOrder.id)
        .limit(LISTED)
    )
    ids = list(session.scalars(query))
    if shown is not None and shown not in ids:
        ids += session.scalars(select(WorkOrder.id).where(waits, WorkOrder.id == shown))
    total = session.scalar(select(func.count()).select_from(WorkOrder).where(waits)) or 0
    return Queue(tuple(ids), tuple(rows(session, ids, now)), total)


def case(session: Session, order_id: int, operator: Operator, now: datetime) -> DispatchCase:
    """One order with the units that may be responsible."""
    order = detail(session, order_id, operator, now)
    duty = session.scalar(select(Category.responsible).where(Category.code == order.category_code))
    proposed = suggestions(session, order.estate_id, order.category_code, now)
    return DispatchCase(order, proposed, duty or PROPERTY_COMPANY)
