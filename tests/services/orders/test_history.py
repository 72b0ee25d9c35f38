from collections.abc import Callable

import pytest
from sqlalchemy import text

from desktop.data.database import Database
from desktop.domain.lifecycle import State
from desktop.services.orders.history import broken_links
from tests.office import Office


def broken(database: Database) -> list[int]:
    with database.read() as session:
        return list(broken_links(session))


def tampered(*statements: str) -> Callable[[Database], None]:
    def tamper(database: Database) -> None:
        with database.write() as session:
            for statement in statements:
                session.execute(text(statement))

    return tamper


def test_an_honest_history_is_whole(office: Office) -> None:
    assert broken(office.database) == []
    for state in State:
        office.order_in(state)
    assert broken(office.database) == []


@pytest.mark.parametrize(
    "tamper",
    [
        tampered("UPDATE act SET text = '没有这回事' WHERE id = 3"),
        tampered("UPDATE act SET at = '2026-11-15 09:30:00.000000' WHERE id = 3"),
        tampered("UPDATE act SET happened_at = '2026-11-15 09:30:00.000000' WHERE id = 3"),
        tampered("UPDATE act SET staff_id = 2 WHERE id = 3"),
        tampered("UPDATE act SET work_order_id = 2 WHERE id = 3"),
        tampered("UPDATE act SET act = 'report' WHERE id = 3"),
        tampered("UPDATE act SET details = '{\"x\": 1}' WHERE id = 3"),
        tampered("UPDATE act SET hash = substr(hash, 2) || '0' WHERE id = 3"),
        tampered("DELETE FROM act WHERE id = 3"),
        tampered("DELETE FROM act WHERE id = 1"),
        tampered("UPDATE act SET id = 99 WHERE id = 3", "UPDATE act SET id = 3 WHERE id = 4"),
        tampered(
            "UPDATE act SET id = 99 WHERE id = 3",
            "UPDATE act SET id = 3 WHERE id = 4",
            "UPDATE act SET id = 4 WHERE id = 99",
        ),
        tampered(
            "INSERT INTO act SELECT 99, work_order_id, act, at, happened_at, staff_id, text, details, hash, 'x', "
            "office_id FROM act WHERE id = 3"
        ),
    ],
)  # fmt: skip
def test_every_tampering_is_found(office: Office, tamper: Callable[[Database], None]) -> None:
    office.order_in(State.DONE)
    office.register()
    assert broken(office.database) == []
    tamper(office.database)
    assert broken(office.database) != []
