"""The orders that a report was counted from, as they go up to the town: facts and places, and nobody in them."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.privacy.masking import hide_people
from desktop.domain.timing.periods import Period
from desktop.services.counting.scope import counted, looked_at, returned, span, within

READ = 100  # characters of a complaint that are masked for its abstract
ABSTRACT = 60  # characters of them that are sent
_CONFIDENTIAL = "(保密件,摘要不报)"
_AT_ONCE = 2_000

W = WorkOrder


@dataclass(frozen=True, slots=True)
class SentOrder:
    """One order; the fields are the columns of `submitted_order` and mean what they mean in `work_order`."""

    gid: str
    number: str
    upstream_number: str
    received_at: datetime
    channel_code: str
    category_code: str | None
    kind: str
    urgency: str
    estate: str
    unit: str
    summary: str
    state: str
    verdict: str | None
    rating: str | None
    solved: str | None
    contacted: bool | None
    repeat: bool
    merged: bool
    returned: bool
    dispatched_at: datetime | None
    first_contact_at: datetime | None
    closed_at: datetime | None
    close_due_at: datetime | None


COLUMNS = tuple(field.name for field in fields(SentOrder))
_PLAIN = (
    W.gid, W.number, W.upstream_number, W.received_at, W.channel_code, W.category_code, W.kind, W.urgency, W.state,
    W.verdict, W.rating, W.solved, W.contacted, W.dispatched_at, W.first_contact_at, W.closed_at, W.close_due_at,
)  # fmt: skip


def sent_orders(session: Session, period: Period) -> Iterator[SentOrder]:
    """Every order that counts in a figure of the period: received, closed or due in it, neither void nor excluded."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            *_PLAIN, W.content, W.caller_name, W.phone, W.room, W.confidential, W.sensitive,
            or_(W.repeat_of_id.is_not(None), W.repeat_of_number != "").label("repeat"),
            W.merged_into_id.is_not(None).label("merged"),
            returned().label("returned"),
            Estate.name.label("estate"),
            Organisation.name.label("unit_name"),
        )
        .outerjoin(Estate, Estate.id == W.estate_id)
        .outerjoin(Organisation, Organisation.id == W.organisation_id)
        .where(
            counted(),
            or_(within(W.received_at), within(W.closed_at), within(W.close_due_at)),
            *looked_at(period),
        )
        .order_by(W.received_at, W.id)
    )  # fmt: skip
    found = session.execute(statement, span(period), execution_options={"yield_per": _AT_ONCE})
    return (_order(row) for row in found)


def _order(row: Row[Any]) -> SentOrder:
    facts = row._mapping
    plain = {column.key: facts[column.key] for column in _PLAIN}
    return SentOrder(
        **plain,
        estate=row.estate or "",
        unit=row.unit_name or "",
        summary=_summary(row),
        repeat=bool(row.repeat),
        merged=bool(row.merged),
        returned=bool(row.returned),
    )


def _summary(row: Row[Any]) -> str:
    """Masked before it is cut, so that no half of a number slips through."""
    if row.confidential or row.sensitive:
        return _CONFIDENTIAL
    text = hide_people(" ".join(row.content[:READ].split()), (row.caller_name, row.phone, row.room))
    return text if len(text) <= ABSTRACT and len(row.content) <= READ else text[: ABSTRACT - 1] + "…"


def as_json(order: SentOrder) -> list[Any]:
    """The order's fields in the order of `COLUMNS`, moments as text."""
    return [value.isoformat() if isinstance(value, datetime) else value for value in astuple(order)]


def names_of(session: Session) -> dict[str, Any]:
    """What the codes in the orders are called here, and whether they count as complaints."""
    channels = session.execute(select(Channel.code, Channel.short, Channel.counted))
    categories = session.execute(select(Category.code, Category.name, Category.parent_code, Category.counted))
    return {
        "channels": {code: {"name": name, "counted": counts} for code, name, counts in channels},
        "categories": {
            code: {"name": name, "parent": parent, "counted": counts} for code, name, parent, counts in categories
        },
    }
