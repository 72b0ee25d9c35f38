"""看板: the period in large figures and in charts, each of which opens the orders behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, func, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.documents.chart import ChartData, Series, Shape
from desktop.domain.extent import Extent, scope_of
from desktop.domain.timing.periods import Period
from desktop.services.counting import scope
from desktop.services.counting.members import order_ids
from desktop.services.counting.scope import By, counted, looked_at, span, within

W = WorkOrder
RANKED = 10  # estates and categories that are drawn
HEATED = 8
DRAWN = 6  # categories side by side, so that their names fit
MONTHS = 12
DAYS = (1, 3, 5, 10, 15)  # the edges of the closing times, in days
UNSORTED, NOWHERE = "未分类", "未落小区"


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart, and what its labels and series are about (ids, codes, months), in their order."""

    key: str
    data: ChartData
    rows: tuple[Any, ...]
    columns: tuple[Any, ...]


def panels(session: Session, period: Period, now: datetime) -> list[Panel]:
    """The charts of a period: course, channels, categories, estates, closing times, estates by category.

    The course ends with the month of `now` where the period goes on after it.
    """
    categories = _first_level(session)
    names = {code: name for code, name, _ in categories}
    parents = {code: parent or code for code, _, parent in categories}
    estates: dict[int, str] = dict(session.execute(select(Estate.id, Estate.name)).all())
    return [
        _course(session, period, now),
        _channels(session, period),
        _categories(session, period, names, parents),
        _estates(session, period, estates),
        _closing(session, period),
        _heat(session, period, estates, names, parents),
    ]


def orders_of(session: Session, panel: str, row: Any, column: Any, period: Period) -> list[int]:
    """The ids of the orders behind a figure of a panel, by the keys of its row and column."""
    match panel:
        case "course":
            month = Extent.of(Period.month(*row), scope_of(period))
            return order_ids(session, column, month)
        case "channels":
            return order_ids(session, "received", period, W.channel_code == row)
        case "categories":
            return order_ids(session, column, period, _in_category(row))
        case "estates":
            return order_ids(session, "received", period, _in_estate(row))
        case "heat":
            return order_ids(session, "received", period, _in_estate(row), _in_category(column))
        case "closing":
            return [one for one, place, late in _closings(session, period) if place == row and late == column]
    raise KeyError(panel)


def _course(session: Session, period: Period, now: datetime) -> Panel:
    ended = period if now >= period.end or now < period.start else Period(period.first, now.date())
    months = ended.last_months(MONTHS)
    whole = Extent(months[0].first, months[-1].last, scope_of(period))
    received, closed = (_by_month(session, moment, whole) for moment in (W.received_at, W.closed_at))
    keys = [f"{month.first:%Y-%m}" for month in months]
    labels = tuple(f"{month.first.year % 100}年{month.first.month}月" for month in months)
    series = (
        _series("受理", [received.get(key, 0) for key in keys]),
        _series("办结", [closed.get(key, 0) for key in keys]),
    )
    return Panel(
        "course",
        ChartData(Shape.LINE, "近12个月受理与办结", labels, series, "件"),
        tuple((month.first.year, month.first.month) for month in months),
        ("received", "closed"),
    )


def _by_month(session: Session, moment: SQLColumnExpression[Any], course: Period) -> dict[str, int]:
    month = func.substr(moment, 1, 7)  # moments are kept as ISO text
    query = select(month, func.count()).where(counted(), within(moment), *looked_at(course)).group_by(month)
    return dict(session.execute(query, span(course)).all())


def _channels(session: Session, period: Period) -> Panel:
    names: dict[str, str] = dict(session.execute(select(Channel.code, Channel.short)).all())
    found = scope.figures(session, By.CHANNEL, period)
    top = _ordered({code: one.received for code, one in found.items()}, names)
    return _ranked("channels", "受理渠道", top, names, "")


def _categories(session: Session, period: Period, names: dict[str, str], parents: dict[str, str]) -> Panel:
    now: dict[Any, int] = {}
    before: dict[Any, int] = {}
    for code, one in scope.figures(session, By.CATEGORY, period).items():
        key = parents.get(code)
        now[key] = now.get(key, 0) + one.received
        before[key] = before.get(key, 0) + one.before
    keys = _ordered(now, names)[:DRAWN]
    labels = tuple(names.get(key, UNSORTED) for key, _ in keys)
    last = period.then("上期")
    series = (
        _series("本期", [count for _, count in keys]),
        _series(last, [before[key] for key, _ in keys]),
    )
    data = ChartData(Shape.COLUMNS, f"一级类别:本期与{last}", labels, series, "件")
    return Panel("categories", data, tuple(key for key, _ in keys), ("received", "before"))


