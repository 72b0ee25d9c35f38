"""The papers of pressing for a work order: a supervision is also a numbered measure with its own history."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Measure
from desktop.domain.numbering import Series
from desktop.domain.operator import Operator
from desktop.domain.privacy.masking import mask_text
from desktop.domain.rectification.lifecycle import TALKS, MeasureAct
from desktop.forms.acts import Supervise, Urge
from desktop.services.addressing import PAPER, addressed
from desktop.services.cases import Subject, next_number, record

URGING = 1


def supervised(session: Session, order: WorkOrder, form: Supervise, operator: Operator, now: datetime) -> Measure:
    """The measure of a supervision, so that it has a number, a 督办单 and a place in the ledger."""
    asked = {"person": _head(session, order)}
    return _add(session, order, int(form.level), form.reason, form.requirement, asked, operator, now)


def urged(session: Session, order: WorkOrder, form: Urge, operator: Operator, now: datetime) -> Measure:
    """The measure of an urging that goes out on paper (催办单)."""
    asked = {"person": form.person, "by": form.by.value, "times": order.urges}
    return _add(session, order, URGING, f"第{order.urges}次催办", form.note, asked, operator, now)


def series_of(level: int) -> Series:
    """The series that a measure of this level is numbered in."""
    return Series.URGING if level == URGING else Series.INTERVIEW if level in TALKS else Series.SUPERVISION


def _add(
    session: Session,
    order: WorkOrder,
    level: int,
    reason: str,
    requirement: str,
    asked: Mapping[str, object],
    operator: Operator,
    now: datetime,
) -> Measure:
    row = Measure(
        office_id=order.office_id,
        number=next_number(session, series_of(level), order.office_id, now.date()),
        level=level,
        estate_id=order.estate_id,
        organisation_id=order.organisation_id,
        work_order_id=order.id,
        matter=mask_text(order.title, (order.caller_name, order.phone, order.room)),
        reason=reason,
        requirement=requirement,
        issued_at=now,
        issued_by_id=operator.id,
        due_at=order.due_at if level == URGING else order.supervision_due_at,
        interview=dict(asked),
    )
    session.add(row)
    session.flush()
    details = {PAPER: addressed(session, row)}
    record(
        session, Subject.MEASURE, row.id, MeasureAct.ISSUE, operator, now, f"{order.number}:{reason}", details=details
    )
    return row


def _head(session: Session, order: WorkOrder) -> str:
    unit = session.get(Organisation, order.organisation_id) if order.organisation_id is not None else None
    return order.handler or (unit.contact if unit else "")


def open_measures(session: Session, order: WorkOrder) -> list[Measure]:
    """The measures of an order that still wait for an answer or its review."""
    return list(
        session.scalars(
            select(Measure).where(Measure.work_order_id == order.id, Measure.closed_at.is_(None)).order_by(Measure.id)
        )
    )
