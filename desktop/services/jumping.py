"""Finding anything by a few characters: orders by number, phone or words, estates (Ctrl+K)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.forms.order_filter import OrderFilter
from desktop.services.orders.views import listing

MOST = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Where a jump leads: an order by id, or the orders of an estate."""

    text: str
    detail: str
    order_id: int | None = None
    estate_id: int | None = None


def find(session: Session, text: str, now: datetime) -> list[Found]:
    """Estates first, then orders, the newest first; nothing for an empty text."""
    text = text.strip()
    if not text:
        return []
    named = Estate.name.contains(text, autoescape=True)
    keyed = Estate.keys.contains(text.lower(), autoescape=True) if text.isascii() else named
    estates = session.execute(
        select(Estate.id, Estate.name, Estate.address)
        .where(Estate.active, or_(named, keyed))
        .order_by(Estate.name)
        .limit(MOST)
    )
    found = [Found(name, f"小区 · {address[:30]}", estate_id=key) for key, name, address in estates]
    ids = listing.ids(session, OrderFilter(text=text), now)[: MOST * 2 - len(found)]
    for key, row in zip(ids, listing.rows(session, ids, now), strict=True):
        found.append(
            Found(f"{row.number} {row.title}", " · ".join(filter(None, [row.estate, row.state])), order_id=key)
        )
    return found
