"""Takes in what offices sent in child processes and kills them; prints what it saw as one line of JSON.

python -m tests.faults.taking_in FOLDER RUNS [halves]

Like `children`, apart from pytest. Every office sends twice: the second report replaces the first. The control `halves`
commits a report before its orders, so that a test can see the oracle find the damage.
"""

import json
import os
import random
import shutil
import sqlite3
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Insert, insert

from desktop.data.database import Database
from desktop.domain.extent import WHOLE
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.timing.periods import Period
from desktop.forms.intake import Kind
from desktop.services.reference.seeding import ensure_office
from desktop.services.sealing.sent_orders import SentOrder
from desktop.services.submissions import accepting
from desktop.services.submissions.content import Content, Sender
from desktop.services.submissions.reading import Received
from tests.faults.children import READY, SEED, child, finished, killed

OFFICES, ORDERS = 6, 120
NOW = datetime(2026, 11, 4, 9)
OCTOBER = Period.month(2026, 10)


def sent() -> list[Received]:
    """Two reports of each office, the later one with an order more."""
    return [report(office, again) for again in (0, 1) for office in range(OFFICES)]


def report(office: int, again: int) -> Received:
    orders = tuple(order(f"{office:02}{number:06}") for number in range(ORDERS + again))
    content = Content(
        Sender(f"gid{office}", f"第{office}居委会", ""), OCTOBER, WHOLE, "monthly", "月度汇总", "0",
        NOW + timedelta(hours=again), {}, [], {"channels": {}, "categories": {}}, orders,
    )  # fmt: skip
    digest = f"{office}-{again}"
    return Received(f"{digest}.xlsx", f"{office:064}", digest, digest, content, (), (), {})


def order(gid: str) -> SentOrder:
    return SentOrder(
        gid=gid, number=gid, upstream_number="", received_at=datetime(2026, 10, 8, 9), channel_code="CH01",
        category_code="0101", kind=Kind.COMPLAINT.value, urgency=Urgency.NORMAL.value, estate="新村", unit="",
        summary="灯不亮", state=State.DONE.value, verdict=None, rating=None, solved=None, contacted=None, repeat=False,
        merged=False, returned=False, dispatched_at=None, first_contact_at=None, closed_at=None, close_due_at=None,
    )  # fmt: skip


def take_all(path: Path, pipe: int, control: str) -> None:
    """Take in one report after the other, acknowledging each after its commit."""
    database = Database(path)
    with database.write() as session:
        who = ensure_office(session)
    os.write(pipe, READY)
    for received in sent():
        with database.write() as session:
            if control:
                accepting.insert = halved(session)  # type: ignore[attr-defined]
            accepting.accept(session, received, who, NOW)
        os.write(pipe, f"{received.digest}\n".encode())
    database.close()


def halved(session: Any) -> Any:
    """The control: what stands before the orders is committed without them."""

    def inserting(table: Any) -> Insert:
        connection = session.connection()
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return insert(table)

    return inserting


def damage(path: Path, told: list[str]) -> list[str]:
    """What is wrong: a report that was acknowledged and is not there, or one without its orders, or two that count."""
    connection = sqlite3.connect(path)
    orders_of = "(SELECT count(*) FROM submitted_order o WHERE o.submission_id = s.id)"
    rows = connection.execute(f"SELECT digest, replaced_by_id, {orders_of} FROM submission s").fetchall()
    found = [f"lost {digest}" for digest in told if digest not in {row[0] for row in rows}]
    found += [f"{digest} has {orders} orders" for digest, _, orders in rows if orders != ORDERS + int(digest[-1])]
    counting = "(SELECT count(*) FROM submission s WHERE s.contributor_id = c.id AND s.replaced_by_id IS NULL)"
    for name, number in connection.execute(f"SELECT name, {counting} FROM contributor c"):
        found += [f"{number} reports of {name} count"] if number != 1 else []
    found += [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    connection.close()
    return found


def main(folder: Path, runs: int, control: str) -> dict[str, object]:
    """Kill `runs` children at moments spread over the time that taking in everything needs."""
    base = folder / "base.sqlite3"
    database = Database(base)
    with database.write() as session:
        ensure_office(session)
    database.close()
    path = folder / "whole.sqlite3"
    shutil.copy(base, path)
    status, told, whole = finished(lambda pipe: take_all(path, pipe, ""))
    assert status == 0, told
    acknowledged = [line for line in told if line != READY.decode().strip()]
    chance = random.Random(SEED)
    found, counts = damage(path, acknowledged), []
    for number in range(runs):
        path = folder / f"run-{number}.sqlite3"
        shutil.copy(base, path)
        told = killed(*child(lambda pipe, path=path: take_all(path, pipe, control)), chance.uniform(0, whole))
        told = [line for line in told if line != READY.decode().strip()]
        counts.append(len(told))
        found += damage(path, told)
        path.unlink()
    return {"whole": len(acknowledged), "counts": counts, "damage": found}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")))
