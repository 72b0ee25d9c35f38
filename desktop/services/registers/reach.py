"""Which estates a report on registers is about."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.data.tables.estates import Estate
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import of_estates


def estates_of(session: Session, period: Period) -> frozenset[int] | None:
    """The ids of the estates of an extent's scope; None where all are meant."""
    conditions = of_estates(period)
    return frozenset(session.scalars(select(Estate.id).where(*conditions))) if conditions else None


def within(column: InstrumentedAttribute[int], estates: Iterable[int] | None) -> tuple[ColumnElement[bool], ...]:
    """The condition that `column` is one of these estates; none where all are meant."""
    return () if estates is None else (column.in_(tuple(estates)),)
