"""A full disk, a read-only folder, a damaged file: a sentence with what to do, and no false "saved"."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desktop.data.backup import problems_in, verified_copy
from desktop.data.database import Database
from desktop.data.tables.offices import Draft
from desktop.domain.errors import StorageTrouble
from desktop.domain.lifecycle import State
from tests.office import Office

LONG = os.environ.get("LINLIBAN_LONG") == "1"


def children(verb: str, folder: Path, runs: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.children", verb, str(folder), str(runs)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are of Unix")
def test_when_files_cannot_grow_nothing_is_called_saved_and_work_goes_on_once_they_can(tmp_path: Path) -> None:
    troubled = 0
    for seen in children("full", tmp_path, 400 if LONG else 40)["seen"]:
        assert seen["status"] == 0
        numbers = [line for line in seen["told"] if line.startswith("GD-")]
        troubles = [line for line in seen["told"] if line.startswith("trouble ")]
        assert all("没有保存;请" in one for one in troubles)
        troubled += len(troubles)
        connection = sqlite3.connect(seen["path"])
        assert [row[0] for row in connection.execute("SELECT number FROM work_order ORDER BY id")] == numbers
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
        assert numbers == [f"GD-20261116-{place:04d}" for place in range(1, len(numbers) + 1)]
    assert troubled > 20


def test_a_full_disk_is_said_in_a_sentence(database: Database) -> None:
    with pytest.raises(StorageTrouble, match=r"磁盘已满,没有保存;请.*清出一些空间"), database.write() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar()
        session.execute(text(f"PRAGMA max_page_count={pages}"))
        session.add(Draft(screen="intake", values={"content": "长" * 100_000}))
    with database.read() as session:
        assert session.get(Draft, "intake") is None


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of Unix")
def test_a_read_only_folder_is_said_in_a_sentence(open_folder: Path) -> None:
    saving, starting = children("readonly", open_folder, 1)["told"]
    assert "没有写入权限,没有保存" in saving or "打不开数据库" in saving
    assert "打不开数据库" in starting and "是否有权限" in starting


def test_a_torn_page_is_found_and_told(office: Office) -> None:
    for state in State:
        office.order_in(state)
    path = office.database.path
    office.database.close()
    assert problems_in(path) == []
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : len(content) - 4096] = b"\xa5" * (len(content) - 4096 - middle)
    path.write_bytes(content)
    assert problems_in(path) != []
    with pytest.raises(StorageTrouble, match=r"已损坏.*从最近的备份恢复"), office.database.read() as session:
        for (name,) in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all():
            session.execute(text(f"SELECT * FROM {name}")).all()
    office.database.close()


def test_a_copy_is_published_only_after_it_was_checked(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "copy#1%.sqlite3"
    assert verified_copy(office.database._engine, target) == target
    assert problems_in(target) == []
    assert [one.name for one in tmp_path.glob("copy*")] == [target.name]
    copied = Database(target)
    with copied.read() as session:
        assert session.scalar(text("SELECT count(*) FROM organisation WHERE name = '丰翔物业'")) == 1
    copied.close()
