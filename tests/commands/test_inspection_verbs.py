"""inspection sheet as a caller sees it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.commands.verbs import main
from desktop.data.database import Database
from desktop.domain.inspection.states import InspectionKind
from desktop.forms.inspection import PlanForm
from desktop.services.inspection import lists, plans
from desktop.system.arguments import parse
from tests.office import Office

Run = Callable[..., tuple[int, dict[str, Any]]]
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb in the data folder of an office with one estate and a plan; the exit code and the last line."""
    (tmp_path / "data").mkdir()
    database = Database(tmp_path / "data" / "linliban.sqlite3")
    office = Office(database)
    with database.write() as session:
        checklist_id = lists.newest(session, "fire_corridor_ebike").id
        form = PlanForm(
            "冬季消防", InspectionKind.CAMPAIGN, checklist_id, (office.estate,), date(2026, 11, 1), date(2026, 12, 31)
        )  # fmt: skip
        plans.add(session, form, office.operator, office.now)
    database.close()

    def go(*words: str) -> tuple[int, dict[str, Any]]:
        code = main(parse(["--basedir", str(tmp_path / "data"), "inspection", "sheet", *words]))
        return code, json.loads(capsys.readouterr().out.splitlines()[-1])

    return go


def test_a_sheet_by_name_and_the_same_one_again(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "表.pdf"
    asked = ("--list", "community_patrol", "--estate", "丰翔新城", "--out", str(out))
    code, told = run(*asked)
    assert (code, told["ok"], told["sheets"], told["pages"], told["out"]) == (0, True, 1, 2, str(out))
    assert out.read_bytes().startswith(b"%PDF")
    assert run(*asked)[1]["inspections"] == told["inspections"]


def test_a_plan_prints_all_its_estates(run: Run, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "表.pdf"))
    code, told = run("--plan", "冬季消防", "--estates", "all", "--duplex", *out)
    assert (code, told["sheets"], told["pages"] % 2) == (0, 1, 0)
    code, told = run("--plan", "冬季消防", "--list", "community_patrol", "--estates", "all", *out)
    assert code == 1 and "去掉 --list" in told["error"]


def test_a_blank_sheet_makes_no_inspection(run: Run, tmp_path: Path) -> None:
    code, told = run("--list", "小区日常巡查表", "--blank", "--out", str(tmp_path / "空白.pdf"))
    assert (code, told["sheets"], told["inspections"]) == (0, 1, [])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--list", "community_patrol", "--estate", "丰翔新城", "--out", "表.docx"), ".pdf"),
        (("--list", "没有的表", "--estate", "丰翔新城", "--out", "表.pdf"), "没有检查表"),
        (("--list", "community_patrol", "--estate", "没有的小区", "--out", "表.pdf"), "没有小区“没有的小区”"),
        (("--estate", "丰翔新城", "--out", "表.pdf"), "--list"),
        (("--blank", "--out", "表.pdf"), "--list"),
        (("--plan", "没有的计划", "--estates", "all", "--out", "表.pdf"), "没有名为"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, words: tuple[str, ...], sentence: str) -> None:
    code, told = run(*words)
    assert code == 1 and sentence in told["error"]
