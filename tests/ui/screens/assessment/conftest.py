"""What the tests of the assessment screen get: a town with a quarter to assess, and somebody at the screen."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.ui.screens.assessment import AssessmentScreen
from tests.office import Office
from tests.services.assessment.assessed_office import NOW, Town
from tests.ui.screens.seat import Seat

NAMES = ("一品苑", "东海园", "中兴里", "丰和城", "乐居苑", "云顶园")


@pytest.fixture
def estates(office: Office) -> list[int]:
    """Six estates of one group, inspected in the third quarter of 2026; two with the same score."""
    office.now = NOW
    with office.database.write() as session:
        town = Town(session, office.operator)
        company = town.company("安心物业")
        ids = [town.estate(name, company) for name in NAMES]
        for key, score in zip(ids, (95.5, 88, 88, 82, 71, 48), strict=True):
            town.inspect(key, score, on=date(2026, 8, 3))
    return ids


@pytest.fixture
def sit(qtbot: QtBot, office: Office, database: Database, estates: list[int]) -> Iterator[Callable[..., Seat]]:  # noqa: ARG001
    """Opens the screen; all are closed at the end."""
    seats: list[Seat] = []

    def make(what: Any = None, **size: int) -> Seat:
        seats.append(Seat(qtbot, AssessmentScreen, database, office.operator, office.now, what, **size))
        return seats[-1]

    yield make
    for seat in seats:
        seat.leave()
