"""Urging and supervising a unit (催办、督办)."""

from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act
from desktop.domain.operator import Operator
from desktop.forms.acts import Supervise, SupervisionLevel, Urge
from desktop.forms.fields import check
from desktop.services.orders import clocks, measures
from desktop.services.orders.acts.acting import begin
from desktop.services.orders.history import record


def urge(
    session: Session, order_id: int, form: Urge, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Urge the unit once more and keep what it answered."""
    form = check(form)
    order = begin(session, order_id, Act.URGE, operator, seen)
    order.urges += 1
    whom = f"催{form.person}" if form.person else ""
    parts = [f"第{order.urges}次催办({form.by.label}{whom})", form.note, f"答复:{form.answer}" if form.answer else ""]
    record(session, order, Act.URGE, operator, now, "。".join(part for part in parts if part))


def next_level(supervision: int) -> SupervisionLevel:
    """The level after the one an order is on (0 is none; urging is level 1 and needs no order of its own)."""
    return SupervisionLevel(str(min(max(supervision + 1, 2), 5)))


def supervise(
    session: Session, order_id: int, form: Supervise, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Supervise by levels: the next one, or straight 上报移送; an answer is due within three workdays."""
    form = check(form)
    order = begin(session, order_id, Act.SUPERVISE, operator, seen)
    due = next_level(order.supervision)
    if form.level not in (due, SupervisionLevel.UPWARD):
        raise Refused({"level": f"督办应逐级升级,现在可以下达“{due.label}”或“{SupervisionLevel.UPWARD.label}”。"})
    before, order.supervision = order.supervision, int(form.level)
    order.supervision_due_at = clocks.supervision_due(session, now)
    text = f"{form.level.label},请于{order.supervision_due_at:%m月%d日 %H:%M}前反馈。原因:{form.reason}"
    if form.requirement:
        text += f"。要求:{form.requirement}"
    record(session, order, Act.SUPERVISE, operator, now, text, details={"level": [before, order.supervision]})
    measures.supervised(session, order, form, operator, now)
