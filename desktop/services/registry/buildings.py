"""The buildings, units and rooms of an estate, as far as they are known, for whoever types a place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Building, BuildingUnit, Room

_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """Names that may follow each other in an address, each in the order in which people count."""

    buildings: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()


def known_places(session: Session, estate_id: int, building: str, unit: str) -> KnownPlaces:
    """What is known within the estate; units and rooms are those of the building, and of the unit, typed so far."""
    return KnownPlaces(
        tuple(buildings(session, estate_id)),
        tuple(units(session, estate_id, building) if building else ()),
        tuple(rooms(session, estate_id, building, unit) if building else ()),
    )


def buildings(session: Session, estate_id: int) -> list[str]:
    """The estate's buildings."""
    return _counted(session.scalars(select(Building.name).where(Building.estate_id == estate_id)))


def units(session: Session, estate_id: int, building: str) -> list[str]:
    """The building's units; empty where it has none with a name."""
    query = select(BuildingUnit.name).join(Building, Building.id == BuildingUnit.building_id)
    return _counted(session.scalars(query.where(Building.estate_id == estate_id, Building.name == building)))


def rooms(session: Session, estate_id: int, building: str, unit: str = "") -> list[str]:
    """The building's rooms, only those of one unit where it is given."""
    query = select(Room.name).distinct().join(Building, Building.id == Room.building_id)
    query = query.where(Building.estate_id == estate_id, Building.name == building)
    if unit:
        query = query.join(BuildingUnit, BuildingUnit.id == Room.unit_id).where(BuildingUnit.name == unit)
    return _counted(session.scalars(query))


def _counted(names: Iterable[str]) -> list[str]:
    """2 before 10, and A2 before A10."""
    return sorted(names, key=lambda name: (_FIGURES.sub(lambda figure: figure[0].zfill(8), name), name))
