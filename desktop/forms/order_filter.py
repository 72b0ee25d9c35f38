"""What narrows the list of work orders."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.words import Labelled


class Timing(Labelled):
    """Which clocks are looked for."""

    OVERDUE = "overdue", "已超期"
    DUE_TODAY = "due_today", "今日到期"
    DUE_SOON = "due_soon", "即将到期"


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """All conditions hold together; an empty one does not count. `text` is searched word by word.

    `imported` means the last import of orders, `states` are codes of State; `received_from` and `received_to` are days,
    both included; `among` are the ids of the only orders that are meant.
    """

    text: str = ""
    states: tuple[str, ...] = ()
    estate: int | None = None
    category: str | None = None
    channel: str | None = None
    organisation: int | None = None
    urgency: str | None = None
    timing: Timing | None = None
    received_from: date | None = None
    received_to: date | None = None
    pending: bool = False
    supervised: bool = False
    urged: bool = False
    discontent: bool = False
    repeats: bool = False
    imported: bool = False
    caller: int | None = None
    among: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The orders behind a figure: their ids, what they are, and where one goes back to: a screen and what it showed."""

    ids: tuple[int, ...]
    words: str
    screen: str
    what: object = None
