"""Owners' surveys: entered for an estate and a term, corrected, removed; with their score and sample."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Survey
from desktop.data.tables.estates import Estate
from desktop.domain.assessment.parts import Sheets, small_sample, survey
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.domain.indicators import Rate
from desktop.domain.operator import Operator
from desktop.forms.assessment import SurveyForm
from desktop.forms.fields import check
from desktop.services.assessment.entries import begin, estate_name, told
from desktop.services.assessment.scheme import current

AFTERWARDS = timedelta(days=31)  # owners are still asked about a term that has just ended
ANSWERS = ("five", "four", "three", "two", "one", "nought")


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey with its score (0 to 100, None without valid sheets) and the share of households that answered."""

    id: int
    version: int
    estate_id: int
    estate: str
    on: date | None
    issued: int | None
    counts: tuple[int, ...]
    invalid: int
    note: str
    score: Fraction | None
    why: str
    sample: Rate
    small: bool

    @property
    def valid(self) -> int:
        return sum(self.counts)


def surveys(session: Session, term: Term) -> list[SurveyRow]:
    """The surveys of a term, by estate and day."""
    scheme = current(session).scheme
    query = (
        select(Survey, Estate)
        .join(Estate, Estate.id == Survey.estate_id)
        .where(Survey.period == term.code)
        .order_by(Estate.name, Survey.on, Survey.id)
    )
    found = []
    for row, estate in session.execute(query):
        sheets = Sheets(row.id, tuple(row.counts), row.invalid)
        figure = survey(scheme, [sheets], estate.households)
        found.append(
            SurveyRow(
                row.id,
                row.version,
                estate.id,
                estate.name,
                row.on,
                row.issued,
                sheets.counts,
                row.invalid,
                row.note,
                figure.value if figure.known else None,
                figure.why,
                Rate(sheets.valid, estate.households or 0),
                small_sample(scheme, sheets.valid, estate.households),
            )
        )
    return found


def enter(session: Session, term: Term, form: SurveyForm, operator: Operator, now: datetime) -> int:
    """Keep a survey; returns its id. Refused where its day is still to come or far from the term."""
    form = check(form)
    _day_fits(form, term, now)
    name, counts = estate_name(session, form.estate), _counts(form)
    row = Survey(office_id=operator.office_id, estate_id=form.estate, period=term.code, counts=counts)
    _fill(row, form, counts)
    session.add(row)
    session.flush()
    told(session, term, "survey", operator, now, f"登记{name}的问卷:{_words(row)}", survey=row.id)
    return row.id


def change(
    session: Session, survey_id: int, form: SurveyForm, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Correct a survey; refused as `enter` refuses."""
    form = check(form)
    row = begin(session, Survey, survey_id, seen)
    _day_fits(form, Term.parse(row.period), now)
    name, before, counts = estate_name(session, form.estate), _words(row), _counts(form)
    row.estate_id = form.estate or row.estate_id
    _fill(row, form, counts)
    session.flush()
    told(
        session, Term.parse(row.period), "survey", operator, now,
        f"更正{name}的问卷:{before}改为{_words(row)}", survey=row.id,
    )  # fmt: skip


def remove(session: Session, survey_id: int, operator: Operator, now: datetime, seen: int | None = None) -> None:
    """Take a survey away that should not be there."""
    row = begin(session, Survey, survey_id, seen)
    text = f"删除{estate_name(session, row.estate_id)}的问卷:{_words(row)}"
    session.delete(row)
    session.flush()
    told(session, Term.parse(row.period), "survey", operator, now, text, survey=survey_id)


def form_of(session: Session, survey_id: int) -> SurveyForm:
    """A survey as the form that corrects it."""
    row = begin(session, Survey, survey_id, None)
    counts = dict(zip(ANSWERS, map(float, row.counts), strict=True))
    issued = None if row.issued is None else float(row.issued)
    return SurveyForm(row.estate_id, row.on, issued, **counts, invalid=float(row.invalid), note=row.note)


def _day_fits(form: SurveyForm, term: Term, now: datetime) -> None:
    if form.on is None:
        return
    if form.on > now.date():
        raise Refused({"on": f"调查日期{form.on}晚于今天,请修改。"})
    if not term.period.first <= form.on <= term.period.last + AFTERWARDS:
        raise Refused({"on": f"调查日期{form.on}不在{term.words}({term.period.span}),请改日期,或记到它所属的考核期。"})


def _counts(form: SurveyForm) -> list[int]:
    counts = [int(getattr(form, name) or 0) for name in ANSWERS]
    if not sum(counts) and not form.invalid:
        raise Refused({"five": "请填写各档的份数。"})
    if form.issued is not None and sum(counts) + int(form.invalid or 0) > form.issued:
        raise Refused({"issued": "各档份数加无效份数不能多于发放份数,请检查。"})
    return counts


def _fill(row: Survey, form: SurveyForm, counts: list[int]) -> None:
    row.on, row.counts, row.note = form.on, counts, form.note
    row.issued = None if form.issued is None else int(form.issued)
    row.invalid = int(form.invalid or 0)


def _words(row: Survey) -> str:
    return f"{'、'.join(map(str, row.counts))},无效{row.invalid or 0}份"
