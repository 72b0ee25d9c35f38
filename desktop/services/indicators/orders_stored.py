"""Where the formulas find work orders and what was done to them: calls, acts and requests."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select, text
from sqlalchemy.orm import aliased

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import ActRecord, CallBack, Clock, Hold, Request, WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.lifecycle import Act, Pending, State, Urgency
from desktop.domain.timing.clocks import ClockKind
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.counting.scope import HOTLINE, By, looked_at, returned, within
from desktop.services.indicators.stored import (
    SECONDS,
    Along,
    Answers,
    Named,
    Part,
    Stored,
    Whole,
    answers,
    hundredths,
    seconds,
    yes_or_no,
)
from desktop.services.registry.serving import company_on

W = WorkOrder
# Written out and not bound, so that SQLite sees that the index of just these acts (ix_act_counted) will do.
_COUNTED = text(f"act.act IN ('{Act.URGE.value}', '{Act.SUPERVISE.value}', '{Act.REDO.value}')")
_FIRST_LEVEL = (
    select(func.coalesce(Category.parent_code, Category.code)).where(Category.code == W.category_code).scalar_subquery()
)
_PARTS: dict[Part, Any] = {
    By.ESTATE: W.estate_id,
    By.CATEGORY: W.category_code,
    By.CHANNEL: W.channel_code,
    By.UNIT: W.organisation_id,
    Along.COMPANY: company_on(W.estate_id, bindparam("reached")),
    Along.STATE: W.state,
    Along.KIND: W.kind,
    Along.URGENCY: W.urgency,
    Along.VERDICT: W.verdict,
    Along.RATING: W.rating,
    Along.FIRST_LEVEL: _FIRST_LEVEL,
}


@cache
def orders() -> Stored:
    """工单."""
    held = _held_seconds()
    dates: dict[str, Any] = {
        "受理时间": W.received_at,
        "派单时间": W.dispatched_at,
        "签收时间": W.signed_at,
        "首次联系时间": W.first_contact_at,
        "反馈时间": W.reported_at,
        "办结时间": W.closed_at,
        "办结截止": W.close_due_at,
    }
    contact = select(Clock.due_at).where(Clock.work_order_id == W.id, Clock.kind == ClockKind.FIRST_CONTACT)
    return Stored(
        table=W,
        dates=dates,
        parts=_PARTS,
        scope=looked_at,
        fields=dates
        | {
            "先行联系截止": contact.scalar_subquery(),
            "到场时间": W.on_site_at,
            "上级截止": W.upstream_due_at,
            "办结用时": Whole(seconds(W.closed_at) - seconds(W.received_at) - held, SECONDS),
            "派单用时": Whole(seconds(W.dispatched_at) - seconds(W.received_at), SECONDS),
            "处置用时": Whole(seconds(W.closed_at) - seconds(W.dispatched_at) - held, SECONDS),
            "退单次数": Whole(W.returns),
            "催办次数": Whole(W.urges),
            "重办次数": Whole(W.redos),
            "小区面积": hundredths(_of_estate(Estate.area)),
            "小区户数": Whole(_of_estate(Estate.households)),
            "状态": answers(W.state, State),
            "诉求类型": answers(W.kind, Kind),
            "紧急程度": answers(W.urgency, Urgency),
            "结案评判": answers(W.verdict, Verdict),
            "评价": answers(W.rating, Rating),
            "是否解决": answers(W.solved, Solved),
            "先行联系": yes_or_no(W.contacted),
            "渠道": Named(_channels),
            "一级类别": Named(_first_levels),
            "二级类别": Named(_second_levels),
            "小区": W.estate_id,
            "承办单位": W.organisation_id,
            "来电人": W.caller_id,
            **_flags(),
        },
    )


def _flags() -> dict[str, ColumnElement[bool]]:
    asked = select(Request.id).where(Request.work_order_id == W.id)
    extended = asked.where(Request.kind == Pending.EXTENSION, Request.approved.is_(True))
    uncounted = select(Category.code).where(Category.counted.is_(False))
    found = select(Channel.code).where(Channel.counted.is_(False))
    return {
        "市民热线": W.channel_code == HOTLINE,
        "主动发现": W.channel_code.in_(found),
        "无关事项": func.coalesce(W.category_code.in_(uncounted), False),
        "已落小区": W.estate_id.is_not(None),
        "已并案": W.merged_into_id.is_not(None),
        "重复件": or_(W.repeat_of_id.is_not(None), W.repeat_of_number != ""),
        "已作废": W.state == State.VOID,
        "认定剔除": W.excluded.is_(True),
        "已挂账": W.state == State.HELD,
        "已退单": returned(),
        "申请过退单": asked.where(Request.kind == Pending.RETURN).exists(),
        "批准过延期": extended.exists(),
        "已超期": func.coalesce(W.close_due_at < func.coalesce(W.closed_at, bindparam("now")), False),
    }


def _held_seconds() -> ColumnElement[int]:
    """For how long the order stood still before it was closed."""
    until = func.min(func.coalesce(Hold.until, W.closed_at), W.closed_at)
    spent = func.max(seconds(until) - seconds(Hold.since), 0)
    held = select(func.coalesce(func.sum(spent), 0)).where(Hold.work_order_id == W.id)
    return held.scalar_subquery()


def _of_estate(column: Any) -> Any:
    """What the order's estate has; a 0 is not filled in."""
    return select(func.nullif(column, 0)).where(Estate.id == W.estate_id).scalar_subquery()


