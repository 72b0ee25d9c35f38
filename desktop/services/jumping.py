"""Finding anything by a few characters: orders, inspections, findings, notices, estates (Ctrl+K)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Inspection
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.domain.inspection.states import FindingState, InspectionKind, InspectionState, NoticeState
from desktop.forms.order_filter import OrderFilter
from desktop.services.orders.views import listing

MOST = 8
_SCANNED = re.compile(r"(JC-\d{8}-\d{4,})(/\d+)?")  # as a scanner types the code on a sheet: number and page


@dataclass(frozen=True, slots=True)
class Found:
    """Where a jump leads: an order, an inspection, a finding or a notice by id, or the orders of an estate."""

    text: str
    detail: str
    order_id: int | None = None
    estate_id: int | None = None
    inspection_id: int | None = None
    finding_id: int | None = None
    notice_id: int | None = None


def find(session: Session, text: str, now: datetime) -> list[Found]:
    """Estates first, then orders, the newest first; nothing for an empty text."""
    text = text.strip()
    if not text:
        return []
    if numbered := _inspection(session, text) or _rectification(session, text):
        return [numbered]
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


def _inspection(session: Session, text: str) -> Found | None:
    """The inspection with this number, in any case, also with full-width letters and the page after it."""
    number = _SCANNED.fullmatch(unicodedata.normalize("NFKC", text).upper())
    row = session.scalar(select(Inspection).where(Inspection.number == number[1])) if number else None
    if row is None:
        return None
    estate = session.get_one(Estate, row.estate_id).name
    kind, state = InspectionKind(row.kind).label, InspectionState(row.state).label
    return Found(f"{row.number} {estate}", f"检查 · {kind} · {state}", inspection_id=row.id)


def _rectification(session: Session, text: str) -> Found | None:
    """The finding or the notice with this number."""
    number = unicodedata.normalize("NFKC", text).upper()
    if number.startswith("WT-"):
        fault = session.scalar(select(Finding).where(Finding.number == number))
        if fault is not None:
            estate = session.get_one(Estate, fault.estate_id).name
            state = FindingState(fault.state).label
            return Found(f"{number} {fault.text[:30]}", f"问题 · {estate} · {state}", finding_id=fault.id)
    if number.startswith("ZG-"):
        notice = session.scalar(select(RectificationNotice).where(RectificationNotice.number == number))
        if notice is not None:
            estate = session.get_one(Estate, notice.estate_id).name
            state = NoticeState(notice.state).label
            return Found(f"{number} {estate}", f"整改通知书 · {state}", notice_id=notice.id)
    return None
