"""What many tests need: a database of their own, somebody at the keyboard, an office at work."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desktop.data.database import Database
from desktop.domain.operator import Operator
from desktop.services.reference.seeding import ensure_office
from tests.office import MONDAY, Office


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a new database with the shipped lists, an office and one operator; made once and copied."""
    path = tmp_path_factory.mktemp("seeded") / "linliban.sqlite3"
    opened = Database(path)
    with opened.write() as session:
        ensure_office(session)
    opened.close()
    return path


@pytest.fixture
def database(tmp_path: Path, seeded: Path) -> Iterator[Database]:
    """A database with the shipped lists, an office and one operator."""
    opened = Database(shutil.copy(seeded, tmp_path / "linliban.sqlite3"))
    yield opened
    opened.close()


@pytest.fixture
def operator(database: Database) -> Operator:
    """Who works at that office."""
    with database.write() as session:
        return ensure_office(session)


@pytest.fixture
def now() -> datetime:
    """A Monday morning at half past nine."""
    return MONDAY


@pytest.fixture
def office(database: Database, now: datetime) -> Office:
    """That office at work: two colleagues, an estate, three companies."""
    return Office(database, now)
