"""The records behind an indicator's figure: what its denominator counts, or a mere count itself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.indicators.definition import Meaning
from desktop.domain.indicators.language import meaning
from desktop.domain.indicators.language.meaning import Figure
from desktop.domain.timing.periods import Period
from desktop.services.indicators import asking, compiling, defined
from desktop.services.indicators.compiling import Leaf
from desktop.services.indicators.records import office
from desktop.services.indicators.stored import Part, Stored, falls

_ABOUT_ORDERS = ("工单", "回访", "办理记录", "申请")


def orders_of(
    session: Session, code: str, groups: Mapping[Part, Any], period: Period, now: datetime
) -> list[int] | None:
    """The ids of the orders, the earliest first, in the groups with these keys; None where the figure is not made of
    orders. KeyError for an unknown code."""
    leaf = next(_leaves(defined.definitions(session), code), None)
    if leaf is None or leaf.source not in _ABOUT_ORDERS:
        return None
    stored = office()[leaf.source]
    conditions = _conditions(leaf, stored, period)
    for part, key in groups.items():
        column = asking.grouping(stored, part, leaf.basis)
        conditions.append(column.is_(None) if key is None else column == key)
    query = select(WorkOrder.id).select_from(stored.table).where(*conditions).distinct().order_by(WorkOrder.id)
    return list(session.scalars(query, asking.given(period, now)))


def ids_by(session: Session, code: str, part: Part, source: str, period: Period, now: datetime) -> dict[Any, list[int]]:
    """The ids of the records of `source` (工单, 问题) behind an indicator, by group; none of an indicator of others."""
    leaf = next(_leaves(defined.definitions(session), code), None)
    if leaf is None or leaf.source != source:
        return {}
    stored = office()[source]
    records: Any = stored.table
    query = select(asking.grouping(stored, part, leaf.basis), records.id).order_by(records.id)
    found: defaultdict[Any, list[int]] = defaultdict(list)
    for group, record in session.execute(query.where(*_conditions(leaf, stored, period)), asking.given(period, now)):
        found[group].append(record)
    return found


def _conditions(leaf: Leaf, stored: Stored, period: Period) -> list[Any]:
    limit = compiling.wanted(leaf, stored)
    return [*stored.scope(period), *falls(stored, leaf.basis), *([] if limit is None else [limit])]


def _leaves(known: Mapping[str, Any], code: str) -> Iterator[Leaf]:
    """The aggregates of an indicator, those of its denominator first, also through the indicators that it names."""
    if known[code].provider:
        return
    said: Meaning = defined.meaning_of(known, code)
    waiting: list[Figure] = [said.numerator] if said.denominator is None else [said.numerator, said.denominator]
    while waiting:
        match waiting.pop():
            case meaning.Aggregate() as found:
                yield Leaf(said.source.name, known[code].basis, said.where, found)
            case meaning.Other() as other:
                yield from _leaves(known, other.code)
            case meaning.Present() | meaning.OrZero() as one:
                waiting.append(one.inner)
            case meaning.Reckoned() as sum_of:
                waiting += [sum_of.right, sum_of.left]
