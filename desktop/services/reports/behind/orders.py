"""The orders behind the figures of R02, R03, R04 and U01."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.timing.periods import Period
from desktop.services.counting.members import members, order_ids
from desktop.services.reports.behind.opening import ORDERS, Behind, Opener
from desktop.services.reports.keys import NOBODY, TOTAL, of_subtotal

W = WorkOrder
Conditions = tuple[ColumnElement[bool], ...]

# A rate's denominator and what of it (or beside it) can be looked at.
RATES: Mapping[str, tuple[str, ...]] = {
    "closed_rate": ("due", "due_closed"),
    "on_time_rate": ("timed", "on_time"),
    "solved_rate": ("judged", "solved"),
    "explained_rate": ("judged", "explained"),
    "contact_rate": ("asked", "contacted"),
    "satisfaction": ("rated", "content", "fairly", "so_so", "discontent"),
    "share": ("received",),
    "change": ("received", "before"),
    "growth": ("received", "before"),
    "yearly_growth": ("received", "a_year_before"),
    "per_area": ("sized",),
}


def opened(session: Session, column: str, period: Period, where: Conditions) -> Behind | None:
    """The orders of a count, or of a rate's two numbers, among those that meet the conditions."""
    wanted, *others = RATES.get(column, (column,))
    first = _counted(session, wanted, period, where)
    if first is None:
        return None
    beside = (_counted(session, name, period, where) for name in others)
    return Behind(first.screen, first.ids, first.words, tuple(filter(None, beside)), counts=column not in RATES)


def _counted(session: Session, figure: str, period: Period, where: Conditions) -> Behind | None:
    if figure == "sized":
        sized = select(Estate.id).where(Estate.area > 0)
        ids = order_ids(session, "effective", period, *where, W.estate_id.in_(sized))
        return Behind(ORDERS, ids, "有建筑面积的小区的有效投诉")
    if figure not in members():
        return None
    return Behind(ORDERS, order_ids(session, figure, period, *where), members()[figure].words)


def _estate(row: Any) -> Conditions:
    return (W.estate_id.is_(None) if row == NOBODY else W.estate_id == row,)


def _unit(row: Any) -> Conditions:
    return (W.organisation_id.is_(None) if row == NOBODY else W.organisation_id == row,)


def _channel(row: Any) -> Conditions:
    match of_subtotal(row):
        case None:
            return (W.channel_code == row,)
        case kind:
            found = select(Channel.code).where(Channel.counted.is_(kind == "complaints"))
            return (W.channel_code.in_(found),)


def _category(row: Any) -> Conditions:
    """A code as it stands; a subtotal takes the children along."""
    first = of_subtotal(row)
    if first is not None:
        return _first_level(first)
    return (W.category_code.is_(None) if row == NOBODY else W.category_code == row,)


def _first_level(row: Any) -> Conditions:
    if row == NOBODY:
        return (W.category_code.is_(None),)
    children = select(Category.code).where(Category.parent_code == row)
    return (or_(W.category_code == row, W.category_code.in_(children)),)


def _opener(rows: Callable[[Any], Conditions], *more: str) -> Opener:
    columns = frozenset([*members(), *RATES, *more]) - ({"sized", "per_area"} - set(more))

    def find(session: Session, row: Any, column: str, period: Period, _now: datetime) -> Behind | None:
        if row is None:
            return None
        return opened(session, column, period, () if row == TOTAL else rows(row))

    return Opener(columns, find)


OPENERS = {
    "R02": _opener(_estate, "sized", "per_area"),
    "R03": _opener(_category),
    "R03.first": _opener(_first_level),
    "R04": _opener(_channel),
    "U01": _opener(_unit),
}
