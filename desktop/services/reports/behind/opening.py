"""What a figure opens: the records behind it, and what else may be looked at beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.timing.periods import Period
from desktop.services.reports.keys import TOTAL

ORDERS, INSPECTIONS, FINDINGS = "orders", "inspections", "findings"
NOTICES, MEASURES, ESTATES = "notices", "measures", "estates"


@dataclass(frozen=True, slots=True)
class Behind:
    """The ids of the records, in the order in which they came about; `screen` is one of the words above, or a
    register's key.

    `words` says what they are: 应办结, 受理件次. A rate opens its denominator; `others` holds its numerator, and for a
    comparison the records of the other period. `counts` is False where the figure does not count these records (times
    urged, a score), so that nobody wonders about the numbers.
    """

    screen: str
    ids: list[int]
    words: str
    others: tuple["Behind", ...] = ()
    counts: bool = True


Find = Callable[[Session, Any, str, Period, datetime], Behind | None]


@dataclass(frozen=True, slots=True)
class Opener:
    """How the figures of one table are opened: `columns` can be, `find` does it for a row and a column of them; in the
    row below the others only those of `below` can be (None: all of them)."""

    columns: frozenset[str]
    find: Find
    below: frozenset[str] | None = None

    def opens(self, column: str, row: Any) -> bool:
        """Whether a figure of this column has records behind it in this row."""
        return column in self.columns and (row != TOTAL or self.below is None or column in self.below)


def find_record(screen: str, words: str) -> Find:
    """A ledger's line opens its own record, by whatever column."""

    def find(_session: Session, row: Any, _column: str, _period: Period, _now: datetime) -> Behind | None:
        return Behind(screen, [row], words, counts=False) if isinstance(row, int) else None

    return find
