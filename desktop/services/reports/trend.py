"""The course of twelve months: how many orders came in and were closed, beside the year before."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.documents.table import Chart, Column, Kind, Table
from desktop.domain.extent import Extent, scope_of
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting.scope import counted, looked_at, span, within
from desktop.services.reports.heads import head

MONTHS = 12


def by_month(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The twelve months of the course; a month that is not over is held against as much of the one a year before."""
    course = course_of(period, now)
    months = course.last_months(MONTHS)
    received = _counts(session, _RECEIVED, course)
    before = _counts(session, _RECEIVED, course.a_year_before())
    closed = _counts(session, _CLOSED, course)
    opened = session.scalar(select(func.min(WorkOrder.received_at))) or now
    rows: list[tuple[str, int, int | None, int]] = []
    for month in months:
        then = month.running(now.date()).a_year_before()
        kept = then.end > opened  # before the office kept its orders here, figures are missing and not 0
        last_year = before.get(_key(then), 0) if kept else None
        rows.append((month.words, received.get(_key(month), 0), last_year, closed.get(_key(month), 0)))
    whole = all(row[2] is not None for row in rows)  # a missing month would be drawn as 0
    shown = ("received", "a_year_before", "closed") if whole else ("received", "closed")
    return Table(
        title=f"至{months[-1].words}逐月受理办结表",
        columns=_columns(whole),
        rows=rows,
        total=(
            "合计",
            sum(row[1] for row in rows),
            sum(row[2] or 0 for row in rows) if whole else None,
            sum(row[3] for row in rows),
        ),
        head=head(session, replace(course, until=None), operator, now, "受理按受理时间,办结按办结时间"),
        notes=_so_far(course),
        charts=[Chart("line", "逐月受理与办结件次", "month", shown, MONTHS)],
        landscape=False,
        source="R05.months",
        keys=[_key(month) for month in months],
    )


def course_of(period: Period, now: datetime) -> Extent:
    """The twelve months up to the one in which the period ends, or has come to by now."""
    months = Period(period.first, period.running(now.date()).reached).last_months(MONTHS)
    return Extent(months[0].first, months[-1].last, scope_of(period)).running(now.date())


def _so_far(course: Extent) -> list[str]:
    if course.until is None:
        return []
    month, day = course.last_months(1)[0].words, course.until.day
    return [f"{month}未结束,计到{day}日,上年同月也只计到{course.a_year_before().last.day}日。"]


def _columns(whole: bool) -> tuple[Column, ...]:
    """Last year's months are added up only where none is missing."""
    return (
        Column("month", "月份", width=12),
        Column("received", "受理件次", Kind.COUNT, 11, "K01", "受理时间在当月的件次", summed=True),
        Column("a_year_before", "上年同月受理", Kind.COUNT, 11, "K01", "受理时间在上年同月的件次", summed=whole),
        Column("closed", "办结件次", Kind.COUNT, 11, "", "办结时间在当月的件次", summed=True),
    )


def _by_month(moment: SQLColumnExpression[datetime | None]) -> Select[str, int]:
    month = func.substr(moment, 1, 7)  # moments are kept as ISO text
    return select(month, func.count()).where(counted(), within(moment)).group_by(month)


def _counts(session: Session, statement: Select[str, int], course: Period) -> dict[str, int]:
    return dict(session.execute(statement.where(*looked_at(course)), span(course)).all())


def _key(month: Period) -> str:
    return f"{month.first:%Y-%m}"


_RECEIVED = _by_month(WorkOrder.received_at)
_CLOSED = _by_month(WorkOrder.closed_at)
