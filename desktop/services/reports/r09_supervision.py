"""R09 督办台账: every measure that was issued in a period, or was still open when it began, on a line."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Measure, RectificationNotice
from desktop.documents.table import Column, Kind, Table
from desktop.domain.operator import Operator
from desktop.domain.privacy.masking import mask_text
from desktop.domain.rectification.lifecycle import MeasureState, Outcome, measure_state
from desktop.domain.timing.periods import Period
from desktop.domain.timing.workdays import WorkCalendar
from desktop.forms.rectification import MeasureLevel
from desktop.services.counting.case_scope import left_aside, of_measures
from desktop.services.reference.worktime import work_calendar
from desktop.services.reports.heads import head

NAME = "督办台账"
_BASES = "按下达时间;期初尚未销号的一并列出"


def supervision(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The sixteen columns of R09, the earliest first."""
    found = select(Measure).where(
        Measure.issued_at < period.end,
        or_(Measure.issued_at >= period.start, Measure.closed_at.is_(None), Measure.closed_at >= period.start),
        *of_measures(period),
    )
    calendar = work_calendar(session)
    measures = session.scalars(found.order_by(Measure.issued_at, Measure.id)).all()
    return Table(
        title=period.words + NAME,
        columns=COLUMNS,
        rows=[_row(session, place, row, calendar, now) for place, row in enumerate(measures, 1)],
        head=head(session, period, operator, now, _BASES),
        notes=[
            f"剩余、超期按工作日计到{now:%Y-%m-%d},已反馈的计到反馈日:正数为剩余,负数为超期;催办没有反馈期限的不计。",
            "已撤回的列出并注明,不计黄牌、红牌。",
            *left_aside(period, "estates", "companies", "units"),
        ],
        source="R09",
        keys=[row.id for row in measures],
    )


def _row(session: Session, place: int, row: Measure, calendar: WorkCalendar, now: datetime) -> tuple[Any, ...]:
    state = measure_state(row.answered_at is not None, row.closed_at is not None, row.outcome)
    unit = session.get(Organisation, row.organisation_id) if row.organisation_id is not None else None
    estate = session.get(Estate, row.estate_id) if row.estate_id is not None else None
    result = Outcome(row.outcome).label if row.outcome and row.outcome != Outcome.VOID else ""
    cleared = row.closed_at if state is MeasureState.CLEARED else None
    return (
        place,
        row.number,
        MeasureLevel(str(row.level)).label,
        mask_text(row.matter),
        _source(session, row) or (estate.name if estate else ""),
        unit.name if unit else "",
        row.interview.get("person", ""),
        mask_text(row.reason),
        row.issued_at,
        row.due_at,
        row.answered_at,
        _left(row, state, calendar, now),
        mask_text(row.answer) or state.label,
        result,
        cleared,
        _remark(row, state),
    )


def _source(session: Session, row: Measure) -> str:
    if row.work_order_id is not None:
        return session.get_one(WorkOrder, row.work_order_id).number
    return session.get_one(RectificationNotice, row.notice_id).number if row.notice_id is not None else ""


def _left(row: Measure, state: MeasureState, calendar: WorkCalendar, now: datetime) -> int | None:
    """Workdays left, below 0 where it is or was late; None where nothing is to be answered."""
    if row.due_at is None or state is MeasureState.VOID:
        return None
    at = min(row.answered_at or row.closed_at or now, now)
    if at <= row.due_at:
        return calendar.workdays_between(at.date(), row.due_at.date())
    return -max(1, calendar.workdays_between(row.due_at.date(), at.date()))


def _remark(row: Measure, state: MeasureState) -> str:
    if state is MeasureState.VOID:
        return state.label
    promise = row.interview.get("promise", "")
    return f"约谈承诺:{mask_text(promise)}" if promise else ""


COLUMNS = [
    Column("place", "序号", Kind.COUNT, 3),
    Column("number", "督办编号", width=8),
    Column("level", "督办级别", width=5),
    Column("matter", "督办事项", width=15),
    Column("source", "来源单号", width=8),
    Column("unit", "承办单位", width=8),
    Column("person", "负责人", width=4),
    Column("reason", "督办原因", width=8),
    Column("issued", "下达时间", Kind.MOMENT, 8),
    Column("due", "办结时限", Kind.MOMENT, 8),
    Column("answered", "反馈时间", Kind.MOMENT, 8),
    Column("left", "剩余/超期(工作日)", Kind.COUNT, 4, "", "到办结时限的工作日,已反馈的计到反馈日;负数为超期"),
    Column("progress", "办理进展", width=10),
    Column("result", "审核结果(销号/退回)", width=4),
    Column("cleared", "销号时间", Kind.MOMENT, 8),
    Column("remark", "备注", width=8),
]
