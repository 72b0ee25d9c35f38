"""What the home screen reminds of: late rectification and plans, terms that end, unhappy callers, reports to send."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService
from desktop.data.tables.inspections import Inspection, InspectionPlan
from desktop.data.tables.orders import Clock, WorkOrder
from desktop.data.tables.rectification import Measure, RectificationNotice
from desktop.data.tables.registers import ServiceContract
from desktop.domain.inspection.states import InspectionState
from desktop.domain.lifecycle import OPEN
from desktop.domain.rectification.lifecycle import RUNNING
from desktop.forms.order_filter import OrderFilter
from desktop.services.orders.views.listing import count

DISCONTENT_DAYS = 30
QUARTER_ENDS = 30  # days before the end of a quarter from which its coverage is spoken of
MOST = 5  # of one kind
A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One sentence; where `screen` is set, it leads there, to what `opens` says."""

    text: str
    screen: str = ""
    opens: object = None


def reminders(session: Session, now: datetime) -> tuple[Reminder, ...]:
    """What is late first, then what ends soon; a few quick queries."""
    return (
        *_rectification(session, now),
        *_plans(session, now),
        *_quarter(session, now.date()),
        *_terms(session, now.date()),
        *_registers(session, now.date()),
        *_orders(session, now),
    )


def _rectification(session: Session, now: datetime) -> Iterator[Reminder]:
    """Notices past their term, and measures whose answer is late."""
    late = session.scalar(
        select(func.count()).where(RectificationNotice.state.in_(RUNNING), RectificationNotice.due_at < now)
    )
    if late:
        yield Reminder(f"{late}份整改通知书已超期,请督办或复查", "inspection", ("findings", ("notices", "overdue")))
    unanswered = select(Measure.notice_id, Measure.number).where(
        Measure.closed_at.is_(None), Measure.answered_at.is_(None), Measure.due_at < now, Measure.notice_id.is_not(None)
    )
    for notice, number in session.execute(unanswered.order_by(Measure.due_at).limit(MOST)):
        yield Reminder(f"{number}逾期未反馈,请看下一步", "inspection", ("findings", ("notice", notice)))


def _plans(session: Session, now: datetime) -> Iterator[Reminder]:
    """Plans whose last day has passed with estates left."""
    ended = select(InspectionPlan.id).where(InspectionPlan.active, InspectionPlan.last < now.date()).limit(1)
    if session.scalar(ended) is None:
        return
    from desktop.services.inspection import coverage  # noqa: PLC0415 - the first page does without it on most days

    for plan in coverage.overdue(session, now)[:MOST]:
        yield Reminder(f"检查计划“{plan.name}”已过期,还有{plan.left}个小区未检查", "inspection", ("plans", plan.id))


def _quarter(session: Session, today: date) -> Iterator[Reminder]:
    """How many estates are inspected, near the end of a quarter, in an office that inspects."""
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    last = (first + timedelta(days=100)).replace(day=1) - timedelta(days=1)  # a quarter has 90 to 92 days
    if (last - today).days > QUARTER_ENDS:
        return
    estates = session.scalar(select(func.count()).where(Estate.active)) or 0
    done = (
        Inspection.state == InspectionState.DONE,
        Inspection.inspected_on.between(first, last),
        Inspection.recheck_of_id.is_(None),
    )
    inspected = session.scalar(select(func.count(Inspection.estate_id.distinct())).where(*done)) or 0
    if inspected and inspected < estates:
        text = f"本季度已检查{inspected}/{estates}个小区,{last:%m月%d日}截止"
        yield Reminder(text, "inspection", ("plans", None))


def _terms(session: Session, today: date) -> Iterator[Reminder]:
    """Contracts that end within 90 days."""
    contracts = (
        select(Estate.name, EstateService.contract_ends)
        .join(EstateService, EstateService.estate_id == Estate.id)
        .where(EstateService.contract_ends.between(today, today + timedelta(days=90)), EstateService.until.is_(None))
        .order_by(EstateService.contract_ends)
        .limit(MOST)
    )
    for name, ends in session.execute(contracts):
        yield Reminder(f"{name}物业合同{ends:%Y年%m月%d日}到期")


def _registers(session: Session, today: date) -> Iterator[Reminder]:
    """Owners' committees that must report or renew, contracts that were not filed in time."""
    terms = select(Estate.id).where(Estate.committee_term_ends < today + A_YEAR).limit(1)
    contracts = select(ServiceContract.id).where(ServiceContract.filed_on.is_(None)).limit(1)
    if session.scalar(terms) is None and session.scalar(contracts) is None:
        return
    from desktop.services.registers import due  # noqa: PLC0415 - the first page does without it on most days

    for found in (due.committees(session, today), due.unfiled(session, today)):
        for one in islice(found, MOST):
            opens = one.register if one.record is None else (one.register, one.record)
            yield Reminder(one.words, "reports", ("registers", opens))


def _orders(session: Session, now: datetime) -> Iterator[Reminder]:
    """Unhappy callers, clocks by an unofficial calendar, the month's report."""
    today = now.date()
    unhappy = OrderFilter(discontent=True, received_from=today - timedelta(days=DISCONTENT_DAYS))
    if many := count(session, unhappy, now):
        text = f"近{DISCONTENT_DAYS}天有{many}件回访不满意,请考虑重办或督办"
        yield Reminder(text, "orders", unhappy)
    provisional = session.scalar(
        select(func.count())
        .select_from(Clock)
        .join(WorkOrder, WorkOrder.id == Clock.work_order_id)
        .where(Clock.provisional, Clock.met_at.is_(None), WorkOrder.state.in_(OPEN))
    )
    if provisional:
        text = f"{provisional}个时限按法定节假日暂推,放假安排公布后请在设置里录入"
        yield Reminder(text, "settings")
    if today.day <= 5:
        yield Reminder(f"请报送{(today.replace(day=1) - timedelta(days=1)):%Y年%m月}月报", "reports")
