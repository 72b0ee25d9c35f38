"""The findings that hang on a work order: those it was listed as, and the one it was opened for."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding
from desktop.domain.inspection.states import FindingState
from desktop.domain.lifecycle import State


@dataclass(frozen=True, slots=True)
class LinkedFinding:
    """A finding of an order; `opened` where the order was opened for it, else it was made of the complaint."""

    id: int
    number: str
    state: FindingState
    opened: bool


@dataclass(frozen=True, slots=True)
class OrderFindings:
    """The findings of an order; `may_list` where the complaint can still be listed as one."""

    findings: tuple[LinkedFinding, ...]
    may_list: bool


def findings_of_order(session: Session, order_id: int) -> OrderFindings:
    """What hangs on the order; nothing where it does not exist."""
    query = select(Finding).where(or_(Finding.source_order_id == order_id, Finding.opened_order_id == order_id))
    rows = session.scalars(query.order_by(Finding.id)).all()
    found = tuple(
        LinkedFinding(row.id, row.number, FindingState(row.state), row.opened_order_id == order_id) for row in rows
    )
    order = session.get(WorkOrder, order_id)
    ended = order is None or order.state in (State.VOID, State.MERGED)
    standing = any(one.state is not FindingState.VOID for one in found)
    return OrderFindings(found, not ended and not standing)
