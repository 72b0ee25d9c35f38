"""Taking in a complaint (受理登记)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnCollection, bindparam, delete, inspect, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desktop.data.prepared import Inserter, Prepared
from desktop.data.tables.base import Base
from desktop.data.tables.callers import Caller, CallerAddress, CallerPhone
from desktop.data.tables.estates import Estate
from desktop.data.tables.offices import Counter, Draft
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State
from desktop.domain.numbering import work_order_number
from desktop.domain.operator import Operator
from desktop.forms.acts import Merge
from desktop.forms.fields import normalised, problems_of
from desktop.forms.intake import Intake
from desktop.services.orders import clocks
from desktop.services.orders.acts import merging
from desktop.services.orders.acts.attaching import attach
from desktop.services.orders.history import record

TITLE_LENGTH = 36
DRAFT = "intake"


def _table(row: type[Base]) -> ColumnCollection[str, Any]:
    return row.metadata.tables[row.__tablename__].c


# Statements over plain columns, made once: making them anew would cost more than running them.
_CHANNEL, _CATEGORY, _ESTATE = _table(Channel), _table(Category), _table(Estate)
_LISTED = Prepared(
    select(
        select(_CHANNEL.short).where(_CHANNEL.code == bindparam("channel")).scalar_subquery().label("channel"),
        select(_CHANNEL.upstream_number)
        .where(_CHANNEL.code == bindparam("channel"))
        .scalar_subquery()
        .label("upstream"),
        select(_CATEGORY.parent_code).where(_CATEGORY.code == bindparam("category")).scalar_subquery().label("parent"),
        select(_ESTATE.id).where(_ESTATE.id == bindparam("estate")).scalar_subquery().label("estate"),
    )
)
_PHONE, _CALLER = _table(CallerPhone), _table(Caller)
_SAME_PHONE = Prepared(
    select(_PHONE.id, _CALLER.id, _CALLER.name)
    .join_from(_PHONE.caller_id.table, _CALLER.id.table, _CALLER.id == _PHONE.caller_id)
    .where(_PHONE.phone == bindparam("phone"), _CALLER.office_id == bindparam("office_id"))
    .order_by(_PHONE.last_used_at.desc())
)
_COUNTER = _table(Counter)
_NEXT = Prepared(
    insert(_COUNTER.last.table)
    .values(office_id=bindparam("office_id"), day=bindparam("day"), last=1)
    .on_conflict_do_update(index_elements=["office_id", "day"], set_={"last": _COUNTER.last + 1})
    .returning(_COUNTER.last)
)
_DRAFT = _table(Draft)
_DRAFT_DONE = Prepared(delete(_DRAFT.screen.table).where(_DRAFT.screen == DRAFT))
_ADDRESS = _table(CallerAddress)
_SAME_ADDRESS = Prepared(
    select(_ADDRESS.id).where(
        _ADDRESS.caller_id == bindparam("caller_id"),
        _ADDRESS.estate_id == bindparam("estate_id"),
        _ADDRESS.building == bindparam("building"),
        _ADDRESS.unit == bindparam("unit"),
        _ADDRESS.room == bindparam("room"),
    )
)
_PHONE_USED, _ADDRESS_USED = (
    Prepared(update(used.id.table).where(used.id == bindparam("key")).values(last_used_at=bindparam("at")))
    for used in (_PHONE, _ADDRESS)
)
_NEW_CALLER, _NEW_PHONE, _NEW_ADDRESS = Inserter(Caller), Inserter(CallerPhone), Inserter(CallerAddress)
_NEW_ORDER = Inserter(WorkOrder)


@dataclass(frozen=True, slots=True)
class Registered:
    """What intake gives back: the order's id and its number."""

    id: int
    number: str


def register(session: Session, form: Intake, operator: Operator, now: datetime, *, drafted: bool = True) -> Registered:
    """Record the complaint with its clocks and its first act; the draft of the intake screen is done with where it
    was `drafted` there."""
    form = normalised(form)
    received_at = min(form.received_at or now, now)  # an editor gives minutes, so a moment ahead is still now
    found = problems_of(form) | problems(session, form, received_at)
    if form.received_at and form.received_at > now + timedelta(minutes=1):
        found["received_at"] = "受理时间不能晚于现在,请修改。"
    if found:
        raise Refused(found)
    order = WorkOrder(
        office_id=operator.office_id,
        number=next_number(session, operator.office_id, received_at.date()),
        received_at=received_at,
        channel_code=form.channel,
        upstream_number=form.upstream_number,
        upstream_due_at=form.upstream_due_at,
        kind=form.kind,
        category_code=form.category,
        urgency=form.urgency,
        estate_id=form.estate,
        building=form.building,
        unit=form.unit,
        room=form.room,
        spot=form.spot,
        caller_id=known_caller(session, form, operator, now),
        caller_name=form.caller_name,
        phone=form.phone,
        confidential=form.confidential,
        wants_callback=form.wants_callback and bool(form.phone),
        sensitive=form.sensitive,
        title=title_of(form.content),
        content=form.content,
        expectation=form.expectation,
        state=State.REGISTERED,
        repeat_of_id=form.repeat_of,
        registered_by_id=operator.id,
    )
    due = clocks.first(session, order)
    order.id = _NEW_ORDER.one(session, inspect(order).dict)
    clocks.keep(session, order, due)
    attach(session, order, Act.REGISTER, form.photos, now, "photos")
    record(session, order, Act.REGISTER, operator, now, _told(session, form), happened_at=received_at)
    if drafted:
        _DRAFT_DONE.rows(session)
    if form.merge_into is not None:
        _merge(session, order, form.merge_into, operator, now)
    return Registered(order.id, order.number)


