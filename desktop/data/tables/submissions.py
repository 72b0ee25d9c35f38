"""What the committees sent to the town: whose it is, what it says, and its masked orders."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Code, Key, Prose, Short, Versioned


class Contributor(Versioned, Base):
    """An office that sends its figures; `public_key` (hex) is the one of its first workbook that was accepted."""

    __tablename__ = "contributor"

    id: Mapped[Key]
    gid: Mapped[str | None] = mapped_column(String(64), unique=True)
    name: Mapped[Short] = mapped_column(unique=True)
    group: Mapped[Short] = mapped_column(default="")
    public_key: Mapped[str] = mapped_column(String(64), default="")
    expected: Mapped[bool] = mapped_column(default=True)


class Submission(Versioned, Base):
    """A workbook that an office sent for a period; a later one replaces it, and both are kept.

    `definitions` are the indicators it was made with (code → digest), `content` its tables, `problems` what did not
    agree in it.
    """

    __tablename__ = "submission"
    __table_args__ = (
        Index("ix_submission_period", "first", "last", "contributor_id"),
        UniqueConstraint("digest"),
    )

    id: Mapped[Key]
    contributor_id: Mapped[int] = mapped_column(ForeignKey("contributor.id"))
    first: Mapped[date]
    last: Mapped[date]
    made_at: Mapped[datetime]
    program: Mapped[Short] = mapped_column(default="")
    file_name: Mapped[Short]
    digest: Mapped[str] = mapped_column(String(64))
    definitions: Mapped[dict[str, Any]]
    content: Mapped[dict[str, Any]]
    problems: Mapped[list[Any]]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    note: Mapped[Prose] = mapped_column(default="")


class SubmittedOrder(Base):
    """One masked order out of a submission; the columns mean what they mean in `work_order`."""

    __tablename__ = "submitted_order"
    __table_args__ = (
        UniqueConstraint("submission_id", "gid"),
        Index("ix_submitted_order_received", "received_at"),
    )

    id: Mapped[Key]
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    gid: Mapped[str] = mapped_column(String(32))
    number: Mapped[Code]
    upstream_number: Mapped[Short] = mapped_column(default="")
    received_at: Mapped[datetime]
    channel_code: Mapped[Code]
    category_code: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[Code]
    urgency: Mapped[Code]
    estate: Mapped[Short] = mapped_column(default="")
    unit: Mapped[Short] = mapped_column(default="")
    summary: Mapped[Prose] = mapped_column(default="")
    state: Mapped[Code]
    verdict: Mapped[str | None]
    rating: Mapped[str | None]
    solved: Mapped[str | None]
    contacted: Mapped[bool | None]
    repeat: Mapped[bool] = mapped_column(default=False)
    merged: Mapped[bool] = mapped_column(default=False)
    returned: Mapped[bool] = mapped_column(default=False)
    dispatched_at: Mapped[datetime | None]
    first_contact_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    close_due_at: Mapped[datetime | None]
