"""The busy office is made once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.data.database import Database
from tests.office import Office
from tests.services.summaries.summary_office import busy


@pytest.fixture(scope="session")
def busy_office(tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> tuple[Path, dict[str, Any]]:
    """The file of a busy office, and what the Office knows of it."""
    path = Path(shutil.copy(seeded, tmp_path_factory.mktemp("busy") / "linliban.sqlite3"))
    opened = Database(path)
    office = busy(Office(opened))
    opened.close()
    return path, vars(office)


@pytest.fixture
def working(busy_office: tuple[Path, dict[str, Any]], tmp_path: Path) -> Iterator[Office]:
    """An office with two months of complaints behind it."""
    path, known = busy_office
    opened = Database(Path(shutil.copy(path, tmp_path / "busy.sqlite3")))
    office = object.__new__(Office)
    vars(office).update(known, database=opened)
    yield office
    opened.close()
