"""One invented complaint from the call to the close, act by act, with the real services."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.domain.lifecycle import Act
from desktop.domain.operator import Operator
from desktop.forms import acts
from desktop.forms.intake import Intake, Kind
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.orders.acts.performing import form_of, perform
from desktop.services.orders.acts.register import register
from desktop.services.registry.cards import suggestions

CATEGORY = "0209"
COMPLAINT = "地下车库抬杆坏了一年都没修,没租车位的车也开进来,晚上回来没有车位停。已经跟物业说过三次。"


@dataclass(frozen=True, slots=True)
class Told:
    """The order of the story, and the acts it went through."""

    order_id: int
    number: str
    acts: tuple[str, ...]


def tell(session: Session, people: list[Operator], end: datetime) -> Told:
    """Walk the complaint through its life so that it ends shortly before `end`; nothing is left to do."""
    clerk, chief, caller_back = people[0], people[1], people[2]
    estate = session.scalars(select(Estate).order_by(Estate.id)).first()
    assert estate is not None
    at = end - timedelta(days=3, hours=2)
    form = Intake(
        phone="19900001234",
        caller_name="李女士",
        estate=estate.id,
        building="12",
        unit="2",
        room="501",
        spot="地下车库入口",
        content=COMPLAINT,
        category=CATEGORY,
        kind=Kind.COMPLAINT,
        channel="CH02",
        expectation="修好抬杆,清退没有租车位的车。",
    )
    order = register(session, form, clerk, at)
    unit = suggestions(session, estate.id, CATEGORY, at)[0].organisation_id
    told: list[str] = [Act.REGISTER.label]

    def do(hours: float, act: Act, who: Operator, **values: object) -> None:
        nonlocal at
        at += timedelta(hours=hours)
        perform(session, act, order.id, form_of(act)(**values), who, at)
        told.append(act.label)

    do(0.2, Act.DISPATCH, clerk, organisation=unit, requirement="请当天联系来电人,并说明修复时间。")
    do(1, Act.SIGN, clerk, signed_by="陈立群")
    do(1.5, Act.FIRST_CONTACT, clerk, contact="陈立群", note="已说明配件到货时间,来电人表示理解。")
    do(2, Act.PROGRESS, clerk, action=acts.Action.ON_SITE, person="陈立群", note="到场查看,道闸主板损坏。")
    do(22, Act.URGE, clerk, by=acts.UrgeBy.WECHAT, person="陈立群", note="请今天内更换。", answer="配件下午到。")
    do(6, Act.PROGRESS, clerk, action=acts.Action.REPAIR, person="陈立群", note="更换主板并调试。", cost=860.0)
    do(15, Act.REPORT, clerk, handler="陈立群", result="道闸主板已更换,恢复抬杆管理;外来车辆已劝离。")
    do(2, Act.REVIEW, chief, verdict=Verdict.SOLVED, told_caller=True)
    do(4, Act.CALL_BACK, caller_back, reached=False)
    do(
        18,
        Act.CALL_BACK,
        caller_back,
        contacted=True,
        solved=Solved.YES,
        attitude=Rating.CONTENT,
        rating=Rating.CONTENT,
    )
    return Told(order.id, order.number, tuple(told))
