"""The orders behind R08: what units took on, and what callers said."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.timing.periods import Period
from desktop.services.counting.answers import RATED, answered_ids, conditions
from desktop.services.counting.scope import counted, looked_at, span, within
from desktop.services.indicators import defined
from desktop.services.reports.behind import indicators, orders
from desktop.services.reports.behind.opening import ORDERS, Behind, Opener
from desktop.services.reports.behind.orders import of_first_level, of_unit, opened
from desktop.services.reports.behind.weekly import of_two
from desktop.services.reports.bulletin_sections import CONTENT
from desktop.services.reports.keys import TOTAL

W = WorkOrder
_WORDS = {
    "called": "回访件",
    "solved": "解决",
    "unsolved": "未解决",
    "content": "满意",
    "fairly": "基本满意",
    "so_so": "一般",
    "discontent": "不满意",
    "unrated": "未评价",
}


def _said(session: Session, name: str, period: Period, where: tuple[ColumnElement[bool], ...]) -> Behind:
    """Orders by their last answer."""
    known = conditions()
    wanted = {"called": None, "unsolved": or_(known["partly"], known["unsolved"])}.get(name, known.get(name))
    limit = () if wanted is None else (wanted,)
    return Behind(ORDERS, answered_ids(session, period, *limit, *where), _WORDS[name])


def _taken(session: Session, period: Period, where: tuple[ColumnElement[bool], ...]) -> Behind:
    query = select(W.id).where(counted(), within(W.dispatched_at), *looked_at(period), *where)
    return Behind(ORDERS, list(session.scalars(query.order_by(W.dispatched_at, W.id), span(period))), "承接件")


def _rated(session: Session, period: Period, where: tuple[ColumnElement[bool], ...]) -> Behind:
    """All that were rated with a weight, and each answer apart."""
    weights = defined.definitions(session)[CONTENT].weights["评价"]
    parts = [_said(session, name, period, where) for label, name in RATED if label in weights]
    ids = [key for part in parts for key in part.ids]
    return Behind(ORDERS, ids, "有评价的回访件", tuple(parts), counts=False)


def of_bulletin(
    session: Session, column: str, period: Period, now: datetime, where: tuple[ColumnElement[bool], ...]
) -> Behind | None:
    """The orders of a column of R08."""
    match column:
        case "taken" | "dispatched":
            return _taken(session, period, where)
        case "share":
            return replace(_taken(session, period, where), counts=False)
        case "answered":
            return indicators.numerator(session, "K10", period, now, where)
        case "asked":
            return indicators.denominator(session, "K10", period, now, where)
        case "answered_rate":
            return opened(session, "response_rate", period, now, where)
        case "solved_rate":
            return opened(session, "resolved_rate", period, now, where)
        case "satisfaction":
            return _rated(session, period, where)
        case "closed" | "received":
            return opened(session, column, period, now, where)
    return _said(session, column, period, where)


def _bulletin(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    return of_bulletin(session, column, period, now, () if row == TOTAL else of_unit(row))


def _running(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    return of_two(column, period, lambda asked: of_bulletin(session, row, asked, now, ()))


def _rates(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    if row == "K05":
        return of_two(column, period, lambda asked: opened(session, "closed_rate", asked, now, ()))
    name = {"K10": "answered_rate", "K08": "solved_rate", CONTENT: "satisfaction"}[row]
    return of_two(column, period, lambda asked: of_bulletin(session, name, asked, now, ()))


def _hot(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    return opened(session, column, period, now, () if row == TOTAL else of_first_level(row))


def _discontent(session: Session, row: Any, column: str, period: Period, _now: datetime) -> Behind | None:
    known = conditions()
    bad = {
        "bad": ("不满意件", or_(known["discontent"], known["bad_service"])),
        "share": ("不满意件", or_(known["discontent"], known["bad_service"])),
        "service": ("服务不满意", known["bad_service"]),
        "result": ("结果不满意", known["discontent"]),
        "both": ("服务、结果都不满意", known["bad_both"]),
    }
    words, wanted = bad[column]
    ids = answered_ids(session, period, wanted, *(() if row == TOTAL else of_unit(row)))
    return Behind(ORDERS, ids, words, counts=column != "share")


_COLUMNS = frozenset(
    {*_WORDS, "taken", "share", "closed", "answered", "asked", "answered_rate", "solved_rate", "satisfaction"}
)
OPENERS = {
    "R08": Opener(_COLUMNS, _bulletin),
    "R08.ends": Opener(_COLUMNS, _bulletin),
    "R08.running": Opener(frozenset({"now", "then", "change", "growth"}), _running),
    "R08.rates": Opener(frozenset({"now", "then", "points"}), _rates),
    "R08.hot": Opener(frozenset({"received", "before", *orders.COMPARED}) - {"per_area"}, _hot),
    "R08.discontent": Opener(frozenset({"bad", "share", "service", "result", "both"}), _discontent),
}
