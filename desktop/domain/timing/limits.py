"""Time limits in four units, and when they end: the counting rules of the Civil Code and of the hotline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from desktop.domain.timing.workdays import ONE_DAY, WorkCalendar, days
from desktop.domain.words import Labelled

A_DAY = timedelta(hours=24)
SHARE = 0.2  # of the limit; 到期前预警: 剩余≤24小时或≤20%时限 (escalation.json, E0)


class Unit(Labelled):
    """Minutes and hours run on without a break; days are natural days; working days follow the calendar."""

    MINUTE = "minute", "分钟"
    HOUR = "hour", "小时"
    DAY = "day", "个自然日"
    WORKDAY = "workday", "个工作日"


class Since(Labelled):
    """The moment from which a limit counts."""

    RECEIVED = "received", "受理"
    DISPATCHED = "dispatched", "派单"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many units from a moment."""

    value: int
    unit: Unit
    since: Since = Since.RECEIVED

    @classmethod
    def parse(cls, entry: Mapping[str, Any]) -> "Limit":
        """From {"value": 5, "unit": "workday", "from": "received"} as in sla_profiles.json."""
        return cls(int(entry["value"]), Unit(entry["unit"]), Since(entry.get("from", Since.RECEIVED.value)))

    @property
    def words(self) -> str:
        return f"{self.value}{self.unit.label}"


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the office opens and closes; a limit in days ends at the close of business (民法典203条)."""

    opens: time = time(9)
    closes: time = time(17, 30)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time during which clocks stood still; `until` is None while it lasts."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due and why: `reason` in a line, `steps` line by line.

    Provisional while it hangs on a year whose official calendar is not known. From `warn_at` on it is due soon.
    While `paused` the clock stands still and `at` is what it was when it stopped.
    """

    at: datetime
    reason: str = ""
    steps: tuple[str, ...] = ()
    provisional: bool = False
    starts_at: datetime | None = None
    warn_at: datetime | None = None
    paused: bool = False


OFFICE_HOURS = OfficeHours()


def due(
    limit: Limit,
    start: datetime,
    calendar: WorkCalendar,
    hours: OfficeHours = OFFICE_HOURS,
    pauses: Iterable[Pause] = (),
) -> Due:
    """When `limit` from `start` ends.

    Minutes and hours run continuously. Days: the day of the start is not counted (民法典201条), also when it came in
    after hours; the last day ends at the close of business and moves to the next working day when it is a day off
    (203条). Working days: the day of receipt is not counted; the N-th working day ends at the close of business.
    A pause that began before the end pushes it by what was paused, in the limit's own unit.
    """
    paused = timedelta()
    notes: list[str] = []
    standing = False
    end = _end(limit, start, paused, calendar, hours)
    for pause in joined(pauses):
        if pause.since >= end:
            break
        if pause.until is None:
            standing = True
            notes.append(f"挂账停表:自{moment_words(pause.since, start)}起")
            break
        if amount := paused_amount(limit.unit, max(pause.since, start), pause.until, calendar):
            paused += amount
            notes.append(
                f"挂账停表:{moment_words(pause.since, start)}至{moment_words(pause.until, start)},"
                f"顺延{amount_words(limit.unit, amount)}"
            )
            end = _end(limit, start, paused, calendar, hours)
    phrases, lines = _why(limit, start, end, paused, calendar)
    assumed = _assumed_years(limit, start, end, paused, calendar)
    if assumed:
        phrases.append(f"暂按法定节假日推算({assumed}年放假安排未录入)")
        lines.append(f"{assumed}年放假安排未录入,暂按法定节假日推算,录入后自动更正")
    if paused:
        phrases.insert(1, f"挂账顺延{amount_words(limit.unit, paused)}")
    if standing:
        phrases.append("挂账中,已停表")
    return Due(
        end,
        ",".join(phrases),
        (
            f"从{limit.since.label}{moment_words(start)}起算,时限{limit.words}",
            *lines,
            *notes,
            f"截止{moment_words(end, start)}",
        ),
        bool(assumed),
        start,
        warning(start, end),
        standing,
    )


def warning(start: datetime, end: datetime) -> datetime:
    """From when the end is near: 24 hours or a fifth of the limit before it.

    A limit of a day or less would be near from its first minute, so there only the fifth counts.
    """
    span = end - start
    near = span * SHARE
    return max(start, end - (near if span <= A_DAY else max(near, A_DAY)))


def joined(pauses: Iterable[Pause]) -> list[Pause]:
    """The pauses in order, those that touch or overlap made one, empty ones left out."""
    found: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.since):
        if pause.until is not None and pause.until <= pause.since:
            continue
        last = found[-1] if found else None
        if last is None or (last.until is not None and pause.since > last.until):
            found.append(pause)
        elif last.until is not None:
            found[-1] = Pause(last.since, None if pause.until is None else max(last.until, pause.until))
    return found


