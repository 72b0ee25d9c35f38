"""summary: the office's texts from the command line, with what was written in an earlier file."""

import json
from pathlib import Path

import pytest

from desktop.commands.verbs import main
from desktop.system.arguments import parse
from tests.documents.word.filled_files import edited, opened, rewrite, texts


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def go(*words: object) -> tuple[int, dict, list[str]]:
        code = main(parse(["--basedir", str(tmp_path / "data"), *map(str, words)]))
        lines = capsys.readouterr().out.strip().splitlines()
        return code, json.loads(lines[-1]), lines[:-1]

    return go


@pytest.mark.parametrize(
    ("period", "kind", "words"),
    [
        ("2024-10", "bulletin", "2024年10月"),
        ("2024H1", "term", "2024年上半年"),
        ("2024", "year", "2024年"),
        ("2024W40", "weekly", "2024年9月30日至10月6日"),
    ],
)
def test_the_period_says_which_text(run, tmp_path, period, kind, words):
    out = tmp_path / "稿.docx"
    code, told, lines = run("summary", "--period", period, "--out", out)
    assert (code, told["summary"], told["period"], told["file"]) == (0, kind, words, str(out))
    assert lines[-1].startswith("已保存到“稿.docx”。还有")
    assert opened(out.read_bytes()).tables is not None


def test_words_of_an_earlier_file_come_along(run, tmp_path):
    old, new = tmp_path / "旧.docx", tmp_path / "新.docx"
    run("summary", "--period", "2024-10", "--out", old)
    old.write_bytes(
        edited(old.read_bytes(), lambda document: rewrite(document, "在此填写对承办单位的要求", "请抓紧。"))
    )
    code, told, lines = run("summary", "--period", "2024-10", "--out", new, "--from", old)
    assert (code, lines[0]) == (0, "已带过来1节自己写的文字。")
    assert "请抓紧。" in texts(new.read_bytes())
    assert "工作要求" not in told["unwritten"]


def test_a_month_is_no_year(run, tmp_path):
    code, told, _ = run("summary", "--period", "2024-10", "--kind", "year", "--out", tmp_path / "a.docx")
    assert code == 1
    assert "2024年10月写的是月度通报,不是年度工作总结" in told["error"]
    assert not (tmp_path / "a.docx").exists()


def test_what_is_wrong_is_said(run, tmp_path):
    code, told, _ = run("summary", "--period", "2024-10", "--out", tmp_path / "稿.txt")
    assert (code, told["error"]) == (1, "请把文件名的结尾写成.docx。")
    code, told, _ = run("summary", "--period", "2024-10", "--out", tmp_path / "稿.docx", "--from", tmp_path / "无.docx")
    assert (code, told["error"].startswith("读不到“无.docx”")) == (1, True)


def test_a_year_that_has_not_begun_makes_no_text(run, tmp_path):
    code, told, _ = run("summary", "--period", "2099", "--out", tmp_path / "a.docx")
    assert (code, told["error"]) == (1, "2099年还没有开始,没有数据可以统计,请选已经开始的统计期。")
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize(
    "words", ["summary --period 上半年 --out a.docx", "summary --out a.docx", "summary --period 2026 --kind x --out a"]
)
def test_wrong_words_end_with_usage(words, capsys):
    with pytest.raises(SystemExit) as ended:
        parse(words.split())
    assert ended.value.code == 2
    assert "用法" in capsys.readouterr().err
