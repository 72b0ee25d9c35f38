"""What is about to fall due and what is overdue at a moment, whenever it was received."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.lifecycle import OPEN, State
from desktop.domain.timing.periods import Period
from desktop.services.counting.scope import By, counted, looked_at, returned

W = WorkOrder
PRESSING = 24  # hours before the end of the time to close


def waiting() -> ColumnElement[bool]:
    """Open, with a running time to close: neither held nor returned."""
    return and_(W.state.in_(OPEN - {State.HELD}), W.closed_at.is_(None), not_(returned()))


def soon(now: datetime) -> ColumnElement[bool]:
    """Falls due within `PRESSING` hours of now, and not yet overdue."""
    return and_(waiting(), W.close_due_at >= now, W.close_due_at <= now + timedelta(hours=PRESSING))


def late(now: datetime) -> ColumnElement[bool]:
    """Was due before now."""
    return and_(waiting(), W.close_due_at < now)


def pressing_now(session: Session, by: By, period: Period, now: datetime) -> Mapping[Any, tuple[int, int]]:
    """How many fall due soon and how many are late, for each group that has any; the period brings the scope only."""
    counts = (func.count().filter(soon(now)), func.count().filter(late(now)))
    rows = session.execute(
        select(by.column, *counts)
        .where(counted(), waiting(), W.close_due_at <= now + timedelta(hours=PRESSING), *looked_at(period))
        .group_by(by.column)
    )
    return {key: (pressing, overdue) for key, pressing, overdue in rows}
