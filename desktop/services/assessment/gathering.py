"""What the parts of an assessment are made from: one query or few for each part, all estates at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Adjustment, Survey
from desktop.data.tables.assessments import Opinion as OpinionRow
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection, InspectionAnswer
from desktop.data.tables.rectification import Finding
from desktop.domain.assessment.parts import Complaints, Opinion, Sheets, Visit
from desktop.domain.assessment.term import Term
from desktop.domain.inspection.checklist import exact, parse
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.rectification.faults import brief_faults
from desktop.domain.rectification.lifecycle import SETTLED
from desktop.domain.timing.periods import Period
from desktop.services.assessment.estates import Project
from desktop.services.counting import rectified, scope
from desktop.services.counting.scope import By, W, rating_score

_FAULTS = 2  # named in 主要扣分项


def visits(session: Session, period: Period) -> dict[int, list[Visit]]:
    """The done inspections of the period by estate; look-backs see only what had failed and do not count."""
    query = (
        select(
            Inspection.estate_id, Inspection.id, Inspection.inspected_on, Checklist.code, Checklist.name,
            Inspection.score, Inspection.vetoed,
        )
        .join(ChecklistVersion, ChecklistVersion.id == Inspection.checklist_version_id)
        .join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
        .where(
            Inspection.state == InspectionState.DONE,
            Inspection.kind != InspectionKind.LOOK_BACK,
            Inspection.recheck_of_id.is_(None),
            Inspection.score.is_not(None),
            Inspection.inspected_on.between(period.first, period.last),
        )
        .order_by(Inspection.inspected_on, Inspection.id)
    )  # fmt: skip
    found: defaultdict[int, list[Visit]] = defaultdict(list)
    for estate, key, on, code, name, score, vetoed in session.execute(query):
        assert on is not None and score is not None  # by the query
        found[estate].append(Visit(key, on, code, name, exact(score), vetoed))
    return found


def surveys(session: Session, term: Term) -> dict[int, list[Sheets]]:
    """The surveys of the term by estate."""
    found: defaultdict[int, list[Sheets]] = defaultdict(list)
    for row in session.scalars(select(Survey).where(Survey.period == term.code).order_by(Survey.on, Survey.id)):
        found[row.estate_id].append(Sheets(row.id, tuple(row.counts), row.invalid))
    return found


def opinions(session: Session, term: Term) -> dict[tuple[int, str], Opinion]:
    """What was given by hand, by estate and source (the code of a part)."""
    rows = session.scalars(select(OpinionRow).where(OpinionRow.period == term.code))
    return {(row.estate_id, row.source): Opinion(row.id, exact(row.score), row.by) for row in rows}


def complaints(session: Session, period: Period, estates: Iterable[Project]) -> dict[int, Complaints]:
    """The counts of complaints by estate."""
    figures = scope.figures(session, By.ESTATE, period)
    ids: defaultdict[int, list[int]] = defaultdict(list)
    query = select(W.estate_id, W.id).where(scope.counted(), scope.within(W.received_at), scope.effective())
    for estate, key in session.execute(query.order_by(W.id), scope.span(period)):
        ids[estate or 0].append(key)  # an effective complaint has an estate
    found = {}
    for project in estates:
        counts = figures.get(project.id, scope.Figures())
        found[project.id] = Complaints(
            counts.effective,
            project.area,
            project.households,
            counts.on_time,
            counts.timed,
            rating_score(counts),
            counts.rated,
            tuple(ids[project.id]),
        )
    return found


def findings(session: Session, period: Period) -> dict[int, tuple[list[int], int]]:
    """By estate the findings due in the period, and how many of them were put right (K20)."""
    query = (
        select(Finding.estate_id, Finding.id, Finding.state)
        .where(rectified.counts(), rectified.due_in(period))
        .order_by(Finding.id)
    )
    found: dict[int, tuple[list[int], int]] = {}
    for estate, key, state in session.execute(query):
        ids, cleared = found.get(estate, ([], 0))
        found[estate] = [*ids, key], cleared + (state in SETTLED)
    return found


Given = tuple[int, Fraction, str]


def adjustments(session: Session, term: Term) -> dict[int, tuple[list[Given], list[Given]]]:
    """Bonus and penalty of the term by estate; sizes are above 0."""
    rows = session.scalars(
        select(Adjustment)
        .where(Adjustment.period == term.code, Adjustment.estate_id.is_not(None))
        .order_by(Adjustment.on, Adjustment.id)
    )
    found: defaultdict[int, tuple[list[Given], list[Given]]] = defaultdict(lambda: ([], []))
    for row in rows:
        points = exact(row.points)
        found[row.estate_id or 0][points < 0].append((row.id, abs(points), row.reason))
    return found


def credits_of(session: Session, term: Term) -> dict[int, list[Given]]:
    """Points of companies in a year and its quarters, with their sign, by organisation."""
    codes = [term.code, *(quarter.code for quarter in term.quarters)]
    rows = session.scalars(
        select(Adjustment)
        .where(Adjustment.period.in_(codes), Adjustment.organisation_id.is_not(None), Adjustment.estate_id.is_(None))
        .order_by(Adjustment.on, Adjustment.id)
    )
    found: defaultdict[int, list[Given]] = defaultdict(list)
    for row in rows:
        found[row.organisation_id or 0].append((row.id, exact(row.points), row.reason))
    return found


def faults(session: Session, inspections: Sequence[int]) -> dict[int, str]:
    """What cost most points in these inspections, by estate: 未达到:楼道无堆物、电梯轿厢整洁."""
    query = (
        select(
            Inspection.estate_id,
            Inspection.checklist_version_id,
            InspectionAnswer.item_code,
            func.sum(InspectionAnswer.deduction),
        )
        .join(Inspection, Inspection.id == InspectionAnswer.inspection_id)
        .where(InspectionAnswer.inspection_id.in_(inspections), InspectionAnswer.deduction > 0)
        .group_by(Inspection.estate_id, Inspection.checklist_version_id, InspectionAnswer.item_code)
        .order_by(func.sum(InspectionAnswer.deduction).desc(), InspectionAnswer.item_code)
    )
    most: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for estate, version, code, _ in session.execute(query):
        if len(most[estate]) < _FAULTS:
            most[estate].append((version, code))
    versions = {version for found in most.values() for version, _ in found}
    texts = {}
    for key, content in session.execute(
        select(ChecklistVersion.id, ChecklistVersion.content).where(ChecklistVersion.id.in_(versions))
    ):
        texts.update({(key, item.code): item.text for item in parse(content).items()})
    return {estate: brief_faults(texts[one] for one in found) for estate, found in most.items()}


def not_begun(term: Term, now: datetime) -> bool:
    """Whether the term lies in the future."""
    return term.period.first > now.date()
