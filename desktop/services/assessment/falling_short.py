"""What is done about an estate that fell short: the interviews it got since, and the look-back that is prepared."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.assessment.term import Term
from desktop.domain.inspection.states import InspectionKind
from desktop.domain.operator import Operator
from desktop.domain.rectification.lifecycle import MeasureState
from desktop.forms.rectification import IssueMeasure, MeasureFilter, MeasureLevel
from desktop.services.assessment.followups import FollowUp
from desktop.services.inspection.lists import newest
from desktop.services.inspection.preparing import prepare
from desktop.services.rectification import measure_list, measures
from desktop.services.rectification.measures import Target

LOOK_BACK_LIST = "rectification_lookback"
TALKS = (MeasureLevel.YELLOW, MeasureLevel.RED)


@dataclass(frozen=True, slots=True)
class Talk:
    """An interview: its measure's id and number, its card, the day, how it stands."""

    id: int
    number: str
    level: MeasureLevel
    at: datetime
    state: MeasureState


def talks(session: Session, estate_id: int, term: Term, now: datetime) -> list[Talk]:
    """The interviews of an estate since the term began, the newest first; withdrawn ones are left out."""
    wanted = MeasureFilter(
        levels=tuple(level.value for level in TALKS), estate=estate_id, issued_from=term.period.first
    )
    found = [measure_list.view(session, key, now) for key in measure_list.ids(session, wanted, now)]
    return [
        Talk(one.id, one.number, one.measure, one.issued_at, one.state)
        for one in found
        if one.state is not MeasureState.VOID
    ]


def prepared_talk(session: Session, follow: FollowUp, now: datetime) -> IssueMeasure:
    """The interview's form, filled in from the assessment: a yellow card, what was lost where, who is to come."""
    form = measures.prepared(session, Target(estate=follow.estate_id), MeasureLevel.YELLOW, follow.reason[:200], now)
    matter = follow.reason + (f"主要扣分:{follow.deductions}。" if follow.deductions else "")
    return IssueMeasure(
        level=form.level,
        matter=matter[:1000],
        reason=follow.reason[:200],
        requirement=form.requirement,
        due_at=form.due_at,
        by=form.by,
        person=(follow.manager or form.person)[:60],
    )


def prepare_look_back(session: Session, estate_id: int, operator: Operator, now: datetime) -> int:
    """An inspection with the list for look-backs; one that waits already is taken. Returns its id."""
    checklist = newest(session, LOOK_BACK_LIST).id
    return prepare(session, checklist, [estate_id], InspectionKind.LOOK_BACK, operator, now)[0]