def _channels(words: tuple[str, ...]) -> ColumnElement[bool]:
    named = or_(Channel.code.in_(words), Channel.name.in_(words), Channel.short.in_(words))
    return W.channel_code.in_(select(Channel.code).where(named))


def _second_levels(words: tuple[str, ...]) -> ColumnElement[bool]:
    named = select(Category.code).where(or_(Category.code.in_(words), Category.name.in_(words)))
    return func.coalesce(W.category_code.in_(named.where(Category.parent_code.is_not(None))), False)


def _first_levels(words: tuple[str, ...]) -> ColumnElement[bool]:
    parent = aliased(Category)
    top = select(parent.code).where(or_(parent.code.in_(words), parent.name.in_(words)), parent.parent_code.is_(None))
    below = select(Category.code).where(or_(Category.code.in_(top), Category.parent_code.in_(top)))
    return func.coalesce(W.category_code.in_(below), False)


def _of_order(identity: Any) -> dict[str, Any]:
    return {
        "工单": identity,
        "小区": W.estate_id,
        "工单已作废": W.state == State.VOID,
        "工单认定剔除": W.excluded.is_(True),
    }


@cache
def calls() -> Stored:
    """回访."""
    # Of each order the last call in the period that was answered; orders do not share calls, so none is left out.
    last = (
        select(func.max(CallBack.id))
        .where(within(CallBack.at), CallBack.reached.is_(True), CallBack.solved.is_not(None))
        .group_by(CallBack.work_order_id)
    )
    return Stored(
        table=CallBack.__table__.join(W.__table__, W.id == CallBack.work_order_id),
        dates={"回访时间": CallBack.at},
        parts=_PARTS | {Along.RATING: CallBack.rating},
        scope=looked_at,
        fields={
            "回访时间": CallBack.at,
            "接通": CallBack.reached.is_(True),
            "期内最后答复": CallBack.id.in_(last),
            "先行联系": yes_or_no(CallBack.contacted),
            "是否解决": answers(CallBack.solved, Solved),
            "服务态度": answers(CallBack.attitude, Rating),
            "评价": answers(CallBack.rating, Rating),
            **_of_order(CallBack.work_order_id),
        },
    )


@cache
def acts() -> Stored:
    """办理记录."""
    words = {act.label: (act.value,) for act in (Act.URGE, Act.SUPERVISE, Act.REDO)}
    return Stored(
        table=ActRecord.__table__.join(W.__table__, W.id == ActRecord.work_order_id),
        dates={"发生时间": ActRecord.happened_at},
        parts=_PARTS,
        scope=lambda period: [*looked_at(period), _COUNTED],
        fields={
            "发生时间": ActRecord.happened_at,
            "动作": Answers(ActRecord.act, words),
            **_of_order(ActRecord.work_order_id),
        },
    )


@cache
def requests() -> Stored:
    """申请."""
    words = {"延期": (Pending.EXTENSION.value,), "挂账": (Pending.HOLD.value,), "退单": (Pending.RETURN.value,)}
    dates = {"申请时间": Request.at, "审批时间": Request.decided_at}
    return Stored(
        table=Request.__table__.join(W.__table__, W.id == Request.work_order_id),
        dates=dates,
        parts=_PARTS,
        scope=looked_at,
        fields={
            **dates,
            "申请事项": Answers(Request.kind, words),
            "审批": Answers(Request.approved, {"批准": (True,), "不同意": (False,)}),
            **_of_order(Request.work_order_id),
        },
    )
