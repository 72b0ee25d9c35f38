"""What the tests of the inspection screen get."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.ui.screens.inspection import InspectionScreen
from tests.office import Office
from tests.ui.screens.seat import Seat


@pytest.fixture
def sit(qtbot: QtBot, office: Office, database: Database) -> Iterator[Callable[..., Seat]]:
    """Opens the screen; all are closed at the end."""
    seats: list[Seat] = []

    def make(what: Any = None, **size: int) -> Seat:
        seats.append(Seat(qtbot, InspectionScreen, database, office.operator, office.now, what, **size))
        return seats[-1]

    yield make
    for seat in seats:
        seat.leave()
