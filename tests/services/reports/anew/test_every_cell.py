"""Any office, any period, any scope: every cell of every report is what the rows say, and every figure opens exactly
the records that it counts.

LINLIBAN_LONG=1 runs the long form: a thousand databases.
"""

import os
from collections.abc import Iterator

import pytest
from every_cell import check_office

from desktop.data.database import Database
from desktop.domain.operator import Operator
from desktop.services.reference.seeding import ensure_office

LONG = os.environ.get("LINLIBAN_LONG") == "1"
SEEDS = range(1000) if LONG else (2, 7, 11, 14, 15)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Operator]]:
    database = Database(tmp_path_factory.mktemp("office") / "linliban.sqlite3")
    with database.write() as session:
        operator = ensure_office(session)
    yield database, operator
    database.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_is_what_the_rows_say(seeded: tuple[Database, Operator], seed: int) -> None:
    database, operator = seeded
    with database.read() as session:  # never committed
        found = check_office(session, operator, seed)
    assert not found.wrong, found.wrong[:10]
    assert found.cells > 500
