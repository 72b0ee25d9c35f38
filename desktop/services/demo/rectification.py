"""What came of the invented faults: notices in every state, a yellow card, findings and orders both ways."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop.data.tables.rectification import Finding, Measure
from desktop.domain.inspection.states import FindingState
from desktop.domain.lifecycle import Act
from desktop.domain.timing.periods import Period
from desktop.forms.acts import UrgeBy
from desktop.forms.intake import Intake, Kind
from desktop.forms.rectification import AnswerMeasure, Interview, JudgeMeasure, MeasureLevel, TakeStep
from desktop.services.demo import content
from desktop.services.demo.inspections import recently
from desktop.services.demo.notices import answer, due_of, findings, issue, look_back, sign, through
from desktop.services.demo.scene import Scene
from desktop.services.orders.acts.performing import form_of, perform
from desktop.services.orders.acts.register import register
from desktop.services.rectification import linking, measures, procedures
from desktop.services.rectification.measures import Target
from desktop.services.rectification.procedures import Case
from desktop.services.registry.cards import suggestions

HELD_AT = "镇房屋管理办公室会议室"
LANE, LIFT = "0601", "0202"  # complaint categories


@dataclass(frozen=True, slots=True)
class Pressed:
    """A notice that was not followed and the three measures about it, by their ids."""

    notice: int
    urged: int
    supervised: int
    talk: int


@dataclass(frozen=True, slots=True)
class Settled:
    """The notice with which the committee itself advised, a look-back, and the order that a finding became; ids."""

    advice: int
    look_back: int
    order: int


def settle_last_quarter(scene: Scene, inspected: Mapping[str, int], days: Mapping[str, datetime]) -> Pressed:
    """What became of last quarter's notices: most are cleared, one after a second round, one is overdue until today;
    returns what was done about that one."""
    pressed = None
    for estate, inspection in inspected.items():
        at = scene.at(days[estate], 1)
        match estate:
            case content.OVERDUE:
                pressed = _overdue(scene, issue(scene, inspection, at), at)
            case content.TWICE:
                _twice(scene, inspection, at)
            case _:
                through(scene, inspection, at)
    assert pressed is not None
    return pressed


def settle_running_quarter(scene: Scene, quarter: Period, inspected: Mapping[str, int]) -> Settled:
    """This quarter's notices: partly failed, answered, signed for, just issued; what was found last has none yet."""
    partly, answered, signed, issued, fresh = inspected.values()

    def ago(days: float) -> datetime:
        return recently(scene, quarter, days)

    notice = issue(scene, partly, ago(26))
    sign(scene, notice, ago(25))
    answer(scene, notice, ago(14))
    again = look_back(scene, notice, ago(9), failing=2)
    notice = issue(scene, answered, ago(19))
    sign(scene, notice, ago(18))
    answer(scene, notice, ago(3))
    sign(scene, issue(scene, signed, ago(11)), ago(10))
    advice = issue(scene, issued, ago(5), by_committee=True)
    return Settled(advice, again, _into_order(scene, fresh, ago(1)))


def settle_campaign(scene: Scene, inspected: Mapping[str, int], days: Mapping[str, datetime]) -> None:
    """Blocked lanes: handled step by step; one estate has its notice."""
    worst = min(inspected, key=lambda estate: content.CAMPAIGN[estate])
    for row in findings(scene, Finding.inspection_id == inspected[worst]):
        case = Case(finding=row.id)
        fitting = [one for one in procedures.procedures_for(scene.session, case, scene.now) if one.running]
        for known in fitting[:1]:
            _steps(scene, case, known.code, [step.code for step in known.steps[:2]], days[worst])
    sign(scene, issue(scene, inspected[worst], scene.at(days[worst], 1)), scene.at(days[worst], 2))


def complaint_found_true(scene: Scene) -> int:
    """A blocked lane that somebody called about, handled step by step, and kept as a finding; the order's id."""
    at = scene.at(scene.now - timedelta(days=6), 0, hour=9)
    estate = scene.estates[content.OVERDUE]
    form = Intake(
        phone="19900002345",
        caller_name="赵先生",
        estate=estate,
        building="15",
        spot="15号楼东侧消防车通道",
        content="消防车通道天天停满车,救护车都开不进来。",
        category=LANE,
        kind=Kind.COMPLAINT,
        channel="CH01",
        expectation="拖走长期占道的车,划清标线。",
    )
    order = register(scene.session, form, scene.clerk, at).id
    _send(scene, order, estate, LANE, at)
    _steps(scene, Case(order=order), "fire_lane", ["persuade", "notice", "report"], scene.at(at, 1))
    found = replace(linking.prepared_finding(scene.session, order), text="15号楼东侧消防车通道长期停放机动车4辆")
    linking.from_order(scene.session, order, found, scene.clerk, scene.at(at, 2))
    return order


