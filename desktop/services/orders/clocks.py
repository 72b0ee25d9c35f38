"""Starting, stopping and recounting the clocks of work orders."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from desktop.data.prepared import Inserter, Prepared
from desktop.data.tables import metadata
from desktop.data.tables.orders import ActRecord, Clock, Hold, Request, WorkOrder
from desktop.data.tables.reference import LimitProfile
from desktop.domain.lifecycle import OPEN, Act, Pending, Urgency
from desktop.domain.timing.clocks import ClockKind, Extension, clock_set, limits_of
from desktop.domain.timing.limits import Due, Limit, Pause, Since, Unit, due
from desktop.services.reference.worktime import hours_of, work_calendar

AGAIN = "supervise_recheck"  # 督办、回访复核、再次处置: three workdays
PETITION = "petition"  # 信访工作条例: 15 days to tell, 60 to conclude, 30 more
PETITION_RULE = "petition_rule"
_CHANNEL, _CATEGORY, _PROFILE = (metadata.tables[name].c for name in ("channel", "category", "limit_profile"))
_RULE = select(_CHANNEL.deadline_rule).where(_CHANNEL.code == bindparam("channel")).scalar_subquery()
_OWN = select(_CATEGORY.profile_code).where(_CATEGORY.code == bindparam("category")).scalar_subquery()
_PROFILE_OF = Prepared(  # every intake asks it
    select(_PROFILE.limits, _PROFILE.extend_max).where(
        _PROFILE.code == case((_RULE == PETITION_RULE, PETITION), else_=_OWN)
    )
)
_NEW_CLOCK = Inserter(Clock)


def limits(session: Session, category: str | None, channel: str | None) -> Mapping[ClockKind, Limit]:
    """The time limits of a category, or those of the petition rules where the channel says so."""
    found = _PROFILE_OF.row(session, category=category, channel=channel)
    return limits_of(json.loads(found[0])) if found else {}


def preview(
    session: Session,
    category: str | None,
    channel: str | None,
    urgency: Urgency,
    received_at: datetime,
    upstream_due_at: datetime | None,
) -> dict[ClockKind, Due]:
    """The due times that an order would get, were it taken in like this."""
    return clock_set(
        limits(session, category, channel),
        received_at,
        None,
        work_calendar(session),
        hours_of(session),
        upstream_due=upstream_due_at,
        urgent=urgency is Urgency.CRITICAL,
    )


def first(session: Session, order: WorkOrder) -> list[dict[str, Any]]:
    """Put the due times into an order that is about to be written, and return its clocks for `keep`.

    Nothing is known of it yet that could move them, so they are written once.
    """
    wanted = limits(session, order.category_code, order.channel_code)
    dues = clock_set(
        wanted,
        order.received_at,
        None,
        work_calendar(session),
        hours_of(session),
        upstream_due=order.upstream_due_at,
        urgent=order.urgency == Urgency.CRITICAL,
    )
    _show(order, {kind: found.at for kind, found in dues.items()}, dues.get(ClockKind.CLOSE))
    return [_new(order, kind, found, wanted.get(kind)) for kind, found in dues.items()]


def keep(session: Session, order: WorkOrder, clocks: Iterable[Mapping[str, Any]]) -> None:
    """Write the first clocks of an order that has its id now."""
    for clock in clocks:
        _NEW_CLOCK.one(session, {**clock, "work_order_id": order.id})


def start_again(session: Session, order: WorkOrder) -> None:
    """The category, channel, urgency or upstream due time was corrected: count anew; what was met stays met.

    An order that was opened again keeps the limits of a second handling.
    """
    if not order.redos:
        _clear(session, order)
        _lay(session, order, limits(session, order.category_code, order.channel_code), order.received_at)
    recompute(session, order)


def restart(session: Session, order: WorkOrder, now: datetime) -> None:
    """The order was opened again: the clocks of a second handling run from now; the upstream due time is past."""
    _clear(session, order)
    order.first_contact_at = order.on_site_at = None
    _lay(session, order, limits_of(session.get_one(LimitProfile, AGAIN).limits), now)
    recompute(session, order)


def dispatched(session: Session, order: WorkOrder) -> None:
    """The order went out, or was taken back: limits that count from the dispatch are counted anew."""
    if any(row.since == Since.DISPATCHED for row in _rows(session, order).values()):
        recompute(session, order)
    else:
        refresh(session, order)


def meet(session: Session, order: WorkOrder, kind: ClockKind, at: datetime) -> None:
    """Stop a clock at `at`; nothing where the order has no such clock."""
    if row := _rows(session, order).get(kind):
        row.met_at = at
    refresh(session, order)


def latest_extension(session: Session, order: WorkOrder) -> datetime | None:
    """The latest time to which the office may extend, however often; None where nothing bounds it.

    The bound counts from the receipt as the limit itself does (复杂事项15个工作日), and holds push it as well. Upstream
    sets its own due times, so with its consent ours do not bound them.
    """
    if upstream_due(order) is not None:
        return None
    most = _extend_max(session, order)
    if most is None:
        return None
    calendar, hours = work_calendar(session), hours_of(session)
    pauses = [] if order.urgency == Urgency.CRITICAL else _pauses(session, order)
    return due(most, _base(order, _rows(session, order)), calendar, hours, pauses).at


def upstream_due(order: WorkOrder) -> datetime | None:
    """The due time that upstream set, while it binds: an order that was opened again has outlived it."""
    return None if order.redos else order.upstream_due_at


def supervision_due(session: Session, now: datetime) -> datetime:
    """When the answer to a supervision order is due."""
    profile = session.get_one(LimitProfile, AGAIN)
    return due(limits_of(profile.limits)[ClockKind.CLOSE], now, work_calendar(session), hours_of(session)).at


def _new(order: WorkOrder, kind: ClockKind, found: Due, limit: Limit | None) -> dict[str, Any]:
    return {
        "office_id": order.office_id,
        "kind": kind,
        "value": limit.value if limit else None,
        "unit": limit.unit if limit else None,
        "since": limit.since if limit else None,
        "starts_at": order.received_at,
        "due_at": found.at,
        "warn_at": found.warn_at or found.at,
        "provisional": found.provisional,
        "reason": found.reason,
        "steps": list(found.steps),
    }


def recompute(session: Session, order: WorkOrder) -> int:
    """Count the order's clocks anew from what is known of it; returns how many due times moved."""
    rows = _rows(session, order)
    base = _base(order, rows)
    pauses = _pauses(session, order)
    calendar, hours = work_calendar(session), hours_of(session)
    own_limits = {
        kind: Limit(row.value, Unit(row.unit), Since(row.since))
        for kind, row in rows.items()
        if row.value is not None and row.unit and row.since
    }
    extension = _extension(session, order, base)

    def counted(before: datetime | None) -> dict[ClockKind, Due]:
        return clock_set(
            own_limits,
            base,
            base if order.redos else order.dispatched_at,
            calendar,
            hours,
            upstream_due=upstream_due(order),
            pauses=[pause for pause in pauses if before is None or pause.since < before],
            extension=extension,
            urgent=order.urgency == Urgency.CRITICAL,
        )

    dues = counted(None)
    for kind, row in rows.items():
        if row.met_at is not None and kind in dues:
            dues[kind] = counted(row.met_at)[kind]  # a pause after the clock was met does not move it
    moved = 0
    for kind, found in dues.items():
        if kind not in rows:
            rows[kind] = Clock(office_id=order.office_id, work_order_id=order.id, kind=kind, starts_at=base)
            rows[kind].met_at = _met_at(order, kind)
            session.add(rows[kind])
        moved += rows[kind].due_at != found.at
        _put(rows[kind], found)
    for kind in rows.keys() - dues.keys():
        session.delete(rows.pop(kind))
    _refresh(order, rows)
    return moved


