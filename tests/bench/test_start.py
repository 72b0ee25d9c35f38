"""Starting the program, from the process to its first page, against a process that shows an empty Qt window."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.data.database import Database
from desktop.forms.office import WhoseOffice
from desktop.services.reference import settings
from desktop.services.reference.seeding import ensure_office

CHILD = Path(__file__).with_name("start_child.py")
ROUNDS = 3


@pytest.mark.bench
def test_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(tmp_path / "linliban.sqlite3")
    with database.write() as session:
        ensure_office(session)
        settings.settle(session, WhoseOffice(name="丰禾第二居委会", staff="李静"))
    database.close()
    started("bare", tmp_path), started("program", tmp_path)  # compiles what is imported, as an installation does
    pairs = [(started("bare", tmp_path), started("program", tmp_path)) for _ in range(ROUNDS)]
    floor = least([bare["window"] for bare, _ in pairs])
    lines = []
    for name, words in (("window", "its window"), ("page", "its first page filled"), ("reminders", "its reminders")):
        ours = least([program[name] for _, program in pairs])
        lines.append(
            f"start to {words}: {ours[0] * 1000:.0f} ms, empty QMainWindow {floor[0] * 1000:.0f} ms, "
            f"ratio {ours[0] / floor[0]:.2f} (target 1.6), of processor time {ours[1] / floor[1]:.2f}"
        )
        assert ours[1] < floor[1] * 25, "far from the floor: look at what is imported"
    with capsys.disabled():
        print("\n" + "\n".join(lines))


def started(which: str, base: Path) -> dict[str, list[float]]:
    """What one start took: [seconds by the clock, of processor time] at each point."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPYCACHEPREFIX": str(base / "compiled"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, str(CHILD), which, str(time.monotonic()), str(base)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


def least(times: list[list[float]]) -> list[float]:
    """The least wall time and the least processor time, each by itself: a busy machine only adds."""
    return [min(values) for values in zip(*times, strict=True)]
