"""A list that grows: rows in the form's own style, and everything that names rows follows."""

import re
from datetime import date

import pytest
from form_makers import (
    PART,
    ROOM,
    SHEET,
    TOTAL,
    changed_parts,
    full_form,
    openpyxl_form,
    part,
    reopened,
    repacked,
    with_sheet,
)

from desktop.documents.form_parts.comparing import differences
from desktop.documents.form_parts.filling import Filled, Grow, Put, fill
from desktop.documents.form_parts.formula_refs import Insertion
from desktop.documents.form_parts.growing import grow_sheet
from desktop.documents.form_parts.package import open_form
from desktop.domain.errors import Refused

FULL, ONE = full_form(), openpyxl_form()
COLUMNS = ("A", "B", "C")


def grown(data: bytes, grow: Grow, *puts: Put) -> Filled:
    return fill(open_form(data), {grow.sheet: puts} if puts else {}, [grow])


def full_list(count: int, **more: bool) -> Filled:
    rows = [(f"类别{at}", 10 + at, at) for at in range(count)]
    return grown(FULL, Grow(SHEET, ROOM[0], COLUMNS, rows, room=len(ROOM), **more), Put(f"A{TOTAL + 2}", "填表人:甲"))


MORE = full_list(9)


def test_rows_are_put_in_before_the_last_of_the_room_and_all_are_filled() -> None:
    assert MORE.inserted == (Insertion(SHEET, 9, 3),)
    sheet = reopened(MORE.data)[SHEET]
    assert [sheet[f"A{row}"].value for row in range(5, 14)] == [f"类别{at}" for at in range(9)]
    assert [sheet[f"C{row}"].value for row in range(5, 14)] == list(range(9))
    assert [sheet[f"D{row}"].value for row in range(5, 14)] == [
        f"=IF(B{row}=0,0,C{row}/B{row})" for row in range(5, 14)
    ]
    assert {sheet.row_dimensions[row].height for row in range(5, 14)} == {21}
    assert {sheet[f"E{row}"].number_format for row in range(5, 14)} == {"0.0%"}
    assert all(sheet[f"H{row}"].border.left.style == "thin" for row in range(5, 14))


def test_what_stood_below_moved_down() -> None:
    sheet = reopened(MORE.data)[SHEET]
    assert sheet["A14"].value == "合计" and sheet["A16"].value == "填表人:甲"
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:H1", "A2:D2", "A16:D16"}
    assert sheet["B14"].comment.text == "自动合计" and sheet["B4"].comment.text == "含重复投诉"
    assert sheet["F17"].hyperlink.target == "https://example.com"
    assert [line.id for line in sheet.row_breaks.brk] == [37]
    assert sheet.freeze_panes == "B5" and sheet.protection.sheet


def test_formulas_of_all_sheets_follow() -> None:
    book = reopened(MORE.data)
    assert [book[SHEET][name].value for name in ("B14", "D14", "B15")] == [
        "=SUM(B5:B13)",
        "=IF(B14=0,0,C14/B14)",
        "=B14*2",
    ]
    other = book["It's 汇总"]
    assert other["A1"].value == f"={SHEET}!B14+SUM({SHEET}!C5:C13)" and other["A3"].value == f"=COUNT({SHEET}!B:B)"
    assert book.defined_names["办结率区"].attr_text == f"{SHEET}!$D$5:$D$13"
    assert book.defined_names["合计格"].attr_text == f"{SHEET}!$B$14"
    assert book[SHEET].print_area == "'月报'!$A$1:$H$44" and book[SHEET].print_title_rows == "$1:$4"


