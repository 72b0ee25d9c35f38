"""From a cell of a cross table to the orders behind it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.cross import CrossTable
from desktop.domain.extent import Extent
from desktop.domain.timing.periods import Period
from desktop.services.cross.making import columns_of
from desktop.services.cross.sides import PARTS, groups
from desktop.services.indicators.defined import definitions
from desktop.services.indicators.opening import orders_of


def orders_behind(
    session: Session, wanted: CrossTable, row: Sequence[Any], place: int, period: Period, now: datetime
) -> tuple[str, list[int]] | None:
    """What the orders are and their ids; None where the indicator is not made of orders.

    `row` holds the row's key, nothing for the total row; `place` counts the columns of figures from 0, those after the
    last group are the whole row.
    """
    extent = Extent.of(period, wanted.scope)
    asked = dict.fromkeys([PARTS[wanted.rows]], row[0]) if row else {}
    words = [groups(session, wanted.rows).words(key) for key in row]
    if wanted.columns is not None:
        keys = columns_of(session, wanted, extent, now)
        if place < len(keys):
            asked[PARTS[wanted.columns]] = keys[place]
            words.append(groups(session, wanted.columns).words(keys[place]))
    found = orders_of(session, wanted.measure, asked, extent, now)
    name = definitions(session)[wanted.measure].name
    return None if found is None else (" ".join([*words, name]), found)
