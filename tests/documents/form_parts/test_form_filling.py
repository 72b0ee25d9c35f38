"""Values into a town's form: they stand where they should, and nothing else in the file differs."""

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from form_makers import PART, SHEET, changed_parts, full_form, openpyxl_form, part, reopened, repacked, with_sheet
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from desktop.documents.form_parts.cell_values import Value
from desktop.documents.form_parts.comparing import differences
from desktop.documents.form_parts.filling import Grow, Put, fill
from desktop.documents.form_parts.package import open_form
from desktop.domain.cell_names import cell_name
from desktop.domain.errors import Refused

SHARED = Path(__file__).parents[4] / "shared" / "data" / "forms"
FULL = full_form()


def filled(data: bytes, *puts: Put, sheet: str = SHEET, replace_formulas: bool = False) -> bytes:
    return fill(open_form(data), {sheet: puts}, replace_formulas=replace_formulas).data


def test_only_the_sheet_and_the_workbook_differ() -> None:
    after = filled(FULL, Put("A1", "2026年10月月报"), Put("B5", 41), Put("C5", 37))
    assert changed_parts(FULL, after) == {PART, "xl/worksheets/sheet3.xml"}  # the summary's results may be stale
    found = differences(FULL, after)
    assert [(change.cell, change.after) for change in found.cells] == [
        ("A1", "2026年10月月报"),
        ("B5", "41"),
        ("C5", "37"),
    ]


def test_everything_around_the_cells_is_kept_to_the_letter() -> None:
    before, after = part(FULL, PART), part(filled(FULL, Put("B5", 41)), PART)
    assert after.partition("<sheetData>")[0] == before.partition("<sheetData>")[0]
    assert after.partition("</sheetData>")[2] == before.partition("</sheetData>")[2]
    assert "x14:sparkline" in after and "x14:cfRule" in after and "legacyDrawingHF" in after


def test_stale_results_go_and_those_of_other_sheets_stay() -> None:
    after = filled(FULL, Put("B5", 41))
    assert "<f>SUM(B5:B10)</f><v>41</v></c>" in part(after, PART)
    other = part(after, "xl/worksheets/sheet3.xml")
    assert other.count("<v>") == 1 and "<v>41</v>" in other, "what leads through a name or a column is left to compute"
    assert "<f>SUM(B1:B5)</f><v>15</v>" in part(after, "xl/worksheets/sheet2.xml")


