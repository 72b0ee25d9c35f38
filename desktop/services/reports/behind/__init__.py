"""The records behind a figure of a report: which orders, findings or inspections it counts."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.timing.periods import Period
from desktop.services.reports.behind import cases, commons, monthly, orders, places, weekly
from desktop.services.reports.behind.opening import Behind, Opener
from desktop.services.reports.keys import NOBODY, TOTAL, subtotal

__all__ = ["NOBODY", "TOTAL", "Behind", "behind", "opens", "subtotal"]

_OPENERS: dict[str, Opener] = {
    source: opener
    for part in (orders, cases, weekly, monthly, places, commons)
    for source, opener in part.OPENERS.items()
}


def opens(source: str, column: str) -> bool:
    """Whether figures of this column of the table have records behind them; asks no database."""
    return source in _OPENERS and column in _OPENERS[source].columns


def behind(session: Session, source: str, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    """What stands behind the figure of a column in the row with this key (of `Table.keys`, or TOTAL for the row below);
    None where there is nothing to open. The period is the one of the report, with its scope; some
    figures depend on when they were made (`now`)."""
    return _OPENERS[source].find(session, row, column, period, now) if opens(source, column) else None
