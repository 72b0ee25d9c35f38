"""Where the formulas find the masked orders that committees sent; groups are names, as no list is shared."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, false, func, or_, select

from desktop.data.tables.reference import Category, Channel
from desktop.data.tables.submissions import Submission, SubmittedOrder
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.timing.periods import Period
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.counting.scope import HOTLINE, By, travelling
from desktop.services.counting.submitted import counting_orders
from desktop.services.indicators.stored import SECONDS, Along, Named, Stored, Whole, answers, seconds, yes_or_no

S = SubmittedOrder


@cache
def submitted_orders() -> Stored:
    """工单 of the committees; what was excluded or void did not travel, and what did not travel cannot be asked."""
    dates: dict[str, Any] = {
        "受理时间": S.received_at,
        "派单时间": S.dispatched_at,
        "首次联系时间": S.first_contact_at,
        "办结时间": S.closed_at,
        "办结截止": S.close_due_at,
    }
    contributor = select(Submission.contributor_id).where(Submission.id == S.submission_id).scalar_subquery()
    parent = select(func.coalesce(Category.parent_code, Category.code)).where(Category.code == S.category_code)
    return Stored(
        table=S,
        dates=dates,
        parts={
            By.ESTATE: S.estate,
            By.CATEGORY: S.category_code,
            By.CHANNEL: S.channel_code,
            By.UNIT: S.unit,
            Along.KIND: S.kind,
            Along.URGENCY: S.urgency,
            Along.VERDICT: S.verdict,
            Along.RATING: S.rating,
            Along.FIRST_LEVEL: parent.scalar_subquery(),
            Along.CONTRIBUTOR: contributor,
        },
        scope=_scope,
        fields=dates
        | {
            "办结用时": Whole(seconds(S.closed_at) - seconds(S.received_at), SECONDS),
            "派单用时": Whole(seconds(S.dispatched_at) - seconds(S.received_at), SECONDS),
            "处置用时": Whole(seconds(S.closed_at) - seconds(S.dispatched_at), SECONDS),
            "状态": answers(S.state, State),
            "诉求类型": answers(S.kind, Kind),
            "紧急程度": answers(S.urgency, Urgency),
            "结案评判": answers(S.verdict, Verdict),
            "评价": answers(S.rating, Rating),
            "是否解决": answers(S.solved, Solved),
            "先行联系": yes_or_no(S.contacted),
            "渠道": Named(_channels),
            "二级类别": Named(_categories),
            "小区": func.nullif(S.estate, ""),
            "承办单位": func.nullif(S.unit, ""),
            **_flags(),
        },
    )


def _flags() -> dict[str, ColumnElement[bool]]:
    uncounted = select(Category.code).where(Category.counted.is_(False))
    found = select(Channel.code).where(Channel.counted.is_(False))
    return {
        "市民热线": S.channel_code == HOTLINE,
        "主动发现": S.channel_code.in_(found),
        "无关事项": func.coalesce(S.category_code.in_(uncounted), False),
        "已落小区": S.estate != "",
        "已并案": S.merged.is_(True),
        "重复件": S.repeat.is_(True),
        "已作废": S.state == State.VOID,
        "认定剔除": false(),
        "已挂账": S.state == State.HELD,
        "已退单": S.returned.is_(True),
        "已超期": func.coalesce(S.close_due_at < func.coalesce(S.closed_at, bindparam("now")), False),
    }


def _scope(period: Period) -> list[ColumnElement[bool]]:
    """Each order once, of the reports that count in the period; of the scope, what travels by code."""
    return [S.id.in_(counting_orders(period)), *travelling(S, period)]


def _channels(words: tuple[str, ...]) -> ColumnElement[bool]:
    named = or_(Channel.code.in_(words), Channel.name.in_(words), Channel.short.in_(words))
    return S.channel_code.in_(select(Channel.code).where(named))


def _categories(words: tuple[str, ...]) -> ColumnElement[bool]:
    named = select(Category.code).where(or_(Category.code.in_(words), Category.name.in_(words)))
    return func.coalesce(S.category_code.in_(named), False)
