"""Any office, any period, any scope: every cell of every report is what the exported ledger and the plain rows say, and
every figure opens as many records as it counts.

LINLIBAN_LONG=1 runs the long form: a thousand databases.
"""

import os
import random
from collections.abc import Iterator

import pytest
from every_report import check_all
from further_reports import check_further
from looked_at import Looked
from opened import check_opened, every_sheet
from plain_facts import Facts
from random_rows import NOW, PERIODS, Rows

from desktop.data.database import Database
from desktop.domain.operator import Operator
from desktop.services.reference.seeding import ensure_office
from desktop.services.reports import report

LONG = os.environ.get("LINLIBAN_LONG") == "1"
SEEDS = range(1000) if LONG else (0, 1, 2, 3, 33)  # 33: a score of three rates that does not end at two decimals


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
    chance = random.Random(seed)
    with database.read() as session:  # never committed
        rows = Rows(session, operator, chance)
        rows.fill(chance.randint(0, 30))
        facts = Facts.of(session, operator, NOW)
        period = Looked.through(chance.choice(PERIODS), rows.scope(), facts.names)
        check_all(session, facts.orders, period, operator, NOW)
        tables = check_further(session, facts, period, operator, NOW)
        tables += [report(code).make(session, period, operator, NOW) for code in ("R09", "R10", "R11")]
        for table in tables:
            check_opened(session, every_sheet(table), period, NOW)
