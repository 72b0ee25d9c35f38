"""Estates with their buildings, units and rooms, and the organisations that serve them."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.data.tables.base import Base, Key, Prose, Short, Travels, Versioned


class Estate(Travels, Versioned, Base):
    """A residential estate (小区); `area` in 10,000 m², `keys` are its pinyin and initials."""

    __tablename__ = "estate"
    __table_args__ = (Index("ix_estate_name", "office_id", "name"),)

    id: Mapped[Key]
    name: Mapped[Short]
    aliases: Mapped[Prose] = mapped_column(default="")
    district: Mapped[Short] = mapped_column(default="")
    address: Mapped[Prose] = mapped_column(default="")
    built_year: Mapped[int | None]
    kind: Mapped[Short] = mapped_column(default="")
    developer: Mapped[Short] = mapped_column(default="")
    fee: Mapped[Short] = mapped_column(default="")
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    building_count: Mapped[int | None]
    households: Mapped[int | None]
    area: Mapped[float | None]
    committee_term_ends: Mapped[date | None]
    keys: Mapped[Short] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")
    source_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    active: Mapped[bool] = mapped_column(default=True)


class Building(Travels, Versioned, Base):
    """A building of an estate, by the name people say: 12, 12号."""

    __tablename__ = "building"
    __table_args__ = (UniqueConstraint("estate_id", "name"),)

    id: Mapped[Key]
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    name: Mapped[Short]


class BuildingUnit(Travels, Versioned, Base):
    """A stairwell (单元) of a building."""

    __tablename__ = "building_unit"
    __table_args__ = (UniqueConstraint("building_id", "name"),)

    id: Mapped[Key]
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"))
    name: Mapped[Short]


class Room(Travels, Versioned, Base):
    """A flat; `unit_id` is empty where the building has no named units."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("building_id", "unit_id", "name"),)

    id: Mapped[Key]
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("building_unit.id"))
    name: Mapped[Short]


class Organisation(Travels, Versioned, Base):
    """A property company, service organisation or department; `party` is its code in parties.json."""

    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_name", "office_id", "name"),)

    id: Mapped[Key]
    name: Mapped[Short]
    party: Mapped[Short]
    contact: Mapped[Short] = mapped_column(default="")
    phone: Mapped[Short] = mapped_column(default="")
    own: Mapped[bool] = mapped_column(default=False)
    keys: Mapped[Short] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class EstateService(Travels, Versioned, Base):
    """Which organisation serves which estate in which role since when; `until` is empty while it goes on."""

    __tablename__ = "estate_service"
    __table_args__ = (Index("ix_estate_service_estate", "estate_id", "party", "since"),)

    id: Mapped[Key]
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    party: Mapped[Short]
    since: Mapped[date | None]
    until: Mapped[date | None]
    contract_ends: Mapped[date | None]
    manager: Mapped[Short] = mapped_column(default="")
    manager_phone: Mapped[Short] = mapped_column(default="")
