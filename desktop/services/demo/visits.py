"""One invented visit: its sheet printed, its faults entered until the score is about what it should be, finished."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from desktop.domain.inspection.checklist import Checklist, Item, Way, exact
from desktop.domain.inspection.scoring import Answer, deduction, faultless
from desktop.domain.inspection.states import InspectionKind
from desktop.forms.inspection import InspectionHead, ItemAnswer
from desktop.services.concluding import finish
from desktop.services.demo import content, faults
from desktop.services.demo.scene import Scene
from desktop.services.inspection import inspecting, sheets
from desktop.services.inspection.preparing import prepare
from desktop.services.inspection.viewing import view

INSPECTORS = "、".join(content.STAFF[:2])
MOST_PLACES = 3  # at which one fault is found
ON_SPOT = 8  # every so manieth fault is put right while the visit lasts
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Round:
    """A plan and the list that it goes round with."""

    plan: int
    checklist: int
    kind: InspectionKind


def sheet(scene: Scene, of: Round, estate: str, at: datetime) -> int:
    """Print the sheet of an estate; returns the inspection."""
    [key] = prepare(
        scene.session, of.checklist, [scene.estates[estate]], of.kind, scene.clerk, at,
        plan_id=of.plan, inspectors=INSPECTORS,
    )  # fmt: skip
    sheets.note_printed(scene.session, [key], scene.clerk, at)
    return key


def enter(scene: Scene, key: int, at: datetime, target: int, share: float = 1) -> None:
    """Type in the head and the faults that leave about `target` points, on the first `share` of the items."""
    found = view(scene.session, key)
    head = InspectionHead(
        inspected_on=at.date(),
        inspectors=INSPECTORS,
        accompanied_by=f"项目经理{found.manager}",
        weather=scene.random.choice(content.WEATHER),
        signed_by=found.manager if share == 1 else "",
    )
    inspecting.save_head(scene.session, key, head, scene.clerk, at)
    answers = _answers(scene, found.checklist, target)
    codes = [item.code for item in found.checklist.items()]
    seen = codes[: round(len(codes) * share)]
    clean = [
        ItemAnswer(code, value=float(faultless(found.checklist.item(code)).value or 0))
        for code in seen
        if code not in answers
    ]
    faults = [answer for code, answer in answers.items() if code in seen]
    inspecting.save_answers(scene.session, key, [*faults, *clean], scene.clerk, at)


def visit(scene: Scene, of: Round, estate: str, at: datetime, target: int) -> int:
    """An inspection of about `target` points, finished at `at`; its id."""
    key = sheet(scene, of, estate, at)
    enter(scene, key, at, target)
    finish(scene.session, key, scene.clerk, at)
    return key


def _answers(scene: Scene, checklist: Checklist, target: int) -> dict[str, ItemAnswer]:
    """Faults here and there that cost no more than there is to lose; a veto item is one where much is lost."""
    random, found = scene.random, dict[str, ItemAnswer]()
    left = checklist.points * (WHOLE - target) / WHOLE
    items = list(checklist.items())
    random.shuffle(items)
    for item in items:
        if item.veto and target >= content.FAILING:
            continue
        value = _fault(scene, item)
        taken = deduction(item, Answer(exact(value)))
        if 0 < taken <= left:
            left -= taken
            fixed = item.way is Way.PER_OCCURRENCE and len(found) % ON_SPOT == ON_SPOT - 1
            words = faults.WORDS[checklist.code][item.code].format(n=random.randint(1, faults.BUILDINGS))
            found[item.code] = ItemAnswer(item.code, True, value, words, fixed)
    return found


def _fault(scene: Scene, item: Item) -> float:
    """What may be found on an item that is not in order."""
    match item.way:
        case Way.PER_OCCURRENCE:
            return scene.random.randint(1, MOST_PLACES)
        case Way.TIERED:
            worse = [at for at, tier in enumerate(item.tiers) if tier.deduct]
            return scene.random.choice(worse)
        case Way.RATIO:
            return scene.random.choice((60, 75, 80, 90))
        case Way.NUMBER:
            return float(min(item.cap, Fraction(1)))
    return 1