def paused_amount(unit: Unit, since: datetime, until: datetime, calendar: WorkCalendar) -> timedelta:
    """How much a pause takes of a limit in `unit`; days and working days as whole days, the first not counted."""
    if until <= since:
        return timedelta()
    match unit:
        case Unit.DAY:
            return until.date() - since.date()
        case Unit.WORKDAY:
            return timedelta(calendar.workdays_between(since.date(), until.date()))
        case _:
            return until - since


def pushed(at: datetime, unit: Unit, amount: timedelta, calendar: WorkCalendar) -> datetime:
    """`at` later by a paused amount of `unit`, at the same time of day where the unit is a day."""
    match unit:
        case Unit.DAY:
            day = calendar.next_workday(at.date() + amount)
        case Unit.WORKDAY:
            day = calendar.add_workdays(at.date(), amount.days)
        case _:
            return at + amount
    return datetime.combine(day, at.time())


def _end(limit: Limit, start: datetime, paused: timedelta, calendar: WorkCalendar, hours: OfficeHours) -> datetime:
    match limit.unit:
        case Unit.MINUTE:
            return start + timedelta(minutes=limit.value) + paused
        case Unit.HOUR:
            return start + timedelta(hours=limit.value) + paused
        case Unit.DAY:
            day = calendar.next_workday(_last_day(limit, start, paused))
        case Unit.WORKDAY:
            day = calendar.add_workdays(start.date(), limit.value + paused.days)
    return datetime.combine(day, hours.closes)


def _last_day(limit: Limit, start: datetime, paused: timedelta) -> date:
    return start.date() + timedelta(limit.value) + paused


def _assumed_years(limit: Limit, start: datetime, end: datetime, paused: timedelta, calendar: WorkCalendar) -> str:
    """The years without an official table on which the end hangs, as words: 2027、2028."""
    match limit.unit:
        case Unit.DAY:
            first = _last_day(limit, start, paused)
        case Unit.WORKDAY:
            first = start.date() + ONE_DAY
        case _:
            return ""
    return "、".join(str(year) for year in range(first.year, end.year + 1) if not calendar.is_official(year))


def _why(
    limit: Limit, start: datetime, end: datetime, paused: timedelta, calendar: WorkCalendar
) -> tuple[list[str], list[str]]:
    """The phrases of the reason and the lines of the details."""
    until = f"至{day_words(end.date(), start)}"
    match limit.unit:
        case Unit.DAY:
            last = _last_day(limit, start, paused)
            if last == end.date():
                return [limit.words, until], ["当日不计,次日起算"]
            name = calendar.name_of(last)
            holiday = name if name.startswith("周") else f"{name}放假"
            return (
                [limit.words, f"末日为{holiday},顺延{until}"],
                ["当日不计,次日起算", f"末日{day_words(last, start)}为{holiday},顺延到下一个工作日"],
            )
        case Unit.WORKDAY:
            return _workday_why(limit, start, end, calendar, until)
        case _:
            return [limit.words], ["连续计算,不分昼夜和节假日"]


def _workday_why(
    limit: Limit, start: datetime, end: datetime, calendar: WorkCalendar, until: str
) -> tuple[list[str], list[str]]:
    span = list(days(start.date() + ONE_DAY, end.date()))
    holidays: dict[str, list[date]] = {}
    for day in span:
        if not calendar.is_workday(day) and day in calendar.off:
            holidays.setdefault(calendar.name_of(day), []).append(day)
    made_up = [day_words(day, start) for day in span if day in calendar.on]
    weekends = [day for day in span if not calendar.is_workday(day) and day not in calendar.off]
    phrases = [limit.words]
    if holidays:
        phrases.append(f"遇{'、'.join(holidays)}放假")
    elif weekends and limit.value <= 3:
        phrases.append("、".join(f"{day.day}日为{calendar.name_of(day)}" for day in weekends))
    if made_up:
        phrases.append(f"{'、'.join(made_up)}调休上班")
    lines = ["当日不计,从下一个工作日起数"]
    lines += [f"{name}放假{len(off)}天:{_span_words(off, start)},不计" for name, off in holidays.items()]
    lines += [f"周末{len(weekends)}天,不计"] if weekends else []
    lines += [f"{day}调休上班,计入" for day in made_up]
    return [*phrases, until], lines


def _span_words(found: list[date], start: datetime) -> str:
    if len(found) == 1:
        return day_words(found[0], start)
    return f"{day_words(found[0], start)}至{day_words(found[-1], start)}"


def day_words(day: date, near: date | None = None) -> str:
    """10月12日, or 2027年1月4日 where the year is not that of `near`."""
    year = f"{day.year}年" if near and near.year != day.year else ""
    return f"{year}{day.month}月{day.day}日"


def moment_words(at: datetime, near: date | None = None) -> str:
    """10月12日 17:30."""
    return f"{day_words(at, near)} {at:%H:%M}"


def amount_words(unit: Unit, amount: timedelta) -> str:
    """A paused amount in its unit: 2个工作日, 3小时20分."""
    if unit in (Unit.DAY, Unit.WORKDAY):
        return f"{amount.days}{unit.label}"
    hours, minutes = divmod(round(amount.total_seconds() / 60), 60)
    return (f"{hours}小时" if hours else "") + (f"{minutes}分" if minutes or not hours else "")
