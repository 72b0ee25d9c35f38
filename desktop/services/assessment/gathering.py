"""What the parts of an assessment are made from: one query or few for each part, all estates at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Adjustment, Survey
from desktop.data.tables.assessments import Opinion as OpinionRow
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection, InspectionAnswer
from desktop.domain.assessment.parts import Complaints, Counted, Opinion, Sheets, Visit
from desktop.domain.assessment.scheme import Ingredient
from desktop.domain.assessment.term import Term
from desktop.domain.indicators import Rate
from desktop.domain.inspection.checklist import exact, parse
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.rectification.faults import brief_faults
from desktop.domain.timing.periods import Period
from desktop.services.counting.scope import By
from desktop.services.indicators import defined, evaluating, opening, pinned

EFFECTIVE = "K02"
SHARES: Mapping[Ingredient, str] = {  # K18 is told for 100 households, the ingredient for 1,000
    Ingredient.AREA: "K17",
    Ingredient.HOUSEHOLDS: "K18",
    Ingredient.ON_TIME: "K04",
    Ingredient.SATISFACTION: "K09",
}
_NONE = Rate(0, 0)
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


def complaints(session: Session, period: Period, now: datetime) -> defaultdict[int, Complaints]:
    """What the definitions in force count of the complaints, by estate. Refused where one is of another measure."""
    pinned.hold_kept(defined.definitions(session), *SHARES.values())
    words = defined.in_force(session, (EFFECTIVE, *SHARES.values()))
    ids = opening.ids_by(session, EFFECTIVE, By.ESTATE, "工单", period, now)
    empty = {ingredient: Counted(_NONE, words[code]) for ingredient, code in SHARES.items()}
    nothing = Complaints(Counted(_NONE, words[EFFECTIVE]), empty)
    found = defaultdict(lambda: nothing)
    for estate, values in evaluating.grouped(session, words, By.ESTATE, period, now).items():
        counted = {code: Counted(value.rate, words[code]) for code, value in values.items()}
        shares = {ingredient: counted[code] for ingredient, code in SHARES.items()}
        share = shares[Ingredient.HOUSEHOLDS]
        shares[Ingredient.HOUSEHOLDS] = replace(share, rate=Rate(share.rate.numerator * 10, share.rate.denominator))
        found[estate] = Complaints(counted[EFFECTIVE], shares, tuple(ids.get(estate, ())))
    return found


def rectified(session: Session, period: Period, now: datetime) -> defaultdict[int, tuple[Counted, Sequence[int]]]:
    """By estate what became of the findings due in the period (K20), and their ids."""
    pinned.hold_kept(defined.definitions(session), "K20")
    ((code, words),) = defined.in_force(session, ["K20"]).items()
    ids = opening.ids_by(session, code, By.ESTATE, "问题", period, now)
    found: defaultdict[int, tuple[Counted, Sequence[int]]] = defaultdict(lambda: (Counted(_NONE, words), ()))
    for estate, values in evaluating.grouped(session, [code], By.ESTATE, period, now).items():
        found[estate] = Counted(values[code].rate, words), ids.get(estate, ())
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
