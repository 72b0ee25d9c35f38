"""Keeping photos and files with an order: the bytes are safe on disk before the database names them."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.data.tables.orders import Attachment, WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act
from desktop.domain.text import normalise
from desktop.system.files import keep_attachment

NAME_LENGTH = 200
LARGEST = 30 * 1024 * 1024  # bytes; a phone's photo has 3 to 8 MB


def attach(session: Session, order: WorkOrder, act: Act, paths: tuple[str, ...], now: datetime, field: str) -> int:
    """Keep the files and name them with the order; returns how many. Refused where one cannot be read."""
    folder: Path = session.info["attachments"]
    for name in paths:
        source = Path(name)
        try:
            size = source.stat().st_size
        except OSError as error:
            raise Refused({field: f"读不到“{normalise(source.name)}”,请重新选择。"}) from error
        if not source.is_file():
            raise Refused({field: f"“{normalise(source.name)}”不是文件,请重新选择。"})
        if size > LARGEST:
            raise Refused({field: f"“{normalise(source.name)}”超过30MB,请压缩后再添加。"})
        session.add(
            Attachment(
                office_id=order.office_id,
                work_order_id=order.id,
                act=act,
                name=normalise(source.name)[:NAME_LENGTH],
                stored=keep_attachment(source, folder),
                size=size,
                at=now,
            )
        )
    return len(paths)
