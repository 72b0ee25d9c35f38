"""What follows from an act on an order: its findings and its measures stand as the order stands."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding, Measure
from desktop.domain.inspection.states import FindingState
from desktop.domain.lifecycle import Act, State
from desktop.domain.operator import Operator
from desktop.domain.rectification.lifecycle import FindingAct, MeasureAct, Outcome
from desktop.services.cases import Subject, record
from desktop.services.orders.acts.merging import children_of
from desktop.services.orders.measures import open_measures
from desktop.services.settling import settle

MOVING = frozenset(
    {Act.REPORT, Act.REVIEW, Act.ANSWER_DIRECTLY, Act.REDO, Act.VOID, Act.RESTORE, Act.MERGE, Act.UNMERGE}
)
F = FindingState


def follow(session: Session, act: Act, order_id: int, operator: Operator, now: datetime) -> None:
    """Bring what hangs on the order, and on those merged into it, in line with it; nothing for most acts."""
    if act not in MOVING:
        return
    order = session.get_one(WorkOrder, order_id)
    for one in (order, *children_of(session, order)):
        for finding in session.scalars(select(Finding).where(Finding.opened_order_id == one.id)):
            _move(session, finding, one, operator, now)
        for measure in open_measures(session, one):
            _answer(session, measure, one, act, operator, now)


def _move(session: Session, finding: Finding, order: WorkOrder, operator: Operator, now: datetime) -> None:
    before = F(finding.state)
    after, words = _after(finding, before, order)
    if after is before:
        return
    finding.state = after
    if after is F.ANSWERED and order.closed_at is not None:
        finding.measure, finding.done_on = order.result or finding.measure, order.closed_at.date()
    details = {"state": [before, after], "order": order.id}
    text = f"工单{order.number}{words}"
    record(session, Subject.FINDING, finding.id, FindingAct.FOLLOW, operator, now, text, details=details)
    settle(session, finding.notice_id, operator, now)


def _after(finding: Finding, before: FindingState, order: WorkOrder) -> tuple[FindingState, str]:
    """A closed order: look at it again; one that is no more: as before it; one opened again: under way."""
    if order.state == State.VOID:
        stood = F.FAILED if finding.notice_id is not None else F.OPEN
        return (stood, "已作废") if before is F.ORDERED else (before, "")
    if order.closed_at is not None:
        return (F.ANSWERED, "已办结,待复查") if before is F.ORDERED else (before, "")
    return (F.ORDERED, "办理中") if before in (F.OPEN, F.ANSWERED, F.FAILED) else (before, "")


def _answer(session: Session, measure: Measure, order: WorkOrder, act: Act, operator: Operator, now: datetime) -> None:
    if order.state == State.VOID:
        measure.outcome, measure.closed_at = Outcome.VOID, now
        done, words = MeasureAct.VOID, "工单已作废"
    elif order.closed_at is not None:
        measure.answered_at = measure.answered_at or now
        measure.answer = measure.answer or order.result
        measure.outcome, measure.closed_at = Outcome.CLEARED, now
        done, words = MeasureAct.CLEAR, "工单已办结,销号"
    elif act is Act.REPORT:
        measure.answered_at, measure.answer, measure.outcome = now, order.result, Outcome.NOTHING
        done, words = MeasureAct.ANSWER, f"已反馈:{order.result}"
    elif act is Act.REVIEW and measure.answered_at is not None:
        measure.answered_at, measure.outcome = None, Outcome.RETURNED
        done, words = MeasureAct.RETURN, "审核退回,重新办理"
    else:
        return
    record(session, Subject.MEASURE, measure.id, done, operator, now, words)
