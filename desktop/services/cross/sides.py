"""The sides of a cross table: how each groups records, what a group is called, and in which order they stand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.reference import Category, Channel
from desktop.domain.cross import Side
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.words import Labelled
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Verdict
from desktop.services.counting.scope import By
from desktop.services.indicators.stored import Along, Part

PARTS: Mapping[Side, Part] = {
    Side.ESTATE: By.ESTATE,
    Side.COMPANY: Along.COMPANY,
    Side.UNIT: By.UNIT,
    Side.CATEGORY: Along.FIRST_LEVEL,
    Side.SUBCATEGORY: By.CATEGORY,
    Side.CHANNEL: By.CHANNEL,
    Side.KIND: Along.KIND,
    Side.URGENCY: Along.URGENCY,
    Side.STATE: Along.STATE,
    Side.VERDICT: Along.VERDICT,
    Side.RATING: Along.RATING,
    Side.MONTH: Along.MONTH,
    Side.WEEKDAY: Along.WEEKDAY,
    Side.HOUR: Along.HOUR,
}
_WEEK = ("星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六")
_ENUMS: Mapping[Side, tuple[type[Labelled], str]] = {
    Side.KIND: (Kind, ""),
    Side.URGENCY: (Urgency, ""),
    Side.STATE: (State, ""),
    Side.VERDICT: (Verdict, "未评判"),
    Side.RATING: (Rating, "未评价"),
}
_NAMED: Mapping[Side, tuple[type[Estate] | type[Organisation], str]] = {
    Side.ESTATE: (Estate, "未落小区"),
    Side.COMPANY: (Organisation, "未明确企业"),
    Side.UNIT: (Organisation, "未派单"),
}


@dataclass(frozen=True, slots=True)
class Groups:
    """`words` is what a group is called; `order` its own order, None where the groups stand by how much they have."""

    words: Callable[[Any], str]
    order: Callable[[Any], Any] | None = None


def groups(session: Session, side: Side) -> Groups:
    """The groups of a side; the key None is of what belongs to none."""
    match side:
        case Side.ESTATE | Side.COMPANY | Side.UNIT:
            table, nothing = _NAMED[side]
            names: dict[Any, str] = dict(session.execute(select(table.id, table.name)).all())
            return Groups(lambda key: names.get(key, nothing))
        case Side.CATEGORY | Side.SUBCATEGORY:
            categories: dict[Any, str] = dict(session.execute(select(Category.code, Category.name)).all())
            return Groups(lambda code: categories.get(code, "未分类"))
        case Side.CHANNEL:
            channels: dict[Any, str] = dict(session.execute(select(Channel.code, Channel.short)).all())
            return Groups(lambda code: channels.get(code, ""))
        case Side.MONTH:
            return Groups(lambda key: f"{key[:4]}年{int(key[5:])}月", str)
        case Side.WEEKDAY:
            return Groups(lambda key: _WEEK[int(key)], lambda key: (int(key) - 1) % 7)
        case Side.HOUR:
            return Groups(lambda key: f"{int(key)}时", str)
        case _:
            labels, nothing = _ENUMS[side]
            order = [*map(str, labels), None]
            return Groups(lambda key: labels(key).label if key else nothing, order.index)
