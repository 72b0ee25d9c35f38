"""Linking repeats to the first order of their matter, whichever row or import it came in."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.data.raw import listed
from desktop.data.tables.orders import WorkOrder
from desktop.domain.operator import Operator
from desktop.services.imports.judging import known_numbers
from desktop.services.imports.order_rows import Numbered


def link_repeats(session: Session, orders: Sequence[Numbered], operator: Operator) -> None:
    """Set `repeat_of_id` to the first order; a repeat of a repeat goes back to that one's first."""
    here = {order.row.form.upstream_number: order for order in orders if order.row.form.upstream_number}
    named = {order.row.form.repeat_of for order in orders} - here.keys() - {""}
    known = {number: key for number, (_, key) in known_numbers(session, named, operator).items()}
    firsts = _firsts(session, list(known.values()))
    for order in orders:
        order.repeat_of_id = _first(order, here, known, firsts)


def adopt_waiting(session: Session, orders: Sequence[Numbered], operator: Operator) -> int:
    """Link earlier orders that repeat one which only this import brought; returns how many."""
    here = {order.row.form.upstream_number: order for order in orders if order.row.form.upstream_number}
    linked = 0
    waiting = select(WorkOrder.id, WorkOrder.repeat_of_number).where(
        WorkOrder.office_id == operator.office_id, WorkOrder.repeat_of_id.is_(None), WorkOrder.repeat_of_number != ""
    )
    for key, number in session.execute(waiting).all():
        first = (here[number].repeat_of_id or here[number].id) if number in here else key
        if first != key:
            session.execute(update(WorkOrder).where(WorkOrder.id == key).values(repeat_of_id=first))
            linked += 1
    return linked


def _first(order: Numbered, here: dict[str, Numbered], known: dict[str, int], firsts: dict[int, int]) -> int | None:
    """Follow the numbers back; a circle of numbers ends where it began and links nothing."""
    seen = {order.id}
    number, found = order.row.form.repeat_of, None
    while number in here and here[number].id not in seen:
        seen.add(here[number].id)
        found = here[number].id
        number = here[number].row.form.repeat_of
    if number in known:
        return firsts.get(known[number], known[number])
    return found


def _firsts(session: Session, keys: list[int]) -> dict[int, int]:
    """For orders that are repeats themselves, the order they repeat."""
    query = select(WorkOrder.id, WorkOrder.repeat_of_id).where(
        WorkOrder.id.in_(listed(keys)), WorkOrder.repeat_of_id.is_not(None)
    )
    return {key: first for key, first in session.execute(query) if first is not None}
