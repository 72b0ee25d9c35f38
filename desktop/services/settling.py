"""A notice stands as its findings stand: after every act on one of them it is settled anew."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.operator import Operator
from desktop.domain.rectification.lifecycle import ACTIVE, FindingAct, NoticeAct, settled
from desktop.services.cases import Subject, acts_of, record


def settle(session: Session, notice_id: int | None, operator: Operator, now: datetime) -> None:
    """Bring a notice, and the one whose later round it is, in line with its findings; nothing for None."""
    if notice_id is None:
        return
    session.flush()
    notice = session.get_one(RectificationNotice, notice_id)
    found = findings_of(session, notice_id)
    later = session.scalars(
        select(RectificationNotice.state).where(
            RectificationNotice.parent_id == notice_id, RectificationNotice.state != NoticeState.VOID
        )
    )
    before = NoticeState(notice.state)
    state = settled(
        before,
        [FindingState(one.state) for one in found],
        [NoticeState(one) for one in later],
        notice.signed_at is not None,
    )
    _terms(session, notice, found)
    if state is before:
        return
    notice.state = state
    notice.cleared_at = now if state is NoticeState.CLEARED else None
    details = {"state": [before, state]}
    record(session, Subject.NOTICE, notice.id, NoticeAct.SETTLE, operator, now, state.label, details=details)
    settle(session, notice.parent_id, operator, now)


def findings_of(session: Session, notice_id: int) -> list[Finding]:
    """The findings that belong to a notice now and are not void, in the order of their numbers."""
    return list(
        session.scalars(
            select(Finding)
            .where(Finding.notice_id == notice_id, Finding.state != FindingState.VOID)
            .order_by(Finding.id)
        )
    )


def issued_for(session: Session, notice_id: int) -> list[int]:
    """The ids of the findings a notice was issued for, also of those that belong to a later round by now."""
    return list(acts_of(session, Subject.NOTICE, notice_id)[0].details["findings"])


def _terms(session: Session, notice: RectificationNotice, found: list[Finding]) -> None:
    """The notice names the latest term of what is not yet put right (each finding keeps its own); once nothing is
    left, the latest it gave at all."""
    terms = [one.due_at for one in found if one.state in ACTIVE] or [
        _term_under(session, session.get_one(Finding, key), notice.id) for key in issued_for(session, notice.id)
    ]
    notice.due_at = max(filter(None, terms), default=notice.due_at)


def _term_under(session: Session, finding: Finding, notice_id: int) -> datetime | None:
    """The term of a finding under a notice it was issued in, also where it went on into a later round."""
    if finding.notice_id == notice_id:
        return finding.due_at
    for act in reversed(acts_of(session, Subject.FINDING, finding.id)):
        if act.act == FindingAct.NOTIFY and act.details["notice"][0] == notice_id:
            term = act.details["due_at"][0]
            return datetime.fromisoformat(term) if term else None
    return None
