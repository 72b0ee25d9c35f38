"""What an assessment is made of: its scheme, groups, surveys, opinions and points, and what was published."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Code, Key, Prose, Short, Travels, Versioned


class AssessmentScheme(Travels, Base):
    """Weights, groups, grades and formulas at one version, never changed afterwards; the highest number is in force."""

    __tablename__ = "assessment_scheme"
    __table_args__ = (UniqueConstraint("office_id", "number"),)

    id: Mapped[Key]
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    note: Mapped[Prose] = mapped_column(default="")
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))


class EstateGroup(Travels, Versioned, Base):
    """In which group an estate is ranked, where the office has said so itself."""

    __tablename__ = "estate_group"

    id: Mapped[Key]
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), unique=True)
    group: Mapped[Code]


class Survey(Travels, Versioned, Base):
    """Owners' answers of one estate in one period; `counts` are the sheets with 5, 4, 3, 2, 1 and 0 points."""

    __tablename__ = "survey"
    __table_args__ = (
        Index("ix_survey_period", "period", "estate_id"),
        UniqueConstraint("office_id", "import_key"),
    )

    id: Mapped[Key]
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    period: Mapped[Code]
    on: Mapped[date | None]
    issued: Mapped[int | None]
    counts: Mapped[list[Any]]
    invalid: Mapped[int] = mapped_column(default=0)
    note: Mapped[Prose] = mapped_column(default="")
    import_key: Mapped[str | None] = mapped_column(String(80))


class Opinion(Travels, Versioned, Base):
    """What the residential or the owners' committee thinks of the service, 0 to 100 points; one each per period.

    `source` is also a part that is scored by hand (co-operation, the department's score), with its reason.
    """

    __tablename__ = "opinion"
    __table_args__ = (UniqueConstraint("estate_id", "period", "source"),)

    id: Mapped[Key]
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    period: Mapped[Code]
    source: Mapped[Code]
    score: Mapped[float]
    text: Mapped[Prose] = mapped_column(default="")
    by: Mapped[Short] = mapped_column(default="")
    at: Mapped[datetime]


class Adjustment(Travels, Versioned, Base):
    """Bonus (above 0) or penalty (below 0) points of an estate or of a company, with the reason."""

    __tablename__ = "adjustment"
    __table_args__ = (
        Index("ix_adjustment_period", "period", "estate_id"),
        UniqueConstraint("office_id", "import_key"),
    )

    id: Mapped[Key]
    estate_id: Mapped[int | None] = mapped_column(ForeignKey("estate.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    period: Mapped[Code]
    points: Mapped[float]
    reason: Mapped[Prose]
    basis: Mapped[Prose] = mapped_column(default="")
    on: Mapped[date | None]
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    import_key: Mapped[str | None] = mapped_column(String(80))


class Assessment(Travels, Versioned, Base):
    """A published assessment: `content` is every figure with its parts, `scheme` the formula, as they were then."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("office_id", "period", "number"),)

    id: Mapped[Key]
    period: Mapped[Code]
    number: Mapped[int]
    state: Mapped[Code]
    scheme: Mapped[dict[str, Any]]
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
    published_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    note: Mapped[Prose] = mapped_column(default="")
