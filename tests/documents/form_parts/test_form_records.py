"""Lists whose records take several rows: the upper says what happened, the lower what was done about it."""

import io

import pytest
from form_makers import part, reopened
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from desktop.documents.form_parts.comparing import differences
from desktop.documents.form_parts.filling import Filled, Grow, Put, fill
from desktop.documents.form_parts.formula_refs import Insertion
from desktop.documents.form_parts.package import open_form
from desktop.domain.errors import Refused

LINE = Border(*(Side("thin"),) * 4)
GREY = PatternFill("solid", fgColor="FFF2F2F2")
COLUMNS, LINES = ("A", "B", "C", "B", "C"), (0, 0, 0, 1, 1)


def two_rows(records: int) -> bytes:
    """Rows 2 and 3 head, each record from row 4 on has two rows: number (merged), place and text, unit and hours."""
    book = Workbook()
    sheet = book.active
    sheet.title = "台账"
    for cell, words in {"A2": "序号", "B2": "小区", "C2": "摘要", "B3": "承办", "C3": "用时", "D2": "说明"}.items():
        sheet[cell] = words
    sheet.merge_cells("A2:A3")
    lower = DataValidation("list", formula1='"甲,乙"')
    for record in range(records):
        top = 4 + 2 * record
        sheet.merge_cells(f"A{top}:A{top + 1}")
        sheet[f"D{top}"], sheet[f"D{top + 1}"] = "事实", "处理"
        sheet[f"E{top}"] = f"=C{top + 1}*2"
        sheet.row_dimensions[top].height, sheet.row_dimensions[top + 1].height = 30, 18
        sheet[f"B{top + 1}"].fill = GREY
        lower.add(f"B{top + 1}")
    last = 3 + 2 * records
    for line in sheet[f"A2:E{last}"]:
        for cell in line:
            cell.border = LINE
    sheet[f"A{last + 1}"] = "合计"
    sheet[f"C{last + 1}"] = f"=SUM(C4:C{last})"
    sheet[f"E{last + 1}"] = f"=SUM(E4:E{last})"
    sheet.add_data_validation(lower)
    rule = FormulaRule(formula=["$C4>5"], fill=GREY)
    sheet.conditional_formatting.add(f"A4:E{last}", rule)
    sheet.print_area = f"A1:E{last + 1}"
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def values(count: int) -> list[tuple[object, ...]]:
    return [(at, f"小区{at}", f"摘要{at}", f"单位{at}", at) for at in range(1, count + 1)]


def grown(data: bytes, room: int, count: int, *puts: Put) -> Filled:
    grow = Grow("台账", 4, COLUMNS, values(count), room, height=2, lines=LINES)
    return fill(open_form(data), {"台账": puts} if puts else {}, [grow])


@pytest.mark.parametrize("room", [1, 2, 3])
def test_whole_records_are_put_in(room: int) -> None:
    filled = grown(two_rows(room), room, 5)
    assert filled.inserted == (Insertion("台账", 3 + 2 * max(1, room - 1), 2 * (5 - room), 2),)
    sheet = reopened(filled.data)["台账"]
    for at in range(1, 6):
        top = 2 + 2 * at
        upper, lower = ([sheet.cell(row, column).value for column in range(1, 5)] for row in (top, top + 1))
        assert upper == [at, f"小区{at}", f"摘要{at}", "事实"]
        assert lower == [None, f"单位{at}", at, "处理"]
        assert sheet[f"E{top}"].value == f"=C{top + 1}*2"
        assert (sheet.row_dimensions[top].height, sheet.row_dimensions[top + 1].height) == (30, 18)
        assert sheet[f"B{top + 1}"].fill.fgColor.rgb == "FFF2F2F2"
    assert [sheet[name].value for name in ("A14", "C14", "E14")] == ["合计", "=SUM(C4:C13)", "=SUM(E4:E13)"]
    merged = {"A2:A3"} | {f"A{top}:A{top + 1}" for top in range(4, 14, 2)}
    assert {str(area) for area in sheet.merged_cells.ranges} == merged
    assert sheet.print_area == "'台账'!$A$1:$E$14"


def test_rules_of_one_line_go_to_that_line_of_each_record() -> None:
    sheet = reopened(grown(two_rows(3), 3, 5).data)["台账"]
    (choice,) = sheet.data_validations.dataValidation
    assert {cell for area in choice.sqref.ranges for cell in [str(area)]} == {"B5", "B7", "B9", "B11", "B13"}
    (rule,) = sheet.conditional_formatting
    assert str(rule.sqref) == "A4:E13"


def test_one_record_has_its_rules_in_every_copy() -> None:
    sheet = reopened(grown(two_rows(1), 1, 3).data)["台账"]
    (rule,) = sheet.conditional_formatting
    assert str(rule.sqref).split() == ["A4:E5", "A6:E7", "A8:E9"]
    assert rule.rules[0].formula == ["$C4>5"]


def test_fewer_records_leave_the_others_blank() -> None:
    form = grown(two_rows(3), 3, 3).data
    sheet = reopened(grown(form, 3, 1).data)["台账"]
    assert [sheet[name].value for name in ("A4", "B5", "A6", "B7", "C9")] == [1, "单位1", None, None, None]
    assert (sheet["D8"].value, sheet["E8"].value) == ("事实", "=C9*2")


def test_the_comparison_follows_records() -> None:
    form = two_rows(2)
    filled = grown(form, 2, 4, Put("A9", "共计"))
    cells = {change.cell for change in differences(form, filled.data, filled.inserted).cells}
    listed = {name.format(top, top + 1) for top in (4, 6, 8, 10) for name in ("A{0}", "B{0}", "C{0}", "B{1}", "C{1}")}
    copied = {f"{column}{row}" for row in (6, 7, 8, 9) for column in "DE"} - {"E7", "E9"}
    assert cells - listed - copied == {"A13"}


def test_a_merge_over_two_records_is_refused() -> None:
    book = reopened(two_rows(2))
    book["台账"].merge_cells("B5:B6")
    memory = io.BytesIO()
    book.save(memory)
    with pytest.raises(Refused) as refused:
        grown(memory.getvalue(), 2, 1)
    assert set(refused.value.problems) == {"台账!B5", "台账!B6"}


def test_other_parts_stay() -> None:
    form = two_rows(2)
    assert part(grown(form, 2, 4).data, "xl/styles.xml") == part(form, "xl/styles.xml")
