"""The orders behind an indicator, by the definition in force: those it counts, and those it counts them among."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.language import meaning
from desktop.domain.indicators.language.meaning import Aggregate, Figure, Function, WeightOf
from desktop.domain.timing.periods import Period
from desktop.services.indicators import asking, compiling, defined
from desktop.services.indicators.compiling import Leaf
from desktop.services.indicators.records import office
from desktop.services.indicators.stored import falls
from desktop.services.reports.behind.opening import ORDERS, Behind

Known = Mapping[str, Definition]
Conditions = Sequence[ColumnElement[bool]]

_OF_ORDERS = frozenset({"工单", "回访", "办理记录", "申请"})  # their records belong to a work order


def denominator(session: Session, code: str, period: Period, now: datetime, where: Conditions) -> Behind | None:
    """The orders that a rate is counted among; of a mere count, those that it counts."""
    known = defined.definitions(session)
    one = known[code]
    if one.provider:
        return None
    said = defined.meaning_of(known, code)
    return _orders(session, known, code, said.denominator or said.numerator, period, now, where, f"{one.name}分母")


def numerator(session: Session, code: str, period: Period, now: datetime, where: Conditions) -> Behind | None:
    """The orders that count for a rate; where answers are weighed, those that weigh anything."""
    known = defined.definitions(session)
    one = known[code]
    if one.provider:
        return None
    said = defined.meaning_of(known, code)
    return _orders(session, known, code, said.numerator, period, now, where, f"{one.name}分子")


def _orders(
    session: Session,
    known: Known,
    code: str,
    figure: Figure,
    period: Period,
    now: datetime,
    where: Conditions,
    words: str,
) -> Behind | None:
    match figure:
        case meaning.Other(code=other):
            return _orders(session, known, other, defined.meaning_of(known, other).numerator, period, now, where, words)
        case Aggregate():
            return _aggregated(session, known, code, figure, period, now, where, words)
    return None


def _aggregated(
    session: Session,
    known: Known,
    code: str,
    figure: Aggregate,
    period: Period,
    now: datetime,
    where: Conditions,
    words: str,
) -> Behind | None:
    said, basis = defined.meaning_of(known, code), known[code].basis
    if said.source.name not in _OF_ORDERS:
        return None
    stored = office()[said.source.name]
    limit = compiling.wanted(Leaf(said.source.name, basis, said.where, figure), stored)
    query = (
        select(WorkOrder.id)
        .select_from(stored.table)
        .where(*stored.scope(period), *falls(stored, basis), *where)
        .order_by(stored.dates[basis], WorkOrder.id)
    )
    if limit is not None:
        query = query.where(limit)
    if isinstance(figure.of, WeightOf):
        query = query.where(compiling.number(figure.of, stored).column > 0)
    found = list(session.scalars(query, asking.given(period, now)))
    ids = list(dict.fromkeys(found))
    plain = figure.function in (Function.COUNT, Function.DISTINCT) and len(ids) == len(found)
    return Behind(ORDERS, ids, words, counts=plain)
