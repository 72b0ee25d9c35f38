"""R14 红黑榜公示表: the red and the black list of a quarter or a year, and who fell below the exposure line."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.rectification import Finding
from desktop.documents.table import Column, Kind, Table
from desktop.domain.assessment.outcome import Listed, Row
from desktop.domain.assessment.placing import lost
from desktop.domain.assessment.term import Term
from desktop.domain.inspection.states import FindingState
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.assessment.showing import Given, given
from desktop.services.reports.assessed import FOOT, heading
from desktop.services.reports.assessed_scope import narrowed, scope_notes

NAME = "红黑榜公示表"
_OPEN = (FindingState.OPEN, FindingState.NOTIFIED, FindingState.ANSWERED, FindingState.FAILED)
_COLUMNS = (
    Column("list", "榜别", width=5),
    Column("estate", "小区", width=11),
    Column("company", "物业服务企业", width=14),
    Column("manager", "项目经理", width=6),
    Column("total", "得分", Kind.NUMBER, 5, "", "本期总分"),
    Column("rank", "排名", Kind.COUNT, 4, "", "组内名次"),
    Column("reason", "主要理由", width=24),
    Column("due", "整改期限", Kind.DATE, 6, "", "尚未销号的整改问题中最晚的期限"),
    Column("remark", "备注", width=9),
)


def lists(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The lists of a whole year, of the two quarters of half a year (the later first), else of the quarter in which the
    period ends: as published, else live."""
    first, *rest = (table(session, given(session, term, now), operator, now, period) for term in _terms(period, now))
    return replace(first, extras=[replace(one, source="R14.earlier") for one in rest])


def _terms(period: Period, now: datetime) -> list[Term]:
    if period.months == 12:
        return [Term(period.last.year)]
    last = Term.quarter_of(period)
    if period.months != 6 or last.quarter % 2:
        return [last]
    begun = [term for term in (last, last.previous) if term.period.start <= now]
    return begun or [last]


def table(session: Session, found: Given, operator: Operator, now: datetime, asked: Period | None = None) -> Table:
    """The lists of a quarter or of a year; no resident stands on it. `asked` brings the scope."""
    asked = asked or found.view.term.period
    found = narrowed(found, asked)
    view = found.view
    red = [row for row in view.rows if row.listed is Listed.RED]
    black = [row for row in view.rows if row.listed is Listed.BLACK]
    below = [row for row in view.rows if row.below and row.listed is not Listed.BLACK]
    due = _due(session, [row.estate_id for row in (*black, *below)])
    rows = [_row("红榜", row, None) for row in red]
    rows += [_row("黑榜", row, due.get(row.estate_id)) for row in black]
    rows += [_row("曝光", row, due.get(row.estate_id)) for row in below]
    rule = found.scheme.lists
    share = f"{float(rule.share):g}%"
    return Table(
        title=view.term.words + NAME,
        columns=_COLUMNS,
        rows=rows,
        head=heading(session, found, operator, now, asked),
        notes=[
            f"每组前{share}且总分不低于{float(rule.red_least):g}分的列红榜,后{share}且总分低于{float(rule.black_below):g}分的列黑榜,"
            f"不足{rule.least_group}个小区的组不列榜;总分低于{float(found.scheme.exposure):g}分的曝光、约谈、回头看。",
            FOOT,
            *scope_notes(asked),
        ],
        source="R14",
        keys=[row.estate_id for row in (*red, *black, *below)],
    )


def _row(name: str, row: Row, due: date | None) -> tuple[Any, ...]:
    reason = row.listed_why if row.listed is Listed.RED else row.deductions
    if row.listed is Listed.RED and (best := _best(row)):
        reason += f";{best}"
    remark = "低于曝光线" if row.below else ""
    return (
        name,
        row.estate,
        row.company,
        row.manager,
        row.total,
        row.rank,
        reason,
        due or "",
        f"{row.group}{',' if remark else ''}{remark}",
    )


def _best(row: Row) -> str:
    """The parts that cost nothing."""
    costly = lost(row.figures)
    full = [figure.part.label for figure in row.figures if figure.known and figure.weight and figure.part not in costly]
    return f"{'、'.join(full)}满分" if full else ""


def _due(session: Session, estates: list[int]) -> dict[int, date]:
    """The last term of what is still to be put right, by estate."""
    query = (
        select(Finding.estate_id, func.max(Finding.due_at))
        .where(Finding.estate_id.in_(estates), Finding.state.in_(_OPEN), Finding.due_at.is_not(None))
        .group_by(Finding.estate_id)
    )
    return {estate: at.date() for estate, at in session.execute(query) if at is not None}
