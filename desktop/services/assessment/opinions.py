"""Opinions of the committees and the department, and parts scored by hand: one for each estate, term and source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Opinion
from desktop.data.tables.estates import Estate
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.forms.assessment import OpinionForm, Source
from desktop.forms.fields import check
from desktop.services.assessment.entries import begin, estate_name, told


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """An opinion in a list of them."""

    id: int
    version: int
    estate_id: int
    estate: str
    source: Source
    score: float
    text: str
    by: str
    at: datetime


def opinions(session: Session, term: Term) -> list[OpinionRow]:
    """The opinions of a term, by estate and source."""
    query = (
        select(Opinion, Estate.name)
        .join(Estate, Estate.id == Opinion.estate_id)
        .where(Opinion.period == term.code)
        .order_by(Estate.name, Opinion.source)
    )
    return [
        OpinionRow(row.id, row.version, row.estate_id, name, Source(row.source), row.score, row.text, row.by, row.at)
        for row, name in session.execute(query)
    ]


def enter(session: Session, term: Term, form: OpinionForm, operator: Operator, now: datetime) -> int:
    """Keep an opinion; returns its id. Refused where the source has given one, or the term is not its own."""
    form = check(form)
    assert form.source is not None
    name = estate_name(session, form.estate)
    _fits(term, form.source)
    there = select(Opinion.id).where(
        Opinion.estate_id == form.estate, Opinion.period == term.code, Opinion.source == form.source
    )
    if session.scalar(there) is not None:
        raise Refused({"source": f"{name}本期已有{form.source.label}的评分,请直接修改那一条。"})
    row = Opinion(
        office_id=operator.office_id,
        estate_id=form.estate,
        period=term.code,
        source=form.source,
        score=form.score,
        text=form.text,
        by=form.by,
        at=now,
    )
    session.add(row)
    session.flush()
    told(
        session, term, "opinion", operator, now, f"登记{form.source.label}对{name}的评分{form.score:g}", opinion=row.id
    )
    return row.id


def change(
    session: Session, opinion_id: int, form: OpinionForm, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Correct an opinion; estate and source stay."""
    form = check(form)
    row = begin(session, Opinion, opinion_id, seen)
    if (form.estate, form.source) != (row.estate_id, row.source):
        raise Refused({"source": "小区和评分方不能改,请删除后重新登记。"})
    before = row.score
    row.score, row.text, row.by, row.at = form.score or 0.0, form.text, form.by, now
    session.flush()
    text = f"更正{Source(row.source).label}对{estate_name(session, row.estate_id)}的评分:{before:g}改为{row.score:g}"
    told(session, Term.parse(row.period), "opinion", operator, now, text, opinion=row.id)


def remove(session: Session, opinion_id: int, operator: Operator, now: datetime, seen: int | None = None) -> None:
    """Take an opinion away that should not be there."""
    row = begin(session, Opinion, opinion_id, seen)
    text = f"删除{Source(row.source).label}对{estate_name(session, row.estate_id)}的评分{row.score:g}"
    session.delete(row)
    session.flush()
    told(session, Term.parse(row.period), "opinion", operator, now, text, opinion=opinion_id)


def form_of(session: Session, opinion_id: int) -> OpinionForm:
    """An opinion as the form that corrects it."""
    row = begin(session, Opinion, opinion_id, None)
    return OpinionForm(row.estate_id, Source(row.source), row.score, row.text, row.by)


def sources(term: Term) -> Mapping[str, str]:
    """Who can give points in a term: in a year the department, in a quarter the others."""
    return {source.value: source.label for source in Source if (source is Source.DEPARTMENT) != bool(term.quarter)}


def _fits(term: Term, source: Source) -> None:
    if source.value not in sources(term):
        right = "年度" if source is Source.DEPARTMENT else "季度"
        raise Refused({"source": f"{source.label}的评分属于{right}考核,请换一个考核期再登记。"})
