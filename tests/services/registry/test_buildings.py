"""What is known of the places within an estate."""

from desktop.data.tables.estates import Building, BuildingUnit, Room
from desktop.services.registry.buildings import KnownPlaces, buildings, known_places, rooms, units
from tests.office import Office


def test_names_are_counted_as_people_count(office: Office) -> None:
    with office.database.write() as session:
        for name in ("10", "2", "A", "综合楼"):
            session.add(Building(office_id=1, estate_id=office.estate, name=name))
        session.flush()
        house = session.query(Building).filter_by(name="2").one()
        for unit, room in (("2", "1001"), ("2", "301"), ("1", "301"), (None, "99")):
            row = session.query(BuildingUnit).filter_by(building_id=house.id, name=unit).first() if unit else None
            if unit and row is None:
                row = BuildingUnit(office_id=1, building_id=house.id, name=unit)
                session.add(row)
                session.flush()
            session.add(Room(office_id=1, building_id=house.id, unit_id=row.id if row else None, name=room))
    with office.database.read() as session:
        assert buildings(session, office.estate) == ["2", "10", "A", "综合楼"]
        assert units(session, office.estate, "2") == ["1", "2"]
        assert rooms(session, office.estate, "2") == ["99", "301", "1001"]
        assert rooms(session, office.estate, "2", "2") == ["301", "1001"]
        assert known_places(session, office.estate, "3", "") == KnownPlaces(("2", "10", "A", "综合楼"), (), ())
        assert known_places(session, office.estate + 1000, "2", "2") == KnownPlaces()
