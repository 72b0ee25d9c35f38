"""What the call-back screen needs: who waits for a call, what was done, and keeping what was heard."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import CallBack, WorkOrder
from desktop.domain.lifecycle import Act, State, refusal
from desktop.domain.operator import Operator
from desktop.forms.acts import CallBackAnswer
from desktop.forms.outcomes import Rating, Solved
from desktop.services import desk
from desktop.services.orders.acts import performing
from desktop.services.orders.acts.acting import situation_of
from desktop.services.orders.acts.closing import tries_of
from desktop.services.orders.views.detail import OrderView, detail

LISTED = 100  # what the queue shows; it fills up again as orders leave it
PURPOSE = "回访"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order in the queue; `refused` says why this operator may not call, or is empty."""

    id: int
    number: str
    title: str
    estate: str
    closed_at: datetime | None
    tries: int
    refused: str


@dataclass(frozen=True, slots=True)
class Queue:
    """The oldest closings, and how many wait in all."""

    orders: tuple[Waiting, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CallBackCase:
    """An order on the call-back desk; `tries` were made since it was closed, the last one at `tried_at`.

    `draft` is what was answered and not saved.
    """

    order: OrderView
    tries: int
    tried_at: datetime | None
    refused: str
    draft: dict[str, Any]


def queue(session: Session, operator: Operator) -> Queue:
    """Who waits for a call, the oldest closing first."""
    closed = WorkOrder.state == State.CLOSED
    query = (
        select(WorkOrder, Estate.name)
        .outerjoin(Estate, Estate.id == WorkOrder.estate_id)
        .where(closed)
        .order_by(WorkOrder.closed_at, WorkOrder.id)
        .limit(LISTED)
    )
    orders = tuple(
        Waiting(
            row.id,
            row.number,
            row.title,
            estate or "",
            row.closed_at,
            tries_of(session, row.id),
            _refused(session, row, operator),
        )
        for row, estate in session.execute(query)
    )
    return Queue(orders, session.scalar(select(func.count()).select_from(WorkOrder).where(closed)) or 0)


def case(session: Session, order_id: int, operator: Operator, now: datetime) -> CallBackCase:
    """One order with its tries; refused where it does not exist."""
    order = detail(session, order_id, operator, now)
    return CallBackCase(
        order,
        tries_of(session, order_id),
        session.scalar(select(func.max(CallBack.at)).where(CallBack.work_order_id == order_id)),
        _refused(session, session.get_one(WorkOrder, order_id), operator),
        desk.draft(session, draft_key(order_id)),
    )


def answer(
    session: Session, order_id: int, form: CallBackAnswer, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Keep a try or what the caller said, and forget its draft; refused as `closing.call_back` refuses."""
    performing.perform(session, Act.CALL_BACK, order_id, form, operator, now, seen)
    desk.keep_draft(session, draft_key(order_id), {})


def draft_key(order_id: int) -> str:
    """Under which name an unsaved answer is kept: one for each order."""
    return f"callback.{order_id}"


def unhappy(form: CallBackAnswer) -> bool:
    """Whether what was heard calls for a redo or supervision (不满意 or 未解决)."""
    return form.reached and (form.rating is Rating.DISCONTENT or form.solved is Solved.NO)


def _refused(session: Session, order: WorkOrder, operator: Operator) -> str:
    return refusal(Act.CALL_BACK, situation_of(session, order), operator.name) or ""
