"""The published reports that practice found wrong, and those that are right."""

from pathlib import Path

import docx
import openpyxl
import pytest

from desktop.documents.table import Column, Kind, Table
from desktop.domain.errors import Refused
from desktop.domain.timing.periods import Period
from desktop.services.checking import Disagreement, Rule, Severity, Where, check_file, check_tables
from desktop.services.checking.sentences import sentences


def rules(text: str) -> list[tuple[str, str]]:
    return [(each.rule.value, each.what) for each in sentences(text, Where("文稿"))]


@pytest.mark.parametrize(
    "text",
    [
        "上半年共受理物业投诉618起,其中12345转办141起、来电118起、来访4起、信件332起、网上20起、其他3起。",
        "抽查回访670件,其中满意614件,基本满意34件,不满意22件,满意率94.69%。",
        "满意率91.6%,较上月提高1.2个百分点;受理量环比增长12.3%。",
        "接到诉求514单,解决461单,解决率89.6%。",
        "共受理3942件,其中供暖类207件,占5.25%,办结3884件,在办58件。",
        "老旧小区改造12个,面积44.6万平方米,惠及4240户,其中中央资金3000万元、市级500万元。",
        "较上月增长23件,其中物业类10件、违建类5件。",
    ],
)
def test_what_is_right_passes(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("本月受理3942件,其中12345热线3000件、市长信箱500件、网上409件。", "V1", "3909"),
        ("本月受理3942件,其中供暖类207件,占4.11%。", "V5", "5.25%"),
        ("全市已有897个小区,小区总数1043个,覆盖率达到91%。", "V8", "86%"),
        ("共受理3942件,办结3884件,在办59件,办结率98.5%。", "V3", "3943"),
        ("抽查回访670件,其中满意624件,基本满意34件,不满意22件。", "V4", "680"),
        ("满意率比上月上升2.3%。", "V9", "2.3个百分点"),
        ("本季度办结率同比下降3%,受理量同比增长5%。", "V9", "3个百分点"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_both_numbers(text: str, rule: str, words: str) -> None:
    found = rules(text)
    assert [name for name, _ in found] == [rule] and words in found[0][1]


def book(path: Path, *rows: tuple[object, ...]) -> list[Disagreement]:
    file = openpyxl.Workbook()
    for row in rows:
        file.active.append(row)
    file.save(path)
    return check_file(path)


def test_the_same_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "月报.xlsx"
    heads = ("渠道", "件数", "占比")
    channels = [("12345", 3000), ("市长信箱", 500), ("网上", 409)]
    wrong = book(path, heads, *((name, count, count / 3942) for name, count in channels), ("合计", 3942, 1))
    assert [(each.rule, each.where.place) for each in wrong] == [(Rule.CHANNELS, "B5")]
    assert "3909" in wrong[0].what and "3942" in wrong[0].what and "33" in wrong[0].what
    right = [("12345", 141), ("来电", 118), ("来访", 4), ("信件", 332), ("网上", 20), ("其他", 3), ("合计", 618)]
    assert book(path, ("渠道", "件数"), *right) == []
    assert [each.rule for each in book(path, ("小区总数", "已覆盖", "覆盖率"), (1043, 897, "91%"))] == [Rule.COVERAGE]
    standing = book(path, ("受理数", "办结数", "在办数"), (3942, 3884, 59))
    assert [each.rule for each in standing] == [Rule.STANDING]
    assert book(path, ("回访件", "满意", "基本满意", "不满意"), (670, 614, 34, 22)) == []
    assert [each.rule for each in book(path, ("回访件", "满意", "基本满意", "不满意"), (670, 624, 34, 22))] == [
        Rule.RATINGS
    ]
    cut = book(path, ("单位", "受理数", "解决数", "解决率"), ("甲", 514, 461, "89.6%"), ("乙", 300, 271, "90.3%"))
    assert cut == [], "cut off is no error"


def test_a_share_far_from_its_count(tmp_path: Path) -> None:
    rows = [("供暖", 207, "4.11%"), ("供水", 735, "18.65%"), ("物业", 3000, "76.10%")]
    found = book(tmp_path / "a.xlsx", ("类别", "件数", "占比"), *rows, ("合计", 3942, "100%"))
    assert [(each.rule, each.where.place) for each in found] == [(Rule.SHARE, "C2")] and "5.25%" in found[0].what


def test_a_total_rate_that_is_the_mean_of_the_rows(tmp_path: Path) -> None:
    rows = [("甲", 100, 90, 0.9), ("乙", 10, 5, 0.5), ("丙", 50, 40, 0.8)]
    found = book(tmp_path / "a.xlsx", ("单位", "应办结", "已办结", "办结率"), *rows, ("合计", 160, 135, 0.7333))
    assert [each.where.place for each in found] == ["D5"] and "平均" in found[0].what


def test_an_order_received_outside_the_period(tmp_path: Path) -> None:
    from datetime import date  # noqa: PLC0415

    rows = [("统计期间:2026年10月",), ("编号", "受理日期", "小区", "次数"), ("1", date(2026, 10, 3), "甲", 1)]
    found = book(tmp_path / "a.xlsx", *rows, ("2", date(2026, 9, 30), "乙", 2))
    assert [(each.rule, each.where.place) for each in found] == [(Rule.DATE, "B4")]


@pytest.mark.parametrize("days", ["2026-02-30至2026-03-01", "2026-03-01至2026-02-01", "0001-01-01至9999-12-31"])
def test_days_over_the_table_that_are_no_period_are_passed_over(tmp_path: Path, days: str) -> None:
    assert book(tmp_path / "a.xlsx", (f"统计期间:{days}",), ("小区", "次数"), ("甲", 1), ("乙", 2)) == []


def test_a_word_file_is_checked_in_its_text_and_its_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("满意率比上月上升2.3%。联系人电话13812345678。")
    table = document.add_table(3, 2)
    for at, (name, count) in enumerate((("渠道", "件数"), ("12345", "5"), ("来电", "7"))):
        table.cell(at, 0).text, table.cell(at, 1).text = name, count
    row = table.add_row()
    row.cells[0].text, row.cells[1].text = "合计", "13"
    document.save(tmp_path / "总结.docx")
    found = check_file(tmp_path / "总结.docx")
    assert {(each.rule, each.severity) for each in found} == {
        (Rule.POINTS, Severity.MUST), (Rule.PRIVATE, Severity.LOOK), (Rule.CHANNELS, Severity.MUST),
    }  # fmt: skip


def test_what_is_no_report_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.4")
    with pytest.raises(Refused, match="不是表格"):
        check_file(tmp_path / "a.xlsx")


@pytest.mark.parametrize("name", ["说明.txt", "", "图.png"])
def test_what_is_neither_a_table_nor_a_text_is_not_called_right(tmp_path: Path, name: str) -> None:
    if name:
        (tmp_path / name).write_text("渠道,件数\n12345,5\n", "utf-8")
    with pytest.raises(Refused, match="请选择一份"):
        check_file(tmp_path / name)


def test_both_ways_of_ranking_pass(tmp_path: Path) -> None:
    heads = ("小区", "得分", "排名")
    rows = [("甲", 95, 1), ("乙", 90, 2), ("丙", 90, 2), ("丁", 80, 3), ("戊", 70, 4)]
    found = book(tmp_path / "a.xlsx", heads, *rows)
    assert found == []  # 连续排名 is allowed
    rows[3:] = [("丁", 80, 4), ("戊", 70, 5)]
    assert book(tmp_path / "a.xlsx", heads, *rows) == []


def test_two_sheets_that_tell_another_number_received(tmp_path: Path) -> None:
    file = openpyxl.Workbook()
    first, second = file.active, file.create_sheet("类别")
    for row in (("承办单位", "受理件数"), ("甲", 20), ("乙", 30), ("合计", 50)):
        first.append(row)
    for row in (("类别", "件数"), ("停车", 21), ("保洁", 28), ("合计", 49)):
        second.append(row)
    file.save(tmp_path / "a.xlsx")
    found = check_file(tmp_path / "a.xlsx")
    assert [(each.rule, each.where.sheet) for each in found] == [(Rule.CATEGORIES, "类别")]


def test_our_own_table_tells_the_row_and_the_column() -> None:
    columns = (
        Column("name", "单位"), Column("now", "本期", Kind.COUNT), Column("then", "上期", Kind.COUNT),
        Column("change", "增减", Kind.COUNT, formula="{now}-{then}"),
    )  # fmt: skip
    table = Table("表", columns, [("甲", 5, 3, 2), ("乙", 5, 3, 3)])
    (found,) = check_tables([table], Period.month(2026, 10))
    assert (found.rule, found.where.row_at, found.where.key, found.where.row) == (Rule.CHANGE, 1, "change", "乙")
