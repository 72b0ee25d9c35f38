"""Findings, the notices to put them right, the measures that press for it, and the steps of handling procedures."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Code, Key, Prose, Short, Travels, Versioned


class Finding(Travels, Versioned, Base):
    """A fault, from an inspection's failed item or from a complaint, until it is cleared (销号).

    `text` is what is wrong, `item_text` what the list demands; `source_order_id` the complaint it came from and
    `opened_order_id` the work order it became. `due_at` is the end of the time to put it right; `counted_due_at` is
    that of the first round, moved only by an approved extension: what 整改完成率 (K20) goes by.
    """

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("office_id", "number"),
        UniqueConstraint("inspection_id", "item_code"),
        Index("ix_finding_estate", "estate_id", "found_on"),
        Index("ix_finding_state", "state", "due_at"),
    )

    id: Mapped[Key]
    number: Mapped[Code]
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspection.id"))
    item_code: Mapped[str | None]
    source_order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    opened_order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    category_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"))
    item_text: Mapped[Prose] = mapped_column(default="")
    text: Mapped[Prose]
    deduction: Mapped[float] = mapped_column(default=0.0)
    severity: Mapped[Code]
    basis: Mapped[Prose] = mapped_column(default="")
    requirement: Mapped[Prose] = mapped_column(default="")
    limit_value: Mapped[int | None]
    limit_unit: Mapped[str | None]
    found_on: Mapped[date]
    due_at: Mapped[datetime | None]
    counted_due_at: Mapped[datetime | None] = mapped_column(index=True)
    state: Mapped[Code]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("rectification_notice.id"), index=True)
    responsible: Mapped[Short] = mapped_column(default="")
    measure: Mapped[Prose] = mapped_column(default="")
    done_on: Mapped[date | None]
    rechecks: Mapped[int] = mapped_column(default=0)
    rechecked_at: Mapped[datetime | None]
    rechecked_by: Mapped[Short] = mapped_column(default="")
    cleared_at: Mapped[datetime | None]
    note: Mapped[Prose] = mapped_column(default="")


class RectificationNotice(Travels, Versioned, Base):
    """A 限期整改通知书 for findings of one estate; its parent is the one whose second round it is."""

    __tablename__ = "rectification_notice"
    __table_args__ = (UniqueConstraint("office_id", "number"), Index("ix_rectification_notice_due", "state", "due_at"))

    id: Mapped[Key]
    number: Mapped[Code]
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspection.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("rectification_notice.id"))
    basis: Mapped[Prose] = mapped_column(default="")
    requirement: Mapped[Prose] = mapped_column(default="")
    consequence: Mapped[Prose] = mapped_column(default="")
    issued_at: Mapped[datetime]
    issuer: Mapped[Short]
    handled_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    due_at: Mapped[datetime]
    provisional: Mapped[bool] = mapped_column(default=False)
    state: Mapped[Code]
    signed_by: Mapped[Short] = mapped_column(default="")
    signed_at: Mapped[datetime | None]
    receipt: Mapped[Prose] = mapped_column(default="")
    receipt_at: Mapped[datetime | None]
    rechecked_at: Mapped[datetime | None]
    rechecked_by: Mapped[Short] = mapped_column(default="")
    conclusion: Mapped[Prose] = mapped_column(default="")
    cleared_at: Mapped[datetime | None]


class Measure(Travels, Versioned, Base):
    """A step of pressing: 催办, 督办, 黄牌约谈, 红牌, 上报 (`level` as in resources/escalation.json).

    It presses for a notice, a work order, or an estate and company as such. `interview` holds place, people,
    statements and promises of a talk.
    """

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("office_id", "number"), Index("ix_measure_estate", "estate_id", "issued_at"))

    id: Mapped[Key]
    number: Mapped[Code]
    level: Mapped[int]
    estate_id: Mapped[int | None] = mapped_column(ForeignKey("estate.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("rectification_notice.id"), index=True)
    work_order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    matter: Mapped[Prose]
    reason: Mapped[Prose]
    requirement: Mapped[Prose] = mapped_column(default="")
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    due_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answer: Mapped[Prose] = mapped_column(default="")
    outcome: Mapped[Code] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    interview: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ProcedureStep(Travels, Base):
    """A step of a routine handling procedure that was taken on an order or a finding."""

    __tablename__ = "procedure_step"
    __table_args__ = (
        UniqueConstraint("work_order_id", "procedure", "step"),
        UniqueConstraint("finding_id", "procedure", "step"),
    )

    id: Mapped[Key]
    procedure: Mapped[Code]
    step: Mapped[Code]
    work_order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"))
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    note: Mapped[Prose] = mapped_column(default="")
