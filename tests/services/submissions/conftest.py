"""Three committees and a town that takes in what they send."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desktop.data.database import Database
from desktop.domain.operator import Operator
from desktop.services.submissions import accepting, reading
from desktop.services.submissions.accepting import Accepted
from tests.committees import Committee, committees

TAKEN_IN = datetime(2026, 11, 4, 10)
Take = Callable[..., Accepted]


@pytest.fixture
def three(tmp_path: Path, seeded: Path) -> Iterator[list[Committee]]:
    """丰翔 has three orders, 海锦 two of which one is late and one is not rated, 东方 none."""
    with committees(tmp_path, seeded, "丰翔居委会", "海锦居委会", "东方居委会") as made:
        first, second, _ = made
        first.take(3)
        second.take(channel_code="CH06", upstream_number="SH-1", close_due_at=datetime(2026, 10, 9))
        second.take(category_code="0201", rating=None)
        yield made


@pytest.fixture
def take(database: Database, operator: Operator) -> Take:
    """Reads a workbook and takes it in at the town."""

    def one(path: Path, confirmed: bool = False, now: datetime = TAKEN_IN) -> Accepted:
        received = reading.read(path)
        with database.write() as session:
            return accepting.accept(session, received, operator, now, confirmed)

    return one
