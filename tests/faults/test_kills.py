"""Killed at any moment: nothing acknowledged is lost, nothing is half there (TRUST.md, the proof; the short form)."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.data.database import Database
from desktop.data.schema import SCHEMA_VERSION
from desktop.services.orders.history import broken_links

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the killer forks")
LONG = os.environ.get("LINLIBAN_LONG") == "1"


def children(verb: str, folder: Path, runs: int, control: str = "") -> dict[str, Any]:
    command = [
        sys.executable,
        "-m",
        "tests.faults.children",
        verb,
        str(folder),
        str(runs),
        *([control] if control else []),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def damage(path: Path, told: list[list[str]]) -> list[str]:
    """What is wrong with an office's database; `told` are the numbers that were acknowledged, each with its photo."""
    connection = sqlite3.connect(path)
    ask = connection.execute
    found = [f"integrity: {row[0]}" for row in ask("PRAGMA integrity_check") if row[0] != "ok"]
    found += [f"reference: {row[0]}" for row in ask("PRAGMA foreign_key_check")]
    pairs = "SELECT number, substr(stored, 1, 64) FROM work_order o JOIN attachment a ON a.work_order_id = o.id"
    kept = {tuple(row) for row in ask(pairs)}
    found += [f"lost {number}" for number, digest in told if (number, digest) not in kept]
    for what, half in {
        "clocks": "SELECT number FROM work_order WHERE id NOT IN (SELECT work_order_id FROM clock)",
        "acts": "SELECT number FROM work_order o WHERE (SELECT count(*) FROM act WHERE work_order_id = o.id) <> 2",
        "unit": "SELECT number FROM work_order WHERE id NOT IN (SELECT work_order_id FROM assignment)",
        "photo": "SELECT number FROM work_order WHERE id NOT IN (SELECT work_order_id FROM attachment)",
        "state": "SELECT number FROM work_order WHERE state <> 'dispatched' OR due_at IS NULL",
    }.items():
        found += [f"{row[0]} without {what}" for row in ask(half)]
    for stored, size in ask("SELECT stored, size FROM attachment"):
        photo = path.parent / "attachments" / stored
        if not photo.exists() or photo.stat().st_size != size:
            found.append(f"photo {stored}")
        elif hashlib.sha256(photo.read_bytes()).hexdigest() != photo.stem:
            found.append(f"bytes of {stored}")
    for day, last in ask("SELECT day, last FROM counter"):
        stamp = day.replace("-", "")
        numbers = sorted(row[0] for row in ask("SELECT number FROM work_order WHERE number LIKE ?", (f"GD-{stamp}-%",)))
        if [int(number[-4:]) for number in numbers] != list(range(1, last + 1)):
            found.append(f"holes on {day}")
    connection.close()
    database = Database(path)
    with database.read() as session:
        found += [f"history breaks at {act}" for act in broken_links(session)]
    database.close()
    return found


def test_no_acknowledged_order_is_lost_and_none_is_half_there(tmp_path: Path) -> None:
    lines = children("saving", tmp_path, 1000 if LONG else 200)["told"]
    told = [line for line in lines if line[0] != "trouble"]  # a wait that was too long is said, not acknowledged
    assert len(told) > 100
    assert damage(tmp_path / "office.sqlite3", told) == []


@pytest.mark.parametrize(("control", "sign"), [("early", "lost"), ("halves", "without acts")])
def test_the_oracle_sees_what_a_missing_protection_does(tmp_path: Path, control: str, sign: str) -> None:
    told = children("saving", tmp_path, 60, control)["told"]
    assert any(sign in one for one in damage(tmp_path / "office.sqlite3", told))


@pytest.mark.parametrize(
    ("verb", "old", "new"), [("creating", 0, SCHEMA_VERSION), ("upgrading", SCHEMA_VERSION, SCHEMA_VERSION + 1)]
)
def test_a_killed_upgrade_leaves_the_old_or_the_new_and_the_next_start_ends_it(
    tmp_path: Path, verb: str, old: int, new: int
) -> None:
    answer = children(verb, tmp_path, 1000 if LONG else {"creating": 20, "upgrading": 40}[verb])
    whole = answer["before"][0]
    assert whole["version"] == new
    killed = [one for one in answer["before"] if one != whole]
    assert killed, "no kill came in time"
    assert {one["version"] for one in killed} == {old}
    assert all(one == killed[0] for one in killed), "some were left between"
    assert set(answer["again"]) == {0}
    assert all(one == whole for one in answer["after"])


def test_the_oracle_sees_an_upgrade_that_is_not_one_transaction(tmp_path: Path) -> None:
    answer = children("upgrading", tmp_path, 20, "steps")
    shapes = {json.dumps(one["columns"], sort_keys=True) for one in answer["before"]}
    assert len(shapes) > 2
