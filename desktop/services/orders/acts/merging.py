"""Merging orders about the same matter, and taking wrong ones out (并案、撤销并案、作废、恢复)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State
from desktop.domain.operator import Operator
from desktop.forms.acts import Merge, Reason
from desktop.forms.fields import check
from desktop.services.orders import clocks
from desktop.services.orders.acts.acting import begin
from desktop.services.orders.acts.dispatching import release
from desktop.services.orders.acts.requests import end_hold
from desktop.services.orders.history import record


def merge(
    session: Session, order_id: int, form: Merge, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Let this order follow another one: that one is handled, this one is counted but shares its outcome."""
    form = check(form)
    order = begin(session, order_id, Act.MERGE, operator, seen)
    into = session.get(WorkOrder, form.into)
    if into is None or into.id == order.id:
        raise Refused({"into": "请选择另一件工单作为主件。"})
    if into.state in (State.MERGED, State.VOID):
        raise Refused({"into": f"{into.number}{State(into.state).label},请选它的主件或别的工单。"})
    release(session, order, now)
    end_hold(session, order, now)
    order.state_before, order.state, order.merged_into_id = order.state, State.MERGED, into.id
    share(into, order)
    clocks.recompute(session, order)  # a hold that ended pauses them no longer
    because = f"({form.reason})" if form.reason else ""
    record(session, order, Act.MERGE, operator, now, f"并入{into.number}{because}", details={"into": into.id})
    record(session, into, Act.MERGE, operator, now, f"{order.number}并入本件{because}", details={"child": order.id})


def unmerge(
    session: Session, order_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Let this order go its own way again, as it stood before, waiting to be dispatched if a unit had been released."""
    form = check(form)
    order = begin(session, order_id, Act.UNMERGE, operator, seen)
    into = session.get_one(WorkOrder, order.merged_into_id)
    order.merged_into_id = None
    _bring_back(order)
    clocks.refresh(session, order)
    text = f"撤销并案。原因:{form.reason}"
    record(session, order, Act.UNMERGE, operator, now, text, details={"into": into.id})
    record(session, into, Act.UNMERGE, operator, now, f"{order.number}不再并入本件", details={"child": order.id})


def void(
    session: Session, order_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Take an order out of all counts (误录、测试件); it stays readable and can be restored."""
    form = check(form)
    order = begin(session, order_id, Act.VOID, operator, seen)
    order.state_before, order.state = order.state, State.VOID
    clocks.refresh(session, order)
    record(session, order, Act.VOID, operator, now, f"作废。原因:{form.reason}")


def restore(
    session: Session, order_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Bring a void order back to where it stood."""
    form = check(form)
    order = begin(session, order_id, Act.RESTORE, operator, seen)
    assert order.state_before is not None
    order.state, order.state_before = order.state_before, None
    clocks.refresh(session, order)
    record(session, order, Act.RESTORE, operator, now, f"恢复。原因:{form.reason}")


def children_of(session: Session, order: WorkOrder) -> list[WorkOrder]:
    """The orders merged into this one."""
    return list(session.scalars(select(WorkOrder).where(WorkOrder.merged_into_id == order.id)))


def share(order: WorkOrder, child: WorkOrder) -> None:
    """A merged order has the outcome of the one it was merged into, but no rating of its own (满意度按件计)."""
    child.closed_at = max(order.closed_at, child.received_at) if order.closed_at else None
    child.finished_at = max(order.finished_at, child.received_at) if order.finished_at else None
    child.verdict, child.result = order.verdict, order.result
    child.contacted, child.solved = order.contacted, order.solved


def _bring_back(order: WorkOrder) -> None:
    # merging released the units, so whatever was under way is dispatched anew
    order.state, order.state_before = State.REGISTERED, None
    order.organisation_id, order.signed_at, order.handler = None, None, ""
    order.closed_at = order.finished_at = order.verdict = order.solved = order.contacted = None
    order.result = ""
