"""Reading what was published: never computed anew."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Assessment
from desktop.data.tables.offices import StaffMember
from desktop.domain.assessment import outcome_json, scheme_json
from desktop.domain.assessment.outcome import AssessmentView
from desktop.domain.assessment.scheme import Scheme
from desktop.domain.assessment.term import Term
from desktop.domain.words import Labelled


class Standing(Labelled):
    """Whether a published assessment still stands."""

    PUBLISHED = "published", "已公布"
    WITHDRAWN = "withdrawn", "已撤回"


@dataclass(frozen=True, slots=True)
class Publication:
    """A published assessment: `number` counts within its term, `sound` says that it is as it was sealed."""

    id: int
    version: int
    term: Term
    number: int
    standing: Standing
    at: datetime
    by: str
    note: str
    digest: str
    sound: bool


@dataclass(frozen=True, slots=True)
class Content:
    """What a publication keeps: the figures, and the scheme they were made with."""

    view: AssessmentView
    scheme: Scheme


def publications(session: Session, term: Term) -> list[Publication]:
    """All publications of a term, the newest first."""
    rows = session.execute(_query().where(Assessment.period == term.code).order_by(Assessment.number.desc()))
    return [_publication(row, name) for row, name in rows]


def standing(session: Session, term: Term) -> Publication | None:
    """The newest publication of a term that was not withdrawn."""
    row = _standing(session, term)
    if row is None:
        return None
    found = session.execute(_query().where(Assessment.id == row.id)).one()
    return _publication(found[0], found[1])


def content(session: Session, publication_id: int) -> Content:
    """What was published."""
    row = session.get_one(Assessment, publication_id)
    return Content(outcome_json.parse(row.content), scheme_json.parse(row.scheme["content"]))


def published_view(session: Session, term: Term) -> AssessmentView | None:
    """The figures of a term that stand published."""
    row = _standing(session, term)
    return None if row is None else outcome_json.parse(row.content)


def published_totals(session: Session, term: Term) -> dict[int, Fraction | None]:
    """The totals by estate that stand published for a term; empty where none are."""
    view = published_view(session, term)
    return {row.estate_id: row.total for row in view.rows} if view else {}


def seal(row: Assessment) -> str:
    """The digest of all that a publication keeps."""
    return outcome_json.digest({"period": row.period, "number": row.number}, row.scheme, row.content)


def _standing(session: Session, term: Term) -> Assessment | None:
    query = select(Assessment).where(Assessment.period == term.code, Assessment.state == Standing.PUBLISHED)
    return session.scalars(query.order_by(Assessment.number.desc()).limit(1)).first()


def _query() -> Select[Assessment, str]:
    return select(Assessment, StaffMember.name).join(StaffMember, StaffMember.id == Assessment.published_by_id)


def _publication(row: Assessment, by: str) -> Publication:
    return Publication(
        row.id,
        row.version,
        Term.parse(row.period),
        row.number,
        Standing(row.state),
        row.published_at,
        by,
        row.note,
        row.digest,
        seal(row) == row.digest,
    )
