"""An invented order on its way: stage by stage with the real services, from its dispatch to the last call-back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State, Urgency
from desktop.domain.operator import Operator
from desktop.forms import acts
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.demo import content
from desktop.services.demo.scene import office_time
from desktop.services.orders.acts.performing import form_of, perform
from desktop.services.registry.cards import suggestions

STANDINGS = 8  # how differently the orders of the last days stand


@dataclass
class Life:
    """One order on its way: who acts, and a clock that never runs past `now`."""

    session: Session
    random: Random
    people: list[Operator]
    now: datetime
    at: datetime
    reaches: int | None = None  # how far an order of the last days has come, see `handle`; None goes all the way
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


def handle(life: Life, estate: Estate, code: str, result: str, solved: int) -> None:
    """Stage by stage, until one finds no time left or the order stands where it should."""
    manager = life.random.choice(content.MANAGERS)
    send, sign = partial(_send, life, estate, code), partial(_sign, life, manager)
    report, review = partial(_report, life, manager, result), partial(_review, life, solved)
    whole: tuple[Callable[[], bool], ...] = (
        send, sign, partial(_work, life, manager), report, review, partial(call_back, life, solved)
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


def _ask_several(life: Life, estate: Estate, code: str) -> bool:
    units = suggestions(life.session, estate.id, code, life.at)[:3]
    if len(units) < 2 or not life.later(0.1, 1.5):
        return False
    asked = tuple(unit.organisation_id for unit in units)
    life.do(Act.CONSULT, organisations=asked, question="责任怎么划分,由谁牵头?")
    if life.later(0.5, 3):
        life.do(Act.ANSWER, organisation=asked[0], opinion="可由我单位牵头,请其他单位配合。")
    return True


def _hold(life: Life) -> bool:
    urgent = life.session.get_one(WorkOrder, life.order_id).urgency == Urgency.CRITICAL
    if urgent or not life.later(0.5, 3):
        return False
    life.do(Act.ASK_HOLD, reason=acts.DelayReason.WORKS, done="配件已订购,等待到货。")
    if life.later(0.5, 2):
        life.do(Act.DECIDE_HOLD, 1, approve=True, opinion="同意,到货后立即恢复。")
    return True


def _send(life: Life, estate: Estate, code: str) -> bool:
    if not life.later(0.1, 1.5):
        return False
    units = suggestions(life.session, estate.id, code, life.at)
    if life.random.random() < 0.04 and len(units) > 2:
        return _consult(life, [unit.organisation_id for unit in units[:3]])
    life.do(Act.DISPATCH, organisation=units[0].organisation_id, requirement="请按时限办理并反馈。")
    return True


def _consult(life: Life, units: list[int]) -> bool:
    life.do(Act.CONSULT, organisations=tuple(units), question="责任怎么划分,由谁牵头?")
    for unit in units[:2]:
        if not life.later(1, 10):
            return False
        life.do(Act.ANSWER, organisation=unit, opinion="可由我单位牵头,请其他单位配合。")
    if not life.later(1, 5):
        return False
    life.do(Act.ADOPT, organisation=units[0])
    return True


def _sign(life: Life, manager: str) -> bool:
    if not life.later(0.2, 6):
        return False
    life.do(Act.SIGN, signed_by=manager)
    if life.random.random() < 0.9 and life.later(0.2, 5):
        reached = life.random.random() < 0.92
        life.do(Act.FIRST_CONTACT, contact=manager, reached=reached, note="已说明处理安排。")
    return True


def _work(life: Life, manager: str) -> bool:
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


def _report(life: Life, manager: str, result: str) -> bool:
    if not life.later(2, 70):
        return False
    life.do(Act.REPORT, handler=manager, result=result)
    return True


def _review(life: Life, solved: int) -> bool:
    if not life.later(0.5, 10):
        return False
    verdict = Verdict.SOLVED if life.random.randrange(100) < solved else Verdict.EXPLAINED
    life.do(Act.REVIEW, 1, verdict=verdict, told_caller=True)
    return True


def _special(life: Life, chance: float) -> None:
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


def call_back(life: Life, solved: int) -> bool:
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


def _again(life: Life, order: WorkOrder) -> None:
    """What was opened again is reported and closed again."""
    result = "已重新处理,并当面向来电人说明。"
    if order.state == State.REGISTERED and life.later(1, 8):
        life.do(Act.ANSWER_DIRECTLY, verdict=Verdict.EXPLAINED, result=result)
    elif order.state == State.HANDLING and _report(life, order.handler, result):
        _review(life, 90)
