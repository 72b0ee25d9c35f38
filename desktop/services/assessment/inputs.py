"""What was entered by hand for each estate of a term, and an estate's whole sheet kept in one go."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.assessment.parts import Sheets, survey
from desktop.domain.assessment.scheme import Part, Scheme
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import exact
from desktop.domain.operator import Operator
from desktop.forms.assessment import OpinionForm, Source, SurveyForm
from desktop.services.assessment import adjustments, opinions, surveys
from desktop.services.assessment.estates import projects
from desktop.services.assessment.scheme import current

COUNTS = ("issued", *surveys.ANSWERS, "invalid")


@dataclass(frozen=True, slots=True)
class EstateInputs:
    """One estate: its surveys and the score they make together, its opinions by source, the points on and off.
    `missing` are the parts with a weight that somebody still has to enter."""

    estate_id: int
    estate: str
    company: str
    households: int | None
    surveys: tuple[surveys.SurveyRow, ...]
    score: Fraction | None
    opinions: Mapping[Source, opinions.OpinionRow]
    bonus: Fraction
    penalty: Fraction
    missing: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TermInputs:
    """All estates of a term in use, by name, with the scheme in force and the cards that cost no points yet."""

    scheme: Scheme
    estates: tuple[EstateInputs, ...]
    points: tuple[adjustments.AdjustmentRow, ...]
    proposals: tuple[adjustments.Proposal, ...]


@dataclass(frozen=True, slots=True)
class EstateSheet:
    """What is kept together for an estate: a survey (None where none is asked) and what each source gave; `survey_id`
    and `opinion_ids` name what is corrected, with the version that was seen."""

    survey: SurveyForm | None
    survey_id: tuple[int, int] | None = None
    opinions: Mapping[Source, OpinionForm] = field(default_factory=dict)
    opinion_ids: Mapping[Source, tuple[int, int]] = field(default_factory=dict)


def read(session: Session, term: Term) -> TermInputs:
    """Everything that was entered for a term."""
    scheme = current(session).scheme
    sheets: defaultdict[int, list[surveys.SurveyRow]] = defaultdict(list)
    given: defaultdict[int, dict[Source, opinions.OpinionRow]] = defaultdict(dict)
    for row in surveys.surveys(session, term):
        sheets[row.estate_id].append(row)
    for opinion in opinions.opinions(session, term):
        given[opinion.estate_id][opinion.source] = opinion
    points = adjustments.adjustments(session, term)
    found = []
    for project in projects(session, scheme, term):
        own = [exact(row.points) for row in points if row.estate_id == project.id]
        found.append(
            EstateInputs(
                project.id,
                project.name,
                project.company,
                project.households,
                tuple(sheets[project.id]),
                _score(scheme, sheets[project.id]),
                given[project.id],
                sum((size for size in own if size > 0), Fraction(0)),
                sum((-size for size in own if size < 0), Fraction(0)),
                _missing(scheme, term, sheets[project.id], given[project.id]),
            )
        )
    proposed = adjustments.proposals(session, term) if term.quarter else []
    return TermInputs(scheme, tuple(found), tuple(points), tuple(proposed))


def keep(session: Session, term: Term, estate_id: int, sheet: EstateSheet, operator: Operator, now: datetime) -> int:
    """Keep a sheet: what is new is entered, what was changed corrected, what was emptied removed; returns how many
    entries were touched. Refused with problems by field: those of the survey by their names, those of an opinion as
    neighborhood.score."""
    touched = _keep_survey(session, term, estate_id, sheet, operator, now)
    for source, form in sheet.opinions.items():
        with _named(source):
            touched += _keep_opinion(
                session, term, replace(form, estate=estate_id, source=source), sheet, operator, now
            )
    if not touched:
        raise Refused("还没有填写或改动,填好后再保存。")
    return touched


def _keep_survey(
    session: Session, term: Term, estate_id: int, sheet: EstateSheet, operator: Operator, now: datetime
) -> int:
    if sheet.survey is None:
        return 0
    form = replace(sheet.survey, estate=estate_id)
    empty = all(getattr(form, name) in (None, 0) for name in COUNTS)
    if sheet.survey_id is None:
        if empty and not form.note:
            return 0
        surveys.enter(session, term, form, operator, now)
        return 1
    key, seen = sheet.survey_id
    if empty:
        surveys.remove(session, key, operator, now, seen)
    elif surveys.form_of(session, key) == _plain(form):
        return 0
    else:
        surveys.change(session, key, form, operator, now, seen)
    return 1


def _keep_opinion(
    session: Session, term: Term, form: OpinionForm, sheet: EstateSheet, operator: Operator, now: datetime
) -> int:
    assert form.source is not None
    known = sheet.opinion_ids.get(form.source)
    if form.score is None and not form.text:
        if known is not None:
            opinions.remove(session, known[0], operator, now, known[1])
        return int(known is not None)
    if known is None:
        opinions.enter(session, term, form, operator, now)
    elif opinions.form_of(session, known[0]) == form:
        return 0
    else:
        opinions.change(session, known[0], form, operator, now, known[1])
    return 1


def _plain(form: SurveyForm) -> SurveyForm:
    """As a kept survey comes back: counts that were left empty are 0."""
    counts: dict[str, Any] = {name: getattr(form, name) or 0.0 for name in (*surveys.ANSWERS, "invalid")}
    return replace(form, **counts)


def _score(scheme: Scheme, found: Sequence[surveys.SurveyRow]) -> Fraction | None:
    figure = survey(scheme, [Sheets(row.id, row.counts, row.invalid) for row in found], None)
    return figure.value if figure.known else None


def _missing(
    scheme: Scheme, term: Term, sheets: list[surveys.SurveyRow], given: Mapping[Source, opinions.OpinionRow]
) -> tuple[Part, ...]:
    there: dict[Part, Callable[[], bool]] = {
        Part.SURVEY: lambda: any(one.valid for one in sheets),
        Part.NEIGHBORHOOD: lambda: Source.NEIGHBORHOOD in given,
        Part.OWNERS: lambda: Source.OWNERS in given,
        Part.DEPARTMENT: lambda: Source.DEPARTMENT in given,
    }
    asked = (Part.SURVEY, Part.NEIGHBORHOOD, Part.OWNERS) if term.quarter else (Part.DEPARTMENT,)
    return tuple(part for part in asked if scheme.weight(part) and not there[part]())


class _named:
    """Problems of an opinion get its source before their names."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, Refused):
            raise Refused({f"{self._source}.{name}": text for name, text in error.problems.items()}) from error
