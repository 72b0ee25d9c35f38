"""consolidate, from the command line to the line of JSON and the exit code."""

import json
from pathlib import Path

import openpyxl
import pytest

from desktop.commands.verbs import main
from desktop.system.arguments import parse
from tests.committees import OCTOBER, committees
from tests.services.submissions.handwork import without_channels


@pytest.fixture
def sent(tmp_path: Path, seeded: Path):
    with committees(tmp_path, seeded, "丰翔居委会", "海锦居委会") as made:
        for number, office in enumerate(made, 1):
            office.take(number)
        yield made


@pytest.fixture
def run(tmp_path: Path, capsys):
    def verb(*words: object):
        code = main(parse(["--basedir", str(tmp_path / "town"), "consolidate", *map(str, words)]))
        lines = capsys.readouterr().out.strip().splitlines()
        return code, json.loads(lines[-1]), lines[:-1]

    return verb


def test_a_folder_of_workbooks_becomes_one(run, sent, tmp_path):
    folder, out = tmp_path / "in", tmp_path / "汇总.xlsx"
    folder.mkdir()
    for office in sent:
        office.send(folder / f"{office.name}.xlsx")
    code, counts, told = run(folder, "--out", out)
    assert (code, counts["taken"], counts["period"], counts["missing"]) == (0, 2, "2026年10月", [])
    assert told == ["丰翔居委会2026年10月:已收。", "海锦居委会2026年10月:已收。", "已保存到“汇总.xlsx”。"]
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [sheet.cell(4, 5).value, sheet.cell(5, 5).value] == [1, 2]
    code, counts, _ = run(folder / "*.xlsx", "--out", out)
    assert (code, counts["taken"], counts["same"]) == (0, 0, 2)
    code, counts, _ = run("--period", "2026-10", "--out", out)
    assert (code, counts["taken"], counts["same"]) == (0, 0, 0)


def test_the_exit_code_tells_that_somebody_is_missing_or_something_was_refused(run, sent, tmp_path):
    first, second = sent
    out, plain = tmp_path / "汇总.xlsx", tmp_path / "普通.xlsx"
    openpyxl.Workbook().save(plain)
    assert run(first.send(), second.send(), "--out", out)[0] == 0
    code, counts, told = run(first.send(first.folder / "9.xlsx", OCTOBER.previous()), plain, "--out", out)
    assert (code, counts["ok"], counts["missing"], list(counts["refused"])) == (1, False, ["海锦居委会"], ["普通.xlsx"])
    assert "未报:海锦居委会" in told
    first.new_key()
    first.take()
    changed = first.send(first.folder / "new.xlsx")
    code, counts, _ = run(changed, "--period", "2026-10", "--out", out)
    assert (code, counts["doubtful"]) == (1, ["丰翔居委会2026年10月:签名与以前不同,请核实后确认。"])
    assert run(changed, "--period", "2026-10", "--out", out, "--confirm")[:1] == (0,)


def test_nothing_to_take_in_is_said(run, tmp_path):
    code, counts, _ = run(tmp_path, "--out", tmp_path / "汇总.xlsx")
    assert (code, counts["error"]) == (1, "没有找到要汇总的.xlsx文件,请检查路径;只汇总已收的,请写 --period。")
    (tmp_path / "空.xlsx").write_bytes(b"")
    code, counts, _ = run(tmp_path / "空.xlsx", "--out", tmp_path / "汇总.xlsx")
    assert code == 1 and counts["error"].startswith("没有一份能汇总的报送:")


def test_a_changed_copy_replaces_nothing_and_a_changed_report_waits(run, sent, tmp_path):
    first, second = sent
    out, path = tmp_path / "汇总.xlsx", first.send()
    assert run(path, second.send(), "--out", out)[0] == 0
    code, counts, told = run(without_channels(path, tmp_path / "a.xlsx"), "--out", out)
    words = "丰翔居委会2026年10月:与已收的是同一份,但少了1张表,没有替换。"
    assert (code, counts["taken"], counts["altered"], told[0]) == (1, 0, [words], words)
    first.take()
    changed = without_channels(first.send(), tmp_path / "b.xlsx")
    code, counts, _ = run(changed, "--out", out)
    assert (code, counts["doubtful"]) == (1, ["丰翔居委会2026年10月:可见的格子或表在导出后被改动,请核实后确认。"])
    _, counts, _ = run(changed, "--out", out, "--confirm")
    assert (counts["taken"], counts["problems"]) == (1, 1)


def test_what_was_taken_in_is_withdrawn_and_what_it_replaced_counts_again(run, sent, tmp_path, capsys):
    first, second = sent
    out = tmp_path / "汇总.xlsx"
    run(first.send(), second.send(), "--out", out)
    first.take()
    run(first.send(first.folder / "again.xlsx"), "--out", out)
    code, counts, told = run("--withdraw", "丰翔居委会", "--period", "2026-10")
    assert (code, told) == (0, ["已撤销收取丰翔居委会2026年10月的报送,恢复为上一份。"])
    assert counts["withdrawn"] == told
    run("--withdraw", "丰翔居委会", "--period", "2026-10")
    code, counts, _ = run("--period", "2026-10", "--out", out)
    assert (code, counts["missing"]) == (1, ["丰翔居委会"])
    code, counts, _ = run("--withdraw", "海锦居委会", "--withdraw", "丰翔居委会", "--period", "2026-10")
    assert (code, counts["error"]) == (1, "没有收过丰翔居委会2026年10月的报送,不用撤销。")
    assert run("--period", "2026-10", "--out", out)[1]["missing"] == ["丰翔居委会"]  # all of them, or none
    assert "没有名为“西湖”的单位" in run("--withdraw", "西湖", "--period", "2026-10")[1]["error"]
    for words in (["--withdraw", "丰翔居委会"], ["--period", "2026-10"]):
        with pytest.raises(SystemExit):
            parse(["consolidate", *words])
    assert "--withdraw 丰翔居委会 --period 2026-10" in capsys.readouterr().err