def _overdue(scene: Scene, notice: int, at: datetime) -> Pressed:
    """Urged, supervised, talked to with a yellow card, and still not put right."""
    sign(scene, notice, scene.at(at, 1))
    today = due_of(scene, notice) - timedelta(hours=6)
    urged = _press(scene, notice, MeasureLevel.URGING, "今日到期,尚未收到整改回执", today)
    late = scene.at(due_of(scene, notice), 1)
    supervised = _press(scene, notice, MeasureLevel.WRITTEN, "超期未办结", late)
    late = scene.at(late, 5)
    held = scene.at(late, 2, hour=14)
    talk = _press(scene, notice, MeasureLevel.YELLOW, "督办逾期未反馈", late, held)
    row = scene.session.get_one(Measure, talk)
    said = Interview(
        held_at=held,
        place=HELD_AT,
        host=content.STAFF[1],
        invited=f"{content.OVERDUE}项目经理{row.interview['person']}",
        attendees="业委会主任、片区民警、消防网格员",
        situation=row.matter,
        statement="人手不足,外包队伍更换,整改进度慢。",
        promise="增派两名维修人员,逐项整改,每周书面反馈一次。",
        promised_until=scene.at(held, 14) if held < scene.now else scene.now + timedelta(days=14),
        follow_up="到期仍不到位的,再次黄牌并上报镇房管部门。",
    )
    measures.record_interview(scene.session, talk, said, scene.people[1], held)
    return Pressed(notice, urged, supervised, talk)


def _twice(scene: Scene, inspection: int, at: datetime) -> None:
    """Two faults fail the look-back; a second notice and a supervision put them right."""
    first = issue(scene, inspection, at)
    sign(scene, first, scene.at(at, 1))
    answer(scene, first, scene.at(at, 7))
    look_back(scene, first, scene.at(at, 9), failing=2)
    again = scene.at(at, 10)
    second = issue(scene, inspection, again)
    sign(scene, second, scene.at(again, 1))
    pressed = _press(scene, second, MeasureLevel.WRITTEN, "复查仍有两项不合格", scene.at(again, 1))
    answer(scene, second, scene.at(again, 4))
    done = AnswerMeasure("两项均已更换配件并安排专人每日检查,附照片。")
    measures.answer(scene.session, pressed, done, scene.clerk, scene.at(again, 4))
    look_back(scene, second, scene.at(again, 6))
    opinion = JudgeMeasure("复查合格,同意销号。")
    measures.clear(scene.session, pressed, opinion, scene.people[1], scene.at(again, 6))


def _press(
    scene: Scene, notice: int, level: MeasureLevel, reason: str, at: datetime, held: datetime | None = None
) -> int:
    target = Target(notice=notice)
    form = measures.prepared(scene.session, target, level, reason, at)
    if held is not None:
        form = replace(form, held_at=held, place=HELD_AT, by=UrgeBy.WRITTEN)
    return measures.issue(scene.session, target, form, scene.clerk, at).id


def _into_order(scene: Scene, inspection: int, at: datetime) -> int:
    """The first fault of an inspection is handled as an order from now on; the order's id."""
    row = next(one for one in findings(scene, Finding.inspection_id == inspection) if one.state == FindingState.OPEN)
    form = linking.prepared_order(scene.session, row.id)
    order = linking.to_order(scene.session, row.id, replace(form, category=form.category or LIFT), scene.clerk, at).id
    _send(scene, order, row.estate_id, form.category or LIFT, at)
    return order


def _send(scene: Scene, order: int, estate: int, category: str, at: datetime) -> None:
    unit = suggestions(scene.session, estate, category, at)[0].organisation_id
    manager = scene.random.choice(content.MANAGERS)
    for act, values in (
        (Act.DISPATCH, {"organisation": unit, "requirement": "请按时限办理并反馈。"}),
        (Act.SIGN, {"signed_by": manager}),
        (Act.FIRST_CONTACT, {"contact": manager, "note": "已说明处理安排。"}),
    ):
        at = min(at + timedelta(minutes=40), scene.now)
        perform(scene.session, act, order, form_of(act)(**values), scene.clerk, at)


def _steps(scene: Scene, case: Case, procedure: str, steps: list[str], at: datetime) -> None:
    for step in steps:
        at = min(at + timedelta(minutes=90), scene.now)
        form = TakeStep(content.STEPS.get(step, "已办理。"))
        procedures.take_step(scene.session, case, procedure, step, form, scene.clerk, at)
