"""Numbers and the append-only history of inspections, findings, notices, measures and assessments."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desktop.data.tables import metadata
from desktop.data.tables.inspections import CaseAct
from desktop.data.tables.inspections import Series as SeriesRow
from desktop.domain import numbering
from desktop.domain.numbering import Series
from desktop.domain.operator import Operator
from desktop.domain.words import Labelled
from desktop.services.chain import START, link

_ACT = metadata.tables["case_act"].c
_LAST = select(_ACT.hash).order_by(_ACT.id.desc()).limit(1)


class Subject(Labelled):
    """Whose history it is."""

    PLAN = "plan", "检查计划"
    CHECKLIST = "checklist", "检查表"
    INSPECTION = "inspection", "检查"
    FINDING = "finding", "问题"
    NOTICE = "notice", "整改通知书"
    MEASURE = "measure", "督办约谈"
    ASSESSMENT = "assessment", "考核"
    STEPS = "steps", "工单处置步骤"  # of a whole term, under its ordinal
    SCHEME = "assessment_scheme", "考核办法"
    GROUP = "estate_group", "小区分组"  # under the estate's id
    COMMITTEE_TERM = "committee_term", "业委会届期"
    CONTRACT = "service_contract", "物业合同"
    VOTE = "owners_vote", "业主大会表决"
    RENOVATION = "renovation", "老旧改造"
    PROGRESS = "renovation_progress", "改造月进度"
    DISINFECTION = "disinfection", "小区消毒"
    SUPPLIES = "supply_movement", "物资收发"
    STATED = "stated_figure", "填报数字"


def next_number(session: Session, series: Series, office_id: int, day: date) -> str:
    """The next number of a series, without holes: what is rolled back gives its number back."""
    table = SeriesRow.__table__
    period = numbering.period_of(series, day)
    ordinal: int = session.execute(
        insert(SeriesRow)
        .values(office_id=office_id, name=series.value, period=period, last=1)
        .on_conflict_do_update(index_elements=["office_id", "name", "period"], set_={"last": table.c.last + 1})
        .returning(table.c.last)
    ).scalar_one()
    return numbering.numbered(series, day, ordinal)


def record(
    session: Session,
    subject: Subject,
    subject_id: int,
    act: str,
    operator: Operator,
    now: datetime,
    text: str,
    *,
    happened_at: datetime | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add one act to a history, in the caller's transaction. `text` is what is shown; no phones or residents in it."""
    session.flush()
    row = CaseAct(
        office_id=operator.office_id,
        subject=subject,
        subject_id=subject_id,
        act=act,
        at=now,
        happened_at=happened_at or now,
        staff_id=operator.id,
        text=text,
        details=details or {},
    )
    row.hash = link(session.scalar(_LAST) or START, _covered(row))
    session.add(row)
    session.flush()


def acts_of(session: Session, subject: Subject, subject_id: int) -> list[CaseAct]:
    """The history of one thing, the oldest first."""
    query = select(CaseAct).where(CaseAct.subject == subject, CaseAct.subject_id == subject_id).order_by(CaseAct.id)
    return list(session.scalars(query))


def broken_links(session: Session) -> Iterator[int]:
    """Ids of acts whose hash does not follow from what stands before them; empty when nobody tampered."""
    previous = START
    rows = session.execute(select(CaseAct).order_by(CaseAct.id).execution_options(yield_per=2000)).scalars()
    for row in rows:
        if row.hash != link(previous, _covered(row)):
            yield row.id
        previous = row.hash
        session.expunge(row)


def _covered(row: CaseAct) -> tuple[Any, ...]:
    return (row.subject, row.subject_id, row.act, row.at, row.happened_at, row.staff_id, row.text, row.details)
