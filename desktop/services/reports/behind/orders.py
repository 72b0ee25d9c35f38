"""The orders behind the figures of R02, R03, R04 and U01."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.timing.periods import Period
from desktop.services.counting.members import members, order_ids
from desktop.services.indicators.effective import EFFECTIVE
from desktop.services.reports.behind import indicators
from desktop.services.reports.behind.opening import ORDERS, Behind, Opener
from desktop.services.reports.keys import NOBODY, TOTAL, of_subtotal
from desktop.services.reports.measures import KEYS

W = WorkOrder
Conditions = tuple[ColumnElement[bool], ...]

# What a comparison or a share is made of, the first number before the other.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "share": ("received",),
    "change": ("received", "before"),
    "growth": ("received", "before"),
    "yearly_growth": ("received", "a_year_before"),
    "per_area": ("sized",),
}
# The columns of rates and of their numbers: on_time_rate, on_time_rate_above, on_time_rate_below.
RATES = {key: code for code, key in KEYS.items()}
PARTS = {f"{key}_{part}": (code, part) for key, code in RATES.items() for part in ("above", "below")}


def opened(session: Session, column: str, period: Period, now: datetime, where: Conditions) -> Behind | None:
    """The orders of a count, or of a rate's two numbers, among those that meet the conditions."""
    if column in RATES:
        below = indicators.denominator(session, RATES[column], period, now, where)
        above = indicators.numerator(session, RATES[column], period, now, where)
        return replace(below, counts=False, others=(above,) if above else ()) if below else above
    if column in PARTS:
        code, part = PARTS[column]
        return (indicators.numerator if part == "above" else indicators.denominator)(session, code, period, now, where)
    wanted, *others = COMPARED.get(column, (column,))
    first = _counted(session, wanted, period, now, where)
    if first is None:
        return None
    beside = (_counted(session, name, period, now, where) for name in others)
    return replace(first, others=tuple(filter(None, beside)), counts=column not in COMPARED)


def _counted(session: Session, figure: str, period: Period, now: datetime, where: Conditions) -> Behind | None:
    if figure == "effective":
        return indicators.numerator(session, EFFECTIVE, period, now, where)
    if figure == "sized":
        sized = W.estate_id.in_(select(Estate.id).where(Estate.area > 0))
        found = indicators.numerator(session, EFFECTIVE, period, now, [*where, sized])
        return replace(found, words="有建筑面积的小区的有效投诉") if found else None
    if figure not in members():
        return None
    return Behind(ORDERS, order_ids(session, figure, period, *where), members()[figure].words)


def of_estate(row: Any) -> Conditions:
    """An estate, or what has none."""
    return (W.estate_id.is_(None) if row == NOBODY else W.estate_id == row,)


def of_unit(row: Any) -> Conditions:
    """A unit, or what no unit has."""
    return (W.organisation_id.is_(None) if row == NOBODY else W.organisation_id == row,)


def of_channel(row: Any) -> Conditions:
    """A channel, or those of a subtotal."""
    match of_subtotal(row):
        case None:
            return (W.channel_code == row,)
        case kind:
            found = select(Channel.code).where(Channel.counted.is_(kind == "complaints"))
            return (W.channel_code.in_(found),)


def of_category(row: Any) -> Conditions:
    """A code as it stands; a subtotal takes the children along."""
    first = of_subtotal(row)
    if first is not None:
        return of_first_level(first)
    return (W.category_code.is_(None) if row == NOBODY else W.category_code == row,)


def of_first_level(row: Any) -> Conditions:
    """A first-level category with its children, or what has none."""
    if row == NOBODY:
        return (W.category_code.is_(None),)
    children = select(Category.code).where(Category.parent_code == row)
    return (or_(W.category_code == row, W.category_code.in_(children)),)


def _opener(rows: Callable[[Any], Conditions], *more: str) -> Opener:
    columns = frozenset([*members(), *RATES, *PARTS, *COMPARED, *more]) - ({"per_area"} - set(more))

    def find(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
        if row is None:
            return None
        return opened(session, column, period, now, () if row == TOTAL else rows(row))

    return Opener(columns, find)


OPENERS = {
    "R02": _opener(of_estate, "effective", "sized", "per_area"),
    "R03": _opener(of_category),
    "R03.first": _opener(of_first_level),
    "R04": _opener(of_channel),
    "U01": _opener(of_unit),
}
