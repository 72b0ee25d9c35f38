"""A list of rooms, units or buildings: which rows are new, and their estates, buildings, units and rooms written."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.prepared import Inserter
from desktop.data.raw import listed
from desktop.data.tables.estates import Building, BuildingUnit, Estate, Room
from desktop.documents.reading.spreadsheet import Report
from desktop.domain.operator import Operator
from desktop.domain.wording.cleaning import street_key
from desktop.domain.wording.companies import company_key
from desktop.domain.wording.dwellings import Dwelling, dwelling
from desktop.forms.imports.estates import ImportedEstate
from desktop.services.imports.outcomes import Fate, Judged

_STEP = 1_000  # rows between two looks at the cancel button
_BETWEEN = re.compile(r"[\s,，、;；/|]+")
_NAMED = re.compile(r"\d\s*(?:号楼?|座|#楼?)")  # what a building is called; 37栋 may be how many there are

Ids = dict[tuple[int, str], int]


def lists_rooms(rows: Iterable[Judged]) -> bool:
    """Whether the rows are rooms or buildings of their estates; one row to an estate is a list of estates."""
    buildings: dict[tuple[str, ...], str] = {}
    for form in (row.form for row in rows if row.form is not None and row.form.name):
        if form.room or _NAMED.fullmatch(form.building):
            return True
        estate = company_key(form.name), street_key(form.district), company_key(form.address)
        if form.building and buildings.setdefault(estate, form.building) != form.building:
            return True
    return False


@dataclass(slots=True)
class _Site:
    """An estate of the list; `id` is None until it is written."""

    id: int | None
    district: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row that is taken in: its estate and its place there."""

    site: _Site
    place: Dwelling


