"""Does the office's work in child processes and kills them; prints what it saw as one line of JSON.

python -m tests.faults.children saving|creating|upgrading|full|readonly FOLDER RUNS [CONTROL]

It runs apart from pytest, in a process without threads, so that it can fork children that have everything imported.
A child acknowledges on a pipe what was saved, after the commit; the parent only notes it down. CONTROL removes one
protection, so that a test can see the oracle find the damage.
"""

import hashlib
import json
import os
import random
import resource
import select
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.data import schema
from desktop.data.database import Database
from desktop.data.migrations import run as migrations
from desktop.data.tables.orders import WorkOrder
from desktop.domain.errors import StorageTrouble
from desktop.domain.lifecycle import Act
from desktop.domain.operator import Operator
from desktop.forms.acts import Dispatch
from desktop.forms.intake import Intake
from desktop.services.orders import clocks
from desktop.services.orders.acts import performing
from desktop.services.orders.acts.register import register
from desktop.services.reference.seeding import ensure_office

NOW = datetime(2026, 11, 16, 9, 30)
AT_ONCE = 2  # children that save side by side
SEED = 20261116
READY = b"ready\n"  # from here on the moments count


def save(session: Session, who: Operator, photo: Path, day: int, early: Callable[[str], object] | None = None) -> str:
    """Take in a complaint with a photo and dispatch it; its number. The control tells it `early`, before it is safe."""
    at = NOW + timedelta(days=day)
    facts = Intake("13812345678", content="灯坏了", category="0209", channel="CH01", photos=(str(photo),))
    done = register(session, facts, who, at)
    if early:
        early(done.number)
    performing.perform(session, Act.DISPATCH, done.id, Dispatch(1), who, at)
    return done.number


def keep_saving(folder: Path, pipe: int, seed: int, control: str) -> None:
    """Save until killed."""
    chance = random.Random(seed)
    database = Database(folder / "office.sqlite3")
    with database.write() as session:
        who = ensure_office(session)
    os.write(pipe, READY)
    if control == "halves":
        in_two_steps()
    photo = folder / f"photo-{seed}.jpg"
    while True:
        content = chance.randbytes(chance.randrange(10, 40_000))
        photo.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()

        def tell(number: str, digest: str = digest) -> None:
            os.write(pipe, f"{number} {digest}\n".encode())

        with database.write() as session:
            number = save(session, who, photo, chance.randrange(3), tell if control == "early" else None)
        if control != "early":
            tell(number)


def in_two_steps() -> None:
    """The control: an order is committed before its clocks and acts."""
    whole = clocks.keep

    def keep(session: Session, order: WorkOrder, due: list[dict[str, Any]]) -> None:
        whole(session, order, due)
        connection = session.connection()
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    clocks.keep = keep


def saving(folder: Path, runs: int, control: str) -> dict[str, object]:
    """Kill children at random moments while they save into one database."""
    database = Database(folder / "office.sqlite3")
    with database.write() as session:
        ensure_office(session)
    database.close()
    chance = random.Random(SEED)
    told = killed(*child(lambda pipe: keep_saving(folder, pipe, runs, "")), 1.0)
    span = 4 * AT_ONCE / max(1, len(told))  # seconds; some saves each, on a slow machine as on a fast one
    for first in range(0, runs, AT_ONCE):
        children = [
            child(lambda pipe, n=n: keep_saving(folder, pipe, n, control)) for n in range(first, first + AT_ONCE)
        ]
        for pid, pipe in children:
            told += killed(pid, pipe, chance.uniform(0, span))
    return {"told": [line.split() for line in told if len(line.split()) == 2]}


