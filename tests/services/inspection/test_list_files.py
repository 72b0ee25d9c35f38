"""Lists as workbooks: our own comes back as it was, a town's own is read with every doubt at its row."""

import json
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from xlsxwriter import Workbook

from desktop.domain.errors import Refused
from desktop.domain.indicators import Rounding
from desktop.domain.inspection.checklist import (
    Band,
    Checklist,
    Item,
    Rules,
    Section,
    Severity,
    Tier,
    Way,
    parse,
)
from desktop.domain.timing.limits import Limit, Unit
from desktop.services.inspection.list_files import Preview, read_list
from desktop.services.inspection.list_table import list_table, save_list
from desktop.services.inspection.lists import checklists
from desktop.services.saving import save_table
from desktop.system.resources import path
from tests.office import MONDAY, Office

ODD = Checklist(
    code="own01",
    name="=街镇<b>考核</b>表,“特别”版",
    purpose="季度\n考核",
    cycle="每季",
    rules=Rules(leave_out=False, veto_fails=False, decimals=2, rounding=Rounding.TRUNCATE),
    bands=(Band(Fraction(95), "甲"), Band(Fraction("60.5"), "乙"), Band(Fraction(0), "丙")),
    sections=(
        Section("7", "环境", (
            Item("1.10", "=1+1 无堆物", Fraction("12.5"), Way.PER_OCCURRENCE, Fraction("0.5"), most=Fraction(3),
                 rectify=Limit(2, Unit.DAY), veto=True, may_not_apply=False, category="0602", basis="《消防法》第28条"),
            Item("1.1", "无", Fraction(7), Way.NUMBER, most=Fraction(5), evidence="/", severity=Severity.MAJOR),
        )),
        Section("2", "秩序", (
            Item("2.1", "门岗\n有人", Fraction(80), Way.TIERED, tiers=(
                Tier("有人", Fraction(0)), Tier("扣5分的", Fraction("0.25")), Tier("无人;脱岗", Fraction(80)),
            ), rectify=Limit(30, Unit.MINUTE)),
            Item("2.2", "有预案", Fraction(0), Way.YES_NO, rectify=Limit(24, Unit.HOUR)),
            Item("9", "亮灯率", Fraction("0.5"), Way.RATIO, rectify=Limit(3, Unit.WORKDAY)),
        )),
    ),
)  # fmt: skip


def exported(content: Checklist, to: Path) -> Path:
    save_table(list_table(content, 3, {"0602": "楼道堆物"}), to, MONDAY)
    return to


def back(content: Checklist, to: Path) -> Checklist:
    return replace(read_list(exported(content, to)).content, code=content.code)


@pytest.mark.parametrize("name", sorted(file.name for file in path("checklists").glob("*.json")))
def test_a_shipped_list_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    made = parse(json.loads(path("checklists", name).read_text(encoding="utf-8")))
    preview = read_list(exported(made, tmp_path / "表.xlsx"))
    assert replace(preview.content, code=made.code) == made
    assert (preview.own, preview.usable, preview.notes) == (True, True, ())


def test_an_odd_list_comes_back_as_it_was(tmp_path: Path) -> None:
    assert back(ODD, tmp_path / "表.xlsx") == ODD


def test_the_print_holds_what_people_read(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported(ODD, tmp_path / "表.xlsx"))
    sheet = book.worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_area.endswith("$K$9")
    assert [cell.value for cell in sheet[3]][:6] == ["部分", "编号", "检查内容", "分值", "扣分标准", "检查方法和证据"]
    assert sheet["E4"].value == "每处扣0.5分,最多扣3分"


def test_a_version_is_saved_as_a_file(office: Office, tmp_path: Path) -> None:
    with office.database.read() as session:
        entry = checklists(session)[3]
        place = save_list(session, entry.version_id, tmp_path / "消防.xlsx", office.now)
    assert place.path.exists()
    assert read_list(place.path).content.name == entry.name


