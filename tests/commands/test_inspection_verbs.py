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
from desktop.services.inspection import choosing, lists, plans
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
        task = words if words[0] in ("lists", "plan") else ("sheet", *words)
        code = main(parse(["--basedir", str(tmp_path / "data"), "inspection", *task]))
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
        (("--estate", "丰翔新城", "--out", "表.pdf"), "community_patrol(小区日常巡查表)"),
        (("--blank", "--out", "表.pdf"), "community_patrol(小区日常巡查表)"),
        (("--plan", "没有的计划", "--estates", "all", "--out", "表.pdf"), "没有名为"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, words: tuple[str, ...], sentence: str) -> None:
    code, told = run(*words)
    assert code == 1 and sentence in told["error"]


def test_the_lists_are_told_by_code_and_name(run: Run) -> None:
    code, told = run("lists")
    assert (code, len(told["lists"])) == (0, 12)
    patrol = next(entry for entry in told["lists"] if entry["code"] == "community_patrol")
    assert (patrol["name"], patrol["items"] > 0, patrol["points"]) == ("小区日常巡查表", True, 100)


SPRING = ("plan", "--list", "community_patrol", "--name", "一季度巡查", "--from", "2027-01-01", "--to", "2027-03-31")


def test_a_plan_is_made_and_its_sheets_are_printed(run: Run, tmp_path: Path) -> None:
    code, told = run(*SPRING)
    assert (code, told["estates"], told["from"], told["to"]) == (0, 1, "2027-01-01", "2027-03-31")
    code, told = run("--plan", "一季度巡查", "--estates", "all", "--out", str(tmp_path / "录入.xlsx"))
    assert (code, told["sheets"]) == (0, 1)
    database = Database(tmp_path / "data" / "linliban.sqlite3")
    with database.read() as session:
        kept = plans.form_of(session, choosing.plan_named(session, "一季度巡查").id)
    database.close()
    assert (kept.kind, kept.inspectors) == (InspectionKind.QUARTERLY, "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (SPRING, "已有名为“一季度巡查”的计划"),
        ((*SPRING, "--estate", "没有的小区"), "没有小区“没有的小区”"),
        ((*SPRING, "--list", "没有的表"), "没有检查表“没有的表”"),
    ],
)
def test_a_plan_that_cannot_be_is_told(run: Run, words: tuple[str, ...], sentence: str) -> None:
    run(*SPRING)
    code, told = run(*words)
    assert code == 1 and sentence in told["error"]
