"""An office that has inspected."""

from datetime import datetime

import pytest
from inspected import Inspected

from desktop.data.database import Database


@pytest.fixture
def inspected(database: Database, now: datetime) -> Inspected:
    return Inspected(database, now)
