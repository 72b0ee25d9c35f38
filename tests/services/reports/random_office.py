"""An office with random estates and orders, made through the services that the screens use."""

import random
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, Urgency
from desktop.domain.operator import Operator
from desktop.forms import acts
from desktop.forms.intake import Intake, Kind
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.forms.registry import NewEstate
from desktop.services.orders.acts.performing import form_of, perform
from desktop.services.orders.acts.register import register
from desktop.services.registry.adding import add_estate

OPENED = datetime(2025, 7, 1, 9)


def fill(session: Session, operator: Operator, chance: random.Random, orders: int, until: datetime) -> None:
    """`orders` orders received before `until`, each taken as far through its life as chance will have it."""
    units = list(session.scalars(select(Organisation.id)))[:5]
    estates = [
        add_estate(
            session,
            NewEstate(
                f"第{number}小区", company=units[number % 2], households=chance.choice([None, 300, 1200]), area=area
            ),
            operator,
            OPENED,
        )
        for number, area in enumerate([None, 3.5, 12.25, 0.8])
    ]
    channels = list(session.scalars(select(Channel).order_by(Channel.code)))
    categories = list(session.scalars(select(Category.code).where(Category.parent_code.is_not(None))))[::9]
    span = until - timedelta(days=1) - OPENED
    moments = sorted(OPENED + timedelta(seconds=chance.randrange(int(span.total_seconds()))) for _ in range(orders))
    for number, received in enumerate(moments):
        channel = chance.choice(channels)
        earlier = list(session.scalars(select(WorkOrder.id)))
        form = Intake(
            phone=chance.choice(["", f"138{number:08d}"]),
            caller_name=chance.choice(["", "王小明", "李女士"]),
            estate=chance.choice([None, *estates]),
            building=str(chance.randint(1, 30)),
            room="301",
            content=f"第{number}件:楼道灯不亮,联系电话1391234{number:04d}。请尽快修。",
            category=chance.choice(categories),
            kind=chance.choice([Kind.COMPLAINT, *Kind]),
            channel=channel.code,
            upstream_number=f"UP{number}" if channel.upstream_number == "required" else "",
            urgency=chance.choice([Urgency.NORMAL, Urgency.URGENT]),
            repeat_of=chance.choice([None, None, *earlier[-1:]]),
        )
        order = register(session, form, operator, received).id
        live(session, order, operator, chance, received, units)


def live(
    session: Session, order: int, operator: Operator, chance: random.Random, at: datetime, units: list[int]
) -> None:
    """Act after act, until chance stops it; what the rules do not permit now is left out."""
    for act in chance.choice(LIVES):
        at += timedelta(hours=chance.choice([0.5, 5, 30, 100]))
        if chance.random() < 0.08:
            return
        others = session.scalars(
            select(WorkOrder.id).where(WorkOrder.id < order).order_by(WorkOrder.id.desc()).limit(3)
        )
        form = form_of(act)(**_answers(act, chance, units, at, list(others)))
        try:
            with session.begin_nested():
                perform(session, act, order, form, operator, at)
        except Refused:
            continue
    if chance.random() < 0.04:
        session.get_one(WorkOrder, order).excluded = True


def _answers(  # noqa: PLR0912 - a case for every act
    act: Act, chance: random.Random, units: list[int], at: datetime, others: list[int]
) -> dict[str, object]:
    match act:
        case Act.DISPATCH:
            return {"organisation": chance.choice(units)}
        case Act.TRANSFER:
            return {"organisation": chance.choice(units), "reason": "职责调整"}
        case Act.SIGN:
            return {"signed_by": "陈经理"}
        case Act.FIRST_CONTACT:
            return {"contact": "陈经理", "note": "已联系", "reached": chance.random() < 0.8}
        case Act.ASK_EXTENSION:
            until = at + timedelta(days=4)
            return {"until": until, "reason": acts.DelayReason.WORKS, "done": "备料", "upstream_agreed": True}
        case Act.ASK_HOLD:
            return {"reason": acts.DelayReason.VOTE, "done": "已征询"}
        case Act.DECIDE_EXTENSION | Act.DECIDE_HOLD:
            return {"approve": chance.random() < 0.8}
        case Act.RESUME:
            return {"note": "表决完成"}
        case Act.ASK_RETURN:
            return {"reason": acts.ReturnReason.DUTY, "ground": "三定方案", "applicant": "陈经理"}
        case Act.DECIDE_RETURN:
            decision = chance.choice([acts.ReturnDecision.AGREE, acts.ReturnDecision.REFUSE])
            return {"decision": decision, "opinion": "已核"}
        case Act.SUPERVISE:
            return {"reason": "超期"}
        case Act.REPORT:
            return {"handler": "陈经理", "result": "已修好"}
        case Act.REVIEW:
            return {
                "accept": chance.random() < 0.9,
                "opinion": "照片不清",
                "verdict": chance.choice(list(Verdict)),
            }
        case Act.ANSWER_DIRECTLY:
            return {"verdict": chance.choice(list(Verdict)), "result": "已答复"}
        case Act.CALL_BACK if chance.random() < 0.7:
            return {
                "contacted": chance.choice([True, False, None]),
                "solved": chance.choice(list(Solved)),
                "rating": chance.choice(list(Rating)),
                "dissatisfied_because": "太慢",
            }
        case Act.CALL_BACK:
            return {"reached": False}
        case Act.REDO | Act.VOID:
            return {"reason": "核对"}
        case Act.MERGE:
            return {"into": chance.choice(others) if others else 0}
    return {}


_SENT = [Act.DISPATCH, Act.SIGN, Act.FIRST_CONTACT]
_ENDED = [Act.REPORT, Act.REVIEW, Act.CALL_BACK, Act.CALL_BACK]
LIVES = [
    [*_SENT, *_ENDED],
    [*_SENT, *_ENDED],
    [*_SENT, Act.URGE, Act.URGE, Act.SUPERVISE, *_ENDED],
    [*_SENT, Act.ASK_EXTENSION, Act.DECIDE_EXTENSION, *_ENDED],
    [*_SENT, Act.ASK_HOLD, Act.DECIDE_HOLD],
    [*_SENT, Act.ASK_HOLD, Act.DECIDE_HOLD, Act.RESUME, *_ENDED],
    [*_SENT, Act.ASK_RETURN, Act.DECIDE_RETURN],
    [*_SENT, Act.ASK_RETURN, Act.DECIDE_RETURN, *_SENT, *_ENDED],
    [*_SENT, *_ENDED, Act.REDO, *_ENDED],
    [*_SENT, Act.TRANSFER, Act.SIGN, *_ENDED],
    [Act.ANSWER_DIRECTLY, Act.CALL_BACK],
    [Act.MERGE],
    [*_SENT, Act.MERGE],
    [Act.VOID],
    [*_SENT, *_ENDED, Act.VOID],
    [],
]
