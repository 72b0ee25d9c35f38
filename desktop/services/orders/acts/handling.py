"""What the unit does with an order: first contact, progress, result (先行联系、进展、反馈)."""

from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.lifecycle import Act, State
from desktop.domain.operator import Operator
from desktop.domain.timing.clocks import ClockKind
from desktop.forms.acts import Action, FirstContact, Progress, Report
from desktop.forms.fields import check
from desktop.services.orders import clocks
from desktop.services.orders.acts.acting import begin, moment
from desktop.services.orders.acts.attaching import attach
from desktop.services.orders.history import record


def first_contact(
    session: Session, order_id: int, form: FirstContact, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """The caller was contacted, or could not be reached; only a reached caller stops the first-contact clock."""
    form = check(form)
    order = begin(session, order_id, Act.FIRST_CONTACT, operator, seen)
    at = moment(form.happened_at, order, now)
    if form.reached and order.first_contact_at is None:
        order.first_contact_at = at
        clocks.meet(session, order, ClockKind.FIRST_CONTACT, at)
    said = "联系上来电人" if form.reached else "未联系上来电人"
    later = f",约定{form.appointment_at:%m月%d日 %H:%M}" if form.appointment_at else ""
    text = f"{form.contact}{form.by.label}{said}{later}。{form.note}"
    record(session, order, Act.FIRST_CONTACT, operator, now, text, happened_at=at, details={"reached": form.reached})


def progress(
    session: Session, order_id: int, form: Progress, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Something was done; being on site stops the on-site clock."""
    form = check(form)
    order = begin(session, order_id, Act.PROGRESS, operator, seen)
    at = moment(form.happened_at, order, now)
    if form.action is Action.ON_SITE and order.on_site_at is None:
        order.on_site_at = at
        clocks.meet(session, order, ClockKind.ON_SITE, at)
    session.flush()
    count = attach(session, order, Act.PROGRESS, form.photos, now, "photos")
    parts = [f"{form.person}{form.action.label}:{form.note}"]
    if form.cost:
        parts.append(f"材料费用{form.cost:g}元")
    if form.needs_vote:
        parts.append("需表决或动用维修资金")
    if count:
        parts.append(f"照片{count}张")
    record(
        session,
        order,
        Act.PROGRESS,
        operator,
        now,
        ";".join(parts),
        happened_at=at,
        details={"action": form.action, "needs_vote": form.needs_vote},
    )


def report(
    session: Session, order_id: int, form: Report, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """The unit says it is done; the office reviews that next."""
    form = check(form)
    order = begin(session, order_id, Act.REPORT, operator, seen)
    at = moment(form.happened_at, order, now)
    order.state, order.reported_at, order.result, order.handler = State.REPORTED, at, form.result, form.handler
    count = attach(session, order, Act.REPORT, form.photos, now, "photos")
    text = f"{form.handler}反馈:{form.result}" + (f"(照片{count}张)" if count else "")
    record(session, order, Act.REPORT, operator, now, text, happened_at=at)
