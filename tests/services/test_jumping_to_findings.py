"""Ctrl+K finds findings and notices by their numbers."""

from datetime import datetime

import pytest

from desktop.data.database import Database
from desktop.services import jumping
from tests.services.rectification.inspected import Inspected


@pytest.fixture
def inspected(database: Database, now: datetime) -> Inspected:
    return Inspected(database, now)


@pytest.mark.parametrize("typed", ["wt-20261116-0002", "WT-20261116-0002"])
def test_a_finding_by_its_number(inspected: Inspected, typed: str) -> None:
    keys = inspected.inspect()
    (found,) = inspected.read(jumping.find, typed, inspected.now)
    assert found.finding_id == keys[1] and "丰翔新城" in found.detail


def test_a_notice_by_its_number(inspected: Inspected) -> None:
    notice = inspected.notify(inspected.inspect())
    (found,) = inspected.read(jumping.find, "zg-2026-0001", inspected.now)
    assert (found.notice_id, found.detail) == (notice, "整改通知书 · 待签收")


def test_a_number_that_nobody_has_is_looked_for_elsewhere(inspected: Inspected) -> None:
    assert inspected.read(jumping.find, "ZG-2026-0009", inspected.now) == []
