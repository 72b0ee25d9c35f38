"""Terms of notices that hung on a year whose official calendar was not known yet, counted anew when it is."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import CaseAct
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.domain.rectification.lifecycle import RUNNING, FindingAct
from desktop.domain.timing.limits import Limit, Unit, due
from desktop.services.cases import Subject
from desktop.services.reference.worktime import hours_of, work_calendar
from desktop.services.settling import findings_of


def count_notices_anew(session: Session) -> int:
    """Recount every running notice that is provisional; returns how many due times of findings moved.

    A term that was extended with approval is a day somebody named: it stays.
    """
    calendar, hours = work_calendar(session), hours_of(session)
    waiting = select(RectificationNotice).where(
        RectificationNotice.provisional.is_(True), RectificationNotice.state.in_(RUNNING)
    )
    moved = 0
    for notice in session.scalars(waiting.order_by(RectificationNotice.id)).all():
        provisional = False
        rows = findings_of(session, notice.id)
        for row in rows:
            if row.limit_value is None or not row.limit_unit or _extended(session, row):
                continue
            found = due(Limit(row.limit_value, Unit(row.limit_unit)), notice.issued_at, calendar, hours)
            provisional = provisional or found.provisional
            if row.due_at != found.at:
                moved += 1
                if row.counted_due_at == row.due_at:
                    row.counted_due_at = found.at
                row.due_at = found.at
        notice.provisional = provisional
        notice.due_at = max(
            (row.due_at for row in findings_of(session, notice.id) if row.due_at), default=notice.due_at
        )
    return moved


def _extended(session: Session, row: Finding) -> bool:
    acts = select(CaseAct.id).where(
        CaseAct.subject == Subject.FINDING, CaseAct.subject_id == row.id, CaseAct.act == FindingAct.EXTEND
    )
    return session.scalar(acts.limit(1)) is not None
