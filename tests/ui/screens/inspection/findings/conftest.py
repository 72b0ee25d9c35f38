"""An office that has inspected, and the page of findings."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from desktop.data.database import Database
from desktop.ui.screens.inspection.findings.page import FindingsPage
from tests.services.rectification.inspected import Inspected
from tests.ui.screens.seat import Seat


@pytest.fixture
def office(database: Database, now: datetime) -> Inspected:
    """Four items of a list, of which `inspect` finds faults."""
    return Inspected(database, now)


@pytest.fixture
def findings(office: Inspected) -> list[int]:
    """The ids of four open findings of one inspection."""
    return office.inspect()


@pytest.fixture
def page(sit: Callable[..., Seat]) -> Callable[..., tuple[Seat, FindingsPage]]:
    """Opens the page; `what` is what it is asked to show."""

    def make(what: Any = None, **size: int) -> tuple[Seat, FindingsPage]:
        seat = sit(("findings", what), **size)
        return seat, seat.screen.page

    return make
