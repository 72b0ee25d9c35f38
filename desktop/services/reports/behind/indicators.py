"""The records behind an indicator, by the definition in force: those it counts, and those it counts them among."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.language import meaning
from desktop.domain.indicators.language.meaning import Aggregate, Figure, Function, WeightOf
from desktop.domain.timing.periods import Period
from desktop.services.indicators import asking, compiling, defined, pinned
from desktop.services.indicators.compiling import Leaf
from desktop.services.indicators.records import office
from desktop.services.indicators.stored import falls
from desktop.services.reports.behind.opening import FINDINGS, ORDERS, Behind

Known = Mapping[str, Definition]
Conditions = Sequence[ColumnElement[bool]]

_OPENED = {  # what is opened for a record of each kind; calls, acts and requests belong to a work order
    **dict.fromkeys(("工单", "回访", "办理记录", "申请"), (ORDERS, WorkOrder.id)),
    "问题": (FINDINGS, Finding.id),
}


def denominator(session: Session, code: str, period: Period, now: datetime, where: Conditions) -> Behind | None:
    """The records that a rate is counted among; of a mere count, those that it counts."""
    known = defined.definitions(session)
    one = known[code]
    if one.provider:
        return None
    pinned.hold_kept(known, code)  # `where` is asked of its records
    said = defined.meaning_of(known, code)
    return _records(session, known, code, said.denominator or said.numerator, period, now, where, f"{one.name}分母")


def numerator(session: Session, code: str, period: Period, now: datetime, where: Conditions) -> Behind | None:
    """The records that count for a rate; where answers are weighed, those that weigh anything."""
    known = defined.definitions(session)
    one = known[code]
    if one.provider:
        return None
    pinned.hold_kept(known, code)  # `where` is asked of its records
    said = defined.meaning_of(known, code)
    return _records(session, known, code, said.numerator, period, now, where, f"{one.name}分子")


def _records(
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
            return _records(
                session, known, other, defined.meaning_of(known, other).numerator, period, now, where, words
            )
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
    if said.source.name not in _OPENED:
        return None
    screen, key = _OPENED[said.source.name]
    stored = office()[said.source.name]
    limit = compiling.wanted(Leaf(said.source.name, basis, said.where, figure), stored)
    query = (
        select(key)
        .select_from(stored.table)
        .where(*stored.scope(period), *falls(stored, basis), *where)
        .order_by(stored.dates[basis], key)
    )
    if limit is not None:
        query = query.where(limit)
    if isinstance(figure.of, WeightOf):
        query = query.where(compiling.number(figure.of, stored).column > 0)
    found = list(session.scalars(query, asking.given(period, now)))
    ids = list(dict.fromkeys(found))
    plain = figure.function in (Function.COUNT, Function.DISTINCT) and len(ids) == len(found)
    return Behind(screen, ids, words, counts=plain)
