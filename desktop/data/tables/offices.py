"""The office, the people who work in it, and what it has set."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Code, Key, Prose, Short, Travels, Versioned


class Office(Base):
    """A residential committee or the town housing office."""

    __tablename__ = "office"

    id: Mapped[Key]
    gid: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Short]
    town: Mapped[Short] = mapped_column(default="")
    phone: Mapped[Short] = mapped_column(default="")


class StaffMember(Travels, Versioned, Base):
    """A named worker of an office."""

    __tablename__ = "staff_member"

    id: Mapped[Key]
    name: Mapped[Short]
    active: Mapped[bool] = mapped_column(default=True)


class Setting(Base):
    """One setting of the office, as JSON under a key."""

    __tablename__ = "setting"

    key: Mapped[Code] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]


class Counter(Base):
    """The last work order number given out on a day; rolled back with the order that wanted it, so no holes."""

    __tablename__ = "counter"

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]


class SavedView(Versioned, Base):
    """A named filter of a list; `screen` is the list it belongs to."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("screen", "name"),)

    id: Mapped[Key]
    screen: Mapped[Code]
    name: Mapped[Short]
    filter: Mapped[dict[str, Any]]


class Draft(Base):
    """What is typed on a screen and not yet saved; it survives a kill."""

    __tablename__ = "draft"

    screen: Mapped[Code] = mapped_column(primary_key=True)
    values: Mapped[dict[str, Any]]


class ImportMapping(Versioned, Base):
    """Which column of a spreadsheet is which field, kept under a name for next month."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("target", "name"),)

    id: Mapped[Key]
    target: Mapped[Code]
    name: Mapped[Short]
    mapping: Mapped[dict[str, Any]]


class ImportRun(Travels, Base):
    """One import that was carried out: which file, by whom, with what counts."""

    __tablename__ = "import_run"

    id: Mapped[Key]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    target: Mapped[Code]
    file_name: Mapped[Short]
    digest: Mapped[Short]
    imported: Mapped[int]
    skipped: Mapped[int]
    rejected: Mapped[int]
    note: Mapped[Prose] = mapped_column(default="")
