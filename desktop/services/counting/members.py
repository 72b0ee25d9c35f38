"""Which orders a figure counts: the same conditions that count them, asked for their ids."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, not_, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.timing.periods import Period
from desktop.services.counting.scope import (
    RATED,
    closed_parts,
    counted,
    due_parts,
    looked_at,
    proactive,
    received_parts,
    span,
    within,
)

W = WorkOrder


@dataclass(frozen=True, slots=True)
class Member:
    """What makes an order one of a figure's: the moment that falls in the period and what else must be true; `of` is
    the period that is meant (this one, the one before …)."""

    words: str
    moment: SQLColumnExpression[Any]
    condition: ColumnElement[bool] | None = None
    of: Callable[[Period], Period] = lambda period: period


def order_ids(session: Session, figure: str, period: Period, *where: ColumnElement[bool]) -> list[int]:
    """The orders that a figure of `scope.Figures` counts, the earliest first; KeyError for any other figure."""
    member = members()[figure]
    asked = member.of(period)
    conditions = [counted(), within(member.moment), *looked_at(asked), *where]
    if member.condition is not None:
        conditions.append(member.condition)
    found = select(W.id).where(*conditions).order_by(member.moment, W.id)
    return list(session.scalars(found, span(asked)))


@cache
def members() -> dict[str, Member]:
    """Every figure by its name, also those that `Figures` makes from others."""
    received, closed, due = received_parts(), closed_parts(), due_parts()
    settled = (received["ended"], received["held"], received["returned"])
    found = {
        "received": Member("受理件次", W.received_at),
        "closed": Member("办结", W.closed_at),
        "due": Member("应办结", W.close_due_at),
        "before": Member("上期受理件次", W.received_at, of=Period.previous),
        "a_year_before": Member("上年同期受理件次", W.received_at, of=Period.a_year_before),
        "complaints": Member("投诉渠道受理", W.received_at, not_(proactive())),
        "under_way": Member("在办", W.received_at, and_(*(not_(part) for part in settled))),
        "judged": Member("有结案评判", W.closed_at, closed["solved"] | closed["explained"]),
        "asked": Member("先行联系已评价", W.closed_at, closed["contacted"] | closed["not_contacted"]),
        "rated": Member("有评价", W.closed_at, W.rating.in_([rating.value for rating, _ in RATED])),
    }
    for moment, parts in ((W.received_at, received), (W.closed_at, closed), (W.close_due_at, due)):
        found |= {name: Member(_WORDS[name], moment, condition) for name, condition in parts.items()}
    return found


_WORDS = {
    "hotline": "其中12345",
    "proactive": "主动发现",
    "matters": "事项数",
    "repeats": "重复件",
    "ended": "已办结",
    "held": "挂账",
    "returned": "退单",
    "solved": "实际解决",
    "explained": "解释说明",
    "contacted": "先行联系",
    "not_contacted": "未先行联系",
    "content": "满意",
    "fairly": "基本满意",
    "so_so": "一般",
    "discontent": "不满意",
    "due_closed": "应办结中已办结",
    "timed": "按时考核件",
    "on_time": "按时办结",
}
