"""What every act on a work order begins with: the order as the user saw it, and whether the act is permitted."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Organisation
from desktop.data.tables.orders import Assignment, WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, Pending, Situation, State, Urgency, refusal
from desktop.domain.operator import Operator

LEAD, ASSIST, OPINION = "lead", "assist", "opinion"  # roles of an assignment


def begin(session: Session, order_id: int, act: Act, operator: Operator, seen: int | None = None) -> WorkOrder:
    """The order, if `act` is permitted on it now; `seen` is the version on the user's screen, if she saw one."""
    order = session.get(WorkOrder, order_id)
    if order is None:
        raise Refused("找不到这件工单,请刷新列表。")
    if seen is not None and order.version != seen:
        raise Refused("这件工单刚被别人办理过,请看最新情况再办,您填的内容还在。")
    if sentence := refusal(act, situation_of(session, order), operator.name):
        raise Refused(sentence)
    return order


def situation_of(session: Session, order: WorkOrder) -> Situation:
    """All that decides which acts are possible on the order."""
    asked, answers = 0, 0
    if order.state == State.CONSULTING:
        asked, answers = session.execute(
            select(func.count(), func.count(Assignment.answered_at)).where(
                Assignment.work_order_id == order.id, Assignment.role == OPINION, Assignment.ended_at.is_(None)
            )
        ).one()
    children = session.scalar(select(func.count()).where(WorkOrder.merged_into_id == order.id)) or 0
    return Situation(
        state=State(order.state),
        pending=Pending(order.pending),
        urgency=Urgency(order.urgency),
        handlers=_handlers(session, order) if order.state == State.CLOSED else frozenset(),
        children=children,
        answers=answers,
        asked=asked,
        returns=order.returns,
        designated=order.designated,
        supervision=order.supervision,
        timed=order.close_due_at is not None,
        contacted=order.first_contact_at is not None,
    )


def _handlers(session: Session, order: WorkOrder) -> frozenset[str]:
    """Everyone who signed for the order or reported on it, also at a unit that had it before."""
    signed = select(Assignment.signed_by).where(Assignment.work_order_id == order.id, Assignment.signed_by != "")
    return frozenset(filter(None, (order.handler, *session.scalars(signed))))


def moment(given: datetime | None, order: WorkOrder, now: datetime, field: str = "happened_at") -> datetime:
    """When something took place: `given`, or now; refused where it lies before the receipt or in the future.

    An editor gives minutes, so what is within the minute of the receipt or of now counts as that.
    """
    if given is None:
        return max(order.received_at, now)
    if given > now + timedelta(minutes=1):
        raise Refused({field: f"时间不能晚于现在({now:%m月%d日 %H:%M}),请修改。"})
    if given < order.received_at.replace(second=0, microsecond=0):
        raise Refused({field: f"时间不能早于受理时间({order.received_at:%m月%d日 %H:%M}),请修改。"})
    return max(order.received_at, min(given, now))


def organisation(session: Session, organisation_id: int | None, field: str = "organisation") -> Organisation:
    """The unit of a form; refused where it is not chosen or no longer in use."""
    found = session.get(Organisation, organisation_id) if organisation_id is not None else None
    if found is None or not found.active:
        raise Refused({field: "请从列表里选一个单位。"})
    return found
