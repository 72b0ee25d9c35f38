"""What a start imports: the window and its first page come without what only later pages need."""

import json
import os
import subprocess
import sys
from pathlib import Path

from desktop.data.database import Database
from desktop.services.home import opening

CHILD = Path(__file__).with_name("started_child.py")
LATER = {
    "sqlalchemy",
    "alembic",
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
    "docx",
    "lxml",
    "xlrd",
    "cryptography",
    "PIL",
    "segno",
    "rapidfuzz",
    "chinese_calendar",
    "desktop.data.tables",
    "desktop.services.reports",
    "desktop.ui.screens.orders",
    "desktop.ui.screens.reports",
}


def modules_at(point: str, base: Path) -> set[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(CHILD.parents[1])}
    command = [sys.executable, str(CHILD), point, str(base)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_the_first_page_is_shown_before_what_later_pages_need_is_imported(database: Database) -> None:
    base = database.path.parent
    database.close()
    found = modules_at("filled", base)
    assert "desktop.ui.screens.home" in found and "sqlcipher3" in found
    assert not found & LATER


def test_the_reminders_follow_and_leave_the_reports_alone(database: Database) -> None:
    base = database.path.parent
    database.close()
    found = modules_at("reminded", base)
    assert "sqlalchemy" in found, "or the test above says nothing"
    assert not found & (LATER - {"sqlalchemy", "desktop.data.tables"})


def test_an_office_that_lacks_something_is_furnished_before_the_first_page(tmp_path: Path, database: Database) -> None:
    with database.plain() as plain:
        assert opening.furnished(plain)
        assert opening.opening(plain).nameless
    empty = Database(tmp_path / "empty.sqlite3")
    with empty.plain() as plain:
        assert not opening.furnished(plain)
    empty.close()
