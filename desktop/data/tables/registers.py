"""The registers behind the tables that no work order fills: terms, contracts, votes, works, disinfection, supplies."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Code, Key, Prose, Short, Travels, Versioned


class CommitteeTerm(Travels, Versioned, Base):
    """One term of an estate's owners' committee (业委会届期), the first is 1, and how its successor came about."""

    __tablename__ = "committee_term"
    __table_args__ = (UniqueConstraint("estate_id", "ordinal"),)

    id: Mapped[Key]
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    ordinal: Mapped[int]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    reported_on: Mapped[date | None]
    group_formed_on: Mapped[date | None]
    elected_on: Mapped[date | None]
    filed_on: Mapped[date | None]
    members_due: Mapped[int | None]
    members_present: Mapped[int | None]
    note: Mapped[Prose] = mapped_column(default="")


class ServiceContract(Travels, Versioned, Base):
    """A property service contract and its filing (合同备案)."""

    __tablename__ = "service_contract"
    __table_args__ = (Index("ix_service_contract_estate", "estate_id", "ends"),)

    id: Mapped[Key]
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[Code]
    signed_on: Mapped[date | None]
    filed_on: Mapped[date | None]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    fee: Mapped[Short] = mapped_column(default="")
    charging: Mapped[Code] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")


class OwnersVote(Travels, Versioned, Base):
    """A vote of the owners; `total_area` in m²."""

    __tablename__ = "owners_vote"

    id: Mapped[Key]
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    name: Mapped[Short]
    closes_on: Mapped[date] = mapped_column(index=True)
    total_heads: Mapped[int]
    total_area: Mapped[float]
    note: Mapped[Prose] = mapped_column(default="")


class VoteMatter(Travels, Versioned, Base):
    """One matter that was voted on; `matter` is its number in the law (民法典第278条), areas in m².

    An answer's heads and areas are of valid ballots that came back; those that did not come back stand nowhere.
    """

    __tablename__ = "vote_matter"
    __table_args__ = (UniqueConstraint("vote_id", "position"),)

    id: Mapped[Key]
    vote_id: Mapped[int] = mapped_column(ForeignKey("owners_vote.id"))
    position: Mapped[int]
    topic: Mapped[Short]
    matter: Mapped[int]
    agree_heads: Mapped[int]
    agree_area: Mapped[float]
    against_heads: Mapped[int]
    against_area: Mapped[float]
    abstain_heads: Mapped[int]
    abstain_area: Mapped[float]
    invalid_heads: Mapped[int]
    invalid_area: Mapped[float]


class Renovation(Travels, Versioned, Base):
    """A renovation project; `area` in 10,000 m², `investment` in 10,000 yuan, `estate_ids` where they are known."""

    __tablename__ = "renovation"

    id: Mapped[Key]
    name: Mapped[Short]
    community: Mapped[Short] = mapped_column(default="")
    kind: Mapped[Short] = mapped_column(default="")
    estates: Mapped[int | None]
    estate_ids: Mapped[list[Any]]
    buildings: Mapped[int | None]
    households: Mapped[int | None]
    area: Mapped[float | None]
    investment: Mapped[float | None]
    funds: Mapped[Short] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    note: Mapped[Prose] = mapped_column(default="")


class RenovationProgress(Travels, Versioned, Base):
    """How far a project is at the end of a month, known by its first day: `started` and `finished` count estates,
    `done` is in percent, `invested` in 10,000 yuan, all since the beginning."""

    __tablename__ = "renovation_progress"
    __table_args__ = (UniqueConstraint("renovation_id", "month"),)

    id: Mapped[Key]
    renovation_id: Mapped[int] = mapped_column(ForeignKey("renovation.id"))
    month: Mapped[date]
    started: Mapped[int | None]
    finished: Mapped[int | None]
    done: Mapped[float | None]
    invested: Mapped[float | None]
    problems: Mapped[Prose] = mapped_column(default="")
    plan: Mapped[Prose] = mapped_column(default="")


class Disinfection(Travels, Versioned, Base):
    """A day of disinfection and control in an estate; `agent` in litres."""

    __tablename__ = "disinfection"
    __table_args__ = (UniqueConstraint("estate_id", "on"),)

    id: Mapped[Key]
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    on: Mapped[date] = mapped_column(index=True)
    buildings: Mapped[int | None]
    times: Mapped[int | None]
    parcels: Mapped[int | None]
    agent: Mapped[float | None]
    anomalies: Mapped[int | None]
    refuse: Mapped[Prose] = mapped_column(default="")
    staff: Mapped[int | None]
    problems: Mapped[Prose] = mapped_column(default="")


class Supply(Travels, Versioned, Base):
    """A kind of supplies that is kept: masks, disinfectant, gloves."""

    __tablename__ = "supply"
    __table_args__ = (UniqueConstraint("office_id", "name"),)

    id: Mapped[Key]
    name: Mapped[Short]
    unit: Mapped[Short]
    note: Mapped[Prose] = mapped_column(default="")


class SupplyMovement(Travels, Versioned, Base):
    """Supplies that came in, went out, or were counted (盘点: `amount` is what was found)."""

    __tablename__ = "supply_movement"
    __table_args__ = (Index("ix_supply_movement", "supply_id", "on"),)

    id: Mapped[Key]
    supply_id: Mapped[int] = mapped_column(ForeignKey("supply.id"))
    on: Mapped[date]
    kind: Mapped[Code]
    amount: Mapped[float]
    party: Mapped[Short] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")


class StatedFigure(Travels, Versioned, Base):
    """A figure that somebody states for some days because no record gives it (宣传册发放本数, 招标备案数)."""

    __tablename__ = "stated_figure"
    __table_args__ = (UniqueConstraint("code", "first", "last", "office_id"),)

    id: Mapped[Key]
    code: Mapped[Code]
    first: Mapped[date]
    last: Mapped[date]
    value: Mapped[float]
    note: Mapped[Prose] = mapped_column(default="")
