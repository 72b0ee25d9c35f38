"""check, from the command line to the line of JSON."""

import json
from pathlib import Path

import openpyxl
import pytest

from desktop.commands.verbs import main
from desktop.system.arguments import parse


def run(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object], list[str]]:
    code = main(parse(["check", str(path)]))
    lines = capsys.readouterr().out.strip().splitlines()
    return code, json.loads(lines[-1]), lines[:-1]


def test_what_must_be_changed_is_told_with_its_cell_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "月报.xlsx"
    book = openpyxl.Workbook()
    for row in (("渠道", "件数"), ("12345", 3000), ("信箱", 500), ("网上", 409), ("合计", 3942)):
        book.active.append(row)
    book.save(path)
    code, told, lines = run(path, capsys)
    assert (code, told["must"], told["look"]) == (1, 1, 0)
    assert lines == ["必须改 V1 Sheet B5(合计·件数):各行相加是3909,这里是3942,相差33。"]
    book.active["B5"] = 3909
    book.save(path)
    code, told, lines = run(path, capsys)
    assert (code, told["found"], lines) == (0, [], ["没有发现不一致。"])


def test_a_file_without_any_table_is_not_said_to_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "一行.csv"
    path.write_text("hello\n", encoding="utf-8")
    _, told, lines = run(path, capsys)
    assert (told["checked"], lines) == (
        False,
        ["没有找到可以核对的表格或数字,什么都没有核对;请确认选对了文件。"],
    )


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = run(tmp_path / "a.xlsx", capsys)
    assert code == 1 and "找不到" in str(told["error"])
