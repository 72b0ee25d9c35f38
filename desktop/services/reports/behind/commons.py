"""The orders behind U03: what several people complained of, and what spreads over estates."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.timing.periods import Period
from desktop.services.analysis.common_causes import common_causes
from desktop.services.reports.behind.opening import ORDERS, Behind, Opener
from desktop.services.reports.u03_common_causes import SOURCE, SPREAD

_COUNTS = frozenset({"now", "before", "change", "open", "repeats", "people", "estates"})


def _opener(source: str) -> Opener:
    def find(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
        causes = common_causes(session, period, now)
        if source == SPREAD:
            spread = next((one for one in causes.spreads if one.category_code == row), None)
            return Behind(ORDERS, list(spread.orders), spread.category, counts=column == "now") if spread else None
        cause = next((one for one in causes.places if str(one.orders[0]) == row), None)
        if cause is None:
            return None
        this = Behind(ORDERS, list(cause.orders), f"{cause.estate}:{cause.words}", counts=column == "now")
        before = Behind(ORDERS, list(cause.before), f"{cause.estate}:{cause.words}(上期)", counts=column == "before")
        match column:
            case "before":
                return before
            case "change":
                return Behind(this.screen, this.ids, this.words, (before,), counts=False)
            case _:
                return this

    return Opener(_COUNTS, find)


OPENERS = {source: _opener(source) for source in (SOURCE, SPREAD)}
