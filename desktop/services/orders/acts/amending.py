"""Correcting what was taken in (更正登记): old and new stand in the history, personal data only as "changed"."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State, Urgency
from desktop.domain.operator import Operator
from desktop.domain.privacy.masking import mask_text
from desktop.domain.words import Labelled
from desktop.forms.acts import Amend
from desktop.forms.fields import check, fields_of
from desktop.services.orders import clocks
from desktop.services.orders.acts.acting import begin
from desktop.services.orders.acts.attaching import attach
from desktop.services.orders.acts.register import known_caller, problems, title_of
from desktop.services.orders.acts.requests import end_hold
from desktop.services.orders.history import record

COLUMNS = {
    "phone": "phone",
    "caller_name": "caller_name",
    "estate": "estate_id",
    "building": "building",
    "unit": "unit",
    "room": "room",
    "spot": "spot",
    "content": "content",
    "category": "category_code",
    "kind": "kind",
    "channel": "channel_code",
    "upstream_number": "upstream_number",
    "upstream_due_at": "upstream_due_at",
    "urgency": "urgency",
    "expectation": "expectation",
    "confidential": "confidential",
    "wants_callback": "wants_callback",
    "sensitive": "sensitive",
    "repeat_of": "repeat_of_id",
}
_TIMED = {"category", "channel", "urgency", "upstream_due_at"}


def current(session: Session, order_id: int) -> Amend:
    """The facts of an order as a form, to be corrected."""
    order = session.get_one(WorkOrder, order_id)
    kinds = {name: type(getattr(Amend(), name)) for name in ("kind", "urgency")}
    values = {name: getattr(order, column) for name, column in COLUMNS.items()}
    return Amend(**{name: kinds[name](value) if name in kinds else value for name, value in values.items()})


def amend(
    session: Session, order_id: int, form: Amend, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Put the corrected facts in; due times follow where they hang on them."""
    form = check(form)
    order = begin(session, order_id, Act.AMEND, operator, seen)
    found = problems(session, form, order.received_at, order.id)
    for name in ("received_at", "merge_into"):
        if getattr(form, name) is not None:
            found[name] = "更正时不能改这一项,请留空;并案请用“并案”。"
    if found:
        raise Refused(found)
    form = replace(form, wants_callback=form.wants_callback and bool(form.phone))
    changed = {
        name: (getattr(order, column), getattr(form, name))
        for name, column in COLUMNS.items()
        if getattr(order, column) != getattr(form, name)
    }
    if not changed and not form.photos:
        raise Refused("没有改动,不用保存。")
    known = (order.caller_name, order.phone, order.room, form.caller_name, form.phone, form.room)
    held = order.state == State.HELD
    for name, (_, new) in changed.items():
        setattr(order, COLUMNS[name], new)
    if "content" in changed:
        order.title = title_of(form.content)
    if {"phone", "caller_name"} & changed.keys():
        order.caller_id = known_caller(session, form, operator, now)
    if order.state == State.HELD and order.urgency == Urgency.CRITICAL:  # urgent ones never pause
        end_hold(session, order, now)
        order.state = State.HANDLING
    session.flush()
    attach(session, order, Act.AMEND, form.photos, now, "photos")
    if _TIMED & changed.keys():
        clocks.start_again(session, order)
    labels = {name: field.label for name, field in fields_of(Amend).items()}
    text = f"更正{'、'.join(labels[name] for name in changed) or '照片'}。原因:{form.reason}"
    if held and order.state == State.HANDLING:
        text += "。特急不停表,挂账解除"
    personal = {name for name, field in fields_of(Amend).items() if field.personal}
    details = {
        name: "changed" if name in personal else [_plain(old, known), _plain(new, known)]
        for name, (old, new) in changed.items()
    }
    record(session, order, Act.AMEND, operator, now, text, details=details)


def _plain(value: Any, known: tuple[str, ...]) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case Labelled():
            return value.value
        case str():
            return mask_text(value, known)
    return value
