"""Checking what inspections left behind: whole histories, notices and findings that agree, numbers without holes."""

from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from desktop.data.tables.inspections import CaseAct, Inspection, Series
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.numbering import Series as SeriesName
from desktop.domain.rectification.lifecycle import RUNNING, Outcome
from desktop.services.cases import Subject, broken_links

F, N, M = Finding, RectificationNotice, Measure
MOST_TOLD = 20  # problems of a kind are counted beyond this, not listed


def problems(session: Session) -> list[str]:
    """What is wrong, in sentences; empty when all is sound."""
    found = [f"检查整改历史第{key}条与前后不符,可能被改动" for key in islice(broken_links(session), MOST_TOLD)]
    for look in (_untold, _orphans, _numbers):
        found += islice(look(session), MOST_TOLD)
    return found


def _untold(session: Session) -> Iterator[str]:
    """Every finding, notice and measure has a history."""
    for subject, table in ((Subject.FINDING, F), (Subject.NOTICE, N), (Subject.MEASURE, M)):
        told = select(CaseAct.id).where(CaseAct.subject == subject, CaseAct.subject_id == table.id)
        missing = select(table.number).where(~told.exists())
        yield from (f"{number}没有历史记录" for number in session.scalars(missing.limit(MOST_TOLD)))


def _orphans(session: Session) -> Iterator[str]:
    """States that no act leads to."""
    for words, table, wrong in _wrong():
        query = select(table.number).where(wrong).limit(MOST_TOLD)
        yield from (f"{number}{words}" for number in session.scalars(query))


def _wrong() -> Iterable[tuple[str, type[Finding | RectificationNotice | Measure], ColumnElement[bool]]]:
    state = FindingState
    own = select(F.id).where(F.notice_id == N.id, F.state != state.VOID)
    unsettled = own.where(F.state != state.CLEARED)
    later = aliased(N)
    notified_on = select(N.id).where(N.id == F.notice_id, N.state.in_(RUNNING))
    return (
        (
            "已销号,但还有没销号的问题",
            N,
            (N.state == NoticeState.CLEARED) & own.where(F.state != state.CLEARED).exists(),
        ),
        (
            "的问题都已销号,却没有销号",
            N,
            N.state.in_(RUNNING)
            & own.exists()
            & ~unsettled.exists()
            & ~select(later.id)
            .where(later.parent_id == N.id, later.state.not_in((NoticeState.VOID, NoticeState.CLEARED)))
            .exists(),
        ),
        ("是整改中,但没有有效的通知书", F, (F.state == state.NOTIFIED) & ~notified_on.exists()),
        ("已转工单,但没有工单", F, (F.state == state.ORDERED) & F.opened_order_id.is_(None)),
        ("已销号,但没有销号时间", F, F.state.in_((state.CLEARED, state.FIXED)) & F.cleared_at.is_(None)),
        ("没有整改期限", F, F.due_at.is_(None)),
        ("已销号,但没有审核结果", M, M.closed_at.is_not(None) & or_(M.outcome == "", M.outcome == Outcome.RETURNED)),
    )


def _numbers(session: Session) -> Iterator[str]:
    """The numbers of a series and period are as many as were given out."""
    for series, column in _NUMBERED.items():
        given = select(Series.period, Series.last).where(Series.name == series.value)
        for period, last in session.execute(given):
            there = session.scalar(select(func.count()).where(column.startswith(f"{series.value}-{period}-"))) or 0
            if there != last:
                yield f"{series.label}编号{series.value}-{period}不连续:应有{last}个,实有{there}个"


_NUMBERED = {
    SeriesName.INSPECTION: Inspection.number,
    SeriesName.FINDING: F.number,
    SeriesName.NOTICE: N.number,
    SeriesName.URGING: M.number,
    SeriesName.SUPERVISION: M.number,
    SeriesName.INTERVIEW: M.number,
}