def _estates(session: Session, period: Period, names: dict[int, str]) -> Panel:
    found = scope.figures(session, By.ESTATE, period)
    top = _ordered({key: one.received for key, one in found.items()}, names)
    return _ranked("estates", "受理件次居前的小区", top[:RANKED], names, NOWHERE)


def _heat(
    session: Session, period: Period, estates: dict[int, str], names: dict[str, str], parents: dict[str, str]
) -> Panel:
    counts: dict[tuple[Any, Any], int] = {}
    query = select(W.estate_id, W.category_code).where(counted(), within(W.received_at), *looked_at(period))
    for estate, code in session.execute(query, span(period)):
        key = (estate, parents.get(code or ""))
        counts[key] = counts.get(key, 0) + 1
    rows = _ordered(_summed(counts, 0), estates)[:RANKED]
    columns = _ordered(_summed(counts, 1), names)[:HEATED]
    series = tuple(
        _series(names.get(code, UNSORTED), [counts.get((estate, code), 0) for estate, _ in rows]) for code, _ in columns
    )
    labels = tuple(estates.get(key, NOWHERE) for key, _ in rows)
    data = ChartData(Shape.HEAT, "小区与一级类别", labels, series, "件")
    return Panel("heat", data, tuple(key for key, _ in rows), tuple(code for code, _ in columns))


def _closing(session: Session, period: Period) -> Panel:
    counts = {late: [0] * (len(DAYS) + 1) for late in (False, True)}
    for _, place, late in _closings(session, period):
        counts[late][place] += 1
    edges = [
        f"{DAYS[0]}天内",
        *(f"{low}至{high}天" for low, high in pairwise(DAYS)),
        f"{DAYS[-1]}天以上",
    ]
    series = (_series("按时", counts[False]), _series("超期", counts[True]))
    data = ChartData(Shape.COLUMNS, "期内办结用时(受理至办结,自然日)", tuple(edges), series, "件")
    return Panel("closing", data, tuple(range(len(edges))), (False, True))


def _closings(session: Session, period: Period) -> list[tuple[int, int, bool]]:
    """Of every order closed in the period: its id, which edge it falls under, and whether it was late."""
    query = (
        select(W.id, W.received_at, W.closed_at, W.close_due_at)
        .where(counted(), within(W.closed_at), *looked_at(period))
        .order_by(W.closed_at, W.id)
    )
    return [
        (one, _edge(received, closed), due is not None and closed > due)
        for one, received, closed, due in session.execute(query, span(period))
        if closed
    ]


def _edge(received: datetime, closed: datetime) -> int:
    return next((place for place, days in enumerate(DAYS) if closed - received <= timedelta(days)), len(DAYS))


def _first_level(session: Session) -> Sequence[Any]:
    return session.execute(select(Category.code, Category.name, Category.parent_code)).all()


def _in_category(code: Any) -> ColumnElement[bool]:
    if code is None:
        return W.category_code.is_(None)
    children = select(Category.code).where(Category.parent_code == code)
    return or_(W.category_code == code, W.category_code.in_(children))


def _in_estate(key: Any) -> ColumnElement[bool]:
    return W.estate_id.is_(None) if key is None else W.estate_id == key


def _summed(counts: dict[tuple[Any, Any], int], side: int) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for key, count in counts.items():
        found[key[side]] = found.get(key[side], 0) + count
    return found


def _ordered(counts: dict[Any, int], names: dict[Any, str]) -> list[tuple[Any, int]]:
    """The keys with any orders, the most first; what belongs to none last."""
    kept = [(key, count) for key, count in counts.items() if count]
    return sorted(kept, key=lambda item: (item[0] is None, -item[1], names.get(item[0], "")))


def _ranked(key: str, title: str, top: Sequence[tuple[Any, int]], names: dict[Any, str], nothing: str) -> Panel:
    labels = tuple(names.get(one, nothing) for one, _ in top)
    data = ChartData(Shape.RANKED, title, labels, (_series("受理", [count for _, count in top]),), "件")
    return Panel(key, data, tuple(one for one, _ in top), ("received",))


def _series(name: str, counts: Sequence[int]) -> Series:
    return Series(name, tuple(float(count) for count in counts))
