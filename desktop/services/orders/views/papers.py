"""What is printed, copied or sent of an order: the dispatch slip without the person, and the intake slip."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.orders import Assignment, Clock, WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.documents.orders.dispatch_slip import DispatchSlip, Due, make_dispatch_slip
from desktop.documents.orders.papers import IntakeSlip
from desktop.domain.lifecycle import Urgency
from desktop.domain.timing.clocks import ClockKind
from desktop.domain.timing.limits import Unit
from desktop.forms.acts import Dispatch
from desktop.forms.intake import Kind
from desktop.services.orders.acts.acting import ASSIST, LEAD
from desktop.services.orders.views.listing import place_of
from desktop.services.reference.settings import office


def dispatch_slip(
    session: Session, order_id: int, now: datetime, proposed: Dispatch | None = None
) -> DispatchSlip | None:
    """The slip of the running dispatch, or of one that is `proposed` on the screen; None where there is neither."""
    order = session.get_one(WorkOrder, order_id)
    running = session.scalars(
        select(Assignment)
        .where(Assignment.work_order_id == order_id, Assignment.ended_at.is_(None))
        .order_by(Assignment.id)
    ).all()
    lead = next((one for one in running if one.role == LEAD), None)
    if proposed is not None:
        unit, at, requirement = proposed.organisation, now, proposed.requirement
        others = list(proposed.assisting)
    elif lead is not None:
        unit, at, requirement = lead.organisation_id, lead.at, lead.requirement
        others = [one.organisation_id for one in running if one.role == ASSIST]
    else:
        return None
    receiving = session.get(Organisation, unit) if unit is not None else None
    names = session.scalars(select(Organisation.name).where(Organisation.id.in_(others)).order_by(Organisation.id))
    urgency = Urgency(order.urgency)
    return make_dispatch_slip(
        number=order.number,
        order_number=order.upstream_number,
        receiving_unit=receiving.name if receiving else "(未选承办单位)",
        dispatched_at=at,
        title=order.title,
        facts=order.content,
        place=_place(session, order, with_room=False),
        category=_category(session, order),
        urgency=urgency.label,
        urgent=urgency in (Urgency.CRITICAL, Urgency.URGENT),
        dues=_dues(session, order),
        requirements=requirement,
        issuing_office=office(session).name,
        assisting=tuple(names),
        known=tuple(filter(None, (order.caller_name, order.phone, order.room))),
    )


def intake_slip(session: Session, order_id: int) -> IntakeSlip:
    """The intake slip of an order, with the caller in full for the office's own file."""
    order = session.get_one(WorkOrder, order_id)
    return IntakeSlip(
        number=order.number,
        received_at=order.received_at,
        channel=session.get_one(Channel, order.channel_code).short,
        kind=Kind(order.kind).label,
        category=_category(session, order),
        urgency=Urgency(order.urgency).label,
        place=_place(session, order, with_room=True),
        caller=order.caller_name,
        phone=order.phone,
        content=order.content,
        expectation=order.expectation,
        registrar=session.get_one(StaffMember, order.registered_by_id).name,
        office=office(session).name,
        upstream_number=order.upstream_number,
        upstream_due=order.upstream_due_at,
        confidential=order.confidential,
        accepts_callback=order.wants_callback,
        dues=_dues(session, order),
    )


def _place(session: Session, order: WorkOrder, with_room: bool) -> str:
    estate = session.get(Estate, order.estate_id) if order.estate_id is not None else None
    room = f"{order.room}室" if with_room and order.room else ""
    return " ".join(
        filter(None, [estate.name if estate else "", place_of(order.building, order.unit, order.spot) + room])
    )


def _category(session: Session, order: WorkOrder) -> str:
    category = session.get(Category, order.category_code) if order.category_code else None
    return category.name if category else "未分类"


def _dues(session: Session, order: WorkOrder) -> tuple[Due, ...]:
    clocks = {ClockKind(row.kind): row for row in session.scalars(select(Clock).where(Clock.work_order_id == order.id))}
    return tuple(Due(kind.label, row.due_at, _limit(row)) for kind in ClockKind if (row := clocks.get(kind)))


def _limit(clock: Clock) -> str:
    """The limit in words; nothing where an extension or the upstream's due time took its place."""
    if clock.value is None or clock.unit is None:
        return ""
    words = f"{clock.value}{Unit(clock.unit).label}"
    return words if clock.reason.startswith(words) else ""
