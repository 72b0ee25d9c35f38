"""What has happened so far with a notice: what its next step follows from."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.rectification import Measure, RectificationNotice
from desktop.domain.inspection.states import FindingState
from desktop.domain.rectification.escalation import WARNING, History
from desktop.domain.rectification.lifecycle import MeasureState, Outcome
from desktop.domain.timing.limits import warning
from desktop.services.rectification.acting import state_of_measure
from desktop.services.rectification.measures import complaints_of, yellows_in_row
from desktop.services.settling import findings_of


def history_of_notice(session: Session, notice: RectificationNotice, now: datetime) -> History:
    """The terms of its findings, the measures taken, and what else the rules of escalation ask."""
    rows = findings_of(session, notice.id)
    measures = list(
        session.scalars(
            select(Measure).where(Measure.notice_id == notice.id, Measure.outcome != Outcome.VOID).order_by(Measure.id)
        )
    )
    last = measures[-1].issued_at if measures else notice.issued_at
    waiting = [one for one in measures if state_of_measure(one) is MeasureState.WAITING]
    notified = [row.due_at for row in rows if row.state == FindingState.NOTIFIED and row.due_at is not None]
    failed = [row for row in rows if row.state == FindingState.FAILED]
    fresh = [row.rechecks for row in failed if row.rechecked_at is not None and row.rechecked_at >= last]
    due_at = min(notified, default=None)
    return History(
        due_at=due_at,
        warn_at=warning(notice.issued_at, due_at) if due_at is not None else None,
        put_right=not notified and not failed,
        level=max((one.level for one in measures), default=WARNING),
        answer_due_at=max((one.due_at for one in waiting if one.due_at is not None), default=None),
        failed=max(fresh, default=0),
        yellows=yellows_in_row(session, notice.estate_id, notice.organisation_id, now),
        complaints=complaints_of(session, notice.estate_id, now),
    )
