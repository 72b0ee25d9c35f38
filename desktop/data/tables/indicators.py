"""What the office's figures mean, version by version."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Code, Key, Prose, Travels


class IndicatorVersion(Travels, Base):
    """One version of the office's own copy of an indicator, never changed; the highest number of a code is in force.

    `content` is what `domain.indicators` reads; an office without a version of a code uses the shipped definition.
    """

    __tablename__ = "indicator_version"
    __table_args__ = (UniqueConstraint("office_id", "code", "number"),)

    id: Mapped[Key]
    code: Mapped[Code]
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[Prose] = mapped_column(default="")
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
