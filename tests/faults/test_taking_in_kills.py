"""Killed while it takes in what offices sent: every file is there whole or not at all, none acknowledged is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the killer forks")
LONG = os.environ.get("LINLIBAN_LONG") == "1"


def taking_in(folder: Path, runs: int, *control: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.taking_in", str(folder), str(runs), *control]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_every_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    answer = taking_in(tmp_path, 1000 if LONG else 12)
    assert answer["whole"] == 12
    assert min(answer["counts"]) < 12, "no kill came in time"
    assert answer["damage"] == []


def test_the_oracle_sees_a_report_that_was_committed_before_its_orders(tmp_path: Path) -> None:
    answer = taking_in(tmp_path, 16, "halves")
    assert any("has 0 orders" in one for one in answer["damage"])
