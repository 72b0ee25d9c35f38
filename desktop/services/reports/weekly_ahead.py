"""五、下周提醒: the seven days after the week, with holidays, what falls due on each, and room for the weather."""

from collections import Counter
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding
from desktop.documents.table import Column, Kind, Table
from desktop.domain.lifecycle import Urgency
from desktop.domain.operator import Operator
from desktop.domain.rectification.lifecycle import ACTIVE
from desktop.domain.timing.periods import Period
from desktop.domain.timing.workdays import MADE_UP, WEEKEND, WorkCalendar, days
from desktop.forms.summaries import SummaryKind, usual
from desktop.services.counting.case_scope import of_findings
from desktop.services.counting.pressing_now import waiting
from desktop.services.counting.scope import counted, looked_at
from desktop.services.reference.worktime import work_calendar
from desktop.services.reports.heads import head

DAYS = 7
WEEKDAYS = "一二三四五六日"
PRESSING = (Urgency.CRITICAL, Urgency.URGENT)
W = WorkOrder


def next_week(period: Period) -> Period:
    """The seven days after the period."""
    return Period(period.last + timedelta(days=1), period.last + timedelta(days=DAYS))


def ahead(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """A line for each day; what is due counts whenever it was received, by what is known now."""
    coming = next_week(period)
    coming_words = "下周" if usual(period) is SummaryKind.WEEKLY else "期后七天"
    calendar = work_calendar(session)
    seen = (counted(), waiting(), W.close_due_at >= coming.start, W.close_due_at < coming.end, *looked_at(period))
    due: Counter[str] = Counter()
    pressing: Counter[str] = Counter()
    day = func.substr(W.close_due_at, 1, 10)
    for at, urgency, number in session.execute(
        select(day, W.urgency, func.count()).where(*seen).group_by(day, W.urgency)
    ):
        due[at] += number
        pressing[at] += number * (urgency in PRESSING)
    on = func.substr(Finding.due_at, 1, 10)
    terms = session.execute(
        select(on, func.count())
        .where(Finding.state.in_(ACTIVE), Finding.due_at >= coming.start, Finding.due_at < coming.end)
        .where(*of_findings(period))
        .group_by(on)
    )
    found: dict[str, int] = dict(terms.all())
    listed = [f"{each}" for each in days(coming.first, coming.last)]
    rows = [
        (each, f"周{WEEKDAYS[each.weekday()]}", _holiday(calendar, each), due[at], pressing[at], found.get(at, 0), "")
        for each, at in zip(days(coming.first, coming.last), listed, strict=True)
    ]
    return Table(
        title=f"五、{coming_words}提醒",
        columns=COLUMNS,
        rows=rows,
        total=(None, "合计", None, due.total(), pressing.total(), sum(found.values()), None),
        head=head(session, period, operator, now),
        notes=[
            f"{coming_words}为{coming.span}。到期工单、到期整改以填报时为准,不论何时受理、发现;挂账、退单的不计。天气和提醒由填报人补充。",
            *_provisional(coming.last, calendar.is_official(coming.last.year)),
        ],
        landscape=False,
        source="R07.ahead",
        keys=listed,
    )


def _holiday(calendar: WorkCalendar, day: date) -> str:
    """国庆节放假, 调休上班, or nothing for an ordinary day."""
    name = calendar.name_of(day)
    if not name or name == MADE_UP or name in WEEKEND.values():
        return name if name == MADE_UP else ""
    return f"{name}放假"


def _provisional(day: date, official: bool) -> list[str]:
    return [] if official else [f"{day.year}年的放假安排尚未录入,按法定节假日推算。"]


COLUMNS = (
    Column("day", "日期", Kind.DATE, 6),
    Column("weekday", "星期", width=4),
    Column("holiday", "节假日", width=8),
    Column("due", "到期工单", Kind.COUNT, 6, "", "当天到办结截止、填报时还没有办结的", summed=True),
    Column("pressing", "其中急件", Kind.COUNT, 6, "", "紧急程度为特急、急的", summed=True),
    Column("findings", "到期整改问题", Kind.COUNT, 7, "", "当天到整改期限、填报时还没有销号的", summed=True),
    Column("remark", "天气与提醒", width=14),
)
