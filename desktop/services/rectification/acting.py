"""What every act on a finding, notice or measure begins with, and how it stands in its history."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.operator import Operator
from desktop.domain.rectification.escalation import URGING
from desktop.domain.rectification.lifecycle import (
    FindingAct,
    FindingSituation,
    MeasureAct,
    MeasureSituation,
    MeasureState,
    NoticeAct,
    NoticeSituation,
    finding_refusal,
    measure_refusal,
    measure_state,
    notice_refusal,
)
from desktop.services.cases import Subject, record
from desktop.services.settling import findings_of

CHANGED = "刚被别人办理过,请看最新情况再办,您填的内容还在。"


def begin_finding(session: Session, finding_id: int, act: FindingAct, seen: int | None = None) -> Finding:
    """The finding, if `act` is permitted on it now; `seen` is the version on the user's screen, if she saw one."""
    row = session.get(Finding, finding_id)
    if row is None:
        raise Refused("找不到这个问题,请刷新列表。")
    if seen is not None and row.version != seen:
        raise Refused("这个问题" + CHANGED)
    if sentence := finding_refusal(act, situation_of_finding(row)):
        raise Refused(sentence)
    return row


def begin_notice(session: Session, notice_id: int, act: NoticeAct, seen: int | None = None) -> RectificationNotice:
    """The notice, if `act` is permitted on it now."""
    row = session.get(RectificationNotice, notice_id)
    if row is None:
        raise Refused("找不到这份通知书,请刷新列表。")
    if seen is not None and row.version != seen:
        raise Refused("这份通知书" + CHANGED)
    if sentence := notice_refusal(act, situation_of_notice(session, row)):
        raise Refused(sentence)
    return row


def begin_measure(session: Session, measure_id: int, act: MeasureAct, seen: int | None = None) -> Measure:
    """The measure, if `act` is permitted on it now."""
    row = session.get(Measure, measure_id)
    if row is None:
        raise Refused("找不到这份督办,请刷新列表。")
    if seen is not None and row.version != seen:
        raise Refused("这份督办" + CHANGED)
    if sentence := measure_refusal(act, situation_of_measure(row)):
        raise Refused(sentence)
    return row


def situation_of_finding(row: Finding) -> FindingSituation:
    """All that decides what is possible on the finding."""
    return FindingSituation(FindingState(row.state), row.due_at is not None)


def situation_of_notice(session: Session, row: RectificationNotice) -> NoticeSituation:
    """All that decides what is possible on the notice."""
    states = frozenset(FindingState(one.state) for one in findings_of(session, row.id))
    return NoticeSituation(NoticeState(row.state), states)


def situation_of_measure(row: Measure) -> MeasureSituation:
    """All that decides what is possible on the measure."""
    return MeasureSituation(state_of_measure(row), row.level, row.work_order_id is not None and row.level != URGING)


def state_of_measure(row: Measure) -> MeasureState:
    """Where the measure stands."""
    return measure_state(row.answered_at is not None, row.closed_at is not None, row.outcome)


def moment(given: datetime | None, earliest: datetime, now: datetime, field: str = "happened_at") -> datetime:
    """When something took place: `given`, or now; refused before `earliest` or in the future."""
    if given is None:
        return now
    if given > now + timedelta(minutes=1):
        raise Refused({field: f"时间不能晚于现在({now:%m月%d日 %H:%M}),请修改。"})
    if given < earliest.replace(second=0, microsecond=0):
        raise Refused({field: f"时间不能早于{earliest:%m月%d日 %H:%M},请修改。"})
    return max(earliest, min(given, now))


def told(
    session: Session,
    row: Finding | RectificationNotice | Measure,
    act: FindingAct | NoticeAct | MeasureAct,
    operator: Operator,
    now: datetime,
    text: str,
    *,
    happened_at: datetime | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add the act to the row's history."""
    session.flush()
    subjects = {Finding: Subject.FINDING, RectificationNotice: Subject.NOTICE, Measure: Subject.MEASURE}
    subject = subjects[type(row)]
    record(session, subject, row.id, act, operator, now, text, happened_at=happened_at, details=details)
