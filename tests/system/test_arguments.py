import re
from datetime import date
from pathlib import Path

import pytest

from desktop.system.arguments import parse


def test_no_words_open_the_window() -> None:
    found = parse([])
    assert (found.verb, found.basedir) == (None, None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--basedir d import orders a.xlsx --mapping 月报 --rejects r.xlsx", {
            "basedir": Path("d"), "verb": "import", "target": "orders", "file": Path("a.xlsx"), "mapping": "月报",
            "rejects": Path("r.xlsx"),
        }),
        ("import estates a.csv", {"verb": "import", "target": "estates", "mapping": None, "rejects": None}),
        ("export orders --out o.xlsx --from 2026-10-01 --to 2026-10-31", {
            "verb": "export", "out": Path("o.xlsx"), "since": date(2026, 10, 1), "until": date(2026, 10, 31),
        }),
        ("export orders --out o.xlsx", {"since": None, "until": None}),
        ("report list", {"verb": "report", "id": "list"}),
        ("report R02 --from 2026-10-01 --to 2026-10-01 --out o.xlsx", {"id": "R02", "out": Path("o.xlsx")}),
        ("report R02 --period 2026Q3 --out o.xlsx", {"since": date(2026, 7, 1), "until": date(2026, 9, 30)}),
        ("report R02 --period 2026-02 --out o.xlsx", {"since": date(2026, 2, 1), "until": date(2026, 2, 28)}),
        ("report R02 --period 2026 --out o.xlsx", {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}),
        ("demo --out d", {"verb": "demo", "out": Path("d"), "orders": 600}),
        ("demo --out d --orders 50", {"orders": 50}),
        ("calendar 2027 n.txt", {"verb": "calendar", "year": 2027, "file": Path("n.txt")}),
        ("inspection sheet --list a --estate 甲 --estate 乙 --out o.pdf", {
            "verb": "inspection", "task": "sheet", "list": "a", "estate": ["甲", "乙"], "out": Path("o.pdf"),
        }),
        ("inspection sheet --plan p --estates all --duplex --out o.pdf", {
            "plan": "p", "estates": "all", "duplex": True, "blank": False, "list": None,
        }),
        ("inspection import r.xlsx --rejects x.xlsx", {"task": "import", "file": Path("r.xlsx"), "list": None}),
        ("inspection lists", {"task": "lists"}),
        ("inspection plan --list a --name n --from 2026-10-01 --to 2026-12-31", {
            "task": "plan", "estate": None, "kind": "quarterly", "since": date(2026, 10, 1),
        }),
        ("verify", {"verb": "verify"}),
        ("self-test", {"verb": "self-test"}),
    ],
)  # fmt: skip
def test_verbs(words: str, expected: dict[str, object]) -> None:
    found = vars(parse(words.split()))
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    "words",
    [
        "nonsense",
        "import orders",
        "import people a.xlsx",
        "export orders",
        "export orders --out o.xlsx --from yesterday",
        "export orders --out o.xlsx --from 2026-02-30",
        "export orders --out o.xlsx --from 2026-10-02 --to 2026-10-01",
        "report R02",
        "report R02 --from 2026-10-01 --out o.xlsx",
        "report R02 --period 2026Q5 --out o.xlsx",
        "report R02 --period 2026-13 --out o.xlsx",
        "report R02 --period 2026Q3",
        "report R02 --period 2026Q3 --from 2026-10-01 --out o.xlsx",
        "inspection plan --list a --name n",
        "inspection plan --list a --name n --from 2026-10-02 --to 2026-10-01",
        "inspection plan --list a --name n --from 2026-10-01 --to 2026-12-31 --kind 季度",
        "demo",
        "demo --out d --orders 0",
        "demo --out d --orders many",
        "demo --out d --orders ²",
        "calendar soon n.txt",
        "verify everything",
        "inspection",
        "inspection sheet --list a --out o.pdf",
        "inspection sheet --list a --blank --estates all --out o.pdf",
    ],
)
def test_what_makes_no_sense_ends_with_two_and_a_usage_line(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parse(words.split())
    assert stopped.value.code == 2
    assert "用法:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        "report R02 --from 0001-01-01 --to 0001-01-05 --out o.xlsx --against previous",
        "report R02 --from 2026-01-01 --to 9999-12-31 --out o.xlsx",
        "export orders --out o.xlsx --to 9999-12-31",
        "inspection plan --list a --name n --from 0001-01-01 --to 2026-12-31",
    ],
)
def test_a_day_out_of_all_sense_is_refused_in_words(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parse(words.split())
    assert stopped.value.code == 2
    assert "请写2000年到2099年之间的日期" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nonsense", "linliban: VERB 没有“nonsense”,可以写:import、export、report、"),
        ("import people a.xlsx", "linliban import: target 没有“people”,可以写:orders、estates。"),
        ("import", "linliban import: 还缺少 target、file,请补上。"),
        ("export orders", "还缺少 --out,请补上。"),
        ("summary --period 2026-10 --out a --kind x", "没有“x”,可以写:bulletin(月度通报)、weekly(周报)、"),
        ("calendar soon n.txt", "“soon”不是年份,请写成 2027 的样子。"),
        ("calendar 99999 n.txt", "“99999”不是年份"),
        ("verify everything", "认不出“everything”,请去掉或改正。"),
        ("report R02 --period", "--period 后面请写上内容。"),
        ("report R02 --c 甲", "“--c”不知道是哪一个"),
        ("report R02 --against soon", "--against 没有“soon”,可以写:previous、year。"),
        ("consolidate --confirm=x", "--confirm 后面不用写“x”,请去掉。"),
        ("inspection sheet --list a --out o.pdf", "请写 --estate、--estates、--blank 中的一个。"),
        ("inspection sheet --blank --estates all --out o.pdf", "不能和 --blank 一起写,请只写一种。"),
        ("demo --out d --orders many", "“many”应是1到100000的整数。"),
        ("report R02 --period 2026-13 --out o", "“2026-13”不是统计期"),
    ],
)
def test_a_slip_is_answered_in_chinese(words: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(words.split())
    told = capsys.readouterr().err.splitlines()[-1]
    assert said in told
    assert not re.search(r"invalid|choose|required|argument|expected|error", told)


@pytest.mark.parametrize("words", ["--help", "report --help", "inspection plan --help"])
def test_the_help_is_chinese(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parse(words.split())
    told = capsys.readouterr().out
    assert stopped.value.code == 0 and "用法:" in told and "显示这份说明" in told
    assert not re.search(r"usage|options:|positional|show this", told)
