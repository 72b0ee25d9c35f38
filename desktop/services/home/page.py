"""The home screen: today at a glance, what presses most, the last thirty days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from desktop.data.database import Plain
from desktop.data.moments import moment
from desktop.domain.lifecycle import Pending, State
from desktop.domain.timing.clocks import ClockKind, Level, remaining_words
from desktop.domain.timing.limits import Due
from desktop.domain.timing.order_times import level, next_midnight
from desktop.forms.order_filter import OrderFilter, Timing
from desktop.services.home.asking import ask

DAYS = 30
PRESSING = 10
TILES: Final = (
    ("待派单", OrderFilter(states=(State.REGISTERED,)), Level.FINE),
    ("待签收", OrderFilter(states=(State.DISPATCHED,)), Level.FINE),
    ("今日到期", OrderFilter(timing=Timing.DUE_TODAY), Level.DUE_SOON),
    ("已超期", OrderFilter(timing=Timing.OVERDUE), Level.OVERDUE),
    ("待回访", OrderFilter(states=(State.CLOSED,)), Level.FINE),
    ("督办中", OrderFilter(supervised=True), Level.DUE_SOON),
)


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
    """What the home screen shows first; `days` are (day, received, closed) of the last thirty days, `channels` and
    `categories` (code, name, received) of this month."""

    tiles: tuple[Tile, ...]
    pressing: tuple[PressingOrder, ...]
    days: tuple[tuple[date, int, int], ...]
    channels: tuple[tuple[str, str, int], ...]
    categories: tuple[tuple[str, str, int], ...]


def home(plain: Plain, now: datetime) -> Home:
    """Gather the home screen in a few quick queries."""
    month = datetime(now.year, now.month, 1)
    return Home(
        tiles=tiles(plain, now),
        pressing=_pressing(plain, now),
        days=_days(plain, now),
        channels=tuple((code, name, total) for code, name, total in ask(plain, "channels", month=month)),
        categories=tuple((code, name, total) for code, name, total in ask(plain, "categories", month=month)),
    )


def tiles(plain: Plain, now: datetime) -> tuple[Tile, ...]:
    """Today's numbers."""
    ((*counts, waiting),) = ask(plain, "tiles", now=now, midnight=next_midnight(now))
    orders = [
        Tile(label, count, "orders", filter_, at) for (label, filter_, at), count in zip(TILES, counts, strict=True)
    ]
    return (*orders, Tile("待整改复查", waiting, "inspection", ("findings", "answered"), Level.FINE))


def _pressing(plain: Plain, now: datetime) -> tuple[PressingOrder, ...]:
    """The ten most pressing orders: by due time, then what waits for a decision, then what has no due time at all."""
    found = []
    for key, number, title, estate, code, pending, category, due_kind, due_text, warn_text in ask(plain, "pressing"):
        state, due = State(code), moment(due_text)
        reason = _reason(state, Pending(pending), category, due_kind)
        left = remaining_words(Due(due), now) if due else ""
        pressing = level(state, due, moment(warn_text), now)
        found.append(PressingOrder(key, number, title, estate or "", reason, left, pressing))
    return tuple(found)


def _reason(state: State, pending: Pending, category: str | None, due_kind: str | None) -> str:
    """Why an order waits for somebody, in a few words."""
    if pending is not Pending.NOTHING:
        return pending.label
    if state is State.REGISTERED and category is None:
        return "未分类,没有时限"
    if state in (State.REGISTERED, State.DISPATCHED, State.REPORTED, State.CLOSED, State.CONSULTING):
        return state.label
    if due_kind:
        return f"{ClockKind(due_kind).label}时限"
    return state.label


def _days(plain: Plain, now: datetime) -> tuple[tuple[date, int, int], ...]:
    first = now.date() - timedelta(days=DAYS - 1)
    since = datetime.combine(first, time.min)
    received, closed = (dict(ask(plain, name, since=since)) for name in ("received", "closed"))
    days = (first + timedelta(days=offset) for offset in range(DAYS))
    return tuple((day, received.get(day.isoformat(), 0), closed.get(day.isoformat(), 0)) for day in days)
