"""The office's lists: categories in two levels, channels, time limits, workday calendars."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Code, Prose, Short, Versioned


class LimitProfile(Versioned, Base):
    """A set of time limits; `limits` is {first_contact, on_site, close: {value, unit, from} or None}."""

    __tablename__ = "limit_profile"

    code: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[Short]
    limits: Mapped[dict[str, Any]]
    extend_max: Mapped[dict[str, Any] | None]
    basis: Mapped[Short] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")


class Category(Versioned, Base):
    """A category; the first level has no parent, the second carries who is responsible and how fast.

    `counted` is false for what is no complaint (enquiries, praise): kept, but not in 有效投诉量.
    """

    __tablename__ = "category"

    code: Mapped[Code] = mapped_column(primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"), index=True)
    name: Mapped[Short]
    position: Mapped[int]
    responsible: Mapped[Short] = mapped_column(default="")
    assisting: Mapped[list[Any]] = mapped_column(default=list)
    urgency: Mapped[str | None]
    profile_code: Mapped[str | None] = mapped_column(ForeignKey("limit_profile.code"))
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    hot_class: Mapped[Short] = mapped_column(default="")
    counted: Mapped[bool] = mapped_column(default=True)
    tips: Mapped[Prose] = mapped_column(default="")
    keys: Mapped[Short] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class Channel(Versioned, Base):
    """A way in which complaints arrive; `counted` is false for what the office found itself."""

    __tablename__ = "channel"

    code: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[Short]
    short: Mapped[Short]
    group: Mapped[Short]
    position: Mapped[int]
    upstream_number: Mapped[Short]
    deadline_rule: Mapped[Short]
    confidential: Mapped[bool] = mapped_column(default=False)
    counted: Mapped[bool] = mapped_column(default=True)
    reply_to: Mapped[Short] = mapped_column(default="")
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    note: Mapped[Prose] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class CalendarYear(Versioned, Base):
    """The official workday calendar of one year as the office entered it: `days` is [[iso day, off or on, name]]."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True)
    days: Mapped[list[Any]]
    source: Mapped[Short] = mapped_column(default="")
