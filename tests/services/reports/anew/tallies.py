"""The figures of a group of orders as kpis.json words them: lists of orders, so that a count knows what it counts."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from books import RATINGS, Books, Row
from spans import Span

WEIGHTS = {"content": Fraction(1), "fairly": Fraction(4, 5), "so_so": Fraction(3, 5), "discontent": Fraction(0)}
XINING = {"content": Fraction(1), "fairly": Fraction(3, 5), "discontent": Fraction(0)}


class Several(list[int]):
    """Ids that a figure counts."""


def ids(rows: list[Row]) -> Several:
    return Several(row.id for row in rows)


class Q(NamedTuple):
    """A rate: its two numbers, each a number or the ids that it counts."""

    above: Any
    below: Any

    @property
    def value(self) -> Fraction | None:
        return Fraction(number(self.above)) / number(self.below) if number(self.below) else None


def number(value: Any) -> Any:
    return len(value) if isinstance(value, Several) else value


class Tally:
    """One group of orders (those for which `of` is true) in a period; every attribute is a list of orders."""

    def __init__(self, books: Books, span: Span, of: Callable[[Row], bool] = lambda _: True) -> None:
        mine = [order for order in books.seen(span) if of(order)]
        self.received = [one for one in mine if span.holds(one.received_at)]
        self.closed = [one for one in mine if span.holds(one.closed_at)]
        self.due = [one for one in mine if span.holds(one.close_due_at)]
        self.before = _received(books, span.before(), of)
        self.a_year_before = _received(books, span.a_year_before(), of)
        self.late_at = books.now

    def __getattr__(self, name: str) -> list[Row]:
        return _PARTS[name](self)

    @property
    def told(self) -> bool:
        """Whether the group stands on a report at all."""
        return any((self.received, self.closed, self.due, self.before, self.a_year_before))

    def cells(self, *names: str) -> dict[str, Several]:
        return {name: ids(getattr(self, name)) for name in names}

    def rate(self, key: str) -> Q:
        return _RATES[key](self)

    def rates(self, *keys: str) -> dict[str, Any]:
        """The rate and its two working columns."""
        found: dict[str, Any] = {}
        for key in keys:
            rate = self.rate(key)
            found |= {key: rate, f"{key}_above": rate.above, f"{key}_below": rate.below}
        return found

    def growth(self, before: str = "before") -> Q:
        then = len(getattr(self, before))
        return Q(len(self.received) - then, then)

    @property
    def change(self) -> int:
        return len(self.received) - len(self.before)


def _received(books: Books, span: Span, of: Callable[[Row], bool]) -> list[Row]:
    return [one for one in books.seen(span) if of(one) and span.holds(one.received_at)]


def _only(source: str, test: Callable[[Row], bool]) -> Callable[[Tally], list[Row]]:
    return lambda tally: [one for one in getattr(tally, source) if test(one)]


_PARTS: Mapping[str, Callable[[Tally], list[Row]]] = {
    "hotline": _only("received", lambda one: one.channel_code == "CH06"),
    "proactive": _only("received", lambda one: one.proactive),
    "complaints": _only("received", lambda one: not one.proactive),
    "matters": _only("received", lambda one: one.merged_into_id is None),
    "repeats": _only("received", lambda one: one.repeat),
    "effective": _only("received", lambda one: one.effective),
    "ended": _only("received", lambda one: one.closed_at is not None),
    "held": _only("received", lambda one: one.closed_at is None and one.held),
    "returned": _only("received", lambda one: one.closed_at is None and one.returned),
    "under_way": _only("received", lambda one: one.closed_at is None and not one.held and not one.returned),
    "solved": _only("closed", lambda one: one.verdict == "solved"),
    "explained": _only("closed", lambda one: one.verdict == "explained"),
    "judged": _only("closed", lambda one: one.verdict in ("solved", "explained")),
    "contacted": _only("closed", lambda one: one.contacted is True),
    "asked": _only("closed", lambda one: one.contacted is not None),
    "rated": _only("closed", lambda one: one.rating in RATINGS),
    "due_closed": _only("due", lambda one: one.closed_at is not None),
    "timed": _only("due", lambda one: one.timed),
    "on_time": _only("due", lambda one: one.timed and one.closed_at is not None and one.closed_at <= one.close_due_at),
    **{rating: _only("closed", lambda one, rating=rating: one.rating == rating) for rating in RATINGS},
}


def late(tally: Tally) -> list[Row]:
    """逾期: closed after the term, or not yet and the term is over."""
    return [one for one in tally.timed if one.close_due_at < (one.closed_at or tally.late_at)]


def _share(above: str, below: str) -> Callable[[Tally], Q]:
    return lambda tally: Q(ids(getattr(tally, above)), ids(getattr(tally, below)))


def _satisfaction(tally: Tally) -> Q:
    weighed = sum((WEIGHTS[one.rating] for one in tally.rated), Fraction(0))
    return Q(weighed, ids(tally.rated))


_RATES: Mapping[str, Callable[[Tally], Q]] = {
    "contact_rate": _share("contacted", "asked"),
    "on_time_rate": _share("on_time", "timed"),
    "closed_rate": _share("due_closed", "due"),
    "solved_rate": _share("solved", "judged"),
    "explained_rate": _share("explained", "judged"),
    "satisfaction": _satisfaction,
    "repeat_rate": _share("repeats", "received"),
}
KEYS = {
    "K03": "contact_rate", "K04": "on_time_rate", "K05": "closed_rate", "K06": "solved_rate", "K07": "explained_rate",
    "K09": "satisfaction", "K13": "repeat_rate",
}  # fmt: skip


def two(value: Fraction) -> Fraction:
    """To two decimals, a half upwards; sizes only."""
    return Fraction((value * 100 + Fraction(1, 2)).__floor__(), 100)


def competition(values: list[Fraction | None]) -> list[int | None]:
    """Places 1-2-2-4 from the highest down."""
    return [
        None if value is None else 1 + sum(other > value for other in values if other is not None) for value in values
    ]
