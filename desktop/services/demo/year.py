"""A year of invented orders, each living through its acts with the real services."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State, Urgency
from desktop.domain.operator import Operator
from desktop.forms import acts
from desktop.forms.intake import Intake, Kind
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.demo import content
from desktop.services.demo.scene import office_time
from desktop.services.orders.acts.performing import form_of, perform
from desktop.services.orders.acts.register import register
from desktop.services.registry.cards import suggestions

CHANNELS = ("CH01", "CH02", "CH03", "CH05", "CH06", "CH07", "CH10", "CH16")
CHANNEL_WEIGHTS = (30, 18, 10, 12, 20, 4, 3, 3)
STILL_OPEN = timedelta(days=6)  # orders of the last days are still on their way
STANDINGS, RECENT_SHARE = 8, 20  # how differently those stand, and that every 20th order is one of them
UPSTREAM_DAYS = 7
PAST = timedelta(days=430)  # so that last month has its like a year before


@dataclass
class _Life:
    """One order on its way: who acts, and a clock that never runs past `now`."""

    session: Session
    random: Random
    people: list[Operator]
    now: datetime
    at: datetime
    reaches: int | None = None  # how far an order of the last days has come, see _stages; None goes all the way
    order_id: int = 0

    def later(self, least: float, most: float) -> bool:
        """Let some hours pass; False where that would be in the future."""
        at = office_time(self.at + timedelta(hours=self.random.uniform(least, most)))
        if at >= self.now:
            return False
        self.at = at
        return True

    def do(self, act: Act, who: int = 0, **values: Any) -> None:
        """Perform an act with its form."""
        perform(self.session, act, self.order_id, form_of(act)(**values), self.people[who], self.at)


def live(
    session: Session,
    people: list[Operator],
    count: int,
    now: datetime,
    random: Random,
    report: Callable[[int, int], None],
) -> list[int]:
    """Make `count` orders over the year and some weeks before `now`; returns their ids. `report` may stop it."""
    estates = list(session.scalars(select(Estate).order_by(Estate.id)))
    first = now - PAST
    recent = min(count, max(STANDINGS, count // RECENT_SHARE))
    spans = [now - STILL_OPEN - first] * (count - recent)
    times = [office_time(first + span * random.random() ** 0.85) for span in spans]
    times += [office_time(now - STILL_OPEN * random.uniform(0.1, 1)) for _ in range(recent)]
    times = sorted(at for at in times if at < now - timedelta(minutes=10))
    made: list[int] = []
    for place, at in enumerate(times):
        under_way = place - (len(times) - recent)
        life = _Life(session, random, people, now, at, under_way % STANDINGS if under_way >= 0 else None)
        estate = random.choices(estates, weights=[estate.households or 1 for estate in estates])[0]
        _live_one(life, estate, made)
        made.append(life.order_id)
        if place % 20 == 0:
            report(place, len(times))
    report(len(times), len(times))
    return made


def _live_one(life: _Life, estate: Estate, earlier: list[int]) -> None:
    random = life.random
    enquiry = life.reaches is None and random.random() < 0.08
    again = None if enquiry else _called_before(life, estate, earlier)
    if enquiry:
        code, text, answer = random.choice(content.ENQUIRIES)
    else:
        code, text, result, solved = next(
            (one for one in content.COMPLAINTS if again and one[0] == again.category_code),
            random.choice(content.COMPLAINTS),
        )
    form = _intake(life, estate, code, text)
    if again:
        form = replace(form, repeat_of=again.id, content=f"上次反映的事还没有解决。{text}")
    life.order_id = register(life.session, form, random.choice(life.people), life.at).id
    if enquiry:
        if life.later(0.05, 0.5):
            life.do(Act.ANSWER_DIRECTLY, verdict=Verdict.EXPLAINED, result=answer)
            _call_back(life, 100)
        return
    chance = random.random() if life.reaches is None else 1.0
    if chance < 0.02:
        life.do(Act.VOID, reason="重复录入")
        return
    if chance < 0.06 and earlier and _merged(life, earlier[-6:]):
        return
    _handle(life, estate, code, result, solved)


def _called_before(life: _Life, estate: Estate, earlier: list[int]) -> WorkOrder | None:
    """Now and then a call repeats one of the last weeks from the same estate."""
    if life.random.random() > 0.1:
        return None
    orders = (life.session.get_one(WorkOrder, key) for key in reversed(earlier[-30:]))
    known = {one[0] for one in content.COMPLAINTS}
    return next((one for one in orders if one.estate_id == estate.id and one.category_code in known), None)


def _intake(life: _Life, estate: Estate, code: str, text: str) -> Intake:
    random = life.random
    channel = life.session.get_one(Channel, random.choices(CHANNELS, weights=CHANNEL_WEIGHTS)[0])
    category = life.session.get_one(Category, code)
    upstream = channel.upstream_number == "required"
    somebody = channel.group != "proactive"
    return Intake(
        phone=f"1990000{random.randrange(4000):04d}" if somebody else "",
        caller_name=random.choice(content.SURNAMES) + random.choice(content.CALLED) if somebody else "",
        estate=estate.id,
        building=str(random.randrange(1, (estate.building_count or 9) + 1)),
        unit=random.choice(("", "1", "2")),
        room=f"{random.randrange(1, 7)}0{random.randrange(1, 5)}",
        spot=random.choice(content.PLACES),
        content=text,
        category=code,
        kind={"1401": Kind.ENQUIRY, "1402": Kind.ADVICE, "1403": Kind.PRAISE}.get(
            code, Kind.REPAIR if code[:2] in ("01", "02") else Kind.COMPLAINT
        ),
        channel=channel.code,
        upstream_number=f"{life.at:%Y%m%d}{random.randrange(1_000_000):06d}" if upstream else "",
        upstream_due_at=life.at + timedelta(days=UPSTREAM_DAYS) if upstream else None,
        urgency=Urgency(category.urgency or Urgency.NORMAL),
        confidential=channel.confidential,
    )


def _merged(life: _Life, candidates: list[int]) -> bool:
    own = life.session.get_one(WorkOrder, life.order_id)
    for key in reversed(candidates):
        other = life.session.get_one(WorkOrder, key)
        if other.estate_id == own.estate_id and other.state not in (State.MERGED, State.VOID):
            life.do(Act.MERGE, into=key, reason="同一小区同一事项")
            return True
    return False


def _handle(life: _Life, estate: Estate, code: str, result: str, solved: int) -> None:
    """Stage by stage, until one finds no time left or the order stands where it should."""
    manager = life.random.choice(content.MANAGERS)
    send, sign = partial(_send, life, estate, code), partial(_sign, life, manager)
    report, review = partial(_report, life, manager, result), partial(_review, life, solved)
    whole: tuple[Callable[[], bool], ...] = (
        send, sign, partial(_work, life, manager), report, review, partial(_call_back, life, solved)
    )  # fmt: skip
    standings: tuple[tuple[Callable[[], bool], ...], ...] = (
        (),
        (send,),
        (partial(_ask_several, life, estate, code),),
        (send, sign),
        (send, sign, partial(_hold, life)),
        (send, sign, report),
        (send, sign, report, review),
        whole,
    )
    for stage in whole if life.reaches is None else standings[life.reaches]:
        if not stage():
            return


def _ask_several(life: _Life, estate: Estate, code: str) -> bool:
    units = suggestions(life.session, estate.id, code, life.at)[:3]
    if len(units) < 2 or not life.later(0.1, 1.5):
        return False
    asked = tuple(unit.organisation_id for unit in units)
    life.do(Act.CONSULT, organisations=asked, question="责任怎么划分,由谁牵头?")
    if life.later(0.5, 3):
        life.do(Act.ANSWER, organisation=asked[0], opinion="可由我单位牵头,请其他单位配合。")
    return True


def _hold(life: _Life) -> bool:
    urgent = life.session.get_one(WorkOrder, life.order_id).urgency == Urgency.CRITICAL
    if urgent or not life.later(0.5, 3):
        return False
    life.do(Act.ASK_HOLD, reason=acts.DelayReason.WORKS, done="配件已订购,等待到货。")
    if life.later(0.5, 2):
        life.do(Act.DECIDE_HOLD, 1, approve=True, opinion="同意,到货后立即恢复。")
    return True


def _send(life: _Life, estate: Estate, code: str) -> bool:
    if not life.later(0.1, 1.5):
        return False
    units = suggestions(life.session, estate.id, code, life.at)
    if life.random.random() < 0.04 and len(units) > 2:
        return _consult(life, [unit.organisation_id for unit in units[:3]])
    life.do(Act.DISPATCH, organisation=units[0].organisation_id, requirement="请按时限办理并反馈。")
    return True


def _consult(life: _Life, units: list[int]) -> bool:
    life.do(Act.CONSULT, organisations=tuple(units), question="责任怎么划分,由谁牵头?")
    for unit in units[:2]:
        if not life.later(1, 10):
            return False
        life.do(Act.ANSWER, organisation=unit, opinion="可由我单位牵头,请其他单位配合。")
    if not life.later(1, 5):
        return False
    life.do(Act.ADOPT, organisation=units[0])
    return True


def _sign(life: _Life, manager: str) -> bool:
    if not life.later(0.2, 6):
        return False
    life.do(Act.SIGN, signed_by=manager)
    if life.random.random() < 0.9 and life.later(0.2, 5):
        reached = life.random.random() < 0.92
        life.do(Act.FIRST_CONTACT, contact=manager, reached=reached, note="已说明处理安排。")
    return True


def _work(life: _Life, manager: str) -> bool:
    random = life.random
    if life.later(0.3, 14):
        life.do(Act.PROGRESS, action=acts.Action.ON_SITE, person=manager, note="到场查看情况。")
    if random.random() < 0.14 and life.later(6, 30):
        life.do(Act.URGE, by=random.choice(list(acts.UrgeBy)), person=manager, note="请尽快办理。", answer="正在安排。")
        if random.random() < 0.3 and life.later(10, 40):
            life.do(Act.SUPERVISE, level=acts.SupervisionLevel.WRITTEN, reason="催办后仍未反馈")
    _special(life, random.random())
    order = life.session.get_one(WorkOrder, life.order_id)
    return order.state == State.HANDLING and not order.pending


def _report(life: _Life, manager: str, result: str) -> bool:
    if not life.later(2, 70):
        return False
    life.do(Act.REPORT, handler=manager, result=result)
    return True


def _review(life: _Life, solved: int) -> bool:
    if not life.later(0.5, 10):
        return False
    verdict = Verdict.SOLVED if life.random.randrange(100) < solved else Verdict.EXPLAINED
    life.do(Act.REVIEW, 1, verdict=verdict, told_caller=True)
    return True


def _special(life: _Life, chance: float) -> None:
    """Now and then an extension, a hold or a return."""
    if chance < 0.04 and life.later(2, 10):
        until = office_time(life.at + timedelta(days=9))
        try:
            life.do(Act.ASK_EXTENSION, until=until, reason=acts.DelayReason.WORKS, done="已订购配件。")
        except Refused:
            return
        if life.later(1, 4):
            life.do(Act.DECIDE_EXTENSION, 1, approve=True, opinion="请抓紧。")
    elif chance < 0.07 and life.later(2, 10):
        try:
            life.do(Act.ASK_HOLD, reason=acts.DelayReason.VOTE, done="方案已公示,等待业主表决。")
        except Refused:
            return
        if life.later(1, 4):
            life.do(Act.DECIDE_HOLD, 1, approve=True)
        if life.later(60, 200):
            life.do(Act.RESUME, note="表决已通过。")
    elif chance < 0.09 and life.later(1, 4):
        life.do(
            Act.ASK_RETURN, reason=acts.ReturnReason.DUTY, ground="不属于物业服务合同约定的事项。", applicant="项目部"
        )
        if life.later(1, 4):
            life.do(Act.DECIDE_RETURN, 1, decision=acts.ReturnDecision.REFUSE, opinion="属合同约定事项,请继续办理。")


def _call_back(life: _Life, solved: int) -> bool:
    """The caller is called back by somebody who did not handle it; a few are not content, and some of those redone."""
    random = life.random
    order = life.session.get_one(WorkOrder, life.order_id)
    while order.state == State.CLOSED and life.later(2, 40):
        if random.random() < 0.12:
            life.do(Act.CALL_BACK, 2, reached=False)
            continue
        content_ = random.randrange(100) < solved
        rating = random.choices(
            (Rating.CONTENT, Rating.FAIRLY, Rating.SO_SO, Rating.DISCONTENT, Rating.NONE),
            weights=(62, 24, 6, 3, 5) if content_ else (10, 25, 30, 30, 5),
        )[0]
        life.do(
            Act.CALL_BACK,
            2,
            contacted=random.random() < 0.93,
            solved=Solved.YES if content_ else random.choice((Solved.PARTLY, Solved.NO)),
            attitude=Rating.CONTENT if content_ else Rating.SO_SO,
            rating=rating,
            dissatisfied_because=random.choice(content.SAD) if rating is Rating.DISCONTENT else "",
        )
        if rating is Rating.DISCONTENT and random.random() < 0.4 and life.later(1, 20):
            life.do(Act.REDO, reason="回访不满意,重新办理。")
            _again(life, order)
    return True


def _again(life: _Life, order: WorkOrder) -> None:
    """What was opened again is reported and closed again."""
    result = "已重新处理,并当面向来电人说明。"
    if order.state == State.REGISTERED and life.later(1, 8):
        life.do(Act.ANSWER_DIRECTLY, verdict=Verdict.EXPLAINED, result=result)
    elif order.state == State.HANDLING and _report(life, order.handler, result):
        _review(life, 90)
