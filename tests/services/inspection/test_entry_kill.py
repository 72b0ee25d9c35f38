"""kill -9 while results are typed in: every answer that was said to be saved is there."""

import random
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.data.database import Database
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.forms.inspection import InspectionHead, ItemAnswer
from desktop.forms.registry import NewEstate
from desktop.services import cases, concluding
from desktop.services.inspection import inspecting, lists, preparing
from desktop.services.inspection.viewing import view
from desktop.services.reference.seeding import ensure_office
from desktop.services.registry.adding import add_estate

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 16, 9, 30)
KILLS = 4
TYPE = """
import sys
from datetime import datetime
from pathlib import Path
from desktop.data.database import Database
from desktop.forms.inspection import ItemAnswer
from desktop.services.inspection.inspecting import save_answer
from desktop.services.inspection.viewing import view
from desktop.services.reference.seeding import ensure_office
database = Database(Path(sys.argv[1]))
with database.write() as session:
    operator = ensure_office(session)
with database.read() as session:
    codes = view(session, 1).score.unanswered
for code in codes:
    with database.write() as session:
        save_answer(session, 1, ItemAnswer(code, value=0, remark=f"看过{code}"), operator, datetime(2026, 11, 16, 10))
    print(code, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX's")
def test_a_kill_loses_no_answer_that_was_saved(tmp_path: Path) -> None:
    path, chance = tmp_path / "office.db", random.Random(7)
    database = Database(path)
    with database.write() as session:
        operator = ensure_office(session)
        estate = add_estate(session, NewEstate("丰翔新城"), operator, NOW)
        wanted = lists.newest(session, "property_daily_assessment")
        preparing.prepare(session, wanted.id, [estate], InspectionKind.DAILY, operator, NOW)
    database.close()
    said: list[str] = []
    for _ in range(KILLS):
        said += _typed_until_killed(path, chance.randint(1, 7))
        database = Database(path)
        with database.read() as session:
            found = view(session, 1)
            assert not list(cases.broken_links(session))
        database.close()
        assert found.state is InspectionState.ENTERING
        assert set(said) <= set(found.answers)
        assert len(found.answers) <= len(said) + 1  # the one that was under way
        assert all(answer == ItemAnswer(code, True, 0, f"看过{code}") for code, answer in found.answers.items())
        said = list(found.answers)
    database = Database(path)
    with database.write() as session:
        inspecting.save_head(session, 1, InspectionHead(date(2026, 11, 16), "王芳"), operator, NOW)
        concluding.finish(session, 1, operator, NOW, rest_fulfilled=True)
    with database.read() as session:
        assert view(session, 1).state is InspectionState.DONE
    database.close()


def _typed_until_killed(path: Path, count: int) -> list[str]:
    """The items that the child said it had saved before it was killed after `count` of them."""
    child = subprocess.Popen([sys.executable, "-c", TYPE, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout is not None
    with child.stdout as lines:
        said = [lines.readline().strip() for _ in range(count)]
        child.kill()
        said += [line.strip() for line in lines]
    child.wait()
    return [code for code in said if code]
