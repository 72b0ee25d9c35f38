"""Checklists in their versions, inspection plans, inspections with their answers, photos, and the history of it all."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Code, Key, Prose, Short, Travels, Versioned


class Checklist(Travels, Versioned, Base):
    """A list the office inspects with; `latest` is the number of its newest version."""

    __tablename__ = "checklist"
    __table_args__ = (UniqueConstraint("office_id", "code"),)

    id: Mapped[Key]
    code: Mapped[Code]
    name: Mapped[Short]
    shipped: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    latest: Mapped[int] = mapped_column(default=1)


class ChecklistVersion(Travels, Base):
    """A list as it was at one time, never changed afterwards; `content` as domain.inspection.checklist.plain."""

    __tablename__ = "checklist_version"
    __table_args__ = (UniqueConstraint("checklist_id", "number"),)

    id: Mapped[Key]
    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklist.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    note: Mapped[Prose] = mapped_column(default="")
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))


class InspectionPlan(Travels, Versioned, Base):
    """Which list is used on which estates from `first` to `last`, and by whom."""

    __tablename__ = "inspection_plan"

    id: Mapped[Key]
    name: Mapped[Short]
    kind: Mapped[Code]
    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklist.id"))
    first: Mapped[date]
    last: Mapped[date] = mapped_column(index=True)
    inspectors: Mapped[Short] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class PlannedEstate(Travels, Base):
    """An estate of a plan."""

    __tablename__ = "planned_estate"
    __table_args__ = (UniqueConstraint("plan_id", "estate_id"),)

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(ForeignKey("inspection_plan.id"))
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), index=True)


class Inspection(Travels, Versioned, Base):
    """One visit with one list; `score` is out of 100 and, like `grade`, kept when it is done.

    `organisation_id` and `manager` are the property company and its manager on the day of the inspection.
    `recheck_of_id` is the inspection whose failed items alone are looked at again.
    """

    __tablename__ = "inspection"
    __table_args__ = (
        UniqueConstraint("office_id", "number"),
        UniqueConstraint("office_id", "import_key"),
        Index("ix_inspection_estate", "estate_id", "inspected_on"),
        Index("ix_inspection_state", "state", "inspected_on"),
    )

    id: Mapped[Key]
    number: Mapped[Code]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("inspection_plan.id"), index=True)
    checklist_version_id: Mapped[int] = mapped_column(ForeignKey("checklist_version.id"), index=True)
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    manager: Mapped[Short] = mapped_column(default="")
    kind: Mapped[Code]
    state: Mapped[Code]
    inspected_on: Mapped[date | None]
    inspectors: Mapped[Short] = mapped_column(default="")
    accompanied_by: Mapped[Short] = mapped_column(default="")
    weather: Mapped[Short] = mapped_column(default="")
    problems: Mapped[Prose] = mapped_column(default="")
    requirement: Mapped[Prose] = mapped_column(default="")
    signed_by: Mapped[Short] = mapped_column(default="")
    recheck_of_id: Mapped[int | None] = mapped_column(ForeignKey("inspection.id"), index=True)
    full: Mapped[float | None]
    obtained: Mapped[float | None]
    score: Mapped[float | None]
    grade: Mapped[Short] = mapped_column(default="")
    vetoed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    printed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    import_key: Mapped[str | None] = mapped_column(String(80))


class InspectionAnswer(Travels, Base):
    """What was found on one item; `value` as domain.inspection.scoring.Answer, `deduction` in points."""

    __tablename__ = "inspection_answer"
    __table_args__ = (UniqueConstraint("inspection_id", "item_code"),)

    id: Mapped[Key]
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    item_code: Mapped[Code]
    applicable: Mapped[bool] = mapped_column(default=True)
    value: Mapped[float | None]
    deduction: Mapped[float] = mapped_column(default=0.0)
    remark: Mapped[Prose] = mapped_column(default="")
    fixed_on_spot: Mapped[bool] = mapped_column(default=False)


class Evidence(Travels, Base):
    """A photo or file of an item or a finding, before or after; its bytes lie in the attachments folder."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_item", "inspection_id", "item_code"),)

    id: Mapped[Key]
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspection.id"))
    item_code: Mapped[Code] = mapped_column(default="")
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"), index=True)
    stage: Mapped[Code]
    name: Mapped[Short]
    stored: Mapped[Short]
    size: Mapped[int]
    at: Mapped[datetime]


class CaseAct(Travels, Base):
    """One act on an inspection, finding, notice, measure or assessment, never changed afterwards, chained by hash.

    `subject` names the table, `subject_id` its row; `details` holds old and new values, ids only.
    """

    __tablename__ = "case_act"
    __table_args__ = (Index("ix_case_act_subject", "subject", "subject_id", "id"),)

    id: Mapped[Key]
    subject: Mapped[Code]
    subject_id: Mapped[int]
    act: Mapped[Code]
    at: Mapped[datetime]
    happened_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    text: Mapped[Prose]
    details: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(String(64))


class Series(Base):
    """The last number given out in a series (JC, ZG, DB …) and its period; rolled back with what wanted it."""

    __tablename__ = "series"

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    name: Mapped[Code] = mapped_column(primary_key=True)
    period: Mapped[Code] = mapped_column(primary_key=True)
    last: Mapped[int]
