"""Counting orders that were sent: the same figures as `services.counting.scope` finds in the office's own records."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from desktop.domain.lifecycle import State
from desktop.domain.timing.periods import Period
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Verdict
from desktop.services.counting.scope import HOTLINE, RATED, Figures
from desktop.services.sealing.sent_orders import SentOrder

Key = TypeVar("Key", bound=Hashable)
_NO_COMPLAINT = frozenset({Kind.REPAIR, Kind.ENQUIRY, Kind.PRAISE})
_RATINGS = {rating.value: name for rating, name in RATED}
_JUDGED = {Verdict.SOLVED.value: "solved", Verdict.EXPLAINED.value: "explained"}
_ASKED = {True: "contacted", False: "not_contacted"}


@dataclass(frozen=True, slots=True)
class Uncounted:
    """The codes that are no complaints: channels of 主动发现, categories that are no matter of property."""

    channels: frozenset[str]
    categories: frozenset[str]

    @classmethod
    def of(cls, names: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> "Uncounted":
        """From the names that a workbook brings along."""
        channels, categories = (
            frozenset(code for code, entry in names[kind].items() if not entry["counted"])
            for kind in ("channels", "categories")
        )
        return cls(channels, categories)


def figures(
    orders: Iterable[SentOrder], period: Period, key: Callable[[SentOrder], Key], uncounted: Uncounted
) -> dict[Key, Figures]:
    """The figures of every group that has any; `before` and `a_year_before` stay 0, their orders are not there."""
    found: defaultdict[Key, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    start, end = period.start, period.end

    def within(moment: datetime | None) -> bool:
        return moment is not None and start <= moment < end

    for order in orders:
        counts = found[key(order)]
        if within(order.received_at):
            for name in _received(order, uncounted):
                counts[name] += 1
        if within(order.closed_at):
            for name in _closed(order):
                counts[name] += 1
        if within(order.close_due_at):
            for name in _due(order):
                counts[name] += 1
    return {group: Figures(**counts) for group, counts in found.items() if counts}


def _received(order: SentOrder, uncounted: Uncounted) -> Iterable[str]:
    yield "received"
    proactive = order.channel_code in uncounted.channels
    if order.channel_code == HOTLINE:
        yield "hotline"
    if proactive:
        yield "proactive"
    if not order.merged:
        yield "matters"
    if order.repeat:
        yield "repeats"
    if _is_effective(order, proactive, uncounted):
        yield "effective"
    if order.closed_at is not None:
        yield "ended"
    else:
        if order.state == State.HELD:
            yield "held"
        if order.returned:
            yield "returned"


def _is_effective(order: SentOrder, proactive: bool, uncounted: Uncounted) -> bool:
    return (
        not proactive
        and order.kind not in _NO_COMPLAINT
        and order.verdict != Verdict.NOT_ACCEPTED
        and order.category_code not in uncounted.categories
        and bool(order.estate)
    )


def _closed(order: SentOrder) -> Iterable[str]:
    yield "closed"
    if order.verdict in _JUDGED:
        yield _JUDGED[order.verdict]
    if order.contacted is not None:
        yield _ASKED[order.contacted]
    if order.rating in _RATINGS:
        yield _RATINGS[order.rating]


def _due(order: SentOrder) -> Iterable[str]:
    yield "due"
    if order.closed_at is not None:
        yield "due_closed"
    if order.state != State.HELD and not order.returned:
        yield "timed"
        if order.closed_at is not None and order.close_due_at is not None and order.closed_at <= order.close_due_at:
            yield "on_time"
