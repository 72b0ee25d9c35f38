"""Small tables as they are sent: each correct one passes, and the error put into it is found."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.services.checking import check_file

Rows = list[list[Any]]
COVERAGE: Rows = [["项目", "应检查", "已检查", "覆盖率"], ["小区", 1043, 897, "86.0%"]]
TURNED: Rows = [
    ["渠道", "来电", "来访", "来信", "12345", "信访", "其他", "合计"],
    ["件数", 141, 118, 4, 332, 20, 3, 618],
]
CONTENT: Rows = [
    ["承办单位", "回访件", "满意", "基本满意", "不满意", "满意率"],
    ["甲镇", 670, 614, 34, 22, "94.69%"],
    ["乙镇", 100, 90, 6, 4, "93.6%"],
    ["合计", 770, 704, 40, 26, "94.55%"],
]
HEADS: Rows = [
    ["单位", "受理情况", None, "办结率"],
    [None, "受理", "办结", None],
    ["甲", 10, 9, "90%"],
    ["乙", 5, 5, "100%"],
    ["总计", 15, 14, "93.3%"],
]
MONTHS: Rows = [
    ["类别", "本月", "上月", "增减", "环比"],
    ["物业服务", 329, 274, 55, "20.07%"],
    ["停车", 50, 100, -50, "-50%"],
]
POINTS: Rows = [
    ["指标", "本期", "上期", "增减"],
    ["满意率", "94.69%", "93.20%", "1.49个百分点"],
    ["办结率", "98%", "97%", "1个百分点"],
]
RUNNING: Rows = [["月份", "受理", "累计"], ["1月", 10, 10], ["2月", 12, 22], ["3月", 8, 30], ["合计", 30, 30]]
RANKS: Rows = [["排名", "单位", "总分"], [1, "甲", 95.5], [2, "乙", 90], [2, "丙", 90], [3, "丁", 80]]
CASES = [
    (COVERAGE, 1, 3, "91%", "V8"),
    (COVERAGE, 1, 2, 1100, "V8"),
    (TURNED, 1, 7, 608, "V1"),
    (CONTENT, 1, 5, "96.69%", "V6"),
    (CONTENT, 3, 5, "94.15%", "V6"),
    (HEADS, 2, 3, "80%", "V6"),
    (MONTHS, 2, 4, "50%", "V7"),
    (POINTS, 2, 3, "1.03个百分点", "V9"),
    (RUNNING, 2, 2, 23, "合计"),
    (RANKS, 1, 2, 85, "名次"),
]


def checked(rows: Rows, path: Path) -> list[str]:
    file = openpyxl.Workbook()
    for row in rows:
        file.active.append(row)
    if rows[1][0] is None:
        for span in ("B1:C1", "A1:A2", "D1:D2"):
            file.active.merge_cells(span)
    file.save(path)
    return [each.rule.value for each in check_file(path)]


@pytest.mark.parametrize("rows", [COVERAGE, TURNED, CONTENT, HEADS, MONTHS, POINTS, RUNNING, RANKS])
def test_the_correct_table_passes(rows: Rows, tmp_path: Path) -> None:
    assert checked(rows, tmp_path / "表.xlsx") == []


@pytest.mark.parametrize(("rows", "row", "column", "wrong", "rule"), CASES)
def test_the_error_is_found(rows: Rows, row: int, column: int, wrong: Any, rule: str, tmp_path: Path) -> None:
    spoilt = [list(line) for line in rows]
    spoilt[row][column] = wrong
    assert rule in checked(spoilt, tmp_path / "表.xlsx")