def test_areas_take_the_new_rows_in() -> None:
    text = part(MORE.data, PART)
    for area in ("D5:D13", "C5:C13", "B5:B13"):
        assert f'<conditionalFormatting sqref="{area}">' in text
    assert "<formula>$B5&gt;$B$14/2</formula>" in text
    assert "<xm:sqref>B5:B13</xm:sqref>" in text
    assert 'sqref="G5:G13"' in text and 'sqref="F5:F13"' in text and '<ignoredError sqref="A5:A13"' in text
    lines = re.findall(r"<xm:f>月报!(\w+:\w+)</xm:f><xm:sqref>(\w+)</xm:sqref>", text)
    assert sorted(lines) == sorted((f"B{row}:C{row}", f"H{row}") for row in range(5, 14))


def test_rules_read_along_a_row_stay_within_it() -> None:
    rule = '<conditionalFormatting sqref="A9:H9"><cfRule type="expression" priority="9"><formula>{}</formula></cfRule>'
    form = with_sheet(
        FULL,
        (
            '<conditionalFormatting sqref="D5',
            rule.format("SUM($B9:$C9)=0") + '</conditionalFormatting><conditionalFormatting sqref="D5',
        ),
    )
    text = part(grown(form, Grow(SHEET, 5, ("A",), [("甲",)] * 8, room=6)).data, PART)
    assert rule.format("SUM($B9:$C9)=0").replace("A9:H9", "A9:H11") in text


def test_charts_pictures_and_shapes_follow() -> None:
    for name in ("xl/charts/chart1.xml", "xl/charts/chart2.xml"):
        assert re.findall(r"<c:f>(.*?)</c:f>", part(MORE.data, name)) == [
            f"{SHEET}!$B$4",
            f"{SHEET}!$A$5:$A$13",
            f"{SHEET}!$B$5:$B$13",
        ]

    def rows(data: bytes) -> list[int]:
        return [int(row) for row in re.findall(r"<xdr:row>(\d+)</xdr:row>", part(data, "xl/drawings/drawing1.xml"))]

    assert rows(MORE.data) == [row if row < 9 else row + 3 for row in rows(FULL)]
    notes = re.findall(r"<x:Row>(\d+)</x:Row>", part(MORE.data, "xl/drawings/vmlDrawing1.vml"))
    assert notes == ["3", "13"]


def test_only_the_parts_that_name_rows_differ() -> None:
    drawn = {f"xl/{name}.xml" for name in ("charts/chart1", "charts/chart2", "drawings/drawing1", "comments1")}
    sheets = {PART, "xl/worksheets/sheet3.xml", "xl/workbook.xml", "xl/drawings/vmlDrawing1.vml"}
    assert changed_parts(FULL, MORE.data) == drawn | sheets


def test_the_comparison_follows_the_rows() -> None:
    found = differences(FULL, MORE.data, MORE.inserted).cells
    in_list = re.compile(r"[ABC]([5-9]|1[0-3])|D1[0-2]")
    assert {change.cell for change in found if not in_list.fullmatch(change.cell)} == {"A16"}
    assert len(found) == 27 + 3 + 1


@pytest.mark.parametrize("clear", [True, False])
def test_fewer_rows_than_room_leave_the_rest_blank_or_as_it_is(clear: bool) -> None:
    form = fill(open_form(FULL), {SHEET: [Put("A10", "旧")]}).data
    few = grown(form, Grow(SHEET, 5, COLUMNS, [("甲", 1, 1)], room=6, clear_rest=clear))
    sheet = reopened(few.data)[SHEET]
    assert few.inserted == () and sheet["A5"].value == "甲" and sheet["D10"].value == "=IF(B10=0,0,C10/B10)"
    assert sheet["A10"].value == (None if clear else "旧")


