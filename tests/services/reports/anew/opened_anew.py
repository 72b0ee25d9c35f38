"""Opening figures: exactly the orders, findings, notices or measures that the recount counted stand behind them."""

from collections import Counter
from typing import Any

from cells import Cells, Found, Sheet
from nasty_moments import Chance
from sqlalchemy.orm import Session
from tallies import Q, Several

from desktop.domain.timing.periods import Period
from desktop.services.reports.behind import TOTAL, Behind, behind, opens


def check_opened(session: Session, sheet: Sheet, period: Period, chance: Chance, found: Found, most: int) -> None:
    """Some of the figures of the sheet and of its further ones."""
    wanted: list[tuple[str, Any, str, Any]] = []
    for one in (sheet, *sheet.extras):
        lines: list[tuple[Any, Cells]] = [(line.key, line.cells) for line in one.lines]
        if one.total is not None:
            lines.append((TOTAL, one.total))
        for key, cells in lines:
            for column, value in cells.items():
                known = isinstance(value, Several) or (isinstance(value, Q) and isinstance(value.below, Several))
                if known and key is not None and opens(one.source, column, key):
                    wanted.append((one.source, key, column, value))
    for source, key, column, value in chance.random.sample(wanted, min(most, len(wanted))):
        there = behind(session, source, key, column, period, chance.now)
        where = f"{source} {key} {column} opened"
        found.opened += 1
        if there is None:
            found.wrong.append(f"{where}: nothing")
        elif isinstance(value, Q):
            _rate(there, value, where, found)
        elif Counter(there.ids) != Counter(value):
            found.wrong.append(f"{where}: {sorted(there.ids)} not {sorted(value)}")


def _rate(there: Behind, value: Q, where: str, found: Found) -> None:
    if Counter(there.ids) != Counter(value.below):
        found.wrong.append(f"{where}: below {sorted(there.ids)} not {sorted(value.below)}")
    if isinstance(value.above, Several) and there.others:
        above = there.others[0]
        if Counter(above.ids) != Counter(value.above):
            found.wrong.append(f"{where}: above {sorted(above.ids)} not {sorted(value.above)}")
