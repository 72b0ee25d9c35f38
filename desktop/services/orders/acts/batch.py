"""The same act on several orders at once (派单、催办): what is permitted is done, the rest is told with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.lifecycle import Act, refusal
from desktop.domain.operator import Operator
from desktop.services.orders.acts.acting import situation_of
from desktop.services.orders.acts.performing import perform


@dataclass(frozen=True, slots=True)
class Batch:
    """The ids that were done, and (number, sentence) of those that were not."""

    done: tuple[int, ...]
    refused: tuple[tuple[str, str], ...]


def perform_on_all(
    session: Session, act: Act, order_ids: Sequence[int], form: Any, operator: Operator, now: datetime
) -> Batch:
    """Perform `act` with the same form on every order that permits it, in one transaction."""
    done, refused = [], []
    for order_id in order_ids:
        order = session.get_one(WorkOrder, order_id)
        if sentence := refusal(act, situation_of(session, order), operator.name):
            refused.append((order.number, sentence))
        else:
            perform(session, act, order_id, form, operator, now)
            done.append(order_id)
    return Batch(tuple(done), tuple(refused))