def test_a_single_pattern_row_grows_below_itself() -> None:
    rows = [(at, f"DC{at}", "丰翔新城", "漏水", at / 2) for at in range(1, 5)]
    result = grown(ONE, Grow("台账", 6, ("A", "B", "C", "D", "F"), rows), Put("A9", "制表:乙"))
    sheet = reopened(result.data)["台账"]
    assert result.inserted == (Insertion("台账", 6, 3),)
    assert [sheet[f"D{row}"].value for row in range(6, 10)] == ["漏水"] * 4
    assert [sheet[f"G{row}"].value for row in range(6, 10)] == [
        f"=F{row}*$F$13+SUM(A{row}:B{row})" for row in range(6, 10)
    ]
    assert sheet["F10"].value == "=SUM(F6:F9)" and sheet["G10"].value == "=SUM(G$6:G9)/COUNT(F5:F9)"
    merged = {"A1:G1", "D5:E5", "A12:A13"} | {f"D{row}:E{row}" for row in range(6, 10)}
    assert {str(area) for area in sheet.merged_cells.ranges} == merged
    assert {sheet.row_dimensions[row].height for row in range(6, 10)} == {30}
    assert [line.id for line in sheet.row_breaks.brk] == [11] and sheet["F10"].comment.text == "自动"
    rules = [(str(area.sqref), area.rules[0].formula) for area in sheet.conditional_formatting]
    assert rules == [("F6:F9", ["$F$13"])]
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["C6:C9"]
    assert "'台账'!$F$6:$F$9" in part(result.data, "xl/charts/chart1.xml")
    assert "Row>9</" in part(result.data, "xl/drawings/commentsDrawing1.vml")


def test_two_lists_on_one_sheet_and_two_side_by_side() -> None:
    below = Grow(SHEET, 13, ("F",), [("一",), ("二",), ("三",)])
    rows = [("甲", 1)] * 7
    beside = [Grow(SHEET, 5, ("A", "B"), rows, room=6), Grow(SHEET, 5, ("F",), [("无",)] * 8, room=6)]
    result = fill(open_form(FULL), {}, [below, *beside])
    assert result.inserted == (Insertion(SHEET, 9, 2), Insertion(SHEET, 13, 2))
    sheet = reopened(result.data)[SHEET]
    assert [sheet[f"F{row}"].value for row in range(5, 18)] == ["无"] * 8 + [None, None, "一", "二", "三"]
    assert [sheet[f"A{row}"].value for row in range(5, 14)] == ["甲"] * 7 + [None, "合计"]
    with pytest.raises(Refused, match="同样的行"):
        fill(open_form(FULL), {}, [Grow(SHEET, 5, ("A",), rows, room=6), Grow(SHEET, 7, ("B",), rows, room=2)])


def test_a_running_number_goes_on_through_the_new_rows() -> None:
    form = FULL
    for row in ROOM[1:]:
        old = re.search(rf'<c r="A{row}" (s="\d+")/>', part(form, PART))
        assert old is not None
        form = with_sheet(form, (old[0], f'<c r="A{row}" {old[1]}><f>A{row - 1}+1</f></c>'))
    sheet = reopened(grown(form, Grow(SHEET, 5, ("B",), [(1,)] * 8, room=6)).data)[SHEET]
    assert [sheet[f"A{row}"].value for row in range(6, 13)] == [f"=A{row - 1}+1" for row in range(6, 13)]


def test_shared_formulas_are_written_out() -> None:
    form = with_sheet(
        FULL,
        ("<f>IF(B5=0,0,C5/B5)</f>", '<f t="shared" ref="D5:D10" si="0">IF(B5=0,0,C5/B$11)</f>'),
        *((f"<f>IF(B{row}=0,0,C{row}/B{row})</f>", '<f t="shared" si="0"/>') for row in ROOM[1:]),
    )
    sheet = reopened(grown(form, Grow(SHEET, 5, ("B",), [(1,)] * 8, room=6)).data)[SHEET]
    assert [sheet[f"D{row}"].value for row in range(5, 13)] == [f"=IF(B{row}=0,0,C{row}/B$13)" for row in range(5, 13)]


def test_an_array_formula_is_not_cut() -> None:
    form = with_sheet(FULL, ("<f>IF(B8=0,0,C8/B8)</f>", '<f t="array" ref="H8:H10">B8:B10</f>'))
    with pytest.raises(Refused, match="数组公式"):
        grown(form, Grow(SHEET, 5, ("A",), [("甲",)] * 8, room=6))


