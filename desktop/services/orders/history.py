"""The append-only history of every act, chained by hash."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.prepared import Inserter, Prepared
from desktop.data.tables import metadata
from desktop.data.tables.orders import ActRecord, WorkOrder
from desktop.domain.lifecycle import Act
from desktop.domain.operator import Operator
from desktop.services.chain import START, link

_ACT = metadata.tables["act"].c
_LAST = Prepared(select(_ACT.hash).order_by(_ACT.id.desc()).limit(1))  # every act asks it
_COVERED = ("work_order_id", "act", "at", "happened_at", "staff_id", "text", "details")
_NEW = Inserter(ActRecord)


def record(
    session: Session,
    order: WorkOrder,
    act: Act,
    operator: Operator,
    now: datetime,
    text: str,
    *,
    happened_at: datetime | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add one act to the history, in the caller's transaction. `text` is what the timeline shows; no phones in it."""
    session.flush()  # the order's id, and the acts before this one
    done = {
        "work_order_id": order.id,
        "act": act,
        "at": now,
        "happened_at": happened_at or now,
        "staff_id": operator.id,
        "text": text,
        "details": details or {},
    }
    covered = tuple(done[name] for name in _COVERED)
    _NEW.one(session, {**done, "office_id": order.office_id, "hash": link(last_hash(session), covered)})


def last_hash(session: Session) -> str:
    """The hash of the newest act, or the start of the chain."""
    last = _LAST.row(session)
    return last[0] if last else START


def values(row: ActRecord) -> tuple[Any, ...]:
    """What the hash of an act covers."""
    return tuple(getattr(row, name) for name in _COVERED)


def broken_links(session: Session) -> Iterator[int]:
    """Ids of acts whose hash does not follow from what stands before them; empty when nobody tampered."""
    previous = START
    rows = session.execute(select(ActRecord).order_by(ActRecord.id).execution_options(yield_per=2000)).scalars()
    for row in rows:
        if row.hash != link(previous, values(row)):
            yield row.id
        previous = row.hash
        session.expunge(row)
