"""Tables of towns: each correct one passes, and the one figure put wrong is found."""

from typing import Any

import pytest
from marked_rows import Rows, changed, rules, sheet_of

FLOW = [
    ["单位", "上期结转", "本期新增", "本期办结", "期末在办"],
    ["甲", 3, 10, 9, 4],
    ["乙", 2, 12, 11, 3],
    ["丙", 0, 5, 5, 0],
    ["合计", 5, 27, 25, 7],
]
INSIDE = [["小区", "受理件次", "其中12345"], ["甲", 12, 4], ["乙", 20, 9], ["丙", 15, 2], ["合计", 47, 15]]
MONTHS = [
    ["小区", "本月受理", "上月受理", "上年同期受理"],
    ["甲", 12, 10, 9],
    ["乙", 20, 21, 18],
    ["丙", 15, 9, 22],
    ["丁", 8, 11, 6],
]
YEARLY = [
    ["小区", "受理件次", "上月受理", "环比", "上年同期受理", "同比"],
    ["甲", 12, 10, "20%", 9, "33.33%"],
    ["乙", 20, 25, "-20%", 16, "25%"],
    ["合计", 32, 35, "-8.57%", 25, "28%"],
]
SCORES = [
    ["小区", "现场得分", "问卷得分", "扣分", "总分", "排名", "等次"],
    ["甲", 60, 35, 1, 94, 1, "优秀"],
    ["乙", 55, 30, 0, 85, 2, "良好"],
    ["丙", 50, 22, 2, 70, 3, "合格"],
    ["丁", 40, 12, 0, 52, 4, "不合格"],
]
DENSITY = [
    ["小区", "建筑面积(万㎡)", "有效投诉", "每10万㎡"],
    ["甲", 10, 22, 22],
    ["乙", 8, 4, 5],
    ["丙", 5, 0, 0],
    ["丁", 4, 6, 15],
    ["合计", 27, 32, 11.85],
]
SHARES = [["类别", "占比"], ["维修", "40%"], ["卫生", "35%"], ["停车", "15%"], ["其他", "10%"]]
VOTES = [["议题", "参与户数", "同意户数", "反对户数", "弃权户数"], ["甲", 90, 70, 15, 5], ["乙", 80, 60, 20, 0]]
VOTE = [["事项", "总户数", "参与户数", "同意户数", "同意率"], ["续聘", 1000, 700, 400, "57.14%"]]
CLOSED = [
    ["单位", "应办结", "办结", "办结率"],
    ["甲", 10, 9, "90%"],
    ["乙", 8, 6, "75%"],
    ["丙", 7, 6, "85.71%"],
    ["合计", 25, 21, "84%"],
]
INVESTED = [["项目", "计划投资", "完成投资", "完成比例"], ["一期", 120.5, 60.25, "50%"], ["二期", 80, 20, "25%"]]
TWELVE = [
    ["月份", "8月", "9月", "10月"],
    ["受理", 10, 20, 40],
    ["办结", 9, 18, 40],
    ["办结率", "90%", "90%", "100%"],
]
DAYS = [["日期", "受理件数"], *([f"10月{day}日", day % 4] for day in range(1, 15)), ["合计", 21]]
TOPS = [["排名", "小区", "件数", "占比"], [1, "甲", 50, "10%"], [2, "乙", 40, "8%"], [3, "丙", 30, "6%"]]
CORRECT = [FLOW, INSIDE, MONTHS, YEARLY, SCORES, DENSITY, SHARES, VOTES, VOTE, CLOSED, INVESTED, TWELVE, DAYS, TOPS]
CASES = [
    (FLOW, "E2", 6, "V3", "E2"),
    (INSIDE, "C2", 13, "大小", "C2"),
    (INSIDE, "C2", -4, "件数", "C2"),
    (YEARLY, "F2", "20%", "V7", "F2"),
    (YEARLY, "F3", "-25%", "V7", "F3"),
    (SCORES, "B3", 57, "合计", "E3"),
    (SCORES, "G5", "优秀", "名次", "G5"),
    (DENSITY, "D2", 25, "V6", "D2"),
    (DENSITY, "B3", 80_000, "V6", "D3"),
    (SHARES, "B3", "38%", "V5", "B5"),
    (VOTES, "E3", 9, "合计", "B3"),
    (VOTE, "E2", "40%", "V6", "E2"),
    (VOTE, "D2", 701, "大小", "D2"),
    (CLOSED, "D3", "85%", "V6", "D3"),
    (DAYS, "A8", "10月6日", "重复", "A8"),
]