def test_rows_that_are_only_formatted_fall_off_the_end() -> None:
    form = with_sheet(FULL, ("</sheetData>", '<row r="1048576" ht="21"><c r="A1048576" s="1"/></row></sheetData>'))
    text = part(grown(form, Grow(SHEET, 5, ("A",), [("甲",)] * 8, room=6)).data, PART)
    assert "1048576" not in text.partition("</sheetData>")[0] and "1048578" not in text


def test_more_rows_than_a_sheet_has_are_refused() -> None:
    with pytest.raises(Refused, match="放不下"):
        grow_sheet(open_form(FULL).tree(PART), Insertion(SHEET, 9, 1_048_570), 6)


def test_a_formula_in_a_column_of_the_list_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        grown(FULL, Grow(SHEET, 5, ("A", "D"), [("甲", 1)], room=6))
    assert f"{SHEET}!D5" in refused.value.problems


def test_merged_cells_of_a_list() -> None:
    result = grown(ONE, Grow("台账", 6, ("E",), [("甲",), ("乙",)]))  # D6:E6 are merged
    sheet = reopened(result.data)["台账"]
    assert [sheet[f"D{row}"].value for row in (6, 7)] == ["甲", "乙"]
    form = with_sheet(FULL, ('<mergeCell ref="A2:D2"/>', '<mergeCell ref="A2:D2"/><mergeCell ref="A6:A8"/>'))
    with pytest.raises(Refused) as refused:
        grown(form, Grow(SHEET, 5, ("A",), [("甲",)], room=6))
    assert set(refused.value.problems) == {f"{SHEET}!A6", f"{SHEET}!A7", f"{SHEET}!A8"}


def test_formats_and_dates_in_a_list() -> None:
    rows = [(date(2026, 10, day), 0.5) for day in range(1, 8)]
    result = grown(FULL, Grow(SHEET, 5, ("A", "B"), rows, room=6, formats=(None, "0%")))
    sheet = reopened(result.data)[SHEET]
    assert {sheet[f"A{row}"].number_format for row in range(5, 12)} == {"yyyy-mm-dd"}
    assert {sheet[f"B{row}"].number_format for row in range(5, 12)} == {"0%"}


def test_a_table_grows_and_anchors_that_do_not_move_stay() -> None:
    table = part(FULL, "xl/tables/table1.xml")
    drawing = part(FULL, "xl/drawings/drawing1.xml").replace(
        "<xdr:twoCellAnchor>", '<xdr:twoCellAnchor editAs="absolute">'
    )
    form = repacked(FULL, {"xl/drawings/drawing1.xml": drawing.encode()})
    result = fill(
        open_form(form),
        {},
        [Grow("数据", 4, ("H", "I", "J"), [(1, 2, 3)] * 3), Grow(SHEET, 5, ("A",), [("甲",)] * 8, 6)],
    )
    assert part(result.data, "xl/tables/table1.xml") == table.replace("H1:J4", "H1:J6")
    assert "xl/drawings/drawing1.xml" not in changed_parts(form, result.data)
    assert reopened(result.data)["数据"]["C1"].value == "=SUM(B1:B7)"


def test_the_source_of_a_pivot_table_grows() -> None:
    kept = "pivotCacheDefinition"
    source = f'<{kept}><cacheSource><worksheetSource ref="A4:H10" sheet="{SHEET}"/></cacheSource></{kept}>'
    end = '<Relationship Id="rId98" Type="http://x/pivotCacheDefinition" Target="pivotCache/p1.xml"/></Relationships>'
    name = "xl/_rels/workbook.xml.rels"
    relations = part(FULL, name).replace("</Relationships>", end)
    form = repacked(FULL, {name: relations.encode(), "xl/pivotCache/p1.xml": source.encode()})
    result = grown(form, Grow(SHEET, 5, ("A",), [("甲",)] * 8, room=6))
    assert part(result.data, "xl/pivotCache/p1.xml") == source.replace("A4:H10", "A4:H12")
