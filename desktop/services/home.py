"""The home screen: today at a glance, what presses most, the last thirty days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import Clock, WorkOrder
from desktop.data.tables.rectification import Finding
from desktop.data.tables.reference import Category, Channel
from desktop.domain.inspection.states import FindingState
from desktop.domain.lifecycle import OPEN, Pending, State
from desktop.domain.timing.clocks import ClockKind, Level, remaining_words
from desktop.domain.timing.limits import Due
from desktop.forms.order_filter import OrderFilter, Timing
from desktop.services.orders.views.listing import count, level
from desktop.services.reminders import Reminder, reminders

W = WorkOrder
DAYS = 30
PRESSING = 10


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that opens its list: the screen, and what that is asked to show."""

    label: str
    count: int
    screen: str
    opens: object
    level: Level


@dataclass(frozen=True, slots=True)
class PressingOrder:
    """One of the most pressing orders, with the reason and the time left."""

    id: int
    number: str
    title: str
    estate: str
    reason: str
    left: str
    level: Level


@dataclass(frozen=True, slots=True)
class Home:
    """All that the home screen shows; `days` are (day, received, closed) of the last thirty days, `channels` and
    `categories` (code, name, received) of this month."""

    tiles: tuple[Tile, ...]
    pressing: tuple[PressingOrder, ...]
    days: tuple[tuple[date, int, int], ...]
    channels: tuple[tuple[str, str, int], ...]
    categories: tuple[tuple[str, str, int], ...]
    reminders: tuple[Reminder, ...]


def home(session: Session, now: datetime) -> Home:
    """Gather the home screen in a few quick queries."""
    return Home(
        tiles=tiles(session, now),
        pressing=pressing(session, now),
        days=_days(session, now),
        channels=_by_channel(session, now),
        categories=_by_category(session, now),
        reminders=reminders(session, now),
    )


def tiles(session: Session, now: datetime) -> tuple[Tile, ...]:
    """Today's numbers."""
    wanted = (
        ("待派单", OrderFilter(states=(State.REGISTERED,)), Level.FINE),
        ("待签收", OrderFilter(states=(State.DISPATCHED,)), Level.FINE),
        ("今日到期", OrderFilter(timing=Timing.DUE_TODAY), Level.DUE_SOON),
        ("已超期", OrderFilter(timing=Timing.OVERDUE), Level.OVERDUE),
        ("待回访", OrderFilter(states=(State.CLOSED,)), Level.FINE),
        ("督办中", OrderFilter(supervised=True), Level.DUE_SOON),
    )
    orders = [Tile(label, count(session, filter_, now), "orders", filter_, at) for label, filter_, at in wanted]
    waiting = select(func.count()).where(Finding.state == FindingState.ANSWERED)
    found = Tile("待整改复查", session.scalar(waiting) or 0, "inspection", ("findings", "answered"), Level.FINE)
    return (*orders, found)


def pressing(session: Session, now: datetime) -> tuple[PressingOrder, ...]:
    """The ten most pressing orders: by due time, then what waits for a decision, then what has no due time at all."""
    query = (
        select(W, Estate.name, Clock.warn_at)
        .outerjoin(Estate, Estate.id == W.estate_id)
        .outerjoin(Clock, and_(Clock.work_order_id == W.id, Clock.kind == W.due_kind))
        .where(or_(W.state.in_(OPEN - {State.HELD}), and_(W.pending != "", W.state.in_(OPEN)), W.state == State.CLOSED))
        .order_by(W.due_at.is_(None), W.due_at, W.state == State.REGISTERED, W.received_at)
        .limit(PRESSING)
    )
    return tuple(
        PressingOrder(
            order.id,
            order.number,
            order.title,
            estate or "",
            reason_of(order),
            remaining_words(Due(order.due_at), now) if order.due_at else "",
            level(State(order.state), order.due_at, warn, now),
        )
        for order, estate, warn in session.execute(query)
    )


def reason_of(order: WorkOrder) -> str:
    """Why an order waits for somebody, in a few words."""
    state, pending = State(order.state), Pending(order.pending)
    if pending is not Pending.NOTHING:
        return pending.label
    if state is State.REGISTERED and order.category_code is None:
        return "未分类,没有时限"
    if state in (State.REGISTERED, State.DISPATCHED, State.REPORTED, State.CLOSED, State.CONSULTING):
        return state.label
    if order.due_kind:
        return f"{ClockKind(order.due_kind).label}时限"
    return state.label


def _days(session: Session, now: datetime) -> tuple[tuple[date, int, int], ...]:
    first = now.date() - timedelta(days=DAYS - 1)
    received = _per_day(session, W.received_at, first)
    closed = _per_day(session, W.closed_at, first)
    days = (first + timedelta(days=offset) for offset in range(DAYS))
    return tuple((day, received.get(day.isoformat(), 0), closed.get(day.isoformat(), 0)) for day in days)


def _per_day(session: Session, column: SQLColumnExpression[Any], first: date) -> dict[str, int]:
    day = func.substr(column, 1, 10)
    query = select(day, func.count()).where(column >= datetime.combine(first, time.min), W.state != State.VOID)
    return {str(key): total for key, total in session.execute(query.group_by(day))}


def _this_month(now: datetime) -> list[ColumnElement[bool]]:
    return [W.received_at >= datetime(now.year, now.month, 1), W.state != State.VOID, W.excluded.is_(False)]


def orders_of(session: Session, chart: str, key: Any, now: datetime, closed: bool = False) -> list[int]:
    """The orders behind a part of a chart: of a day (received or closed on it), a channel or a first-level category."""
    match chart:
        case "days":
            moment = W.closed_at if closed else W.received_at
            conditions = [func.substr(moment, 1, 10) == key.isoformat(), W.state != State.VOID]
        case "channels":
            conditions = [W.channel_code == key, *_this_month(now)]
        case _:
            conditions = [func.substr(W.category_code, 1, 2) == key, *_this_month(now)]
    return list(session.scalars(select(W.id).where(*conditions).order_by(W.received_at, W.id)))


def _by_channel(session: Session, now: datetime) -> tuple[tuple[str, str, int], ...]:
    query = (
        select(Channel.code, Channel.short, func.count())
        .join(W, W.channel_code == Channel.code)
        .where(*_this_month(now))
        .group_by(Channel.code)
        .order_by(func.count().desc(), Channel.position)
    )
    return tuple((code, name, total) for code, name, total in session.execute(query))


def _by_category(session: Session, now: datetime) -> tuple[tuple[str, str, int], ...]:
    first_level = func.substr(W.category_code, 1, 2)
    query = (
        select(Category.code, Category.name, func.count())
        .select_from(W)
        .join(Category, Category.code == first_level)
        .where(*_this_month(now))
        .group_by(Category.code)
        .order_by(func.count().desc(), Category.code)
    )
    return tuple((code, name, total) for code, name, total in session.execute(query))
