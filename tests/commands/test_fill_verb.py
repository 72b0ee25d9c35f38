"""fill, from the command line to the file, the line of JSON and the exit code."""

import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.commands.verbs import main
from desktop.data.database import Database
from desktop.domain.form_mapping.mapping import Mapped, Mapping
from desktop.domain.operator import Operator
from desktop.forms.intake import Intake
from desktop.forms.registry import NewEstate
from desktop.forms.town_forms import FormName
from desktop.services.orders.acts.register import register
from desktop.services.reference.seeding import ensure_office
from desktop.services.registry.adding import add_estate
from desktop.services.town_forms import keeping
from desktop.services.town_forms.choosing import proposals
from desktop.services.town_forms.opening import OpenForm
from desktop.system.arguments import parse
from tests.services.town_forms.form_files import by_estate, made

DAY = datetime(2024, 10, 12, 9, 30)
Run = Callable[..., tuple[int, dict[str, Any], list[str]]]


def keep(database: Database, operator: Operator, form: OpenForm, name: str) -> None:
    with database.write() as session:
        found = proposals(session, form, Mapping())
        mapping = Mapping().with_cells(Mapped(one.spot, one.filling) for one in found)
        keeping.keep_form(session, FormName(name), form, mapping, operator, DAY)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the verb where a form by estates is kept and two complaints of October are on record."""
    base = tmp_path / "data"
    base.mkdir()
    database = Database(base / "linliban.sqlite3")
    with database.write() as session:
        operator = ensure_office(session)
        estate = add_estate(session, NewEstate("丰翔新城"), operator, DAY)
        add_estate(session, NewEstate("海锦花园"), operator, DAY)
        for _ in range(2):
            form = Intake(
                phone="13812345678", caller_name="王小明", content="楼道灯不亮", category="0101", channel="CH01",
                estate=estate, received_at=DAY,
            )  # fmt: skip
            register(session, form, operator, datetime(2024, 11, 5))
    keep(database, operator, by_estate("丰翔新城", "海锦花园"), "房管办月报")
    database.close()

    def verb(form: OpenForm, *words: str, out: str = "填好.xlsx") -> tuple[int, dict[str, Any], list[str]]:
        path = tmp_path / "来的表.xlsx"
        path.write_bytes(form.data)
        code = main(
            parse(
                ["--basedir", str(base), "fill", str(path), "--period", "2024-10", "--out", str(tmp_path / out), *words]
            )
        )
        lines = capsys.readouterr().out.strip().splitlines()
        return code, json.loads(lines[-1]), lines[:-1]

    return verb


def page(path: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(Path(path).read_bytes())).active


def test_the_kept_form_is_filled(run: Run) -> None:
    code, counts, told = run(by_estate("丰翔新城", "海锦花园"))
    assert (code, counts["ok"], counts["form"], counts["asked"], counts["moved"]) == (0, True, "房管办月报", 0, 0)
    assert told == [f"已填{counts['filled']}格。已保存到“填好.xlsx”。"]
    sheet = page(counts["file"])
    assert [sheet["C5"].value, sheet["C6"].value] == [2, 0]


def test_a_form_is_filled_for_one_estate_alone(run: Run) -> None:
    form = by_estate("丰翔新城", "海锦花园")
    code, counts, told = run(form, "--estate", "海锦花园")
    assert (code, counts["scope"], counts["asked"]) == (4, "海锦花园", 5)
    assert [page(counts["file"])[cell].value for cell in ("C5", "C6")] == [None, 0], "the other estate's are left"
    assert told[0] == "没有填,请核对:月报!C5 丰翔新城 · 受理件次:不在“海锦花园”的范围内"
    assert told[-1].endswith("另有5格不在统计范围内,没有填。已保存到“填好.xlsx”。")
    code, counts, _ = run(form, "--estate", "丰翔新城", "--channel", "来电", out="另.xlsx")
    assert code == 4
    assert [page(counts["file"])[cell].value for cell in ("C5", "D5", "C6")] == [2, None, None]
    code, outcome, _ = run(form, "--estate", "没有的小区")
    assert code == 1
    assert outcome["problems"] == {"estates": "没有名为“没有的小区”的小区。"}


def test_a_form_that_has_changed_is_followed_and_what_is_doubtful_is_left_and_told(run: Run) -> None:
    form = by_estate("海锦花园", "丰翔新城", extra=("新增列",), title="2024年10月物业诉求月报表")
    code, counts, _ = run(form)
    assert (code, counts["asked"]) == (0, 0)
    assert counts["moved"] > 0
    assert [page(counts["file"])[cell].value for cell in ("C5", "C6")] == [0, 2]
    code, counts, told = run(by_estate("丰翔新城", "大桥一村"))
    assert (code, counts["ok"]) == (4, True)
    assert counts["asked"] == len(told) - 1
    assert any("海锦花园" in line and line.startswith("没有填,请核对:") for line in told)
    assert page(counts["file"])["C6"].value is None


def test_a_form_is_named_where_it_cannot_be_told(run: Run) -> None:
    stranger = made([["别的表"], ["小区名称", "本月受理件数"], ["丰翔新城", None]])
    code, outcome, _ = run(stranger)
    assert code == 1
    assert "没有认出这是哪份表格" in outcome["error"]
    code, outcome, _ = run(stranger, "--form", "没有的")
    assert code == 1
    assert "现有:房管办月报" in outcome["error"]


def test_the_form_itself_is_never_written_over(run: Run, tmp_path: Path) -> None:
    form = by_estate("丰翔新城", "海锦花园")
    code, outcome, _ = run(form, out="来的表.xlsx")
    assert code == 1
    assert outcome["error"] == "“来的表.xlsx”就是要填的这份表格,会被盖掉,请换一个文件名。"
    assert (tmp_path / "来的表.xlsx").read_bytes() == form.data


def test_a_missing_file_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = ["--basedir", str(tmp_path / "data"), "fill", str(tmp_path / "没有.xlsx"), "--period", "2024-10"]
    assert main(parse([*words, "--out", str(tmp_path / "a.xlsx")])) == 1
    assert "找不到文件" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        parse(["fill", "a.xlsx", "--out", "b.xlsx"])
