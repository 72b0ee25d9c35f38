"""How pressing a work order is, and the time it has left in words."""

from datetime import datetime, time, timedelta

from desktop.domain.lifecycle import OPEN, State
from desktop.domain.timing import clocks
from desktop.domain.timing.clocks import Level, remaining_words
from desktop.domain.timing.limits import Due


def level(state: State, due: datetime | None, warn: datetime | None, now: datetime) -> Level:
    """How pressing an order is."""
    if state not in OPEN:
        return Level.FINE
    if due is None:
        return Level.PAUSED if state is State.HELD else Level.FINE
    return clocks.level(Due(due, warn_at=warn), now)


def due_words(
    state: State, due: datetime | None, closed: datetime | None, close_due: datetime | None, now: datetime
) -> str:
    """The time left, or how late it is or was."""
    if state in OPEN:
        return remaining_words(Due(due), now) if due else (Level.PAUSED.label if state is State.HELD else "—")
    if closed and close_due and state is not State.VOID:
        return "按时" if closed <= close_due else "超期办结"
    return "—"


def next_midnight(now: datetime) -> datetime:
    """The end of today."""
    return datetime.combine(now.date(), time.min) + timedelta(days=1)
