"""Sending an order to the unit responsible: dispatch, transfer, withdraw, sign for (派单、改派、撤回、签收)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Organisation
from desktop.data.tables.orders import Assignment, WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State
from desktop.domain.operator import Operator
from desktop.forms.acts import Dispatch, Reason, Sign, Transfer
from desktop.forms.fields import check
from desktop.services.orders import clocks
from desktop.services.orders.acts.acting import ASSIST, LEAD, begin, moment, organisation
from desktop.services.orders.history import record


def dispatch(
    session: Session, order_id: int, form: Dispatch, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Send the order to a lead unit and, if wished, to assisting ones."""
    form = check(form)
    order = begin(session, order_id, Act.DISPATCH, operator, seen)
    lead = hand_over(session, order, form, operator, now)
    text = f"派给{lead.name}" + _assisting(session, form) + (f"。要求:{form.requirement}" if form.requirement else "")
    record(session, order, Act.DISPATCH, operator, now, text, details={"organisation": lead.id})


def transfer(
    session: Session, order_id: int, form: Transfer, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Send the order to another unit, with the reason."""
    form = check(form)
    order = begin(session, order_id, Act.TRANSFER, operator, seen)
    if form.organisation == order.organisation_id:
        raise Refused({"organisation": "现在就由这家单位承办,请另选一家。"})
    before = order.organisation_id
    lead = hand_over(session, order, form, operator, now)
    text = f"改派给{lead.name}{_assisting(session, form)}。原因:{form.reason}"
    record(session, order, Act.TRANSFER, operator, now, text, details={"organisation": [before, lead.id]})


def hand_over(session: Session, order: WorkOrder, form: Dispatch, operator: Operator, now: datetime) -> Organisation:
    """Make the form's unit the lead, waiting for its signature; whoever was asked before is released."""
    lead = organisation(session, form.organisation)
    release(session, order, now)
    others = [organisation(session, key, "assisting") for key in dict.fromkeys(form.assisting) if key != lead.id]
    for unit, role in [(lead, LEAD), *((unit, ASSIST) for unit in others)]:
        session.add(
            Assignment(
                office_id=operator.office_id,
                work_order_id=order.id,
                organisation_id=unit.id,
                role=role,
                at=now,
                requirement=form.requirement,
            )
        )
    order.organisation_id = lead.id
    order.state = State.DISPATCHED
    order.handler = ""
    order.signed_at = None
    order.dispatched_at = order.dispatched_at or now
    clocks.dispatched(session, order)
    return lead


def release(session: Session, order: WorkOrder, now: datetime) -> None:
    """End what units were asked to do on this order."""
    for assignment in session.scalars(
        select(Assignment).where(Assignment.work_order_id == order.id, Assignment.ended_at.is_(None))
    ):
        assignment.ended_at = now


def withdraw(
    session: Session, order_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Take a dispatch back before the unit has signed: the opposite of dispatch."""
    form = check(form)
    order = begin(session, order_id, Act.WITHDRAW, operator, seen)
    before = order.organisation_id
    release(session, order, now)
    order.organisation_id, order.state = None, State.REGISTERED
    order.dispatched_at = session.scalar(  # as it was: a dispatch taken back starts no clock, an earlier one did
        select(func.min(Assignment.at)).where(
            Assignment.work_order_id == order.id, Assignment.role == LEAD, Assignment.signed_at.is_not(None)
        )
    )
    clocks.dispatched(session, order)
    record(
        session, order, Act.WITHDRAW, operator, now, f"撤回派单。原因:{form.reason}", details={"organisation": before}
    )


def sign(
    session: Session, order_id: int, form: Sign, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """The unit takes the order on."""
    form = check(form)
    order = begin(session, order_id, Act.SIGN, operator, seen)
    at = moment(form.happened_at, order, now)
    for assignment in session.scalars(
        select(Assignment).where(
            Assignment.work_order_id == order.id, Assignment.role == LEAD, Assignment.ended_at.is_(None)
        )
    ):
        assignment.signed_at, assignment.signed_by = at, form.signed_by
    order.state, order.signed_at, order.handler = State.HANDLING, at, form.signed_by
    record(session, order, Act.SIGN, operator, now, f"{form.signed_by}签收", happened_at=at)


def _assisting(session: Session, form: Dispatch) -> str:
    others = [key for key in dict.fromkeys(form.assisting) if key != form.organisation]
    names = [unit.name for key in others if (unit := session.get(Organisation, key))]
    return f",协办{'、'.join(names)}" if names else ""
