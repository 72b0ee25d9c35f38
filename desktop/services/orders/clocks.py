"""Starting, stopping and recounting the clocks of work orders."""

from collections.abc import Mapping
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import Clock, Hold, Request, WorkOrder
from desktop.data.tables.reference import Category, Channel, LimitProfile
from desktop.domain.clocks import ClockKind, Extension, clock_set, limits_of
from desktop.domain.lifecycle import OPEN, Pending, State, Urgency
from desktop.domain.limits import Due, Limit, Pause, Since, Unit, due
from desktop.services.reference.worktime import hours_of, work_calendar

AGAIN = "supervise_recheck"  # 督办、回访复核、再次处置: three workdays
PETITION_RULE = "petition_rule"
PETITION = {  # 信访工作条例: 15 days to tell the petitioner, 60 days to conclude
    ClockKind.FIRST_CONTACT: Limit(15, Unit.DAY),
    ClockKind.CLOSE: Limit(60, Unit.DAY),
}


def limits(session: Session, category: str | None, channel: str | None) -> Mapping[ClockKind, Limit]:
    """The time limits of a category, or those of the petition rules where the channel says so."""
    rule = session.get(Channel, channel) if channel else None
    if rule is not None and rule.deadline_rule == PETITION_RULE:
        return PETITION
    row = session.get(Category, category) if category else None
    profile = session.get(LimitProfile, row.profile_code) if row is not None and row.profile_code else None
    return limits_of(profile.limits) if profile else {}


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


def start(session: Session, order: WorkOrder) -> None:
    """Start the clocks of a new order."""
    _lay(session, order, limits(session, order.category_code, order.channel_code), order.received_at)
    recompute(session, order)


def start_again(session: Session, order: WorkOrder) -> None:
    """The category, channel or upstream due time was corrected: count anew; what was met stays met."""
    rows = _rows(session, order)
    met = {kind: row.met_at for kind, row in rows.items()}
    base = min((row.starts_at for row in rows.values()), default=order.received_at)
    for row in rows.values():
        session.delete(row)
    session.flush()
    _lay(session, order, limits(session, order.category_code, order.channel_code), base, met)
    recompute(session, order)


def restart(session: Session, order: WorkOrder, now: datetime) -> None:
    """The order was opened again: the clocks of a second handling run from now; the upstream due time is past."""
    for row in _rows(session, order).values():
        session.delete(row)
    session.flush()
    order.first_contact_at = order.on_site_at = None
    profile = session.get_one(LimitProfile, AGAIN)
    _lay(session, order, limits_of(profile.limits), now)
    recompute(session, order)


def dispatched(session: Session, order: WorkOrder) -> None:
    """The order went out: limits that count from the dispatch are counted from it."""
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
    """The latest time to which the office may extend; None where the category sets no bound."""
    row = session.get(Category, order.category_code) if order.category_code else None
    profile = session.get(LimitProfile, row.profile_code) if row is not None and row.profile_code else None
    if profile is None or profile.extend_max is None or order.close_due_at is None:
        return None
    first = session.scalar(
        select(Clock.starts_at).where(Clock.work_order_id == order.id, Clock.kind == ClockKind.CLOSE)
    )
    begins = max(order.close_due_at, first or order.received_at)
    return due(Limit.parse(profile.extend_max), begins, work_calendar(session), hours_of(session)).at


def supervision_due(session: Session, now: datetime) -> datetime:
    """When the answer to a supervision order is due."""
    profile = session.get_one(LimitProfile, AGAIN)
    return due(limits_of(profile.limits)[ClockKind.CLOSE], now, work_calendar(session), hours_of(session)).at


def recompute(session: Session, order: WorkOrder) -> int:
    """Count the order's clocks anew from what is known of it; returns how many due times moved."""
    rows = _rows(session, order)
    base = min((row.starts_at for row in rows.values()), default=order.received_at)
    again = base > order.received_at
    holds = session.scalars(select(Hold).where(Hold.work_order_id == order.id))
    pauses = [Pause(hold.since, hold.until) for hold in holds]
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
            base if again else order.dispatched_at,
            work_calendar(session),
            hours_of(session),
            upstream_due=None if again else order.upstream_due_at,
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
        row = rows.get(kind)
        if row is None:
            row = Clock(office_id=order.office_id, work_order_id=order.id, kind=kind, starts_at=base)
            session.add(row)
            row.met_at = None
        moved += row.due_at != found.at
        _put(row, found)
    for kind, row in rows.items():
        if kind not in dues:
            session.delete(row)
    session.flush()
    refresh(session, order)
    return moved


def refresh(session: Session, order: WorkOrder) -> None:
    """Put the order's next due time where lists find it."""
    rows = _rows(session, order)
    running = [row for row in rows.values() if row.met_at is None and not row.paused and State(order.state) in OPEN]
    nearest = min(running, key=lambda row: row.due_at, default=None)
    order.due_at = nearest.due_at if nearest else None
    order.due_kind = nearest.kind if nearest else None
    close = rows.get(ClockKind.CLOSE)
    order.close_due_at = close.due_at if close else None


def count_anew(session: Session, year: int) -> int:
    """Recount every order that hangs on the days of `year`; returns how many due times moved."""
    first, last = datetime.combine(date(year, 1, 1), time.min), datetime.combine(date(year, 12, 31), time.max)
    hanging = select(Clock.work_order_id).where(Clock.due_at >= first, Clock.starts_at <= last)
    orders = session.scalars(select(WorkOrder).where(WorkOrder.id.in_(hanging)).order_by(WorkOrder.id))
    return sum(recompute(session, order) for order in orders)


def _lay(
    session: Session,
    order: WorkOrder,
    wanted: Mapping[ClockKind, Limit],
    base: datetime,
    met: Mapping[ClockKind, datetime | None] | None = None,
) -> None:
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
                met_at=(met or {}).get(kind),
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
