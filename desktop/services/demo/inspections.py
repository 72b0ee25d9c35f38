"""Invented rounds of inspection: the last full quarter all done, this quarter half way, a campaign on fire lanes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop.domain.inspection.states import InspectionKind
from desktop.domain.timing.periods import Period
from desktop.forms.inspection import PlanForm
from desktop.services.demo import content
from desktop.services.demo.faults import CAMPAIGN, QUARTERLY
from desktop.services.demo.scene import Scene
from desktop.services.demo.visits import INSPECTORS, Round, enter, sheet, visit
from desktop.services.inspection import lists, plans

CAMPAIGN_BEGAN, CAMPAIGN_ENDS = 20, 12  # days ago, days to come


@dataclass(frozen=True, slots=True)
class Quarters:
    """The last full quarter and the one that runs."""

    last: Period
    running: Period


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A plan half way: its finished inspections by estate, the one half entered, the one that was only printed."""

    plan: int
    done: dict[str, int]
    half: int
    printed: int


def quarters(now: datetime) -> Quarters:
    """Which quarters are the last full one and the running one."""
    running = plans.quarter_of(now.date())
    return Quarters(running.previous(), running)


def whole_quarter(scene: Scene, quarter: Period) -> dict[str, int]:
    """All estates inspected in a quarter that is over; the inspections by estate."""
    round_ = _quarterly(scene, quarter, quarter.start + timedelta(days=1))
    made = {}
    for at, (estate, target) in enumerate(content.SCORES.items()):
        day = scene.at(quarter.start, 6 + 5 * at, 9 + at % 2 * 5)
        made[estate] = visit(scene, round_, estate, day, target)
    plans.close(scene.session, round_.plan, scene.clerk, scene.at(quarter.end, 1))
    return made


def running_quarter(scene: Scene, quarter: Period) -> UnderWay:
    """This quarter on its way: done, one half entered, one printed, one not begun."""
    round_ = _quarterly(scene, quarter, scene.at(quarter.start, 2))
    done = {}
    for estate, (days, target) in content.VISITS.items():
        done[estate] = visit(scene, round_, estate, recently(scene, quarter, days), target)
    today = recently(scene, quarter, 0)
    half = sheet(scene, round_, content.HALF_ENTERED, today)
    enter(scene, half, today, 80, share=0.5)
    return UnderWay(round_.plan, done, half, sheet(scene, round_, content.PRINTED, today))


def campaign(scene: Scene, quarter: Period) -> dict[str, int]:
    """A round of some estates against blocked fire lanes, not yet through; the done inspections by estate."""
    begins = recently(scene, quarter, CAMPAIGN_BEGAN)
    names = [*content.CAMPAIGN, content.PRINTED]
    form = PlanForm(
        f"{begins.year}年消防通道专项检查",
        InspectionKind.CAMPAIGN,
        lists.newest(scene.session, CAMPAIGN).id,
        tuple(scene.estates[name] for name in names),
        begins.date(),
        (scene.now + timedelta(days=CAMPAIGN_ENDS)).date(),
        INSPECTORS,
        "消防车通道、楼道堆物、飞线充电一起看。",
    )
    round_ = _round(scene, form, begins)
    return {
        estate: visit(scene, round_, estate, scene.at(begins, 3 + 2 * at), target)
        for at, (estate, target) in enumerate(content.CAMPAIGN.items())
    }


def recently(scene: Scene, quarter: Period, days: float) -> datetime:
    """So many days ago, but within the quarter."""
    return scene.at(max(scene.now - timedelta(days=days), quarter.start), 0)


def _quarterly(scene: Scene, quarter: Period, at: datetime) -> Round:
    checklist = lists.newest(scene.session, QUARTERLY).id
    form = plans.proposed_quarter(scene.session, checklist, quarter.last)
    return _round(scene, replace(form, inspectors=INSPECTORS), at)


def _round(scene: Scene, form: PlanForm, at: datetime) -> Round:
    assert form.checklist is not None
    return Round(plans.add(scene.session, form, scene.clerk, at), form.checklist, form.kind)
