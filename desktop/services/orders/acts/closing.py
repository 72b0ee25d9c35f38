"""Closing an order and hearing the caller: review, direct answer, call-back, redo (办结审核、直接答复、回访、重办)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import ActRecord, CallBack, WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State
from desktop.domain.operator import Operator
from desktop.domain.timing.clocks import ClockKind
from desktop.forms.acts import AnswerDirectly, CallBackAnswer, Redo, Review
from desktop.forms.fields import check
from desktop.forms.outcomes import Rating, Verdict
from desktop.services.orders import clocks
from desktop.services.orders.acts.acting import begin, moment
from desktop.services.orders.acts.merging import children_of, share
from desktop.services.orders.history import record

TRIES_BEFORE_GIVING_UP = 3


def review(
    session: Session, order_id: int, form: Review, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Close the order with a verdict, or send it back to the unit."""
    form = check(form)
    order = begin(session, order_id, Act.REVIEW, operator, seen)
    if not form.accept:
        if not form.opinion:
            raise Refused({"opinion": "退回重办请写明原因。"})
        order.state, order.reported_at = State.HANDLING, None
        clocks.refresh(session, order)
        record(session, order, Act.REVIEW, operator, now, f"审核退回:{form.opinion}", details={"accept": False})
        return
    if form.verdict is None:
        raise Refused({"verdict": "请选择实际解决或解释说明。"})
    at = moment(form.happened_at or order.reported_at, order, now)
    _close(session, order, form.verdict, form.result or order.result, at)
    text = f"办结({form.verdict.label})" + (f"。{form.opinion}" if form.opinion else "")
    details = {"accept": True, "told_caller": form.told_caller}
    record(session, order, Act.REVIEW, operator, now, text, happened_at=at, details=details)


def answer_directly(
    session: Session, order_id: int, form: AnswerDirectly, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Answer an enquiry, or do not accept a complaint, without sending it to a unit."""
    form = check(form)
    order = begin(session, order_id, Act.ANSWER_DIRECTLY, operator, seen)
    assert form.verdict is not None
    at = moment(None, order, now)
    _close(session, order, form.verdict, form.result, at)
    if order.first_contact_at is None and form.verdict is not Verdict.NOT_ACCEPTED:
        order.first_contact_at = at
        clocks.meet(session, order, ClockKind.FIRST_CONTACT, at)
    record(session, order, Act.ANSWER_DIRECTLY, operator, now, f"直接答复({form.verdict.label}):{form.result}")


def call_back(
    session: Session, order_id: int, form: CallBackAnswer, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Keep one try to reach the caller; when she was reached the order is done, whatever she said."""
    form = check(form)
    order = begin(session, order_id, Act.CALL_BACK, operator, seen)
    tries = tries_of(session, order.id) + 1
    if form.reached:
        _check_answers(form)
    elif form.give_up and tries < TRIES_BEFORE_GIVING_UP:
        raise Refused({"give_up": f"未接通{TRIES_BEFORE_GIVING_UP}次以上才能结束回访,这是第{tries}次。"})
    session.add(
        CallBack(
            office_id=order.office_id,
            work_order_id=order.id,
            staff_id=operator.id,
            at=now,
            reached=form.reached,
            contacted=form.contacted if form.reached else None,
            solved=form.solved if form.reached else None,
            attitude=form.attitude if form.reached else None,
            rating=form.rating if form.reached else None,
            dissatisfied_because=form.dissatisfied_because,
            remark=form.remark,
        )
    )
    if form.reached:
        order.contacted, order.solved, order.rating = form.contacted, form.solved, form.rating
    if form.reached or form.give_up:
        order.state, order.finished_at = State.DONE, now
    for child in children_of(session, order):
        share(order, child)
    record(session, order, Act.CALL_BACK, operator, now, _heard(form, tries), details={"try": tries})


def redo(
    session: Session, order_id: int, form: Redo, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Open a closed order again: its unit has three workdays (督办、再次处置的时限)."""
    form = check(form)
    order = begin(session, order_id, Act.REDO, operator, seen)
    details = {
        "closed_at": order.closed_at.isoformat() if order.closed_at else None,
        "verdict": order.verdict,
        "result": order.result,
        "solved": order.solved,
        "rating": order.rating,
    }
    order.state = State.HANDLING if order.organisation_id is not None else State.REGISTERED
    order.redos += 1
    order.closed_at = order.finished_at = order.reported_at = order.contacted = None
    order.verdict = order.solved = order.rating = None
    for child in children_of(session, order):
        share(order, child)
    clocks.restart(session, order, now)
    record(session, order, Act.REDO, operator, now, f"第{order.redos}次重办。原因:{form.reason}", details=details)


def tries_of(session: Session, order_id: int) -> int:
    """How often the caller was called back since the order was last closed; a redo begins anew."""
    redone = session.scalar(
        select(func.max(ActRecord.at)).where(ActRecord.work_order_id == order_id, ActRecord.act == Act.REDO)
    )
    tries = select(func.count()).where(CallBack.work_order_id == order_id)
    return session.scalar(tries.where(CallBack.at > redone) if redone else tries) or 0


def _close(session: Session, order: WorkOrder, verdict: Verdict, result: str, at: datetime) -> None:
    ends = not order.wants_callback
    order.closed_at, order.verdict, order.result = at, verdict, result
    order.finished_at = at if ends else None
    order.state = State.DONE if ends else State.CLOSED
    for child in children_of(session, order):
        share(order, child)
    clocks.meet(session, order, ClockKind.CLOSE, at)


def _check_answers(form: CallBackAnswer) -> None:
    problems = {}
    if form.solved is None:
        problems["solved"] = "请问清来电人问题是否解决,再选一项。"
    if form.rating is None:
        problems["rating"] = "请记下综合评价;不愿评价选“未评价”。"
    if form.rating is Rating.DISCONTENT and not form.dissatisfied_because:
        problems["dissatisfied_because"] = "请记下不满意的原因。"
    if problems:
        raise Refused(problems)


def _heard(form: CallBackAnswer, tries: int) -> str:
    if not form.reached:
        return f"第{tries}次回访未接通" + (",结束回访" if form.give_up else "")
    parts = [f"第{tries}次回访接通"]
    if form.solved:
        parts.append(form.solved.label)
    if form.rating:
        parts.append(f"综合评价{form.rating.label}")
    if form.dissatisfied_because:
        parts.append(f"不满意原因:{form.dissatisfied_because}")
    if form.remark:
        parts.append(f"补充:{form.remark}")
    return ",".join(parts)
