"""Findings and work orders, both ways: a finding becomes an order, a complaint becomes a finding."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding
from desktop.data.tables.reference import Category
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Severity
from desktop.domain.inspection.states import FindingState, Stage
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.numbering import Series
from desktop.domain.operator import Operator
from desktop.domain.privacy.masking import mask_text
from desktop.domain.rectification.lifecycle import FindingAct
from desktop.domain.timing.limits import Limit
from desktop.forms.fields import check
from desktop.forms.intake import Intake, Kind
from desktop.forms.rectification import NewFinding, TurnIntoOrder
from desktop.services.cases import next_number
from desktop.services.orders.acts.register import Registered, register
from desktop.services.orders.views.listing import place_of
from desktop.services.rectification.acting import begin_finding, told
from desktop.services.rectification.photos import keep_photos
from desktop.services.rectification.terms import found_at, term, usual_limit
from desktop.services.registry.serving import service_of
from desktop.services.settling import settle

FOUND_BY_OFFICE = "CH16"  # 居委/房管办检查发现: a proactive channel, no complaint


def prepared_order(session: Session, finding_id: int) -> TurnIntoOrder:
    """The form that turns a finding into an order, with what is known."""
    row = session.get(Finding, finding_id)
    if row is None:
        raise Refused("找不到这个问题,请刷新列表。")
    category = session.get(Category, row.category_code) if row.category_code else None
    urgency = Urgency(category.urgency) if category is not None and category.urgency else Urgency.NORMAL
    return TurnIntoOrder(f"检查发现:{row.text}", row.category_code, urgency)


def to_order(
    session: Session,
    finding_id: int,
    form: TurnIntoOrder,
    operator: Operator,
    now: datetime,
    seen: int | None = None,
) -> Registered:
    """Open a work order for a finding, through intake as any other; the finding goes the order's way from now on."""
    form = check(form)
    row = begin_finding(session, finding_id, FindingAct.ORDER, seen)
    intake = Intake(
        estate=row.estate_id,
        spot=form.spot,
        content=form.content,
        category=form.category,
        kind=Kind.REPAIR,
        channel=FOUND_BY_OFFICE,
        urgency=form.urgency,
        wants_callback=False,
    )
    opened = register(session, intake, operator, now, drafted=False)
    before = row.state
    row.state, row.opened_order_id = FindingState.ORDERED, opened.id
    details = {"state": [before, row.state], "order": opened.id}
    told(session, row, FindingAct.ORDER, operator, now, f"转为工单{opened.number}", details=details)
    settle(session, row.notice_id, operator, now)
    return opened


def prepared_finding(session: Session, order_id: int) -> NewFinding:
    """The form that makes a finding of a complaint: the facts without the resident."""
    order = session.get(WorkOrder, order_id)
    if order is None:
        raise Refused("找不到这件工单,请刷新列表。")
    place = place_of(order.building, order.unit, order.spot)
    text = mask_text(order.content, (order.caller_name, order.phone, order.room))
    return NewFinding(estate=order.estate_id, category=order.category_code, text=f"{place}:{text}" if place else text)


def from_order(session: Session, order_id: int, form: NewFinding, operator: Operator, now: datetime) -> int:
    """Make a finding of a complaint that was found to be true; returns its id. Refused for a void or merged order."""
    order = session.get(WorkOrder, order_id)
    if order is None:
        raise Refused("找不到这件工单,请刷新列表。")
    if order.state in (State.VOID, State.MERGED):
        raise Refused(f"工单{State(order.state).label},不能列为问题;请到主件上办理或先恢复。")
    there = session.scalar(
        select(Finding.number).where(Finding.source_order_id == order_id, Finding.state != FindingState.VOID)
    )
    if there is not None:
        raise Refused(f"这件工单已列为问题{there},不必重复登记。")
    return open_finding(session, form, operator, now, source=order)


def open_finding(
    session: Session, form: NewFinding, operator: Operator, now: datetime, *, source: WorkOrder | None = None
) -> int:
    """A finding without an inspection, on a complaint (`source`) or on a walk; returns its id."""
    form = check(form)
    if form.estate is None or session.get(Estate, form.estate) is None:
        raise Refused({"estate": "请从列表里选小区。"})
    if form.category is not None and session.get(Category, form.category) is None:
        raise Refused({"category": "请从列表里选一个类别。"})
    limit = _limit(form)
    due = term(session, limit, found_at(session, now.date(), now))
    service = service_of(session, form.estate, now.date())
    row = Finding(
        office_id=operator.office_id,
        number=next_number(session, Series.FINDING, operator.office_id, now.date()),
        source_order_id=source.id if source is not None else None,
        estate_id=form.estate,
        organisation_id=service.organisation_id if service else None,
        category_code=form.category,
        text=form.text,
        severity=form.severity.value,
        basis=form.basis,
        requirement=form.requirement,
        limit_value=limit.value,
        limit_unit=limit.unit.value,
        found_on=now.date(),
        due_at=due.at,
        counted_due_at=due.at,
        state=FindingState.OPEN,
        responsible=form.responsible or (service.manager if service else ""),
    )
    session.add(row)
    session.flush()
    keep_photos(session, row, Stage.BEFORE, form.photos, now)
    origin = f"由工单{source.number}核实" if source is not None else "现场登记"
    told(session, row, FindingAct.OPEN, operator, now, f"{origin},请于{due.at:%m月%d日 %H:%M}前整改")
    return row.id


def _limit(form: NewFinding) -> Limit:
    if form.limit_value is None:
        return usual_limit(Severity(form.severity))
    return Limit(int(form.limit_value), form.limit_unit)
