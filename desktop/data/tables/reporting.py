"""What goes up to the town: reports as they were sent, the town's own forms, and the words of summaries."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Code, Key, Prose, Short, Travels, Versioned


class SentReport(Travels, Versioned, Base):
    """A report that was marked 已上报: the file as it left, its figures, and the fingerprint of the data behind them.

    `content` are the tables with their cells, to tell what differs later; `withdrawn_at` is when another replaced it.
    """

    __tablename__ = "sent_report"
    __table_args__ = (Index("ix_sent_report_period", "report", "first", "last"),)

    id: Mapped[Key]
    report: Mapped[Code]
    name: Mapped[Short]
    first: Mapped[date]
    last: Mapped[date]
    scope: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    recipient: Mapped[Short] = mapped_column(default="")
    file_name: Mapped[Short]
    file: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    note: Mapped[Prose] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]


class TownForm(Travels, Versioned, Base):
    """A workbook of the town's that is filled every month; `latest` is its newest version."""

    __tablename__ = "town_form"
    __table_args__ = (UniqueConstraint("office_id", "name"),)

    id: Mapped[Key]
    name: Mapped[Short]
    latest: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[Prose] = mapped_column(default="")


class TownFormVersion(Base):
    """The workbook as the town sent it (never changed) and what stands in which of its cells."""

    __tablename__ = "town_form_version"
    __table_args__ = (UniqueConstraint("form_id", "number"),)

    id: Mapped[Key]
    form_id: Mapped[int] = mapped_column(ForeignKey("town_form.id"))
    number: Mapped[int]
    file_name: Mapped[Short]
    file: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str] = mapped_column(String(64))
    mapping: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))


class TownFormFilling(Base):
    """Once a form was filled: for which days, into which file, and what was put in which cell by which definition."""

    __tablename__ = "town_form_filling"
    __table_args__ = (Index("ix_town_form_filling_form", "form_id", "first", "last"),)

    id: Mapped[Key]
    form_id: Mapped[int] = mapped_column(ForeignKey("town_form.id"))
    number: Mapped[int]
    first: Mapped[date]
    last: Mapped[date]
    scope: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    file_name: Mapped[Short]
    placed: Mapped[list[Any]]


class Summary(Travels, Versioned, Base):
    """The worker's own words in a summary or bulletin of one period, by the section they stand in."""

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("office_id", "kind", "first", "last"),)

    id: Mapped[Key]
    kind: Mapped[Code]
    first: Mapped[date]
    last: Mapped[date]
    words: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class DocumentTemplate(Travels, Versioned, Base):
    """A Word template that the office edited; without one the shipped template is used."""

    __tablename__ = "document_template"
    __table_args__ = (UniqueConstraint("office_id", "kind"),)

    id: Mapped[Key]
    kind: Mapped[Code]
    file: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