@pytest.mark.parametrize("rows", CORRECT)
def test_a_correct_table_passes(rows: Rows) -> None:
    assert rules(sheet_of(rows)) == []


@pytest.mark.parametrize(("rows", "place", "value", "rule", "where"), CASES)
def test_the_figure_put_wrong_is_found(rows: Rows, place: str, value: Any, rule: str, where: str) -> None:
    assert (rule, where) in rules(sheet_of(changed(rows, place, value)))


@pytest.mark.parametrize("column", [2, 3])
def test_figures_of_then_that_are_those_of_now_are_asked_about(column: int) -> None:
    pasted = [MONTHS[0], *([*row[:column], row[column - 1], *row[column + 1 :]] for row in MONTHS[1:])]
    assert [rule for rule, _ in rules(sheet_of(pasted))] == ["照抄"]


def test_figures_under_each_others_headings_are_found() -> None:
    turned = [CLOSED[0], *([row[0], row[2], row[1], row[3]] for row in CLOSED[1:])]
    assert ("V6", "D2") in rules(sheet_of(turned))


def test_a_hidden_row_in_a_total_is_told() -> None:
    assert rules(sheet_of(FLOW, hidden_rows=(2,))) == [("隐藏", "B3")]


def test_a_rank_left_out_is_told() -> None:
    left_out = [["排名", "单位"], [1, "甲"], [2, "乙"], [4, "丙"], [5, "丁"]]
    assert rules(sheet_of([[*row, f"说明{at}"] for at, row in enumerate(left_out)])) == [("名次", "A4")]


@pytest.mark.parametrize(
    ("place", "formula", "rule"),
    [
        ("D3", "=C3/B2", "改写"),
        ("D5", "=AVERAGE(D2:D4)", "V6"),
        ("B5", "=SUM(B2:B3)", "改写"),
        ("D4", "=#REF!/B4", "公式"),
    ],
)
def test_a_formula_unlike_its_neighbours_is_told(place: str, formula: str, rule: str) -> None:
    rows = [["单位", "受理", "办结", "办结率", "在办"]]
    rows += [[name, 10 + at, 8 + at, f"=C{at}/B{at}", f"=B{at}-C{at}"] for at, name in enumerate("甲乙丙", 2)]
    rows.append(["合计", "=SUM(B2:B4)", "=SUM(C2:C4)", "=C5/B5", "=SUM(E2:E4)"])
    assert rules(sheet_of(rows)) == []
    assert (rule, place) in rules(sheet_of(changed(rows, place, formula)))


LEDGER = [
    ["2026年10月台账"],
    ["序号", "工单编号", "受理时间", "小区"],
    *([at, f"A{at}", f"2026-10-{at:02d}", "东方苑" if at < 7 else "和平里新村"] for at in range(1, 11)),
]
COUNTED = [["2026年10月分小区"], ["小区", "受理件次"], ["东方苑", 6], ["和平里新村", 4], ["合计", 10]]


def test_a_ledger_is_held_against_the_table_that_counts_it() -> None:
    one, other = sheet_of(LEDGER, "台账"), sheet_of(COUNTED, "分小区")
    assert rules(one, other) == []
    assert ("两处", "B3") in rules(one, sheet_of(changed(COUNTED, "B3", 7), "分小区"))
    assert ("两处", "B5") in rules(sheet_of([*LEDGER, [11, "A11", "2026-10-12", "和平里新村"]], "台账"), other)
    assert ("两处", "D4") in rules(sheet_of(changed(LEDGER, "D4", "东方园"), "台账"), other)


def test_title_sheet_and_period_are_of_one_month() -> None:
    rows = [["2026年9月统计表"], ["填报单位:甲  统计期间:2026-10-01至2026-10-31"], *INSIDE]
    assert rules(sheet_of(rows)) == [("期别", "A1")]
    assert rules(sheet_of([["2026年9月统计表"], *INSIDE], "10月")) == [("期别", "A1")]
    named = [sheet_of([[f"2026年{month}月表"], *INSIDE], name) for month, name in ((10, "甲"), (10, "乙"), (9, "丙"))]
    assert [rule for rule, _ in rules(*named)] == ["期别"]