def child(work: Callable[[int], None]) -> tuple[int, int]:
    """A forked process that does `work` with the writing end of a pipe; its id and the reading end."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    os.close(reading)
    status = 1
    try:
        work(writing)
        status = 0
    except StorageTrouble as trouble:
        os.write(writing, f"trouble {trouble}\n".encode())
        status = 3
    finally:
        os._exit(status)


def killed(pid: int, pipe: int, after: float, marks: int = 1) -> list[str]:
    """What the child told until it was killed, at the latest `after` seconds from its mark (READY) of that number."""
    told = b""
    while told.count(READY) < marks and (block := os.read(pipe, 65536)):
        told += block
    until = time.monotonic() + after
    while (left := until - time.monotonic()) > 0 and select.select([pipe], [], [], left)[0]:
        block = os.read(pipe, 65536)
        if not block:
            break
        told += block
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while block := os.read(pipe, 65536):
        told += block
    os.close(pipe)
    return told.decode().splitlines()


def finished(work: Callable[[int], None]) -> tuple[int, list[str], float]:
    """Let a child do its work to the end: its exit status, what it told, the seconds it took."""
    began = time.monotonic()
    pid, pipe = child(work)
    told = b""
    while block := os.read(pipe, 65536):
        told += block
    os.close(pipe)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), told.decode().splitlines(), time.monotonic() - began


def opened(path: Path, version: int = 0, folder: Path | None = None, late: bool = False) -> Callable[[int], None]:
    """Work of a child: open the database, with the migrations of `folder` if one is given; it says that it is ready.

    `late` leaves that to the migration, so that the moments lie inside the upgrade.
    """

    def work(pipe: int) -> None:
        if folder:
            schema.SCHEMA_VERSION, migrations.FOLDER = version, folder
        os.environ["PIPE"] = str(pipe)
        if not late:
            os.write(pipe, READY)
        Database(path).close()

    return work


def creating(folder: Path, runs: int, _control: str) -> dict[str, object]:
    """Kill the first start of an office."""
    return kill_starts(folder, runs, lambda path, _late: opened(path), None)


def upgrading(folder: Path, runs: int, control: str) -> dict[str, object]:
    """Kill an upgrade from the shipped schema to one more version, on copies of one database."""
    base = folder / "base.sqlite3"
    database = Database(base)
    with database.write() as session:
        who = ensure_office(session)
    photo = folder / "photo.jpg"
    photo.write_bytes(b"photo")
    for _ in range(40):
        with database.write() as session:
            save(session, who, photo, 0)
    database.close()
    steps = folder / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, steps, ignore=shutil.ignore_patterns("__pycache__"))
    step = (
        'op.get_bind().exec_driver_sql("COMMIT")\n    op.get_bind().exec_driver_sql("BEGIN")\n    ' if control else ""
    )
    version = schema.SCHEMA_VERSION + 1
    body = NEXT.format(next=f"{version:04d}", shipped=f"{version - 1:04d}").replace("# between\n    ", step)
    (steps / "versions" / f"v{version:04d}_next.py").write_text(body, encoding="utf-8")
    return kill_starts(folder, runs, lambda path, late: opened(path, version, steps, late), base)


NEXT = '''"""One more version, for the test."""

import os

import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{shipped}"


def upgrade() -> None:
    """Make a column, fill it, and move a table."""
    os.write(int(os.environ["PIPE"]), b"ready\\n")
    op.add_column("work_order", sa.Column("shout", sa.Text(), nullable=False, server_default=""))
    # between
    os.write(int(os.environ["PIPE"]), b"ready\\n")
    op.execute("UPDATE work_order SET shout = content || '!'")
    op.execute("CREATE TABLE kept_act AS SELECT id, hash FROM act")
    # between
    os.write(int(os.environ["PIPE"]), b"ready\\n")
    op.execute("CREATE TABLE kept_clock AS SELECT id, due_at FROM clock")
'''


def kill_starts(
    folder: Path, runs: int, start: Callable[[Path, bool], Callable[[int], None]], base: Path | None
) -> dict[str, object]:
    """Kill a start at moments spread over the time that a whole one takes; then start again. Run 0 is whole."""
    chance, whole = random.Random(SEED), 0.0
    before, again, after = [], [], []
    for number in range(runs + 1):
        place = folder / f"run-{number}"
        place.mkdir()
        path = place / "office.sqlite3"
        if base:
            shutil.copy(base, path)
        if number == 0:
            status, told, whole = finished(start(path, False))
            assert status == 0, told
        else:
            late = base is not None and number % 2 == 0
            span, marks = (0.005, chance.randint(1, 3)) if late else (whole * 1.1, 1)
            killed(*child(start(path, late)), chance.uniform(0.0, span), marks)
        before.append(look(path))
        again.append(finished(start(path, False))[0])
        after.append(look(path))
        shutil.rmtree(place)
    return {"before": before, "again": again, "after": after}


def look(path: Path) -> dict[str, object]:
    """What plain SQLite sees in a database: version, tables and columns, orders, soundness."""
    connection = sqlite3.connect(path)
    tables = sorted(row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
    seen = {
        "version": connection.execute("PRAGMA user_version").fetchone()[0],
        "columns": {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in tables},
        "orders": connection.execute("SELECT count(*) FROM work_order").fetchone()[0] if tables else 0,
        "sound": connection.execute("PRAGMA integrity_check").fetchone()[0],
    }
    connection.close()
    return seen


def full(folder: Path, runs: int, _control: str) -> dict[str, object]:
    """Save while files may not grow beyond a random size; then let them grow and save once more."""
    photo, base = folder / "photo.jpg", folder / "base.sqlite3"
    photo.write_bytes(b"photo")
    database = Database(base)
    with database.write() as session:
        who = ensure_office(session)
    database.close()
    chance, seen = random.Random(SEED), []
    for number in range(runs):
        path = folder / f"full-{number}.sqlite3"
        shutil.copy(base, path)
        room = chance.randrange(0, 120_000)

        def work(pipe: int, path: Path = path, room: int = room) -> None:
            database = Database(path)

            def one() -> None:
                with database.write() as session:
                    number = save(session, who, photo, 0)
                os.write(pipe, f"{number}\n".encode())

            one()
            _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (Path(f"{path}-wal").stat().st_size + room, hard))
            try:
                for _ in range(20):
                    one()
            except StorageTrouble as trouble:
                os.write(pipe, f"trouble {trouble}\n".encode())
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            one()

        status, told, _ = finished(work)
        seen.append({"path": str(path), "status": status, "told": told})
    return {"seen": seen}


def readonly(folder: Path, _runs: int, _control: str) -> dict[str, object]:
    """Open and save where this user may not write."""
    path = folder / "office.sqlite3"
    photo = folder / "photo.jpg"
    photo.write_bytes(b"photo")
    database = Database(path)
    with database.write() as session:
        who = ensure_office(session)
    database.close()
    (folder / "empty").mkdir()
    for place, mode in ((path, 0o444), (folder / "empty", 0o555), (folder, 0o555)):
        place.chmod(mode)

    def nobody() -> None:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)

    def saving_there(_pipe: int) -> None:
        nobody()
        with Database(path).write() as session:
            save(session, who, photo, 0)

    def starting_there(_pipe: int) -> None:
        nobody()
        Database(folder / "empty" / "new.sqlite3")

    return {"told": [line for work in (saving_there, starting_there) for line in finished(work)[1]]}


if __name__ == "__main__":
    verb, where, runs_, *control_ = sys.argv[1:]
    verbs = {one.__name__: one for one in (saving, creating, upgrading, full, readonly)}
    print(json.dumps(verbs[verb](Path(where), int(runs_), "".join(control_))))
