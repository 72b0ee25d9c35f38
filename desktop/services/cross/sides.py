"""The sides of a cross table: the column that groups by each, its words, and in which order they stand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.cross import Side
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.timing.periods import Period
from desktop.domain.words import Labelled
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Verdict
from desktop.services.registry.cards import PROPERTY_COMPANY

W = WorkOrder
Moment = SQLColumnExpression[Any]
_WEEK = ("星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六")
_ENUMS: Mapping[Side, tuple[Moment, type[Labelled], str]] = {
    Side.KIND: (W.kind, Kind, ""),
    Side.URGENCY: (W.urgency, Urgency, ""),
    Side.STATE: (W.state, State, ""),
    Side.VERDICT: (W.verdict, Verdict, "未评判"),
    Side.RATING: (W.rating, Rating, "未评价"),
}


@dataclass(frozen=True, slots=True)
class Grouping:
    """`column` gives the raw key, `fold` the key that is shown, `words` what a key is called; `ordered` sides stand in
    their own order, the others by how much they have. `nothing` names what belongs to no key."""

    column: Moment
    words: Callable[[Any], str]
    fold: Callable[[Any], Any]
    order: Callable[[Any], Any] | None = None


def grouping(session: Session, side: Side, moment: Moment, period: Period) -> Grouping:
    """How a side groups orders; months, weekdays and hours are those of `moment`."""
    match side:
        case Side.ESTATE:
            return Grouping(W.estate_id, _named(session, Estate, "未落小区"), _same)
        case Side.COMPANY:
            serving = _serving(session, period)
            return Grouping(W.estate_id, _named(session, Organisation, "未明确企业"), serving.get)
        case Side.UNIT:
            return Grouping(W.organisation_id, _named(session, Organisation, "未派单"), _same)
        case Side.CHANNEL:
            return Grouping(W.channel_code, _coded(session, Channel, ""), _same)
        case Side.CATEGORY:
            parents: dict[str, str | None] = dict(session.execute(select(Category.code, Category.parent_code)).all())
            words = _coded(session, Category, "未分类")
            return Grouping(W.category_code, words, lambda code: parents.get(code) or code)
        case Side.SUBCATEGORY:
            return Grouping(W.category_code, _coded(session, Category, "未分类"), _same)
        case Side.MONTH:
            return Grouping(func.substr(moment, 1, 7), _month, _same, _same)  # moments are kept as ISO text
        case Side.WEEKDAY:
            monday_first = _same
            return Grouping(func.strftime("%w", moment), _weekday, monday_first, lambda day: (int(day) - 1) % 7)
        case Side.HOUR:
            return Grouping(func.substr(moment, 12, 2), _hour, _same, _same)
        case _:
            column, labels, nothing = _ENUMS[side]
            order = list(labels)
            return Grouping(
                column,
                lambda key: labels(key).label if key else nothing,
                _same,
                lambda key: order.index(labels(key)) if key else len(order),
            )


def _same(key: Any) -> Any:
    return key


def _named(session: Session, table: type[Estate] | type[Organisation], nothing: str) -> Callable[[Any], str]:
    names: dict[int, str] = dict(session.execute(select(table.id, table.name)).all())
    return lambda key: names.get(key, nothing)


def _coded(session: Session, table: type[Category] | type[Channel], nothing: str) -> Callable[[Any], str]:
    names: dict[str, str] = dict(session.execute(select(table.code, table.name)).all())
    return lambda code: names.get(code, code or nothing)


def _serving(session: Session, period: Period) -> dict[int, int]:
    """The property company of each estate at the end of the period."""
    served = (
        select(EstateService.estate_id, EstateService.organisation_id)
        .where(
            EstateService.party == PROPERTY_COMPANY,
            (EstateService.since.is_(None)) | (EstateService.since <= period.last),
            (EstateService.until.is_(None)) | (EstateService.until >= period.last),
        )
        .order_by(EstateService.since, EstateService.id)
    )
    return dict(session.execute(served).all())


def _month(key: str) -> str:
    return f"{key[:4]}年{int(key[5:])}月"


def _weekday(key: str) -> str:
    return _WEEK[int(key)]


def _hour(key: str) -> str:
    return f"{int(key)}时"
