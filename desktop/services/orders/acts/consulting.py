"""Consultation (会诊): ask several units, record what each answers, follow one of them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import Assignment, WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State
from desktop.domain.operator import Operator
from desktop.forms.acts import Adopt, Answer, Consult, Dispatch
from desktop.forms.fields import check
from desktop.services.orders.acts.acting import OPINION, begin, organisation
from desktop.services.orders.acts.dispatching import hand_over
from desktop.services.orders.history import record


def consult(
    session: Session, order_id: int, form: Consult, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Ask all the units of the form for their opinion."""
    form = check(form)
    order = begin(session, order_id, Act.CONSULT, operator, seen)
    units = [organisation(session, key, "organisations") for key in dict.fromkeys(form.organisations)]
    if len(units) < 2:
        raise Refused({"organisations": "会诊至少请两家单位;只有一家请直接派单。"})
    for unit in units:
        session.add(
            Assignment(
                office_id=operator.office_id,
                work_order_id=order.id,
                organisation_id=unit.id,
                role=OPINION,
                at=now,
                requirement=form.question,
            )
        )
    order.state = State.CONSULTING
    text = f"请{'、'.join(unit.name for unit in units)}会诊:{form.question}"
    record(session, order, Act.CONSULT, operator, now, text, details={"organisations": [unit.id for unit in units]})


def answer(
    session: Session, order_id: int, form: Answer, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Record what one of the asked units says; each answers once."""
    form = check(form)
    order = begin(session, order_id, Act.ANSWER, operator, seen)
    unit = organisation(session, form.organisation)
    asked = _asked(session, order, unit.id)
    if asked.answered_at is not None:
        raise Refused({"organisation": f"{unit.name}已经答复过了。"})
    asked.answer, asked.answered_at = form.opinion, now
    text = f"{unit.name}:{form.opinion}"
    record(session, order, Act.ANSWER, operator, now, text, details={"organisation": unit.id})


def adopt(
    session: Session, order_id: int, form: Adopt, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Follow one answer: that unit becomes the lead and the order goes to it."""
    form = check(form)
    order = begin(session, order_id, Act.ADOPT, operator, seen)
    unit = organisation(session, form.organisation)
    asked = _asked(session, order, unit.id)
    if asked.answered_at is None:
        raise Refused({"organisation": f"{unit.name}还没有答复,请先记录它的意见。"})
    asked.adopted = True
    session.flush()
    hand_over(session, order, Dispatch(unit.id, requirement=asked.answer[:500]), operator, now)
    text = f"采纳{unit.name}的意见,由其承办" + (f"。{form.note}" if form.note else "")
    record(session, order, Act.ADOPT, operator, now, text, details={"organisation": unit.id})


def _asked(session: Session, order: WorkOrder, organisation_id: int) -> Assignment:
    found = session.scalar(
        select(Assignment).where(
            Assignment.work_order_id == order.id,
            Assignment.organisation_id == organisation_id,
            Assignment.role == OPINION,
            Assignment.ended_at.is_(None),
        )
    )
    if found is None:
        raise Refused({"organisation": "这家单位不在会诊名单里,请重新选择。"})
    return found
