"""催办单, 督办单, 约谈通知书 and 约谈记录 from a measure."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Measure, RectificationNotice
from desktop.documents.official.interviews import Interview, Promise
from desktop.documents.official.letter import Head, day_words
from desktop.documents.official.outward import moment_words
from desktop.documents.official.pressing import Pressing
from desktop.domain.errors import Refused
from desktop.domain.rectification.lifecycle import MeasureAct, Outcome
from desktop.forms.acts import UrgeBy
from desktop.forms.papers import HeadStyle
from desktop.services.addressing import PAPER
from desktop.services.cases import Subject, acts_of
from desktop.services.papers.notices import known_people
from desktop.services.reference.print_heads import heads, words


def reminder_paper(session: Session, measure_id: int) -> Pressing:
    """催办单 of a measure of level 1."""
    return _pressing(session, _measure(session, measure_id), words(session).reminder_demand)


def supervision_paper(session: Session, measure_id: int) -> Pressing:
    """督办单 of a measure of level 2 to 5."""
    return _pressing(session, _measure(session, measure_id), words(session).supervision_demand)


def interview_paper(session: Session, measure_id: int) -> Interview:
    """What 约谈通知书 and 约谈记录 show of a measure; the talk's own part is empty until it was written down."""
    row = _measure(session, measure_id)
    head, wording, said, kept = heads(session), words(session), row.interview, as_issued(session, row.id)
    known = known_people(session, row.work_order_id)
    promise, until = said.get("promise", ""), _moment(said.get("promised_until"))
    return Interview(
        head=Head(kept["head"], head.ink, HeadStyle(kept["style"])),
        issuer=kept["issuer"],
        number=kept["number"],
        record_number=row.number,
        company=kept["company"],
        estate=kept["estate"],
        reason=row.reason,
        matter=row.matter,
        people=wording.interview_people,
        demand=row.requirement or wording.interview_demand,
        dated=row.issued_at.date(),
        at=_moment(said.get("held_at")),
        place=said.get("place", ""),
        host=said.get("host", ""),
        interviewees=said.get("invited", ""),
        others=said.get("attendees", ""),
        briefing=said.get("situation", ""),
        statement=said.get("statement", ""),
        promises=(Promise(promise, moment_words(until) if until else ""),) if promise else (),
        follow_up=said.get("follow_up", ""),
        contact=kept["contact"],
        known=known,
        void=row.outcome == Outcome.VOID,
    )


def _pressing(session: Session, row: Measure, demand: str) -> Pressing:
    kept, said = as_issued(session, row.id), row.interview
    return Pressing(
        issuer=kept["issuer"],
        number=kept["number"],
        level=row.level,
        unit=kept["company"],
        person=said.get("person", "") or kept["person"],
        estate=kept["estate"],
        source=_source(session, row),
        matter=row.matter,
        reason=row.reason,
        demand=row.requirement or demand,
        issued_at=row.issued_at,
        due_at=_moment(kept["due_at"]),
        ordered_by=kept["ordered_by"],
        times=said.get("times") or _times(session, row),
        way=UrgeBy(said["by"]).label if said.get("by") else "",
        answer=row.answer,
        contact=kept["contact"],
        known=known_people(session, row.work_order_id),
        remarks=_remarks(session, row),
        void=row.outcome == Outcome.VOID,
    )


def _measure(session: Session, measure_id: int) -> Measure:
    row = session.get(Measure, measure_id)
    if row is None:
        raise Refused("找不到这份督办,请刷新列表。")
    return row


def as_issued(session: Session, measure_id: int) -> dict[str, Any]:
    """Names, number and term of a measure as they were on the day of issue, see `addressed`."""
    kept = acts_of(session, Subject.MEASURE, measure_id)[0].details.get(PAPER)
    if kept is None:
        raise Refused("没有保存这份督办下达时的内容,不能重印;请用下达时的存档。")
    return dict(kept)


def _remarks(session: Session, row: Measure) -> tuple[str, ...]:
    """What became of it since: sent back with a new term, withdrawn."""
    told = []
    for act in acts_of(session, Subject.MEASURE, row.id):
        if act.act == MeasureAct.RETURN:
            due = moment_words(datetime.fromisoformat(act.details["due_at"][1]))
            told.append(f"{day_words(act.at.date())}退回重办,请于{due}前再反馈")
        elif act.act == MeasureAct.VOID:
            told.append(f"本单已于{day_words(act.at.date())}撤回")
    return tuple(told)


def _source(session: Session, row: Measure) -> str:
    """The number of what the measure presses for."""
    if row.notice_id is not None:
        return session.get_one(RectificationNotice, row.notice_id).number
    if row.work_order_id is not None:
        return session.get_one(WorkOrder, row.work_order_id).number
    return "—"


def _times(session: Session, row: Measure) -> int:
    """How often this was pressed for at this level, this time included."""
    same = (
        Measure.notice_id.is_not_distinct_from(row.notice_id),
        Measure.work_order_id.is_not_distinct_from(row.work_order_id),
        Measure.estate_id.is_not_distinct_from(row.estate_id),
    )
    query = select(func.count()).select_from(Measure).where(Measure.level == row.level, Measure.id <= row.id, *same)
    return session.scalar(query) or 1


def _moment(kept: Any) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