def refresh(session: Session, order: WorkOrder) -> None:
    """Put the order's next due time where lists find it."""
    _refresh(order, _rows(session, order))


def _refresh(order: WorkOrder, rows: Mapping[ClockKind, Clock]) -> None:
    running = {kind: row.due_at for kind, row in rows.items() if row.met_at is None and not row.paused}
    close = rows.get(ClockKind.CLOSE)
    _show(order, running if order.state in OPEN else {}, Due(close.due_at) if close else None)


def _show(order: WorkOrder, running: Mapping[ClockKind, datetime], close: Due | None) -> None:
    order.due_kind = min(running, key=lambda kind: running[kind], default=None)
    order.due_at = running[ClockKind(order.due_kind)] if order.due_kind else None
    order.close_due_at = close.at if close else None


def count_anew(session: Session, year: int) -> int:
    """Recount every order that hangs on the days of `year`; returns how many due times moved."""
    first, last = datetime.combine(date(year, 1, 1), time.min), datetime.combine(date(year, 12, 31), time.max)
    hanging = select(Clock.work_order_id).where(Clock.due_at >= first, Clock.starts_at <= last)
    orders = session.scalars(select(WorkOrder).where(WorkOrder.id.in_(hanging)).order_by(WorkOrder.id))
    moved = sum(recompute(session, order) for order in orders)
    supervised = select(WorkOrder).where(WorkOrder.supervision_due_at >= first, WorkOrder.state.in_(OPEN))
    return moved + sum(_supervise_anew(session, order) for order in session.scalars(supervised))


