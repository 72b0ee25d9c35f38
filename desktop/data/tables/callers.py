"""The people who call, with several phones and addresses."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Key, Prose, Short, Travels, Versioned


class Caller(Travels, Versioned, Base):
    """A resident who called, by the name she gave."""

    __tablename__ = "caller"

    id: Mapped[Key]
    name: Mapped[Short] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")


class CallerPhone(Travels, Base):
    """A number under which a caller is known."""

    __tablename__ = "caller_phone"
    __table_args__ = (UniqueConstraint("caller_id", "phone"),)

    id: Mapped[Key]
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    phone: Mapped[Short] = mapped_column(index=True)
    last_used_at: Mapped[datetime]


class CallerAddress(Travels, Base):
    """Where a caller lives or calls about."""

    __tablename__ = "caller_address"
    __table_args__ = (UniqueConstraint("caller_id", "estate_id", "building", "unit", "room"),)

    id: Mapped[Key]
    caller_id: Mapped[int] = mapped_column(ForeignKey("caller.id"))
    estate_id: Mapped[int | None] = mapped_column(ForeignKey("estate.id"))
    building: Mapped[Short] = mapped_column(default="")
    unit: Mapped[Short] = mapped_column(default="")
    room: Mapped[Short] = mapped_column(default="")
    last_used_at: Mapped[datetime]
