"""Relations that a reviewer put into small tables and sentences: the correct ones pass, the wrong ones are found."""

from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from desktop.services.checking import check_file

Rows = list[list[Any]]
UNITS: Rows = [
    ["项目", "甲苑", "乙苑", "丙苑", "合计"],
    ["受理", 10, 12, 9, 31],
    ["办结", 9, 12, 8, 29],
    ["办结率", 0.9, 1, 0.889, 0.935],
]
ANSWERS: Rows = [["调查题(多选)", "人数", "比例"], ["停车难", 60, 0.6], ["噪音", 50, 0.5], ["漏水", 20, 0.2]]
ANSWERED: Rows = [
    ["类别", "件数", "占比"],
    ["停车", 60, "60%"],
    ["卫生", 50, "50%"],
    ["绿化", 20, "20%"],
    ["投诉总件数(可多选)", 100, None],
]
STOCK: Rows = [
    ["物资", "上月结存", "本月入库", "本月发放", "本月结存"],
    ["口罩", 100, 50, 30, 120],
    ["药", 10, 5, 15, 0],
]
HOUSEHOLDS: Rows = [
    ["小区", "户数", "投诉量", "每百户投诉量"],
    ["甲", 1000, 10, 1],
    ["乙", 500, 10, 2],
    ["丙", 2000, 10, 0.5],
]
FOUR: Rows = [["街道", "得分", "名次"], ["甲", 95.5, 1], ["乙", 94.2, 2], ["丙", 93.1, 3], ["丁", 90, 4]]
GROWN: Rows = [
    ["项目", "本期", "上期", "同比增长"],
    ["热线", 120, 100, "20%"],
    ["网格", 80, 100, "-20%"],
    ["来访", 30, 40, "-25%"],
]
TABLES = [UNITS, ANSWERS, ANSWERED, STOCK, HOUSEHOLDS, FOUR, GROWN]
WRONG = [
    (UNITS, 3, 3, 0.789, "V6"),
    (UNITS, 3, 3, "78.9%", "V6"),
    (UNITS, 2, 4, 30, "合计"),
    (ANSWERS, 2, 2, 0.4, "V5"),
    (STOCK, 1, 4, 130, "V3"),
    (HOUSEHOLDS, 2, 3, 1, "V6"),
    (FOUR, 2, 1, 92.5, "名次"),
    (GROWN, 2, 3, "20%", "V7"),
]
TEXTS = [
    ("本月共受理物业投诉120件,上月为100件,环比增长{}%。", "20", "30", "V7"),
    ("三季度受理120件,比上季度的100件增长{}%。", "20.0", "12.0", "V7"),
    ("本月受理工单120件,办结110件,比去年同期100件上升{}%。", "20", "12", "V7"),
    ("受理120件,同比增加20件,增长{}%。", "20.0", "12.0", "V7"),
    ("应办结110件,按时办结105件,按时办结率{}%。", "95.5", "98.2", "V6"),
    ("本月受理120件,较上月100件增加{}件。", "20", "30", "V7"),
    ("本月受理50件,较上月增加1件,增长{}%。", "2.0", "3.0", "V7"),
]


def said(rows: Rows, path: Path) -> list[tuple[str, str]]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return [(each.rule.value, each.where.place) for each in check_file(path)]


@pytest.mark.parametrize("rows", TABLES)
def test_a_correct_table_passes(rows: Rows, tmp_path: Path) -> None:
    assert said(rows, tmp_path / "表.xlsx") == []


@pytest.mark.parametrize(("rows", "row", "column", "wrong", "rule"), WRONG)
def test_the_wrong_cell_is_the_one_named(
    rows: Rows, row: int, column: int, wrong: Any, rule: str, tmp_path: Path
) -> None:
    spoilt = [list(line) for line in rows]
    spoilt[row][column] = wrong
    place = f"{'ABCDE'[column]}{row + 1}" if rule != "名次" else "C3"
    assert (rule, place) in said(spoilt, tmp_path / "表.xlsx")


@pytest.mark.parametrize(("text", "right", "wrong", "rule"), TEXTS)
def test_a_sentence_is_reckoned_out(text: str, right: str, wrong: str, rule: str, tmp_path: Path) -> None:
    def rules(number: str) -> list[str]:
        paper = docx.Document()
        paper.add_paragraph(text.format(number))
        paper.save(str(tmp_path / "文.docx"))
        return [each.rule.value for each in check_file(tmp_path / "文.docx")]

    assert rules(right) == []
    assert rules(wrong) == [rule]


def test_several_figures_each_have_their_own_period_before(tmp_path: Path) -> None:
    rows: Rows = [
        ["小区", "本期件次", "上期", "增减", "未办结", "上期", "增减"],
        ["甲", 6, 4, 2, 1, 3, -2],
        ["乙", 3, 5, -2, 2, 2, 0],
    ]
    assert said(rows, tmp_path / "表.xlsx") == []


def test_ranks_by_a_score_that_is_not_printed_are_not_held_against_another_column(tmp_path: Path) -> None:
    rows: Rows = [
        ["单位", "承接件", "解决率", "排名"],
        ["甲", 10, "100%", 1],
        ["乙", 20, "66.7%", 2],
        ["丙", 15, "0%", 3],
        ["丁", 12, "0%", 4],
        ["排名按三率综合分,三率缺一的单位不参加排名,没有承办单位的也不排名。"],
    ]
    assert said(rows, tmp_path / "表.xlsx") == []
