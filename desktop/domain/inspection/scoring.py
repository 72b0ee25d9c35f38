"""Scoring a filled-in checklist: points, total out of 100, grade, vetoes; exact until the total is rounded."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from desktop.domain.indicators import rounded
from desktop.domain.inspection.checklist import Checklist, Item, Way

TENTH = 1  # decimals of a RATIO item's score (检查表: 得分=满分×达标比例,四舍五入到0.1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found on one item. `value` is the number of places (PER_OCCURRENCE), 0 fulfilled or 1 not
    (ALL_OR_NOTHING, YES_NO), the tier from 0 (TIERED), percent reached 0–100 (RATIO), points deducted (NUMBER);
    None where it is not yet answered."""

    value: Fraction | None = None
    applicable: bool = True

    @property
    def given(self) -> bool:
        return self.value is not None or not self.applicable


@dataclass(frozen=True, slots=True)
class Score:
    """`full` points could be had by what applies, `obtained` were; `total` is out of 100 and rounded, None where
    nothing applies; `deductions` by item code; `failed` are the items with a fault, `vetoed` those that fail the
    whole; `unanswered` count as without a fault until they are answered."""

    full: Fraction
    obtained: Fraction
    total: Fraction | None
    grade: str
    deductions: Mapping[str, Fraction]
    failed: tuple[str, ...]
    vetoed: tuple[str, ...]
    unanswered: tuple[str, ...]


def faultless(item: Item) -> Answer:
    """The answer of an item without a fault: no place, fulfilled, the mildest tier, all of it."""
    match item.way:
        case Way.RATIO:
            return Answer(Fraction(100))
        case Way.TIERED:
            return Answer(Fraction(min(range(len(item.tiers)), key=lambda at: item.tiers[at].deduct)))
    return Answer(Fraction(0))


def deduction(item: Item, answer: Answer) -> Fraction:
    """The points that an answer takes from its item: never below 0, never more than it can lose."""
    if not answer.applicable or answer.value is None:
        return Fraction(0)
    match item.way:
        case Way.PER_OCCURRENCE:
            taken = item.amount * answer.value
        case Way.ALL_OR_NOTHING:
            taken = item.points if answer.value else Fraction(0)
        case Way.TIERED:
            taken = item.tiers[int(answer.value)].deduct
        case Way.RATIO:
            taken = item.points - rounded(item.points * answer.value / 100, TENTH)
        case Way.NUMBER:
            taken = answer.value
        case Way.YES_NO:
            taken = Fraction(0)
    return max(Fraction(0), min(item.cap, taken))


def fails(item: Item, answer: Answer) -> bool:
    """Whether the answer tells of a fault; a fault without points (YES_NO) is one too."""
    if item.way is Way.YES_NO:
        return answer.applicable and bool(answer.value)
    return deduction(item, answer) > 0


def problem(item: Item, answer: Answer) -> str | None:
    """Why an answer cannot be, in a sentence that says what to do; None where it can."""
    value = answer.value
    if not answer.applicable:
        return None if item.may_not_apply else f"{item.code}不能选“不适用”,请填写检查结果。"
    if value is None:
        return None
    match item.way:
        case Way.PER_OCCURRENCE:
            wrong = value < 0 or value.denominator != 1 or value > 999
            return f"{item.code}请填发现的处数,0到999的整数。" if wrong else None
        case Way.ALL_OR_NOTHING | Way.YES_NO:
            return f"{item.code}请选“符合”或“不符合”。" if value not in (0, 1) else None
        case Way.TIERED:
            wrong = value.denominator != 1 or not 0 <= value < len(item.tiers)
            return f"{item.code}请从{len(item.tiers)}档里选一档。" if wrong else None
        case Way.RATIO:
            return f"{item.code}请填达标的百分比,0到100。" if not 0 <= value <= 100 else None
        case Way.NUMBER:
            most = float(item.cap)
            return f"{item.code}请填扣分,0到{most:g}。" if not 0 <= value <= item.cap else None


def score(checklist: Checklist, answers: Mapping[str, Answer]) -> Score:
    """The score of a checklist with these answers by item code; items without one count as unanswered."""
    deductions: dict[str, Fraction] = {}
    failed, unanswered, vetoed = [], [], []
    full = obtained = Fraction(0)
    for item in checklist.items():
        answer = answers.get(item.code, Answer())
        if not answer.given:
            unanswered.append(item.code)
        if not answer.applicable and checklist.rules.leave_out:
            continue
        taken = deduction(item, answer)
        full += item.points
        obtained += item.points - taken
        if taken:
            deductions[item.code] = taken
        if fails(item, answer):
            failed.append(item.code)
            if item.veto and checklist.rules.veto_fails:
                vetoed.append(item.code)
    total = rounded(obtained / full * 100, checklist.rules.decimals, checklist.rules.rounding) if full else None
    return Score(
        full,
        obtained,
        total,
        grade(checklist, total, bool(vetoed)),
        deductions,
        tuple(failed),
        tuple(vetoed),
        tuple(unanswered),
    )


def grade(checklist: Checklist, total: Fraction | None, vetoed: bool = False) -> str:
    """The grade that a rounded total falls into; the lowest where a veto item failed; "" without a total."""
    if total is None:
        return ""
    bands = sorted(checklist.bands, key=lambda band: band.least, reverse=True)
    if vetoed:
        return bands[-1].name
    return next((band.name for band in bands if total >= band.least), bands[-1].name)
