"""Extension, hold and return: the unit asks, the office decides (延期、挂账、退单)."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import Hold, Request, WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, Pending, State, Urgency
from desktop.domain.operator import Operator
from desktop.forms.acts import AskExtension, AskHold, AskReturn, Decide, DecideReturn, Dispatch, Resume, ReturnDecision
from desktop.forms.fields import check
from desktop.services.orders import clocks
from desktop.services.orders.acts.acting import begin
from desktop.services.orders.acts.dispatching import hand_over, release
from desktop.services.orders.history import record


def ask_extension(
    session: Session, order_id: int, form: AskExtension, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Ask for a later due time, within what the category's limits allow."""
    form = check(form)
    order = begin(session, order_id, Act.ASK_EXTENSION, operator, seen)
    assert form.until is not None and form.reason is not None  # check() saw to it
    if order.close_due_at is not None and form.until <= order.close_due_at:
        raise Refused({"until": f"应晚于现在的办结时限{order.close_due_at:%m月%d日 %H:%M},请修改。"})
    if form.until <= now:
        raise Refused({"until": "应晚于现在,请修改。"})
    latest = clocks.latest_extension(session, order)
    if latest is not None and form.until > latest:
        raise Refused({"until": f"最多可延至{latest:%Y年%m月%d日 %H:%M};更久请申请挂账。"})
    if clocks.upstream_due(order) is not None and not form.upstream_agreed:
        raise Refused({"upstream_agreed": "上游转来的工单以上游时限为准,请先征得上游同意再申请。"})
    details = {
        "until": form.until.isoformat(),
        "told_caller": form.told_caller,
        "upstream_agreed": form.upstream_agreed,
    }
    _ask(session, order, Pending.EXTENSION, form.reason, details, operator, now)
    text = f"申请延期至{form.until:%m月%d日 %H:%M}({form.reason.label})。已做:{form.done}"
    record(session, order, Act.ASK_EXTENSION, operator, now, text, details=details)


def decide_extension(
    session: Session, order_id: int, form: Decide, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Approve the later due time, or leave the old one."""
    form = check(form)
    order = begin(session, order_id, Act.DECIDE_EXTENSION, operator, seen)
    request = _decide(session, order, form.approve, form.opinion, operator, now)
    text = "不同意延期"
    if form.approve:
        until = datetime.fromisoformat(request.details["until"])
        clocks.recompute(session, order)
        text = f"同意延期至{until:%m月%d日 %H:%M}"
    record(session, order, Act.DECIDE_EXTENSION, operator, now, _with(text, form.opinion))


def ask_hold(
    session: Session, order_id: int, form: AskHold, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Ask that the clocks stand still until conditions are met."""
    form = check(form)
    order = begin(session, order_id, Act.ASK_HOLD, operator, seen)
    assert form.reason is not None
    again = form.look_again_at
    details: dict[str, Any] = {"look_again_at": again.isoformat() if again else None, "told_caller": form.told_caller}
    _ask(session, order, Pending.HOLD, form.reason, details, operator, now)
    later = f",{again:%m月%d日}复查" if again else ""
    text = f"申请挂账({form.reason.label}{later})。已做:{form.done}"
    record(session, order, Act.ASK_HOLD, operator, now, text, details=details)


def decide_hold(
    session: Session, order_id: int, form: Decide, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Approve the hold: from now on the clocks stand still."""
    form = check(form)
    order = begin(session, order_id, Act.DECIDE_HOLD, operator, seen)
    if form.approve and order.urgency == Urgency.CRITICAL:  # it became urgent after the unit had asked
        raise Refused({"approve": "特急工单不停表,不能同意挂账,请选不同意。"})
    request = _decide(session, order, form.approve, form.opinion, operator, now)
    if form.approve:
        order.state = State.HELD
        session.add(Hold(office_id=order.office_id, work_order_id=order.id, since=now, reason=request.reason))
        session.flush()
        clocks.recompute(session, order)
    text = "同意挂账,停表" if form.approve else "不同意挂账"
    record(session, order, Act.DECIDE_HOLD, operator, now, _with(text, form.opinion))


def resume(
    session: Session, order_id: int, form: Resume, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """End the hold: the clocks go on, later by the time they stood still."""
    form = check(form)
    order = begin(session, order_id, Act.RESUME, operator, seen)
    end_hold(session, order, now)
    order.state = State.HANDLING
    clocks.recompute(session, order)
    record(session, order, Act.RESUME, operator, now, f"解除挂账,恢复计时。{form.note}")


def end_hold(session: Session, order: WorkOrder, now: datetime) -> None:
    """Note when the running hold of an order ended; nothing where none runs."""
    running = session.scalar(select(Hold).where(Hold.work_order_id == order.id, Hold.until.is_(None)))
    if running:
        running.until = now
        session.flush()


def ask_return(
    session: Session, order_id: int, form: AskReturn, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """The unit says the order is not theirs; it stays with them until that is decided (先行接单再申请退单)."""
    form = check(form)
    order = begin(session, order_id, Act.ASK_RETURN, operator, seen)
    assert form.reason is not None
    details: dict[str, Any] = {"suggested": form.suggested}
    _ask(session, order, Pending.RETURN, form.reason, details, operator, now)
    order.returns += 1
    text = f"{form.applicant}申请退单({form.reason.label})。依据:{form.ground}"
    record(session, order, Act.ASK_RETURN, operator, now, text, details=details)


def decide_return(
    session: Session, order_id: int, form: DecideReturn, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Agree (the order waits for dispatch again), refuse, or designate a unit that may not return it."""
    form = check(form)
    order = begin(session, order_id, Act.DECIDE_RETURN, operator, seen)
    agreed = form.decision is not ReturnDecision.REFUSE
    text = f"{form.decision.label}。{form.opinion}"
    before = order.organisation_id
    match form.decision:
        case ReturnDecision.AGREE:
            release(session, order, now)
            order.organisation_id, order.state, order.handler = None, State.REGISTERED, ""
        case ReturnDecision.DESIGNATE:
            lead = hand_over(session, order, Dispatch(form.organisation), operator, now)
            order.designated = True
            text = f"指定{lead.name}承办,不得再退。{form.opinion}"
    _decide(session, order, agreed, form.opinion, operator, now)
    clocks.refresh(session, order)
    details = {"decision": form.decision, "organisation": [before, order.organisation_id]}
    record(session, order, Act.DECIDE_RETURN, operator, now, text, details=details)


def _ask(
    session: Session,
    order: WorkOrder,
    kind: Pending,
    reason: str,
    details: dict[str, Any],
    operator: Operator,
    now: datetime,
) -> None:
    order.pending = kind
    session.add(
        Request(office_id=operator.office_id, work_order_id=order.id, kind=kind, at=now, reason=reason, details=details)
    )


def _decide(
    session: Session, order: WorkOrder, approve: bool, opinion: str, operator: Operator, now: datetime
) -> Request:
    request = session.scalars(
        select(Request).where(Request.work_order_id == order.id, Request.decided_at.is_(None))
    ).one()
    request.approved, request.decided_at, request.decided_by_id, request.opinion = approve, now, operator.id, opinion
    order.pending = Pending.NOTHING
    return request


def _with(text: str, opinion: str) -> str:
    return f"{text}。{opinion}" if opinion else text
