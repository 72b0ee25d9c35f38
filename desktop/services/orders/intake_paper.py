"""What the 受理单 of an order shows, and the log that it was printed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.orders import Clock, WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.documents.dispatch_slip import Due
from desktop.documents.order_papers import IntakeSlip
from desktop.domain.clocks import ClockKind
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Urgency
from desktop.domain.operator import Operator
from desktop.forms.intake import Kind
from desktop.services.orders.disclosing import Disclosed, log
from desktop.services.orders.listing import place_of
from desktop.services.reference.settings import office


def intake_slip(session: Session, order_id: int) -> IntakeSlip:
    """The slip of one order for the office's own file, with the caller in full; its stub masks her."""
    order = session.get(WorkOrder, order_id)
    if order is None:
        raise Refused("找不到这件工单,请刷新列表。")
    estate = session.get(Estate, order.estate_id) if order.estate_id is not None else None
    category = session.get(Category, order.category_code) if order.category_code else None
    parent = session.get(Category, category.parent_code) if category and category.parent_code else None
    room = f"{order.room}室" if order.room.isdigit() else order.room
    place = (estate.name if estate else "", place_of(order.building, order.unit, ""), room, order.spot)
    clocks = session.scalars(select(Clock).where(Clock.work_order_id == order.id).order_by(Clock.due_at))
    return IntakeSlip(
        number=order.number,
        received_at=order.received_at,
        channel=session.get_one(Channel, order.channel_code).short,
        kind=Kind(order.kind).label,
        category=" › ".join(part.name for part in (parent, category) if part),
        urgency=Urgency(order.urgency).label,
        place=" ".join(filter(None, place)),
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
        dues=tuple(Due(ClockKind(row.kind).label, row.due_at, row.reason) for row in clocks),
    )


def intake_printed(session: Session, order_id: int, operator: Operator, now: datetime) -> None:
    """Log that the slip went to paper: it shows the caller in full."""
    log(session, Disclosed.PRINT, operator, now, order_id=order_id, purpose="打印受理单")
