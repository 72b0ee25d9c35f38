"""kill -9 in the middle of an import: all of its rows or none, and the same file goes in afterwards."""

import random
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from office import HOTLINE, new_office, sheet
from sqlalchemy import text

from desktop.data.database import Database
from desktop.services.imports.orders import import_orders
from desktop.services.imports.outcomes import Counts
from desktop.services.orders.history import broken_links
from desktop.services.reference.seeding import ensure_office

ROOT = Path(__file__).parents[3]
ROWS, KILLS = 800, 8
WORK = """
import sys
from datetime import datetime
from pathlib import Path
from desktop.data.database import Database
from desktop.services.imports.orders import import_orders
from desktop.services.reference.seeding import ensure_office
database = Database(Path(sys.argv[1]) / "office.db")
print("ready", flush=True)
with database.write() as session:
    import_orders(session, Path(sys.argv[2]), None, ensure_office(session), datetime(2024, 7, 1))
print("done", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX's")
def test_a_killed_import_is_whole_or_not_there(tmp_path: Path) -> None:
    chance = random.Random(20240607)
    new_office(tmp_path)[0].close()
    for run in range(KILLS):
        numbers = [f"2024060{run % 10}{run:02}{at:05}" for at in range(ROWS)]
        path = sheet(
            tmp_path / f"{run}.xlsx",
            HOTLINE,
            *[
                [number, f"第{number}件", "2024-06-01", None, None, None, "张三", f"138{at:08}"]
                for at, number in enumerate(numbers)
            ],
        )
        said = _killed(tmp_path, path, chance.uniform(0.0, 1.2))
        kept = _orders_of_last_runs(tmp_path)
        assert all(count == ROWS for count in kept.values()), kept
        if "done" in said:
            assert f"{run}.xlsx" in kept
        path.unlink()
    _import_again(tmp_path)


def _killed(folder: Path, path: Path, after: float) -> str:
    """Let a process import and kill it; returns what it had acknowledged."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK, str(folder), str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    with suppress(subprocess.TimeoutExpired):
        worker.wait(after)
    worker.kill()
    said, _ = worker.communicate()
    return said


def _orders_of_last_runs(folder: Path) -> dict[str, int]:
    database = Database(folder / "office.db")
    with database.read() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert list(broken_links(session)) == []
        counted = session.execute(
            text(
                "SELECT r.file_name, (SELECT count(*) FROM work_order w JOIN act a ON a.work_order_id = w.id "
                "WHERE w.import_run_id = r.id) AS orders FROM import_run r"
            )
        )
        kept = {row.file_name: int(row.orders) for row in counted}
        assert session.scalar(text("SELECT count(*) FROM work_order")) == sum(kept.values())
        highest = session.scalar(text("SELECT coalesce(sum(last), 0) FROM counter"))
        assert highest == sum(kept.values()), "numbers have holes"
    database.close()
    return kept


def _import_again(folder: Path) -> None:
    path = sheet(folder / "last.xlsx", HOTLINE, ["1", "灯不亮", "2024-06-01"])
    database = Database(folder / "office.db")
    with database.write() as session:
        outcome = import_orders(session, path, None, ensure_office(session), datetime(2024, 7, 1))
    assert outcome.counts == Counts(1, 0, 0)
    database.close()
