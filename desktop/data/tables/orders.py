"""The work order, who handles it, its clocks, and all that was done to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Code, Key, Prose, Short, Travels, Versioned


class WorkOrder(Travels, Versioned, Base):
    """One complaint and where it stands.

    `due_at` is the next due time that is not yet met (with `due_kind`), empty while nothing runs; `reported_at` is when
    the unit said it was done, `closed_at` when it was in fact closed, `finished_at` when nothing more is to do.
    `state_before` remembers where a merged or void order came from. `excluded` orders are kept but never counted.
    """

    __tablename__ = "work_order"
    __table_args__ = (
        UniqueConstraint("office_id", "number"),
        UniqueConstraint("office_id", "import_key"),
        Index("ix_work_order_received", text("received_at DESC"), text("id DESC")),
        Index("ix_work_order_state", "state", text("received_at DESC"), text("id DESC")),
        Index("ix_work_order_estate", "estate_id", text("received_at DESC"), text("id DESC")),
        Index("ix_work_order_due", "due_at", sqlite_where=text("due_at IS NOT NULL")),
    )

    id: Mapped[Key]
    number: Mapped[Code]
    received_at: Mapped[datetime]
    channel_code: Mapped[str] = mapped_column(ForeignKey("channel.code"))
    upstream_number: Mapped[Short] = mapped_column(default="", index=True)
    upstream_due_at: Mapped[datetime | None]
    kind: Mapped[Code]
    category_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"), index=True)
    urgency: Mapped[Code]
    estate_id: Mapped[int | None] = mapped_column(ForeignKey("estate.id"))
    building: Mapped[Short] = mapped_column(default="")
    unit: Mapped[Short] = mapped_column(default="")
    room: Mapped[Short] = mapped_column(default="")
    spot: Mapped[Short] = mapped_column(default="")
    caller_id: Mapped[int | None] = mapped_column(ForeignKey("caller.id"), index=True)
    caller_name: Mapped[Short] = mapped_column(default="")
    phone: Mapped[Short] = mapped_column(default="", index=True)
    confidential: Mapped[bool] = mapped_column(default=False)
    wants_callback: Mapped[bool] = mapped_column(default=True)
    sensitive: Mapped[bool] = mapped_column(default=False)
    title: Mapped[Short]
    content: Mapped[Prose]
    expectation: Mapped[Prose] = mapped_column(default="")
    state: Mapped[Code]
    state_before: Mapped[str | None]
    pending: Mapped[Code] = mapped_column(default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    handler: Mapped[Short] = mapped_column(default="")
    designated: Mapped[bool] = mapped_column(default=False)
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    repeat_of_number: Mapped[Short] = mapped_column(default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    dispatched_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    first_contact_at: Mapped[datetime | None]
    on_site_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    verdict: Mapped[str | None]
    result: Mapped[Prose] = mapped_column(default="")
    contacted: Mapped[bool | None]
    solved: Mapped[str | None]
    rating: Mapped[str | None]
    due_at: Mapped[datetime | None]
    due_kind: Mapped[str | None]
    close_due_at: Mapped[datetime | None] = mapped_column(index=True)
    urges: Mapped[int] = mapped_column(default=0)
    supervision: Mapped[int] = mapped_column(default=0)
    supervision_due_at: Mapped[datetime | None]
    returns: Mapped[int] = mapped_column(default=0)
    redos: Mapped[int] = mapped_column(default=0)
    excluded: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Prose] = mapped_column(default="")
    import_key: Mapped[str | None] = mapped_column(String(80))
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"), index=True)
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))


class Assignment(Travels, Base):
    """A unit that was asked to handle, assist or give its opinion; ended when another took over."""

    __tablename__ = "assignment"
    __table_args__ = (Index("ix_assignment_order", "work_order_id", "role"),)

    id: Mapped[Key]
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Code]
    at: Mapped[datetime]
    requirement: Mapped[Prose] = mapped_column(default="")
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[Short] = mapped_column(default="")
    answer: Mapped[Prose] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    adopted: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]


class Clock(Travels, Base):
    """One due time of an order and why it is that; `steps` is the reasoning, line by line.

    The limit is kept with it (so many of a unit since `since`), so that a later change of the office's limits leaves
    running orders alone. `starts_at` is the receipt, or the moment an order was opened again.
    """

    __tablename__ = "clock"
    __table_args__ = (
        UniqueConstraint("work_order_id", "kind"),
        Index("ix_clock_span", "due_at", "starts_at"),
        Index("ix_clock_provisional", "provisional"),
    )

    id: Mapped[Key]
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"))
    kind: Mapped[Code]
    value: Mapped[int | None]
    unit: Mapped[str | None]
    since: Mapped[str | None]
    starts_at: Mapped[datetime]
    due_at: Mapped[datetime]
    warn_at: Mapped[datetime]
    met_at: Mapped[datetime | None]
    paused: Mapped[bool] = mapped_column(default=False)
    provisional: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Prose]
    steps: Mapped[list[Any]] = mapped_column(default=list)


class Hold(Travels, Base):
    """A time during which an order's clocks stood still, with approval."""

    __tablename__ = "hold"

    id: Mapped[Key]
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    reason: Mapped[Prose] = mapped_column(default="")


class Request(Travels, Base):
    """What a unit asked for (extension, hold, return) and how it was decided."""

    __tablename__ = "request"

    id: Mapped[Key]
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    kind: Mapped[Code]
    at: Mapped[datetime]
    reason: Mapped[Code]
    details: Mapped[dict[str, Any]]
    approved: Mapped[bool | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    opinion: Mapped[Prose] = mapped_column(default="")


class CallBack(Travels, Base):
    """One try to reach the caller after closing, and what she said."""

    __tablename__ = "call_back"

    id: Mapped[Key]
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    reached: Mapped[bool]
    contacted: Mapped[bool | None]
    solved: Mapped[str | None]
    attitude: Mapped[str | None]
    rating: Mapped[str | None]
    dissatisfied_because: Mapped[Prose] = mapped_column(default="")
    remark: Mapped[Prose] = mapped_column(default="")


class ActRecord(Travels, Base):
    """One act on an order, never changed afterwards; `hash` covers the row and the row before it.

    `at` is when it was recorded, `happened_at` when it took place. `details` holds old and new values, ids only.
    """

    __tablename__ = "act"
    __table_args__ = (
        Index("ix_act_order", "work_order_id", "id"),
        Index("ix_act_counted", "act", "happened_at", sqlite_where=text("act IN ('urge', 'supervise', 'redo')")),
    )

    id: Mapped[Key]
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"))
    act: Mapped[Code]
    at: Mapped[datetime]
    happened_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    text: Mapped[Prose]
    details: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(String(64))


class Attachment(Travels, Base):
    """A photo or file; its bytes lie in the attachments folder under `stored` (their SHA-256 and suffix)."""

    __tablename__ = "attachment"

    id: Mapped[Key]
    work_order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    act: Mapped[Code]
    name: Mapped[Short]
    stored: Mapped[Short]
    size: Mapped[int]
    at: Mapped[datetime]


class Disclosure(Travels, Base):
    """Personal data shown in full, or a picture, text, print or export that left the office: who, when, what for."""

    __tablename__ = "disclosure"

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    work_order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    what: Mapped[Code]
    purpose: Mapped[Prose] = mapped_column(default="")
    recipient: Mapped[Short] = mapped_column(default="")