def _merge(session: Session, order: WorkOrder, into: int, operator: Operator, now: datetime) -> None:
    try:
        merging.merge(session, order.id, Merge(into=into, reason="受理时发现是同一事项"), operator, now)
    except Refused as refused:
        raise Refused({"merge_into": str(refused)}) from refused


def next_number(session: Session, office_id: int, day: date) -> str:
    """The next number of that day; given back when the transaction is rolled back, so numbers have no holes."""
    ((last,),) = _NEXT.rows(session, office_id=office_id, day=day)
    return work_order_number(day, last)


def title_of(content: str) -> str:
    """The first sentence of a complaint, cut to what a list can show."""
    first = re.split(r"[。!?!?;;\n]", content.strip(), maxsplit=1)[0].strip()
    first = first or content.strip()
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1] + "…"


def known_caller(session: Session, form: Intake, operator: Operator, now: datetime) -> int | None:
    """The id of the person who calls: known by phone and name, or new; None without a phone."""
    if not form.phone:
        return None
    found = _SAME_PHONE.rows(session, phone=form.phone, office_id=operator.office_id)
    own = {"office_id": operator.office_id, "last_used_at": now}
    for phone_id, caller_id, name in found:
        if not form.caller_name or name in (form.caller_name, ""):
            _PHONE_USED.rows(session, key=phone_id, at=now)
            if form.caller_name and not name:
                session.get_one(Caller, caller_id).name = form.caller_name
            _know_address(session, caller_id, form, own)
            return int(caller_id)
    new: int = _NEW_CALLER.one(session, {**own, "name": form.caller_name})
    _NEW_PHONE.one(session, {**own, "caller_id": new, "phone": form.phone})
    if form.estate is not None:
        _NEW_ADDRESS.one(session, own | _address(new, form))
    return new


def _know_address(session: Session, caller_id: int, form: Intake, own: dict[str, Any]) -> None:
    if form.estate is None:
        return
    address = _address(caller_id, form)
    if known := _SAME_ADDRESS.row(session, **address):
        _ADDRESS_USED.rows(session, key=known[0], at=own["last_used_at"])
    else:
        _NEW_ADDRESS.one(session, own | address)


def _address(caller_id: int, form: Intake) -> dict[str, Any]:
    place = {"estate_id": form.estate, "building": form.building, "unit": form.unit, "room": form.room}
    return {"caller_id": caller_id, **place}


def problems(session: Session, form: Intake, received_at: datetime, itself: int | None = None) -> dict[str, str]:
    """What the lists and the other orders say against the facts of an order; `itself` is its id, once it has one."""
    found: dict[str, str] = {}
    ((channel, upstream, parent, estate),) = _LISTED.rows(
        session, channel=form.channel, category=form.category, estate=form.estate
    )
    if form.channel and channel is None:
        found["channel"] = "请从列表里选一个渠道。"
    if form.category and parent is None:
        found["category"] = "请选到二级类别,如“屋面渗漏”。"
    if form.estate is not None and estate is None:
        found["estate"] = "请从列表里选小区;没有的小区可以当场新增。"
    if upstream == "required" and not form.upstream_number:
        found["upstream_number"] = f"{channel}转来的要填上游工单号。"
    if form.upstream_due_at and form.upstream_due_at <= received_at:
        found["upstream_due_at"] = "上游截止时间应晚于受理时间,请核对。"
    if form.upstream_number and "upstream_number" not in found:
        twins = select(WorkOrder.number).where(WorkOrder.upstream_number == form.upstream_number)
        twin = session.scalar(twins if itself is None else twins.where(WorkOrder.id != itself))
        if twin:
            found["upstream_number"] = f"这个上游工单号已登记为{twin},不必重复登记。"
    if form.repeat_of is not None and (form.repeat_of == itself or session.get(WorkOrder, form.repeat_of) is None):
        found["repeat_of"] = "请从列表里选原来的工单。"
    return found


def _told(session: Session, form: Intake) -> str:
    ((channel, *_),) = _LISTED.rows(session, channel=form.channel)
    return f"{channel}受理" + (f",上游工单号{form.upstream_number}" if form.upstream_number else "")
