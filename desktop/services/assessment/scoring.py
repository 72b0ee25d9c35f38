"""Assessing a quarter: every estate's parts, total, grade, places and lists, and its company's score."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from desktop.domain.assessment import parts
from desktop.domain.assessment.companies import Engagement, company_rows
from desktop.domain.assessment.outcome import AssessmentView, Figure, Points, Row
from desktop.domain.assessment.placing import Standing, deduction_words, grade_of, places_on_lists, total_of
from desktop.domain.assessment.scheme import Part, Scheme
from desktop.domain.assessment.scheme_words import group_names
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.domain.indicators import ranks
from desktop.services.assessment import gathering
from desktop.services.assessment.estates import Project, projects
from desktop.services.assessment.scheme import KeptScheme, current
from desktop.services.published import published_totals


@dataclass(frozen=True, slots=True)
class Scored:
    """An estate with its figures and points, before it is ranked; `faults` names what cost most."""

    project: Project
    figures: tuple[Figure, ...]
    bonus: Points
    penalty: Points
    vetoed: bool = False
    faults: str = ""
    quarters: tuple[Fraction | None, ...] = ()


def assess_quarter(session: Session, term: Term, now: datetime, kept: KeptScheme | None = None) -> AssessmentView:
    """The quarter as the records have it now; refused where it has not begun."""
    if gathering.not_begun(term, now):
        raise Refused(f"{term.words}还没有开始,请换一个考核期。")
    kept = kept or current(session)
    scheme = kept.scheme
    estates = projects(session, scheme, term)
    rows = ranked(scheme, _scored(session, scheme, term, estates, now), published_totals(session, term.previous))
    engagements = [
        Engagement(row.organisation_id, row.company, row.estate_id, row.estate, row.area, (row.total,))
        for row in rows
        if row.organisation_id is not None
    ]
    return AssessmentView(
        term,
        rows,
        company_rows(scheme, engagements, {}, yearly=False),
        present_groups(scheme, rows),
        kept.number,
        _warnings(scheme, kept, term, rows, estates, session),
    )


def ranked(scheme: Scheme, scored: Sequence[Scored], before: dict[int, Fraction | None]) -> tuple[Row, ...]:
    """The rows with totals, places, grades and lists, in the order of the published table."""
    totals = [total_of(scheme, one.figures, one.bonus, one.penalty) for one in scored]
    overall = ranks([total for total, _ in totals])
    standings = [Standing(total, one.project.group, one.vetoed) for one, (total, _) in zip(scored, totals, strict=True)]
    lists = places_on_lists(scheme.lists, standings)
    places: dict[int, int | None] = {}
    for group in dict.fromkeys(standing.group for standing in standings):
        inside = [at for at, standing in enumerate(standings) if standing.group == group]
        places |= dict(zip(inside, ranks([standings[at].total for at in inside]), strict=True))
    rows = []
    for at, (one, (total, why_not), (listed, why)) in enumerate(zip(scored, totals, lists, strict=True)):
        project = one.project
        rows.append(
            Row(
                estate_id=project.id,
                estate=project.name,
                group=project.group,
                organisation_id=project.organisation_id,
                company=project.company,
                manager=project.manager,
                area=project.area,
                figures=one.figures,
                bonus=one.bonus,
                penalty=one.penalty,
                total=total,
                why_not=why_not,
                grade=grade_of(scheme, total),
                rank=places[at],
                overall=overall[at],
                before=before.get(project.id),
                deductions=deduction_words(one.figures, {Part.INSPECTION: one.faults, Part.TOWN: one.faults})
                if total is not None
                else "",
                vetoed=one.vetoed,
                listed=listed,
                listed_why=why,
                below=total is not None and total < scheme.exposure,
                quarters=one.quarters,
            )
        )
    order = {name: place for place, name in enumerate(group_names(scheme))}
    rows.sort(key=lambda row: (order[row.group], row.rank is None, row.rank or 0, row.estate, row.estate_id))
    return tuple(rows)


def present_groups(scheme: Scheme, rows: Sequence[Row]) -> tuple[str, ...]:
    """The groups that have an estate, in their order."""
    there = {row.group for row in rows}
    return tuple(name for name in group_names(scheme) if name in there)


def _scored(session: Session, scheme: Scheme, term: Term, estates: Sequence[Project], now: datetime) -> list[Scored]:
    visits, sheets = gathering.visits(session, term.period), gathering.surveys(session, term)
    given, points = gathering.opinions(session, term), gathering.adjustments(session, term)
    complained = gathering.complaints(session, term.period, now)
    due = gathering.rectified(session, term.period, now)
    looked_at = {project.id: parts.inspection(scheme, visits.get(project.id, ())) for project in estates}
    faults = gathering.faults(session, [key for figure in looked_at.values() for key in figure.ids])
    scored = []
    for project in estates:
        key = project.id
        bonus, penalty = points.get(key, ([], []))
        counted = set(looked_at[key].ids)
        figures = (
            looked_at[key],
            parts.survey(scheme, sheets.get(key, ()), project.households),
            parts.opinion(scheme, Part.NEIGHBORHOOD, given.get((key, Part.NEIGHBORHOOD))),
            parts.opinion(scheme, Part.OWNERS, given.get((key, Part.OWNERS))),
            parts.complaints(scheme, complained[key]),
            parts.cooperation(scheme, *due[key], given.get((key, Part.COOPERATION))),
        )
        scored.append(
            Scored(
                project,
                figures,
                parts.points(bonus, scheme.bonus_cap),
                parts.points(penalty, scheme.penalty_cap),
                any(visit.vetoed for visit in visits.get(key, ()) if visit.id in counted),
                faults.get(key, ""),
            )
        )
    return scored


def _warnings(
    scheme: Scheme, kept: KeptScheme, term: Term, rows: Sequence[Row], estates: Sequence[Project], session: Session
) -> tuple[str, ...]:
    """What who publishes it should know, in sentences."""
    found = []
    if not kept.number:
        found.append("考核办法还是软件自带的示例,公布前请在“考核办法”里核对,写明说明后保存为第1版。")
    without = [row.estate for row in rows if row.total is None]
    if without:
        found.append(f"{len(without)}个小区没有总分,不参加排名:{_some(without)}。")
    for part in (Part.INSPECTION, Part.SURVEY):
        lacking = [row.estate for row in rows if scheme.weight(part) and not row.figure(part).known]
        if lacking:
            found.append(f"{len(lacking)}个小区没有{part.label}得分:{_some(lacking)}。")
    households = {project.id: project.households for project in estates}
    sheets = gathering.surveys(session, term)
    small = [
        row.estate
        for row in rows
        if row.estate_id in sheets
        and parts.small_sample(scheme, sum(one.valid for one in sheets[row.estate_id]), households[row.estate_id])
    ]
    if small:
        found.append(f"{len(small)}个小区的问卷样本不到户数的{float(scheme.sample):g}%:{_some(small)}。")
    if unsized := [row.estate for row in rows if row.area is None]:
        found.append(f"{len(unsized)}个小区没有建筑面积:{_some(unsized)}。")
    return tuple(found)


def _some(names: Sequence[str], most: int = 5) -> str:
    return "、".join(names[:most]) + ("等" if len(names) > most else "")
