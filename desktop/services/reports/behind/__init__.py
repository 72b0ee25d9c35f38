"""The records behind a figure of a report: which orders, findings or inspections it counts."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.timing.periods import Period
from desktop.forms.reporting import Against
from desktop.services.reports.behind import cases, commons, monthly, orders, overview, places, registers, weekly
from desktop.services.reports.behind.opening import Behind, Opener
from desktop.services.reports.compared_columns import CHANGE, GROWTH, POINTS, SUFFIX, other_period
from desktop.services.reports.keys import NOBODY, TOTAL, subtotal

__all__ = ["NOBODY", "TOTAL", "Behind", "behind", "opens", "subtotal"]

_OPENERS: dict[str, Opener] = {
    source: opener
    for part in (orders, overview, cases, weekly, monthly, places, commons, registers)
    for source, opener in part.OPENERS.items()
}


def opens(source: str, column: str, row: Any = None) -> bool:
    """Whether figures of this column of the table have records behind them, in the row below too where that is asked
    with TOTAL; asks no database."""
    return source in _OPENERS and _OPENERS[source].opens(_then(column)[0], row)


def behind(session: Session, source: str, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    """What stands behind the figure of a column in the row with this key (of `Table.keys`, or TOTAL for the row below);
    None where there is nothing to open. The period is the one of the report, with its scope; some figures depend on
    when they were made (`now`). Columns of a comparison open the other period, their differences both."""
    if not opens(source, column, row):
        return None
    opener = _OPENERS[source]
    own, against, difference = _then(column)
    if against is None:
        return opener.find(session, row, own, period, now)
    that = opener.find(session, row, own, other_period(period, against), now)
    if that is None or not difference:
        return that
    this = opener.find(session, row, own, period, now)
    return replace(this, others=(that,), counts=False) if this else None


def _then(column: str) -> tuple[str, Against | None, bool]:
    """The column that a column of a comparison is of, what it is held against, and whether it is the difference."""
    for against, suffix in SUFFIX.items():
        for end in ("", CHANGE, GROWTH, POINTS):
            if column.endswith(suffix + end):
                return column.removesuffix(suffix + end), against, bool(end)
    return column, None, False
