"""Assessing a year: the town's quarters and the department's score, and the companies' scores by area (K23)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from desktop.domain.assessment import parts
from desktop.domain.assessment.companies import Engagement, company_rows
from desktop.domain.assessment.outcome import AssessmentView, Figure, Points
from desktop.domain.assessment.scheme import Part, Scheme
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.domain.indicators import number_words, rounded
from desktop.services.assessment import gathering
from desktop.services.assessment.estates import projects, services_within
from desktop.services.assessment.scheme import KeptScheme, current
from desktop.services.assessment.scoring import Scored, assess_quarter, present_groups, ranked
from desktop.services.published import published_totals, published_view

_NAMES = ("一季", "二季", "三季", "四季")


@dataclass(frozen=True, slots=True)
class _Quarter:
    """The totals of a quarter by estate, which company served each, and whether they stand published."""

    totals: Mapping[int, Fraction | None]
    served: Mapping[int, int | None]
    published: bool


def assess_year(session: Session, term: Term, now: datetime, kept: KeptScheme | None = None) -> AssessmentView:
    """The year from what was published of its quarters, else from the records as they are now."""
    if gathering.not_begun(term, now):
        raise Refused(f"{term.words}还没有开始,请换一个考核期。")
    kept = kept or current(session)
    scheme = kept.scheme
    quarters = [_quarter(session, quarter, now, kept) for quarter in term.quarters]
    given, points = gathering.opinions(session, term), gathering.adjustments(session, term)
    scored = []
    for project in projects(session, scheme, term):
        totals = tuple(quarter.totals.get(project.id) if quarter else None for quarter in quarters)
        bonus, penalty = points.get(project.id, ([], []))
        scored.append(
            Scored(
                project,
                (
                    _town(scheme, totals, quarters),
                    parts.opinion(scheme, Part.DEPARTMENT, given.get((project.id, Part.DEPARTMENT))),
                ),
                parts.points(bonus, scheme.bonus_cap),
                parts.points(penalty, scheme.penalty_cap),
                faults=_lowest(scheme, totals),
                quarters=totals,
            )
        )
    rows = ranked(scheme, scored, published_totals(session, term.previous))
    credit = {key: _credit(points) for key, points in gathering.credits_of(session, term).items()}
    departments = {key: opinion.score for (key, source), opinion in given.items() if source == Part.DEPARTMENT}
    engagements = _engagements(session, term, scored, quarters, departments)
    return AssessmentView(
        term,
        rows,
        company_rows(scheme, engagements, credit, yearly=True),
        present_groups(scheme, rows),
        kept.number,
        _warnings(quarters),
    )


def _quarter(session: Session, term: Term, now: datetime, kept: KeptScheme) -> _Quarter | None:
    if gathering.not_begun(term, now):
        return None
    view = published_view(session, term)
    found = view or assess_quarter(session, term, now, kept)
    return _Quarter(
        {row.estate_id: row.total for row in found.rows},
        {row.estate_id: row.organisation_id for row in found.rows},
        view is not None,
    )


def _town(scheme: Scheme, totals: Sequence[Fraction | None], quarters: Sequence[_Quarter | None]) -> Figure:
    """街镇季度考核: the mean of the quarters that have a total."""
    there = [total for total in totals if total is not None]
    if not there:
        return parts.missing(scheme, Part.TOWN, "各季都没有总分")
    words = []
    for name, total, quarter in zip(_NAMES, totals, quarters, strict=True):
        if quarter is None:
            continue
        said = "没有总分" if total is None else number_words(total, scheme.decimals)
        words.append(f"{name}{said}{'' if quarter.published else '(未公布)'}")
    numerator = sum(there, Fraction(0))
    value = rounded(numerator / len(there), scheme.decimals, scheme.rounding)
    why = f"{'、'.join(words)}的平均分"
    return Figure(Part.TOWN, scheme.weight(Part.TOWN), value, True, why, numerator, Fraction(len(there)))


def _lowest(scheme: Scheme, totals: Sequence[Fraction | None]) -> str:
    """The quarter that was worst: 最低三季70.92."""
    there = [(total, name) for name, total in zip(_NAMES, totals, strict=True) if total is not None]
    if not there:
        return ""
    total, name = min(there, key=lambda one: one[0])
    return f"最低{name}{number_words(total, scheme.decimals)}"


def _engagements(
    session: Session,
    term: Term,
    scored: Sequence[Scored],
    quarters: Sequence[_Quarter | None],
    departments: Mapping[int, Fraction],
) -> list[Engagement]:
    """Every company at every estate it served in the year, with the quarters it was assessed for there."""
    known = {one.project.id: one.project for one in scored}
    days: dict[tuple[int, int], int | None] = {}
    names: dict[int, str] = {}
    for estate, served in services_within(session, term.period):
        names[served.organisation_id] = served.company
        until = min(served.until or term.period.last, term.period.last)
        length = None if served.since is None else (until - served.since).days + 1
        at = estate, served.organisation_id
        before = days.get(at, 0)
        days[at] = None if length is None or before is None else before + length
    found = []
    for (estate, company), length in sorted(days.items()):
        project = known.get(estate)
        if project is None:
            continue
        totals = tuple(
            quarter.totals.get(estate) if quarter and quarter.served.get(estate) == company else None
            for quarter in quarters
        )
        last = project.organisation_id == company
        found.append(
            Engagement(
                company,
                names[company],
                estate,
                project.name,
                project.area,
                totals,
                departments.get(estate) if last else None,
                length,
            )
        )
    return found


def _credit(given: Sequence[gathering.Given]) -> Points:
    """信用加扣分: all of a company's points together, without a cap."""
    whole = sum((points for _, points, _ in given), Fraction(0))
    why = ";".join(f"{reason} {float(points):+g}分" for _, points, reason in given)
    return Points(whole, whole, why, tuple(key for key, _, _ in given))


def _warnings(quarters: Sequence[_Quarter | None]) -> tuple[str, ...]:
    live = [name for name, quarter in zip(_NAMES, quarters, strict=True) if quarter and not quarter.published]
    later = [name for name, quarter in zip(_NAMES, quarters, strict=True) if quarter is None]
    found = []
    if live:
        found.append(f"{'、'.join(live)}还没有公布,按现在的数据计算。")
    if later:
        found.append(f"{'、'.join(later)}还没有开始,不计入年度平均。")
    return tuple(found)
