"""Known buildings, units and rooms are offered while a place is typed, and never in the way."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.data.tables.estates import Building, BuildingUnit, Room
from tests.office import Office
from tests.ui.screens.intake.intake_call import Call


@pytest.fixture
def call(qtbot: QtBot, office: Office, database: Database, now: datetime, tmp_path: Path) -> Iterator[Call]:
    """A call from an estate with buildings 1 to 12, two units in each and a few rooms in each unit."""
    with database.write() as session:
        for number in range(1, 13):
            building = Building(office_id=1, estate_id=office.estate, name=str(number))
            session.add(building)
            session.flush()
            for name in ("1", "2"):
                unit = BuildingUnit(office_id=1, building_id=building.id, name=name)
                session.add(unit)
                session.flush()
                for room in ("101", "102", "201"):
                    session.add(Room(office_id=1, building_id=building.id, unit_id=unit.id, name=room))
    made = Call(qtbot, database, office.operator, now, tmp_path)
    made.fill(estate=office.estate)
    made.editors["building"].setFocus()
    yield made
    made.settle()
    made.hang_up()


def listed(call: Call, name: str) -> list[str] | None:
    part = call.part(f"intake.{name}.known")
    return part.found if part.isVisible() else None


def typed(call: Call) -> tuple[str, ...]:
    return tuple(call.editors[name].value() for name in ("building", "unit", "room"))


def test_a_known_place_is_taken_with_arrows_and_enter(call: Call) -> None:
    assert listed(call, "building") is None
    call.types("1")
    call.settle()
    assert listed(call, "building") == ["1", "10", "11", "12"]
    for _ in range(4):
        call.press(Qt.Key.Key_Down)
    call.press(Qt.Key.Key_Return)
    assert (call.at(), listed(call, "building")) == ("intake.unit", None)
    call.settle()
    call.press(Qt.Key.Key_Down)
    assert listed(call, "unit") == ["1", "2"]
    call.press(Qt.Key.Key_Down)
    call.press(Qt.Key.Key_Down)
    call.press(Qt.Key.Key_Return)
    call.settle()
    call.types("1")
    assert listed(call, "room") == ["101", "102"]
    call.press(Qt.Key.Key_Down)
    call.press(Qt.Key.Key_Return)
    assert (call.at(), typed(call)) == ("intake.spot", ("12", "2", "101"))


def test_enter_keeps_what_was_typed_where_nothing_is_marked(call: Call) -> None:
    call.types("1")
    call.press(Qt.Key.Key_Return)
    assert (call.at(), typed(call)[0]) == ("intake.unit", "1")


def test_what_nobody_knows_may_be_written(call: Call) -> None:
    for text in ("东区99", "9", "B1-035"):
        call.types(text)
        call.settle()
        call.press(Qt.Key.Key_Return)
    assert (call.at(), typed(call)) == ("intake.spot", ("东区99", "9", "B1-035"))


def test_escape_puts_the_list_away_and_typing_brings_it_back(call: Call) -> None:
    call.types("1")
    assert listed(call, "building")
    call.press(Qt.Key.Key_Escape)
    call.settle()
    assert (listed(call, "building"), call.at(), typed(call)[0]) == (None, "intake.building", "1")
    call.types("2")
    assert listed(call, "building") is None, "12 is all there is to say"
    call.press(Qt.Key.Key_Backspace)
    assert listed(call, "building") == ["1", "10", "11", "12"]


def test_a_marked_name_stays_marked_while_an_answer_arrives(call: Call) -> None:
    call.types("1")
    call.press(Qt.Key.Key_Down)
    call.press(Qt.Key.Key_Down)
    call.settle()
    call.press(Qt.Key.Key_Return)
    assert typed(call)[0] == "10"


def test_another_estate_has_other_buildings(call: Call) -> None:
    call.fill(estate=None)
    call.types("1")
    call.settle()
    assert listed(call, "building") is None


def test_a_name_is_taken_with_the_mouse(call: Call) -> None:
    call.types("1")
    view = call.part("intake.building.known").view
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (typed(call)[0], call.at()) == ("11", "intake.building")


def test_the_list_lies_under_its_line_within_the_window(call: Call) -> None:
    call.types("1")
    call.settle()
    part, line = call.part("intake.building.known"), call.editors["building"]
    assert part.geometry().top() >= line.mapTo(part.window(), line.rect().bottomLeft()).y()
    assert part.window().rect().contains(part.geometry())
