"""What counts of findings, their terms and their clearing in a period: the figures of R10 and R11."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.rectification import Finding
from desktop.domain.inspection.states import FindingState
from desktop.domain.rectification.lifecycle import SETTLED
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import of_findings

F = Finding


@dataclass(frozen=True, slots=True)
class Rectified:
    """The findings of one group: `found` in the period and of them `put_right` by now."""

    found: int = 0
    put_right: int = 0


def counts() -> ColumnElement[bool]:
    """Void findings never count."""
    return F.state != FindingState.VOID


def found_in(period: Period) -> ColumnElement[bool]:
    """Found on a day of the period."""
    return and_(F.found_on >= period.first, F.found_on <= period.last)


def due_in(period: Period) -> ColumnElement[bool]:
    """The first term, or the one extended with approval, ends in the period (经批准延期的移到新期)."""
    return and_(F.counted_due_at >= period.start, F.counted_due_at < period.end)


def alive_in(period: Period) -> ColumnElement[bool]:
    """Found by the end of the period and not put right before it began, or due in it."""
    begun = and_(F.found_on <= period.last, or_(F.cleared_at.is_(None), F.cleared_at >= period.start))
    return or_(begun, due_in(period))


def rectified(session: Session, by: SQLColumnExpression[Any], period: Period) -> Mapping[Any, Rectified]:
    """The figures by a column of Finding (estate_id, organisation_id …)."""
    query = (
        select(by, func.count(), func.count().filter(F.state.in_(SETTLED)))
        .where(counts(), found_in(period), *of_findings(period))
        .group_by(by)
    )
    return {key: Rectified(*figures) for key, *figures in session.execute(query)}
