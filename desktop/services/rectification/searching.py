"""Words and terms of the lists of findings, notices and measures, as SQL."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, func, or_, select

from desktop.data.tables.estates import Estate, Organisation
from desktop.domain.errors import Refused
from desktop.domain.text import LONGEST, normalise
from desktop.domain.timing.clocks import Level, remaining_words
from desktop.domain.timing.limits import Due, warning

WORDS_AT_MOST = 30
A_DAY = timedelta(days=1)


def words(text: str, places: Sequence[SQLColumnExpression[Any]], estate: Any, organisation: Any) -> list[Any]:
    """One condition for each word: it stands in one of `places`, or names the estate or the company."""
    found = list(dict.fromkeys(normalise(text).split()))
    if len(found) > WORDS_AT_MOST:
        raise Refused({"text": f"检索词最多{WORDS_AT_MOST}个,请只留最有用的几个。"})
    return [_word(word[:LONGEST], places, estate, organisation) for word in found]


def among(column: Any, ids: Sequence[int]) -> ColumnElement[bool]:
    """One of these ids; passed as one value, for there may be more than SQLite takes as parameters."""
    found = func.json_each(json.dumps(list(ids))).table_valued("value")
    return column.in_(select(found.c.value))  # type: ignore[no-any-return]


def between(column: Any, first: date | None, last: date | None) -> list[ColumnElement[bool]]:
    """A moment on these days, both included."""
    found = []
    if first is not None:
        found.append(column >= datetime.combine(first, time.min))
    if last is not None:
        found.append(column < datetime.combine(last, time.min) + A_DAY)
    return found


def left(due_at: datetime | None, start: datetime, now: datetime, running: bool) -> tuple[str, Level]:
    """The time left and how pressing it is, for what still runs."""
    if not running or due_at is None:
        return "—", Level.FINE
    due = Due(due_at)
    if now > due_at:
        return remaining_words(due, now), Level.OVERDUE
    return remaining_words(due, now), Level.DUE_SOON if now >= warning(start, due_at) else Level.FINE


def _word(word: str, places: Sequence[SQLColumnExpression[Any]], estate: Any, organisation: Any) -> ColumnElement[bool]:
    keys = word.lower() if word.isascii() and word.isalpha() else None
    named = [place.contains(word, autoescape=True) for place in places]
    for table, key in ((Estate, estate), (Organisation, organisation)):
        inside = [table.name.contains(word, autoescape=True)]
        if keys:
            inside.append(table.keys.contains(keys, autoescape=True))
        named.append(key.in_(select(table.id).where(or_(*inside))))
    return or_(*named)