class RoomList:
    """Judges the rows at once; `new_estates` are rows of estates to be written before `insert`."""

    def __init__(self, session: Session, rows: Sequence[Judged], operator: Operator) -> None:
        self._session, self._operator = session, operator
        self.rows = rows
        self.new_estates: list[Judged] = []
        self._new: list[_Site] = []
        self._sites = self._known_sites()
        placed = list(self._placed())
        ids = sorted({one.site.id for _, one in placed if one.site.id is not None})
        self._buildings, self._units, self._rooms = self._written(ids)
        self._before = {key: (count, rooms) for key, count, rooms in self._figures(ids)}
        self._accepted = self._unseen(placed)

    def insert(self, first: int, report: Report) -> None:
        """Write what is new; the new estates have been written with ids from `first` on."""
        for key, site in enumerate(self._new, first):
            site.id = key
        office = self._operator.office_id
        buildings, units, rooms = self._added(report)
        into = Inserter(Building, ("id", "office_id", "estate_id", "name"))
        into.many(self._session, ((key, office, *at) for at, key in buildings.items()))
        into = Inserter(BuildingUnit, ("id", "office_id", "building_id", "name"))
        into.many(self._session, ((key, office, *at) for at, key in units.items()))
        into = Inserter(Room, ("office_id", "building_id", "unit_id", "name"))
        into.many(self._session, ((office, *room) for room in rooms))
        self._count(
            Counter(estate for estate, _ in buildings), Counter(one.site.id for one in self._accepted if one.place.room)
        )
        report(2 * len(self._accepted), 2 * len(self._accepted))

    def _added(self, report: Report) -> tuple[Ids, Ids, list[tuple[int, int | None, str]]]:
        """New buildings and units with the ids they get, and the new rooms with theirs."""
        next_building, next_unit = self._next(Building), self._next(BuildingUnit)
        buildings: Ids = {}
        units: Ids = {}
        rooms: list[tuple[int, int | None, str]] = []
        for done, one in enumerate(self._accepted):
            if done % _STEP == 0:
                report(len(self._accepted) + done, 2 * len(self._accepted))
            assert one.site.id is not None
            at, place = (one.site.id, one.place.building), one.place
            building = self._buildings.get(at) or buildings.setdefault(at, next_building + len(buildings))
            unit = None
            if place.unit:
                inside = building, place.unit
                unit = self._units.get(inside) or units.setdefault(inside, next_unit + len(units))
            if place.room:
                rooms.append((building, unit, place.room))
        return buildings, units, rooms

    def _known_sites(self) -> dict[str, list[_Site]]:
        """The office's estates under their names and aliases."""
        found: dict[str, list[_Site]] = {}
        columns = (Estate.id, Estate.name, Estate.aliases, Estate.district)
        query = select(*columns).where(Estate.office_id == self._operator.office_id).order_by(Estate.id)
        for key, name, aliases, district in self._session.execute(query):
            site = _Site(key, district)
            for known in {company_key(each) for each in (name, *_BETWEEN.split(aliases)) if each}:
                found.setdefault(known, []).append(site)
        return found

    def _placed(self) -> Iterator[tuple[Judged, _Placed]]:
        """Every row that can be read with its estate; the others are rejected."""
        for row in self.rows:
            if row.fate is not Fate.IMPORT:
                continue
            form: ImportedEstate = row.form
            try:
                place = dwelling(form.building.removeprefix(form.name), form.unit, form.room)
                site = self._site(row)
            except ValueError as error:
                row.reject(str(error))
                continue
            row.form = replace(form, building=place.building, unit=place.unit, room=place.room)
            yield row, _Placed(site, place)

    def _site(self, row: Judged) -> _Site:
        """The estate of that name in that street, a new one where there is none; ValueError where several fit."""
        form: ImportedEstate = row.form
        named = self._sites.setdefault(company_key(form.name), [])
        here = street_key(form.district)
        exact = [site for site in named if street_key(site.district) == here]
        found = exact or [site for site in named if not here or not site.district]
        if len(found) > 1:
            raise ValueError(f"有{len(found)}个名为“{form.name}”的小区,请加一列街道来区分")
        if found:
            return found[0]
        named.append(site := _Site(None, form.district))
        self._new.append(site)
        estate = ImportedEstate(
            name=form.name, aliases=form.aliases, district=form.district, developer=form.developer, company=form.company
        )
        self.new_estates.append(Judged(row.number, row.cells, estate))
        return site

    def _written(self, estates: Sequence[int]) -> tuple[Ids, Ids, set[tuple[int, int | None, str]]]:
        """Buildings by estate and name, units by building and name, rooms by building, unit and name."""
        buildings: Ids = {}
        units: Ids = {}
        rooms: set[tuple[int, int | None, str]] = set()
        here = Building.estate_id.in_(listed(estates))
        query = select(Building.estate_id, Building.name, Building.id).where(here)
        buildings.update(((estate, name), key) for estate, name, key in self._session.execute(query))
        of_units = select(BuildingUnit.building_id, BuildingUnit.name, BuildingUnit.id).join(
            Building, Building.id == BuildingUnit.building_id
        )
        units.update(((of, name), key) for of, name, key in self._session.execute(of_units.where(here)))
        of_rooms = select(Room.building_id, Room.unit_id, Room.name).join(Building, Building.id == Room.building_id)
        rooms.update((of, unit, name) for of, unit, name in self._session.execute(of_rooms.where(here)))
        return buildings, units, rooms

    def _figures(self, estates: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """For each estate how many buildings and rooms of it were known."""
        estate_of = {building: estate for (estate, _), building in self._buildings.items()}
        buildings = Counter(estate_of.values())
        rooms = Counter(estate_of[building] for building, _, _ in self._rooms)
        return ((key, buildings[key], rooms[key]) for key in estates)

    def _unseen(self, placed: Sequence[tuple[Judged, _Placed]]) -> list[_Placed]:
        """What is neither written yet nor said by a row above; the other rows are skipped."""
        said: dict[tuple[int, Dwelling], int] = {}
        accepted = []
        for row, one in placed:
            key = id(one.site), one.place
            if self._known(one):
                row.skip(f"已有{place_words(one.place)}")
            elif key in said:
                row.skip(f"与第{said[key]}行相同")
            else:
                accepted.append(one)
                whole = one.place._replace(room="")
                for part in (one.place, whole, whole._replace(unit="")):
                    said.setdefault((id(one.site), part), row.number)
        return accepted

    def _known(self, one: _Placed) -> bool:
        building = None if one.site.id is None else self._buildings.get((one.site.id, one.place.building))
        if building is None:
            return False
        unit = self._units.get((building, one.place.unit)) if one.place.unit else None
        if one.place.unit and unit is None:
            return False
        return not one.place.room or (building, unit, one.place.room) in self._rooms

    def _next(self, entity: type[Building] | type[BuildingUnit]) -> int:
        return (self._session.scalar(select(func.max(entity.id))) or 0) + 1

    def _count(self, buildings: "Counter[int]", rooms: "Counter[int | None]") -> None:
        """Fill the estates' figures where they have none but those counted by an earlier list."""
        accepted = listed({one.site.id for one in self._accepted if one.site.id is not None})
        for estate in self._session.scalars(select(Estate).where(Estate.id.in_(accepted))):
            before = self._before.get(estate.id, (0, 0))
            if estate.building_count in (None, before[0]):
                estate.building_count = before[0] + buildings[estate.id]
            if estate.households in (None, before[1]) and before[1] + rooms[estate.id]:
                estate.households = before[1] + rooms[estate.id]


def place_words(place: Dwelling) -> str:
    """12号楼 2单元 301室: bare names as they are read out."""
    named = ((place.building, "号楼"), (place.unit, "单元"), (place.room, "室"))
    return " ".join(f"{name}{word}" if name.isdigit() else name for name, word in named if name)
