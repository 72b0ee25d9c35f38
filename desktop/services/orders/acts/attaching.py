"""Keeping photos and files with an order: the bytes are safe on disk before the database names them."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.data.tables.orders import Attachment, WorkOrder
from desktop.domain.lifecycle import Act
from desktop.services.keeping import keep_file


def attach(session: Session, order: WorkOrder, act: Act, paths: tuple[str, ...], now: datetime, field: str) -> int:
    """Keep the files and name them with the order; returns how many. Refused where one cannot be read.

    Photos are kept without place, time and phone; other files as they are.
    """
    folder: Path = session.info["attachments"]
    for path in paths:
        kept = keep_file(path, folder, field)
        session.add(
            Attachment(
                office_id=order.office_id,
                work_order_id=order.id,
                act=act,
                name=kept.name,
                stored=kept.stored,
                size=kept.size,
                at=now,
            )
        )
    return len(paths)
