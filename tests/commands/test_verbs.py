"""The headless verbs as a caller sees them: the last line is JSON, the exit code tells done, refused or trouble."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.commands.verbs import VERBS, main
from desktop.system.arguments import parse
from desktop.system.resources import load_json

Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on a data folder of its own; the exit code and the last line printed."""

    def go(*words: str) -> tuple[int, dict[str, Any]]:
        code = main(parse(["--basedir", str(tmp_path / "data"), *words]))
        return code, json.loads(capsys.readouterr().out.splitlines()[-1])

    return go


@pytest.fixture
def orders_csv(tmp_path: Path) -> Path:
    path = tmp_path / "上月工单.csv"
    path.write_text(
        "工单编号,受理时间,诉求内容,联系电话,小区\n"
        "20261101000001,2026/11/1 9:05:00,电梯坏了没人修。,13812345678,丰翔新城\n"
        "20261101000002,2026-11-01 10:20,楼道灯不亮。,无,\n"
        "20261101000003,不知道哪天,垃圾没人收。,,\n",
        encoding="gb18030",
    )
    return path


def test_an_import_counts_every_row_and_a_second_one_adds_nothing(run: Run, orders_csv: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "未导入.xlsx"
    code, told = run("import", "orders", str(orders_csv), "--rejects", str(rejects))
    assert (code, told["imported"], told["skipped"], told["rejected"]) == (0, 2, 0, 1)
    sheet = load_workbook(rejects).active
    assert any("不知道哪天" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    code, told = run("import", "orders", str(orders_csv))
    assert (code, told["imported"], told["skipped"], told["rejected"]) == (0, 0, 2, 1)


def test_what_was_imported_is_exported_and_reported(run: Run, orders_csv: Path, tmp_path: Path) -> None:
    run("import", "orders", str(orders_csv))
    code, told = run("export", "orders", "--out", str(tmp_path / "台账.xlsx"))
    assert (code, told["exported"]) == (0, 2)
    report = ["--from", "2024-11-01", "--to", "2024-11-30", "--out", str(tmp_path / "月报.xlsx")]
    code, told = run("report", "R04", *report)
    assert code == 0 and Path(told["file"]).exists()
    code, told = run("report", "list")
    assert code == 0 and {"R01", "R02", "R03", "R04", "R05"} <= {one["id"] for one in told["reports"]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "orders", "没有这个文件.xlsx"), "找不到文件"),
        (("report", "R99", "--from", "2026-01-01", "--to", "2026-01-31", "--out", "x.xlsx"), "report list"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_1(run: Run, words: tuple[str, ...], said: str) -> None:
    code, told = run(*words)
    assert code == 1 and told["ok"] is False and said in told["error"]


def test_a_text_that_is_no_table_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "信.txt").write_text("尊敬的领导:\n我家楼上漏水。\n", encoding="utf-8")
    code, told = run("import", "orders", str(tmp_path / "信.txt"))
    assert code == 1 and told["error"].endswith("。")


@pytest.mark.parametrize(
    "words",
    [
        ("import", "tickets", "x"),
        ("report", "R02"),
        ("report", "R02", "--from", "1.11.2026", "--to", "2026-11-30", "--out", "x"),
        ("export", "orders", "--out", "x", "--from", "2026-12-01", "--to", "2026-11-01"),
        ("demo", "--out", "x", "--orders", "0"),
    ],
)
def test_wrong_usage_ends_with_2(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(list(words))
    assert ended.value.code == 2


def test_a_data_folder_that_cannot_be_used_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "文件").write_text("在路上")
    code = main(parse(["--basedir", str(tmp_path / "文件" / "里面"), "verify"]))
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 3 and "文件夹" in told["error"]


@pytest.mark.parametrize("place", ["文件", "文件/里面"])
def test_a_demonstration_into_a_file_is_refused(run: Run, tmp_path: Path, place: str) -> None:
    (tmp_path / "文件").write_text("在路上", encoding="utf-8")
    code, told = run("demo", "--out", str(tmp_path / place), "--orders", "1")
    assert (code, told["error"]) == (1, "“文件”是一个文件,不能放演示结果,请用 --out 另选一个文件夹。")


@pytest.mark.parametrize(
    "words",
    [
        ("import", "orders", "FOLDER"),
        ("calendar", "2027", "FOLDER"),
        ("check", "FOLDER"),
        ("fill", "FOLDER", "--period", "2024-10", "--out", "FOLDER/a.xlsx"),
        ("summary", "--period", "2024-10", "--out", "FOLDER/a.docx", "--from", "FOLDER"),
        ("summary", "--period", "2024-10", "--out", "FOLDER"),
        ("report", "R02", "--period", "2024-10", "--out", "FILE/a.xlsx"),
        ("export", "orders", "--out", "FILE/a.xlsx"),
        ("inspection", "import", "FOLDER"),
        ("assessment", "import", "FOLDER", "--period", "2024Q3"),
        ("consolidate", "FOLDER/a.xlsx", "--out", "FILE/a.xlsx"),
        ("import", "orders", "长" * 300),
    ],
)  # fmt: skip
def test_a_wrong_place_is_answered_in_one_sentence(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "FOLDER").mkdir()
    (tmp_path / "FILE").write_text("在路上", encoding="utf-8")
    places = ("FOLDER", "FILE")
    code, told = run(*(str(tmp_path / word) if word.startswith(places) else word for word in words))
    assert code in (1, 3) and told["error"].endswith("。")


def test_an_error_of_the_disk_that_nobody_foresaw_ends_with_3(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unplugged(*_: object) -> dict[str, Any]:
        (tmp_path / "U盘" / "a.xlsx").read_bytes()
        return {}

    monkeypatch.setitem(VERBS, "check", unplugged)
    code, told = run("check", "a.xlsx")
    assert (code, told["error"]) == (3, "读不到或写不了“a.xlsx”,请检查它的位置、权限和磁盘后再试。")


def test_a_damaged_database_ends_with_3_and_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    damaged = b"this is no database" * 1000
    (tmp_path / "data" / "linliban.sqlite3").write_bytes(damaged)
    code, told = run("verify")
    assert code == 3 and "备份" in told["error"]
    assert (tmp_path / "data" / "linliban.sqlite3").read_bytes() == damaged


def test_the_holiday_notice_of_a_year_is_entered(run: Run, tmp_path: Path) -> None:
    holidays = load_json("calendar", "statutory.json")["years"]["2027"]
    lines = [f"2027-{day},休,{name}" for name, days in holidays.items() for day in days]
    table = tmp_path / "2027.csv"
    table.write_text("\n".join(["日期,类型,名称", *lines]), encoding="utf-8")
    code, told = run("calendar", "2027", str(table))
    assert (code, told["year"], told["off"]) == (0, 2027, len(lines))


def test_verify_finds_a_history_that_was_tampered_with(run: Run, orders_csv: Path, tmp_path: Path) -> None:
    run("import", "orders", str(orders_csv))
    assert run("verify")[1]["ok"] is True
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - as somebody with another program would

    connection = dbapi2.connect(str(tmp_path / "data" / "linliban.sqlite3"))
    connection.execute("UPDATE act SET text = '改过' WHERE id = 1")
    connection.commit()
    connection.close()
    code, told = run("verify")
    assert code == 1 and told["problems"]


def test_the_module_itself_ends_with_one_line_of_json(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "desktop", "--basedir", str(tmp_path / "data"), "verify"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0 and json.loads(ended.stdout.splitlines()[-1])["orders"] == 0
