"""inspection sheet … .xlsx and inspection import: out to a tablet, filled in, back as scores and findings."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.commands.verbs import main
from desktop.documents.inspection import entry
from desktop.system.arguments import parse

Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on an office with two estates; the exit code and the last line printed."""

    def go(*words: str) -> tuple[int, dict[str, Any]]:
        code = main(parse(["--basedir", str(tmp_path / "data"), *words]))
        return code, json.loads(capsys.readouterr().out.splitlines()[-1])

    estates = tmp_path / "小区.csv"
    estates.write_text(
        "小区名称,地址,物业公司\n丰翔新城,丰翔路1号,丰翔物业\n祥和家园,祥和路2号,祥和物业\n", encoding="utf-8"
    )
    assert go("import", "estates", str(estates))[1]["imported"] == 2
    return go


def test_a_workbook_goes_out_and_comes_back(run: Run, tmp_path: Path) -> None:
    path, rejects = tmp_path / "录入.xlsx", tmp_path / "未导入.xlsx"
    made = ["inspection", "sheet", "--list", "community_patrol", "--estates", "all", "--out", str(path)]
    code, told = run(*made)
    assert (code, told["sheets"]) == (0, 2)
    assert run(*made)[1]["inspections"] == told["inspections"]
    book = openpyxl.load_workbook(path)
    for name, rest in (("丰翔新城", entry.YES), ("祥和家园", None)):
        page = book[name]
        page.cell(entry.DAY_CELL[0] + 1, entry.DAY_CELL[1] + 1, datetime(2026, 1, 5))
        page.cell(entry.PEOPLE_CELL[0] + 1, entry.PEOPLE_CELL[1] + 1, "王芳")
        page.cell(entry.REST_CELL[0] + 1, entry.REST_CELL[1] + 1, rest)
    book.save(path)
    code, told = run("inspection", "import", str(path), "--rejects", str(rejects))
    assert (code, told["imported"], told["skipped"], told["rejected"]) == (0, 1, 0, 1)
    page = openpyxl.load_workbook(told["rejects"]).active
    assert any("还有" in str(cell.value) for row in page.iter_rows() for cell in row)
    code, told = run("inspection", "import", str(path))
    assert (code, told["imported"], told["skipped"], told["rejected"]) == (0, 0, 1, 1)


def test_the_list_may_be_named_where_the_file_does_not_say_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "结果.csv"
    path.write_text("小区,检查日期,检查人,条目,结果\n丰翔新城,2026-01-05,王芳,1.2,符合\n", encoding="utf-8")
    code, told = run("inspection", "import", str(path))
    assert (code, told["imported"], told["rejected"]) == (0, 0, 1)
    code, told = run("inspection", "import", str(path), "--list", "community_patrol")
    assert (code, told["imported"], told["rejected"]) == (0, 1, 0)


def test_what_is_skipped_is_told_with_the_reason(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "结果.csv"
    path.write_text("小区,检查日期,检查人,条目,结果\n丰翔新城,2026-01-05,王芳,1.2,符合\n", encoding="utf-8")
    words = ("inspection", "import", str(path), "--list", "community_patrol")
    assert run(*words)[1]["imported"] == 1
    main(parse(["--basedir", str(tmp_path / "data"), *words]))
    said = capsys.readouterr().out
    assert "跳过结果第2行:已有丰翔新城01月05日的检查" in said
    assert "要更正请在检查记录里改" in said


def test_what_cannot_be_is_refused(run: Run, tmp_path: Path) -> None:
    code, told = run("inspection", "import", str(tmp_path / "没有.xlsx"))
    assert (code, told["ok"]) == (1, False)
    assert "找不到文件" in told["error"]
    code, told = run("inspection", "sheet", "--list", "community_patrol", "--blank", "--out", str(tmp_path / "a.xlsx"))
    assert (code, told["ok"]) == (1, False)
