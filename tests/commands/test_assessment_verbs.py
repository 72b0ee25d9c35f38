"""assessment: template out, filled in, back, the workbook, published; from the command line to the line of JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.commands.verbs import main
from desktop.system.arguments import parse

Run = Callable[..., tuple[int, dict[str, Any], list[str]]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on an office with three estates; the exit code, the JSON and the other lines."""

    def go(*words: object) -> tuple[int, dict[str, Any], list[str]]:
        code = main(parse(["--basedir", str(tmp_path / "data"), *map(str, words)]))
        lines = capsys.readouterr().out.strip().splitlines()
        return code, json.loads(lines[-1]), lines[:-1]

    estates = tmp_path / "小区.csv"
    names = ("丰翔新城", "祥和家园", "大桥一村")
    rows = "".join(f"{name},丰翔路{n}号,丰翔物业\n" for n, name in enumerate(names))
    estates.write_text("小区名称,地址,物业公司\n" + rows, encoding="utf-8")
    assert go("import", "estates", estates)[1]["imported"] == 3
    return go


def fill(path: Path) -> None:
    """Surveys and opinions of every estate, each better than the one before."""
    book = openpyxl.load_workbook(path)
    for name, column, value in (("满意度", "5分", 30), ("意见", "分数", 70)):
        sheet = book[name]
        head = next(row for row in sheet.iter_rows() if row[0].value == "考核期")
        place = next(cell for cell in head if cell.value == column)
        for row in range(place.row + 1, sheet.max_row + 1):
            if sheet.cell(row, 2).value:
                sheet.cell(row, place.column).value = value + row
    book.save(path)


def test_a_quarter_from_template_to_publication(run: Run, tmp_path: Path):
    path, out = tmp_path / "登记.xlsx", tmp_path / "考核.xlsx"
    assert run("assessment", "template", "--period", "2025Q3", "--out", path)[1]["sheets"] == 3
    fill(path)
    code, told, _ = run("assessment", "import", path)
    assert (code, told["surveys"], told["opinions"], told["periods"]) == (0, 3, 6, ["2025Q3"])
    assert run("assessment", "import", path)[1]["unchanged"] == 9
    code, told, lines = run("assessment", "--period", "2025Q3", "--out", out)
    assert (code, told["estates"], told["ranked"], told["published"]) == (0, 3, 0, None)
    assert lines[0].startswith("考核办法还是软件自带的示例")
    assert len(openpyxl.load_workbook(out).sheetnames) == 5
    code, told, _ = run("assessment", "publish", "--period", "2025Q3")
    assert (code, told["error"]) == (1, "没有一个小区有总分,还不能公布;请先完成检查和登记。")


def test_what_cannot_be_is_refused(run: Run, tmp_path: Path):
    out = tmp_path / "a.xlsx"
    assert "2026Q3" in run("assessment", "--period", "三季", "--out", out)[1]["error"]
    assert "还没有开始" in run("assessment", "--period", "2099", "--out", out)[1]["error"]
    assert "找不到文件" in run("assessment", "import", tmp_path / "none.xlsx")[1]["error"]
    assert not out.exists()


@pytest.mark.parametrize(
    "words", [["--out", "a.xlsx"], ["--period", "2026Q3"], ["import"], ["publish"], ["template", "--period", "2026"]]
)
def test_what_is_lacking_is_said_with_an_example(words: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        parse(["assessment", *words])
    assert end.value.code == 2
    assert "例如" in capsys.readouterr().err