def _supervise_anew(session: Session, order: WorkOrder) -> bool:
    told = session.scalar(
        select(func.max(ActRecord.at)).where(ActRecord.work_order_id == order.id, ActRecord.act == Act.SUPERVISE)
    )
    before = order.supervision_due_at
    if told is not None:
        order.supervision_due_at = supervision_due(session, told)
    return order.supervision_due_at != before


def _base(order: WorkOrder, rows: Mapping[ClockKind, Clock]) -> datetime:
    """The receipt, or the moment the order was opened again."""
    return min((row.starts_at for row in rows.values()), default=order.received_at)


def _pauses(session: Session, order: WorkOrder) -> list[Pause]:
    return [
        Pause(since, until)
        for since, until in session.execute(select(Hold.since, Hold.until).where(Hold.work_order_id == order.id))
    ]


def _met_at(order: WorkOrder, kind: ClockKind) -> datetime | None:
    match kind:
        case ClockKind.FIRST_CONTACT:
            return order.first_contact_at
        case ClockKind.ON_SITE:
            return order.on_site_at
        case ClockKind.CLOSE:
            return order.closed_at


def _extend_max(session: Session, order: WorkOrder) -> Limit | None:
    if order.redos:
        most = session.get_one(LimitProfile, AGAIN).extend_max
    else:
        found = _PROFILE_OF.row(session, category=order.category_code, channel=order.channel_code)
        most = json.loads(found[1]) if found and found[1] else None
    return Limit.parse(most) if most else None


def _clear(session: Session, order: WorkOrder) -> None:
    for row in _rows(session, order).values():
        session.delete(row)
    session.flush()


def _lay(session: Session, order: WorkOrder, wanted: Mapping[ClockKind, Limit], base: datetime) -> None:
    """Rows for the limits; recompute() gives them their due times."""
    for kind, limit in wanted.items():
        session.add(
            Clock(
                office_id=order.office_id,
                work_order_id=order.id,
                kind=kind,
                value=limit.value,
                unit=limit.unit,
                since=limit.since,
                starts_at=base,
                due_at=base,
                warn_at=base,
                met_at=_met_at(order, kind),
                reason="",
            )
        )
    session.flush()


def _put(row: Clock, found: Due) -> None:
    row.due_at, row.warn_at = found.at, found.warn_at or found.at
    row.reason, row.steps = found.reason, list(found.steps)
    row.provisional, row.paused = found.provisional, found.paused and row.met_at is None


def _rows(session: Session, order: WorkOrder) -> dict[ClockKind, Clock]:
    session.flush()
    found = session.scalars(select(Clock).where(Clock.work_order_id == order.id).order_by(Clock.id))
    return {ClockKind(row.kind): row for row in found}


def _extension(session: Session, order: WorkOrder, base: datetime) -> Extension | None:
    request = session.scalars(
        select(Request)
        .where(
            Request.work_order_id == order.id,
            Request.kind == Pending.EXTENSION,
            Request.approved.is_(True),
            Request.decided_at >= base,
        )
        .order_by(Request.decided_at.desc())
        .limit(1)
    ).first()
    if request is None or request.decided_at is None:
        return None
    return Extension(datetime.fromisoformat(request.details["until"]), request.decided_at)
