"""kill -9 in the middle of an import of results: all of its inspections or none, and the file goes in afterwards."""

import random
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from desktop.data.database import Database
from desktop.documents.inspection import entry
from desktop.domain.inspection.states import InspectionKind
from desktop.domain.operator import Operator
from desktop.forms.registry import NewEstate
from desktop.services.cases import broken_links
from desktop.services.imports.inspection_results import import_results
from desktop.services.inspection import lists, preparing
from desktop.services.inspection.results_file import save_entry_workbook
from desktop.services.reference.seeding import ensure_office
from desktop.services.registry.adding import add_estate

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 16, 9, 30)
ESTATES, FAULTS, KILLS = 8, 3, 4
WORK = """
import sys
from datetime import datetime
from pathlib import Path
from desktop.data.database import Database
from desktop.services.imports.inspection_results import import_results
from desktop.services.reference.seeding import ensure_office
database = Database(Path(sys.argv[1]))
print("ready", flush=True)
with database.write() as session:
    import_results(session, Path(sys.argv[2]), ensure_office(session), datetime(2026, 11, 16, 10))
print("done", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX's")
def test_a_killed_import_of_results_is_whole_or_not_there(tmp_path: Path) -> None:
    path, chance = tmp_path / "office.db", random.Random(20261116)
    database = Database(path)
    with database.write() as session:
        operator = ensure_office(session)
        estates = [add_estate(session, NewEstate(f"第{n}小区"), operator, NOW) for n in range(ESTATES)]
    database.close()
    whole = 0
    for run in range(KILLS):
        book = _filled(path, tmp_path / f"{run}.xlsx", estates, operator)
        said = _killed(path, book, chance.uniform(0.0, 1.0) if run else 0)
        done, findings = _kept(path)
        assert done in (whole, whole + ESTATES) and findings == done * FAULTS
        assert "done" not in said or done == whole + ESTATES
        assert run or not done, "the first kill came too late"
        whole = done
    database = Database(path)
    with database.write() as session:
        outcome = import_results(session, book, operator, NOW)
    assert outcome.counts.rejected == 0 and outcome.counts.imported + outcome.counts.skipped == ESTATES
    database.close()


def _filled(path: Path, book: Path, estates: list[int], operator: Operator) -> Path:
    """A workbook of prepared inspections, three places on the first item of each, the rest fulfilled."""
    database = Database(path)
    with database.write() as session:
        wanted = lists.newest(session, "information_disclosure").id
        ids = preparing.prepare(session, wanted, estates, InspectionKind.DAILY, operator, NOW)
        save_entry_workbook(session, ids, book, NOW)
    database.close()
    opened = load_workbook(book)
    for page in opened.worksheets:
        if page.title == entry.MARK_SHEET:
            continue
        for (row, column), value in (
            (entry.DAY_CELL, NOW), (entry.PEOPLE_CELL, "王芳"), (entry.REST_CELL, entry.YES),
        ):  # fmt: skip
            page.cell(row + 1, column + 1, value)
        items = [
            row for row in range(entry.HEADING_ROW + 2, page.max_row + 1) if page.cell(row, entry.POINTS + 1).value
        ]
        faulty = [row for row in items if "不符合" in str(page.cell(row, entry.RULE + 1).value)][:FAULTS]
        for row in faulty:
            page.cell(row, entry.RESULT + 1, "不符合")
    opened.save(book)
    return book


def _killed(path: Path, book: Path, after: float) -> str:
    """Let a process import and kill it; what it had acknowledged."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK, str(path), str(book)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    with suppress(subprocess.TimeoutExpired):
        worker.wait(after)
    worker.kill()
    said, _ = worker.communicate()
    return said


def _kept(path: Path) -> tuple[int, int]:
    """How many inspections are done and how many findings there are, in a sound database."""
    database = Database(path)
    with database.read() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert list(broken_links(session)) == []
        done = session.scalar(text("SELECT count(*) FROM inspection WHERE state = 'done'"))
        findings = session.scalar(text("SELECT count(*) FROM finding"))
    database.close()
    return int(done or 0), int(findings or 0)
