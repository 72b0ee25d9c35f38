"""The three clocks of a work order: when each is due, why, and how near it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from desktop.domain.timing.limits import (
    OFFICE_HOURS,
    Due,
    Limit,
    OfficeHours,
    Pause,
    Since,
    Unit,
    amount_words,
    due,
    joined,
    moment_words,
    paused_amount,
    pushed,
    warning,
)
from desktop.domain.timing.workdays import WorkCalendar
from desktop.domain.words import Labelled

MINUTES_SAID_UNDER = timedelta(hours=3)


class ClockKind(Labelled):
    """What must happen in time."""

    FIRST_CONTACT = "first_contact", "先行联系"
    ON_SITE = "on_site", "到场"
    CLOSE = "close", "办结"


class Level(Labelled):
    """How a clock stands."""

    FINE = "fine", "正常"
    DUE_SOON = "due_soon", "即将到期"
    OVERDUE = "overdue", "已超期"
    PAUSED = "paused", "已停表"
    MET = "met", "按时完成"
    MET_LATE = "met_late", "超期完成"


@dataclass(frozen=True, slots=True)
class Extension:
    """An approved new close time and when it was granted."""

    until: datetime
    granted: datetime


Limits = Mapping[ClockKind, Limit]


def limits_of(entry: Mapping[str, Any]) -> dict[ClockKind, Limit]:
    """The limits of a profile, from its "limits" in sla_profiles.json; a kind that is null has no clock."""
    return {kind: Limit.parse(entry[kind.value]) for kind in ClockKind if entry.get(kind.value)}


def clock_set(
    limits: Limits,
    received: datetime,
    dispatched: datetime | None,
    calendar: WorkCalendar,
    hours: OfficeHours = OFFICE_HOURS,
    *,
    upstream_due: datetime | None = None,
    pauses: Iterable[Pause] = (),
    extension: Extension | None = None,
    urgent: bool = False,
) -> dict[ClockKind, Due]:
    """Every clock of an order.

    A limit that counts from the dispatch counts from the receipt until there is one. An upstream due time beats ours
    for the close (the earlier of the two warns), an approved extension beats both. `urgent` orders (U1) never pause.
    """
    pauses = [] if urgent else joined(pauses)
    found = {}
    for kind, limit in limits.items():
        start = dispatched or received if limit.since is Since.DISPATCHED else received
        found[kind] = due(limit, start, calendar, hours, pauses)
        if limit.since is Since.DISPATCHED and dispatched is None:
            found[kind] = replace(found[kind], steps=("还没有派单,先从受理时间推算", *found[kind].steps))
    unit = limits[ClockKind.CLOSE].unit if ClockKind.CLOSE in limits else Unit.WORKDAY
    if extension:
        found[ClockKind.CLOSE] = _extended(
            extension, found.get(ClockKind.CLOSE), upstream_due, received, unit, pauses, calendar
        )
    elif upstream_due:
        found[ClockKind.CLOSE] = _upstream(upstream_due, found.get(ClockKind.CLOSE), received)
    return found


def level(due: Due, now: datetime, met_at: datetime | None = None) -> Level:
    """How the clock stands at `now`, or stood when it was met."""
    if met_at is not None:
        return Level.MET_LATE if met_at > due.at else Level.MET
    if due.paused:
        return Level.PAUSED
    if now > due.at:
        return Level.OVERDUE
    return Level.DUE_SOON if due.warn_at and now >= due.warn_at else Level.FINE


def remaining_words(due: Due, now: datetime) -> str:
    """剩4天, 明日17:30, 今日17:30, 剩2小时10分, 超45分, 超3小时, 超1天; 已停表 while paused."""
    if due.paused:
        return Level.PAUSED.label
    left = due.at - now
    if left < timedelta():
        late = -left
        return f"超{late.days}天" if late.days else f"超{_short(late)}"
    if left < MINUTES_SAID_UNDER:
        return f"剩{_short(left)}"
    ahead = (due.at.date() - now.date()).days
    return f"剩{ahead}天" if ahead > 1 else f"{'明日' if ahead else '今日'}{due.at:%H:%M}"


def _short(span: timedelta) -> str:
    """Minutes under three hours, whole hours from then on."""
    if span < MINUTES_SAID_UNDER:
        return amount_words(Unit.MINUTE, timedelta(minutes=max(1, int(span.total_seconds() // 60))))
    return f"{int(span.total_seconds() // 3600)}小时"


def _upstream(at: datetime, ours: Due | None, received: datetime) -> Due:
    steps = ("以上游截止时间为准", f"截止{moment_words(at, received)}")
    if ours is None:
        return Due(at, "以上游截止时间为准", steps, False, received, warning(received, at))
    first = min(ours.at, at)
    return Due(
        at,
        f"以上游截止时间为准(本办法为{moment_words(ours.at, received)})",
        ("本办法:", *ours.steps, *steps, f"按较早的{moment_words(first, received)}预警"),
        ours.provisional and ours.at < at,
        received,
        min(warning(received, first), at),
    )


def _extended(
    extension: Extension,
    ours: Due | None,
    upstream: datetime | None,
    received: datetime,
    unit: Unit,
    pauses: Iterable[Pause],
    calendar: WorkCalendar,
) -> Due:
    """The extension replaces what was due; only pauses that began after it was granted push it further."""
    at, standing = extension.until, False
    notes = []
    for pause in pauses:
        if pause.since >= at:
            break
        if pause.until is None:
            standing = True
        elif amount := paused_amount(unit, max(pause.since, extension.granted), pause.until, calendar):
            at = pushed(at, unit, amount, calendar)
            notes.append(f"延期后挂账停表,顺延{amount_words(unit, amount)}")
    before = upstream or (ours.at if ours else None)
    was = f"(原{moment_words(before, received)})" if before else ""
    reason = [f"经批准延期至{moment_words(extension.until, received)}{was}", *(["挂账顺延"] if notes else [])]
    return Due(
        at,
        ",".join([*reason, *(["挂账中,已停表"] if standing else [])]),
        (
            *(ours.steps if ours else ()),
            f"{moment_words(extension.granted, received)}批准延期至{moment_words(extension.until, received)}",
            *notes,
            f"截止{moment_words(at, received)}",
        ),
        False,
        received,
        warning(received, at),
        standing,
    )