def test_what_was_spoiled_by_hand_is_told_at_its_row(tmp_path: Path) -> None:
    file = exported(ODD, tmp_path / "表.xlsx")
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for row, head, value in (
        (4, "分值", "很多"),
        (5, "扣分办法", "随便"),
        (6, "分档", "有人\n没人"),
        (5, "整改期限", "尽快"),
        (5, "一票否决", "也许"),
        (8, "编号", "2.2"),
    ):
        sheet.cell(row, heads[head]).value = value
    book.save(file)
    preview = read_list(file)
    assert not preview.usable
    told = {(note.row, note.sentence) for note in preview.notes if note.error}
    assert (4, "分值“很多”不是数字,请改成数字。") in told
    assert (5, "整改期限“尽快”看不懂,请写成“24小时”或“7个工作日”。") in told
    assert (5, "一票否决“也许”看不懂,请写“是”或“否”。") in told
    assert (7, "编号2.2用了2次,请改成不同的编号。") in told
    assert {row for row, _ in told} == {4, 5, 6, 7}


def sheet_of(to: Path, rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> Path:
    """A workbook as a town makes it; `merged` are ranges."""
    book = Workbook(str(to))
    sheet = book.add_worksheet("考核")
    for number, row in enumerate(rows):
        for at, value in enumerate(row):
            if value is not None:
                sheet.write(number, at, value)
    plain = book.add_format()
    for area in merged:
        first = area.split(":")[0]
        column, row = ord(first[0]) - 65, int(first[1:]) - 1
        sheet.merge_range(area, rows[row][column], plain)
    book.close()
    return to


@pytest.fixture
def town(tmp_path: Path) -> Preview:
    """What is read from a town's own sheet."""
    rows = [
        ["大场镇物业服务考核评分表", None, None, None, None, None, None],
        ["小区:", None, "物业:", None, "日期:", None, None],
        ["序号", "项目", "考核内容", "分值", "评分标准", "得分", "备注"],
        [1, "环境卫生(40分)", "楼道无堆物", 20, "每处扣2分,扣完为止", None, None],
        [2, None, "垃圾日产日清", "20分", "一处扣０．５分，最多扣5分", None, None],
        [3, "公共秩序\n(60分)", "门岗24小时值守", 10, "不符合扣10分", None, None],
        [4, None, "巡逻有记录", None, "无记录扣5分;记录不全扣2分", None, None],
        [5, None, "停车有序", 15, "酌情扣1-10分", None, None],
        [6, None, "秩序良好", 30, "看现场情况", None, None],
        ["合计", None, None, 100, None, None, None],
        ["注:检查时请物业公司派员陪同,并如实提供台账资料。", None, None, None, None, None, None],
    ]
    merged = ("A1:G1", "B4:B5", "B6:B9", "A11:G11")
    return read_list(sheet_of(tmp_path / "考核.xlsx", rows, merged))


def test_a_towns_own_sheet_is_read(town: Preview) -> None:
    assert not town.own
    assert town.content.name == "大场镇物业服务考核评分表"
    assert [(section.name, len(section.items)) for section in town.content.sections] == [
        ("环境卫生", 2),
        ("公共秩序", 4),
    ]
    items = {item.code: item for item in town.content.items()}
    assert [(code, item.text, item.points, item.rule_words) for code, item in items.items()] == [
        ("1", "楼道无堆物", 20, "每处扣2分,扣完为止"),
        ("2", "垃圾日产日清", 20, "每处扣0.5分,最多扣5分"),
        ("3", "门岗24小时值守", 10, "不符合扣10分"),
        ("4", "巡逻有记录", 5, "符合要求不扣分;记录不全扣2分;无记录扣5分"),
        ("5", "停车有序", 15, "酌情扣分,最多10分"),
        ("6", "秩序良好", 30, "酌情扣分,最多30分"),
    ]


def test_what_is_doubtful_in_it_stands_at_its_row(town: Preview) -> None:
    assert town.usable
    assert [(note.row, note.sentence) for note in town.notes] == [
        (0, "没有“整改期限”一列,各项先定为7个工作日,可以在编辑里修改。"),
        (7, "没有写分值,按扣分标准定为5分,请核对。"),
        (9, "看不出扣分办法,已设为“直接填扣分”,请核对。"),
    ]


def test_parts_may_stand_as_lines_between_the_items(tmp_path: Path) -> None:
    rows = [
        ["编号", "检查项目", "分值", "扣分细则", "整改时限"],
        ["一、保洁(60分)"],
        ["1.1", "楼道干净", 60, "每处扣1分", "立即整改"],
        ["二、绿化(40分)"],
        ["2.1", "无枯死", 30, "不符合不得分", "15日内"],
        [None, "无黄土裸露", 10, "每处扣2分", "3个工作日"],
    ]
    content = read_list(sheet_of(tmp_path / "巡查.xlsx", rows)).content
    assert (content.name, [section.name for section in content.sections]) == ("巡查", ["保洁", "绿化"])
    assert [(item.code, item.rectify.words if item.rectify else "") for item in content.items()] == [
        ("1.1", "24小时"),
        ("2.1", "15个自然日"),
        ("2.2", "3个工作日"),
    ]


def test_an_item_that_fails_the_whole_is_known_by_its_star_or_words(tmp_path: Path) -> None:
    rows = [
        ["编号", "检查项目", "分值", "扣分细则"],
        ["1.1", "楼道干净", 40, "每处扣1分"],
        ["1.2", "★消防通道畅通", 30, "不符合不得分"],
        ["1.3", "电梯在检验有效期内", 30, "不符合不得分(一票否决)"],
    ]
    content = read_list(sheet_of(tmp_path / "巡查.xlsx", rows)).content
    assert [(item.text, item.veto) for item in content.items()] == [
        ("楼道干净", False),
        ("消防通道畅通", True),
        ("电梯在检验有效期内", True),
    ]


def test_what_cannot_be_used_is_told_and_not_hidden(tmp_path: Path) -> None:
    rows = [["检查内容", "分值", "扣分标准"], ["道路平整", "若干", "每处扣1分"], ["绿化", 3, "每处扣9分"]]
    preview = read_list(sheet_of(tmp_path / "坏.xlsx", rows))
    assert not preview.usable
    assert [(note.row, note.sentence) for note in preview.notes if note.error] == [
        (2, "分值“若干”不是数字,请改成数字。"),
        (3, "1.2 每处扣9分,超过了可扣的3分,请改小。"),
    ]


def test_points_of_a_merged_cell_are_to_be_shared_out_not_guessed(tmp_path: Path) -> None:
    rows = [
        ["序号", "项目", "分值", "考核内容", "扣分标准"],
        [1, "环境卫生", 40, "楼道无堆物", "每处扣2分"],
        [2, None, None, "垃圾日产日清", "每处扣1分"],
        [3, "公共秩序", 60, "门岗有人", "每处扣2分"],
    ]
    preview = read_list(sheet_of(tmp_path / "考核.xlsx", rows, ("B2:B3", "C2:C3")))
    assert [(note.row, note.sentence) for note in preview.notes if note.error] == [
        (3, "没有写分值;上面第2行的40分如果是几项合并的单元格,请取消合并,把分值写到各项。"),
    ]


def test_the_same_item_twice_is_doubted(tmp_path: Path) -> None:
    rows = [
        ["编号", "检查内容", "分值", "扣分标准"],
        ["1.1", "楼道无堆物", 50, "每处扣2分"],
        ["1.2", "楼道 无堆物", 50, "每处扣2分"],
    ]
    preview = read_list(sheet_of(tmp_path / "考核.xlsx", rows))
    assert preview.usable
    assert (3, "1.1和1.2的检查内容相同,请确认是不是写重了。") in [(note.row, note.sentence) for note in preview.notes]


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "电话"], ["张三", "1"]],
        [["检查内容", "备注"], ["道路", "好"]],
        [["说明"]],
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(tmp_path: Path, rows: list[list[str]]) -> None:
    with pytest.raises(Refused, match="没有找到检查表"):
        read_list(sheet_of(tmp_path / "别的.xlsx", rows))


def test_a_list_without_items_cannot_be_used(tmp_path: Path) -> None:
    preview = read_list(sheet_of(tmp_path / "空.xlsx", [["检查内容", "分值"], ["合计", 100]]))
    assert [note.sentence for note in preview.notes if note.error] == ["检查表里还没有检查项,请至少加一项。"]


def test_a_file_that_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "坏.xlsx"
    file.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(Refused):
        read_list(file)