def test_a_full_computation_is_asked_for_and_the_chain_is_dropped() -> None:
    book = part(FULL, "xl/workbook.xml").replace('<calcPr calcId="124519" fullCalcOnLoad="1"/>', "")
    relation = (
        '<Relationship Id="rId99" Type="http://x/relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    )
    relations = part(FULL, "xl/_rels/workbook.xml.rels").replace("</Relationships>", relation)
    types = part(FULL, "[Content_Types].xml").replace(
        "</Types>", '<Override PartName="/xl/calcChain.xml" ContentType="x/calcChain+xml"/></Types>'
    )
    form = repacked(
        FULL,
        {
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": relations.encode(),
            "[Content_Types].xml": types.encode(),
            "xl/calcChain.xml": b"<calcChain/>",
        },
    )
    after = filled(form, Put("B5", 1))
    assert '</definedNames><calcPr fullCalcOnLoad="1"/>' in part(after, "xl/workbook.xml")
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        assert "calcChain" not in part(after, name)
    assert "xl/calcChain.xml" in changed_parts(form, after)
    reopened(after)


def test_text_is_a_string_cell_whatever_it_says() -> None:
    texts = ["=1+1", "+A1", "@x", " 两端 ", "一\n二", "_x0041_", "<b>&", "\x00坏\ufffe"]
    puts = [Put(f"A{row}", text) for row, text in enumerate(texts, 50)]
    sheet = reopened(filled(FULL, *puts))[SHEET]
    assert [sheet[f"A{row}"].data_type for row in range(50, 58)] == ["s"] * 8
    read = CalamineWorkbook.from_filelike(io.BytesIO(filled(FULL, *puts))).get_sheet_by_name(SHEET).to_python()
    assert [row[0] for row in read[49:57]] == [*texts[:7], "坏"]


def test_the_cells_style_stays_and_new_cells_take_their_columns() -> None:
    sheet = reopened(filled(FULL, Put("E5", 0.897), Put("J5", 2.5), Put("B6", None)))[SHEET]
    assert sheet["E5"].number_format == "0.0%" and sheet["E5"].border.left.style == "thin"
    assert sheet["J5"].number_format == "0.00" and sheet["J5"].font.italic
    assert sheet["B6"].value is None and sheet["B6"].border.left.style == "thin"


def test_a_merged_area_is_written_at_its_top_left() -> None:
    assert reopened(filled(FULL, Put("C2", "单位:乙")))[SHEET]["A2"].value == "单位:乙"


def test_dates_are_dates_and_formats_only_where_there_is_none() -> None:
    puts = [
        Put("F2", date(2026, 10, 31)),
        Put("F5", date(2026, 10, 31)),
        Put("F6", datetime(2026, 10, 31, 9, 30)),
        Put("B5", 0.5, "0.0%"),
        Put("E5", 0.25, "0.00%"),
        Put("E6", 25, "0"),
        Put("J5", 2.5, "0"),
    ]
    after = filled(FULL, *puts)
    sheet = reopened(after)[SHEET]
    assert sheet["F2"].value == datetime(2026, 10, 31) and sheet["F2"].number_format == 'yyyy"年"m"月"d"日"'
    assert sheet["F5"].number_format == "yyyy-mm-dd" and sheet["F5"].border.left.style == "thin"
    assert sheet["F6"].value == datetime(2026, 10, 31, 9, 30)
    assert sheet["B5"].number_format == "0.0%" and sheet["E5"].number_format == "0.0%"
    assert sheet["J5"].number_format == "0.00"
    assert sheet["E6"].number_format == "0" and sheet["E6"].border.left.style == "thin", "25 is not 2500 %"
    styles = part(FULL, "xl/styles.xml")
    assert part(after, "xl/styles.xml").startswith(styles.partition("<numFmts")[0])
    assert (
        part(after, "xl/styles.xml")
        .partition("<fonts")[2]
        .startswith(styles.partition("<fonts")[2].partition("<cellXfs")[0])
    )


def test_dates_count_from_where_the_workbook_counts() -> None:
    form = repacked(
        FULL,
        {
            "xl/workbook.xml": part(FULL, "xl/workbook.xml")
            .replace("<workbookPr ", '<workbookPr date1904="1" ')
            .encode()
        },
    )
    assert "<v>44499</v>" in part(filled(form, Put("F2", date(2025, 10, 31))), PART)


def test_numbers_keep_what_a_spreadsheet_can_keep() -> None:
    puts = Put("B5", 10**15), Put("B6", 123456789012345), Put("B7", 0.1), Put("B8", True), Put("B9", float("nan"))
    sheet = reopened(filled(FULL, *puts))[SHEET]
    assert [sheet[f"B{row}"].value for row in range(5, 10)] == [str(10**15), 123456789012345, 0.1, True, "nan"]


def test_what_must_not_be_overwritten_is_refused_by_cell() -> None:
    with pytest.raises(Refused) as refused:
        filled(FULL, Put("D5", 1), Put("B11", 2), Put("ZZZ1", 3), Put("A5", "甲"))
    assert set(refused.value.problems) == {f"{SHEET}!D5", f"{SHEET}!B11", f"{SHEET}!ZZZ1"}
    with pytest.raises(Refused, match="标题行"):
        filled(FULL, Put("H1", "丁"), sheet="数据")
    with pytest.raises(Refused, match="没有名为"):
        filled(FULL, Put("A1", 1), sheet="九月")
    with pytest.raises(Refused, match="会增长的列表"):
        fill(open_form(FULL), {SHEET: [Put("A6", 1)]}, [Grow(SHEET, 5, ("A",), [("甲",)], room=6)])
    assert reopened(filled(FULL, Put("D5", 1), replace_formulas=True))[SHEET]["D5"].value == 1


def test_overwriting_the_first_of_a_shared_formula_leaves_the_others_theirs() -> None:
    form = with_sheet(
        FULL,
        ("<f>IF(B5=0,0,C5/B5)</f>", '<f t="shared" ref="D5:D7" si="0">IF(B5=0,0,C5/B5)</f>'),
        ("<f>IF(B6=0,0,C6/B6)</f>", '<f t="shared" si="0"/>'),
    )
    after = part(filled(form, Put("D5", 0.5), replace_formulas=True), PART)
    assert "<f>IF(B6=0,0,C6/B6)</f>" in after and 't="shared"' not in after


def test_the_cells_of_an_array_formula_are_left_alone() -> None:
    form = with_sheet(FULL, ("<f>IF(B5=0,0,C5/B5)</f>", '<f t="array" ref="D5:D6">C5:C6/B5:B6</f>'))
    with pytest.raises(Refused, match="数组公式"):
        filled(form, Put("D6", 1), replace_formulas=True)


def test_a_sheet_that_leaves_places_out_is_filled_where_it_means() -> None:
    rows = '<row><c><v>1</v></c><c t="str"><v>乙</v></c></row><row r="4"><c><v>3</v></c></row>'
    sheet = (
        '\ufeff<?xml version="1.0" encoding="UTF-8"?>\r\n<x:worksheet xmlns:x="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main"><x:sheetData>'
        + rows.replace("<", "<x:").replace("<x:/", "</x:")
        + "</x:sheetData></x:worksheet>"
    )
    form = repacked(openpyxl_form(), {PART: sheet.encode()})
    after = filled(form, Put("B4", "丁"), Put("A2", 2), sheet="台账")
    assert part(after, PART).startswith(sheet[: sheet.index("<x:sheetData>")])
    read = CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name("台账").to_python()
    assert read == [[1, "乙"], [2, ""], ["", ""], [3, "丁"]]


def test_nothing_to_fill_is_the_very_file() -> None:
    assert fill(open_form(FULL), {}).data == FULL


VALUES = st.one_of(
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20),
    st.booleans(),
    st.none(),
)
DAYS = (2, 6)  # a cell in a day's format: openpyxl reads no number there that is no day
PLACES = st.tuples(st.integers(1, 60), st.integers(1, 30)).filter(lambda place: place != DAYS)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(PLACES, VALUES, min_size=1, max_size=12))
def test_random_fills_are_read_back_and_all_else_is_the_same(wanted: dict[tuple[int, int], Value]) -> None:
    before = {cell.coordinate: cell.value for row in reopened(FULL)[SHEET].iter_rows() for cell in row}
    after = filled(FULL, *(Put(cell_name(*place), value) for place, value in wanted.items()), replace_formulas=True)
    found = reopened(after)[SHEET]
    expected = dict(before)
    for (row, column), value in wanted.items():
        merged = next((area for area in found.merged_cells.ranges if (row, column) in set(area.cells)), None)
        place = (merged.min_row, merged.min_col) if merged else (row, column)
        expected[cell_name(*place)] = value
    read = CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    for (row, column), value in wanted.items():
        if isinstance(value, str) and expected[cell_name(row, column)] == value:
            assert read[row - 1][column - 1] == value
    # openpyxl takes our texts beginning with "=" as they are: string cells
    values = {cell.coordinate: cell.value for row in found.iter_rows() for cell in row if cell.value is not None}
    assert values == {place: value for place, value in expected.items() if value is not None}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the town's forms are not on this machine")
def test_the_real_forms_keep_all_other_parts() -> None:
    for path in sorted(SHARED.glob("*.xlsx")):
        before = path.read_bytes()
        after = filled(before, Put("A1", "2026年10月"), Put("B5", 3), Put("F5", "无"))
        assert changed_parts(before, after) <= {PART, "xl/workbook.xml"}
        assert len(differences(before, after).cells) == 3
