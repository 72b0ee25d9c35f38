"""Who calls: people and addresses known under a number, and what they called about before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.callers import Caller, CallerAddress, CallerPhone
from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import WorkOrder
from desktop.domain.lifecycle import State

WINDOW = timedelta(days=90)  # 重复预警窗口, PRACTICE 3.4
ALIKE = 45.0  # of 100; below it two texts are not shown as the same matter
SHOWN = 5


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """A person at an address under the number that calls; one Enter takes it."""

    caller_id: int
    name: str
    estate_id: int | None
    estate: str
    building: str
    unit: str
    room: str
    last_used_at: datetime


@dataclass(frozen=True, slots=True)
class EarlierOrder:
    """An order of the same caller, or about the same matter; `alike` is 0 to 1."""

    id: int
    number: str
    title: str
    received_at: datetime
    state: State
    verdict: str | None
    rating: str | None
    alike: float
    why: str


def known_under(session: Session, phone: str) -> list[KnownAddress]:
    """The people and addresses known under a whole number, the last used first."""
    if not phone:
        return []
    query = (
        select(Caller, CallerPhone.last_used_at, CallerAddress, Estate.name)
        .join(CallerPhone, CallerPhone.caller_id == Caller.id)
        .outerjoin(CallerAddress, CallerAddress.caller_id == Caller.id)
        .outerjoin(Estate, Estate.id == CallerAddress.estate_id)
        .where(CallerPhone.phone == phone)
        .order_by(CallerAddress.last_used_at.desc(), CallerPhone.last_used_at.desc())
    )
    return [
        KnownAddress(
            caller.id,
            caller.name,
            address.estate_id if address else None,
            estate or "",
            address.building if address else "",
            address.unit if address else "",
            address.room if address else "",
            address.last_used_at if address else used_at,
        )
        for caller, used_at, address, estate in session.execute(query)
    ]


def earlier_orders(session: Session, phone: str) -> list[EarlierOrder]:
    """What was called about from this number, the newest first."""
    if not phone:
        return []
    query = select(WorkOrder).where(WorkOrder.phone == phone, WorkOrder.state != State.VOID)
    return [
        _earlier(order, 0.0, "") for order in session.scalars(query.order_by(WorkOrder.received_at.desc()).limit(SHOWN))
    ]


def possible_duplicates(
    session: Session, estate_id: int | None, category_code: str | None, content: str, building: str, now: datetime
) -> list[EarlierOrder]:
    """Orders that may be about the same matter: same estate, near in time, of the same category or in like words."""
    if estate_id is None or not content.strip():
        return []
    query = (
        select(WorkOrder)
        .where(
            WorkOrder.estate_id == estate_id,
            WorkOrder.received_at >= now - WINDOW,
            WorkOrder.state.not_in([State.VOID, State.MERGED]),
        )
        .order_by(WorkOrder.received_at.desc())
        .limit(500)
    )
    found = []
    for order in session.scalars(query):
        alike = (
            fuzz.token_set_ratio(content, order.content) if content.isascii() else fuzz.ratio(content, order.content)
        )
        alike = max(alike, fuzz.partial_ratio(content, order.content) * 0.8)
        same_category = category_code is not None and order.category_code == category_code
        same_building = bool(building) and order.building == building
        score = alike + 25 * same_category + 15 * same_building
        if alike >= ALIKE or (same_category and (same_building or score >= ALIKE)):
            why = ["同小区"] + ["同类"] * same_category + ["同楼栋"] * same_building + [f"相似{alike / 100:.2f}"]
            found.append((score, _earlier(order, alike / 100, "·".join(why))))
    return [order for _, order in sorted(found, key=lambda pair: -pair[0])[:SHOWN]]


def _earlier(order: WorkOrder, alike: float, why: str) -> EarlierOrder:
    return EarlierOrder(
        order.id,
        order.number,
        order.title,
        order.received_at,
        State(order.state),
        order.verdict,
        order.rating,
        alike,
        why,
    )
