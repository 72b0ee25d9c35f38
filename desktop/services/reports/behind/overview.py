"""The orders behind R05: its rows by their words, its rates, and the months of its course."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Channel
from desktop.domain.timing.periods import Period
from desktop.services.reports.behind import indicators
from desktop.services.reports.behind.opening import Behind, Opener
from desktop.services.reports.behind.orders import opened
from desktop.services.reports.keys import TOTAL
from desktop.services.reports.measures import KEYS
from desktop.services.reports.trend import course_of

Find = Callable[[Period], Behind | None]

_FIGURES = {
    "受理总数(件次)": "received",
    "投诉渠道受理": "complaints",
    "主动发现": "proactive",
    "事项数": "matters",
    "重复件": "repeats",
    "受理件的现状:已办结": "ended",
    "在办": "under_way",
    "挂账": "held",
    "退单": "returned",
    "办结数": "closed",
    "实际解决": "solved",
    "解释说明": "explained",
    "应办结数": "due",
    "按时办结": "on_time",
}
# What indicators count.
_DONE = {
    "有效投诉量": "K02",
    "督办件数": "N40",
    "督办次数": "N41",
    "催办件数": "N42",
    "催办次数": "N43",
    "重办": "N44",
    "退单申请": "N45",
    "批准延期": "N46",
    "批准挂账": "N47",
    "回访件数": "N50",
    "回访次数": "N51",
    "接通次数": "N52",
}
_CHANNEL = "其中:"


def _row(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    def find(asked: Period) -> Behind | None:
        if row in _DONE:
            return indicators.numerator(session, _DONE[row], asked, now, ())
        if row.startswith(_CHANNEL):
            named = select(Channel.code).where(Channel.short == row.removeprefix(_CHANNEL), Channel.counted)
            return opened(session, "received", asked, now, (WorkOrder.channel_code.in_(named),))
        return opened(session, _FIGURES[row], asked, now, ()) if row in _FIGURES else None

    return _of_year(column, period, find)


def _rate(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    return _of_year(column, period, lambda asked: opened(session, KEYS[row], asked, now, ()))


def _of_year(column: str, period: Period, find: Find) -> Behind | None:
    """This period, the one a year before, or both for their difference."""
    match column:
        case "now":
            return find(period)
        case "then":
            return find(period.a_year_before())
    this, that = find(period), find(period.a_year_before())
    return None if this is None or that is None else Behind(this.screen, this.ids, this.words, (that,), counts=False)


def _month(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    """The orders of a month, or of the whole course; a scope's companies are those at the end of the course."""
    course = course_of(period, now)
    month = course if row == TOTAL else Period.parse(row)
    moment = WorkOrder.closed_at if column == "closed" else WorkOrder.received_at
    if column == "a_year_before":
        column, course, month = "received", course.a_year_before(), month.a_year_before()
    return opened(session, column, course, now, (moment >= month.start, moment < month.end))


OPENERS = {
    "R05": Opener(frozenset({"now", "then", "change", "growth"}), _row),
    "R05.rates": Opener(frozenset({"now", "then", "points"}), _rate),
    "R05.months": Opener(frozenset({"received", "a_year_before", "closed"}), _month),
}
