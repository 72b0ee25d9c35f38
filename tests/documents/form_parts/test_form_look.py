"""A form as data: what a reader sees in it, cell by cell."""

import re

import pytest
from form_makers import PART, SHEET, full_form, openpyxl_form, part, repacked, with_sheet

from desktop.documents.form_parts.look import CellKind, Edge, SheetLook, sheet_look
from desktop.documents.form_parts.package import open_form
from desktop.domain.cell_names import Area
from desktop.domain.errors import Refused

FULL = full_form()


@pytest.fixture(scope="module")
def look() -> SheetLook:
    return sheet_look(open_form(FULL), SHEET)


def test_the_sheets_in_their_order() -> None:
    form = open_form(FULL)
    assert [(info.name, info.hidden) for info in form.sheets] == [(SHEET, False), ("数据", True), ("It's 汇总", False)]
    assert not form.from_1904
    with pytest.raises(Refused, match="没有名为"):
        sheet_look(form, "九月")


def test_how_far_and_how_large(look: SheetLook) -> None:
    assert (look.rows, look.columns) == (14, 8)
    assert look.widths == (96,) * 8  # 13 characters
    assert look.heights == (48, 20, 20, 20, *(28,) * 6, 20, 20, 20, 20)
    assert look.merges == (Area(1, 1, 1, 8), Area(2, 1, 2, 4), Area(13, 1, 13, 4))
    assert look.frozen == (4, 1) and look.print_areas == (Area(1, 1, 41, 8),)
    assert look.protected and look.grid_lines and not look.cut and not look.hidden


def test_texts_kinds_and_formulas(look: SheetLook) -> None:
    title, share, total = look.cells[1, 1], look.cells[5, 4], look.cells[11, 2]
    assert (title.text, title.kind) == ("物业投诉月报", CellKind.TEXT)
    assert (share.text, share.formula, share.kind) == ("0.0%", "=IF(B5=0,0,C5/B5)", CellKind.FORMULA)
    assert (total.text, total.formula) == ("0", "=SUM(B5:B10)")
    assert look.cells[5, 1].kind is CellKind.EMPTY


def test_styles(look: SheetLook) -> None:
    title, head = look.cells[1, 1].style, look.cells[4, 2].style
    assert (title.font.name, title.font.size, title.font.bold, title.horizontal) == ("宋体", 18, True, "center")
    assert title.left == Edge("medium") and look.cells[1, 8].style.right == Edge("medium")
    assert head.fill == "#ddebf7" and head.wrap and head.top == Edge("thin")
    assert look.cells[5, 5].style.number_format == "0.0%" and head.locked


def test_rich_text_comes_in_pieces(look: SheetLook) -> None:
    runs = look.cells[3, 1].runs
    assert [run.text for run in runs] == ["注意", "红字", " 为超时"] and look.cells[3, 1].text == "注意红字 为超时"
    assert runs[1].font.bold and runs[1].font.colour == "#ff0000" and not runs[0].font.bold


def test_the_words_of_drop_down_lists(look: SheetLook) -> None:
    assert look.cells[5, 7].choices == ("待受理", "处理中", "已关闭")
    assert look.cells[10, 6].choices == ("无", "加急", "回访", "外包", "其他")
    assert look.cells[5, 1].choices is None


def test_lists_by_a_name_by_a_formula_and_in_the_newer_form() -> None:
    newer = (
        '<ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{CCE6A557-97BC-4b89-ADB6-'
        'D9C93CAAB3DF}"><x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>数据!$B$1:$B$3</xm:f></x14:formula1>'
        "<xm:sqref>A5</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    form = with_sheet(
        FULL,
        ("<formula1>数据!$A$1:$A$5</formula1>", "<formula1>合计格</formula1>"),
        ('<formula1>"待受理,处理中,已关闭"</formula1>', "<formula1>INDIRECT(A1)</formula1>"),
        ("</extLst></worksheet>", newer),
    )
    look = sheet_look(open_form(form), SHEET)
    assert look.cells[5, 6].choices == ("0",) and look.cells[5, 7].choices == ()
    assert look.cells[5, 1].choices == ("1", "2", "3")


def test_hidden_rows_and_columns_have_no_size() -> None:
    form = with_sheet(
        FULL,
        ('<row r="3" ', '<row r="3" hidden="1" '),
        ('<col min="1" max="8"', '<col min="1" max="1" width="9" hidden="1"/><col min="2" max="8"'),
    )
    look = sheet_look(open_form(form), SHEET)
    assert look.heights[2] == 0 and look.widths[:2] == (0, 96)


def test_colours_by_theme_tint_and_palette() -> None:
    styles = part(FULL, "xl/styles.xml")
    assert '<fgColor rgb="FFDDEBF7"/>' in styles

    def fill(colour: str) -> str | None:
        changed = styles.replace('<fgColor rgb="FFDDEBF7"/>', f"<fgColor {colour}/>").encode()
        return sheet_look(open_form(repacked(FULL, {"xl/styles.xml": changed})), SHEET).cells[4, 1].style.fill

    assert fill('theme="4"') == "#4f81bd" and fill('theme="0" tint="-0.25"') == "#bfbfbf"
    assert fill('theme="4" tint="0.8"') == "#dce6f2"
    assert fill('indexed="10"') == "#ff0000" and fill('indexed="64"') is None and fill('auto="1"') is None


def test_a_form_of_one_pattern_row() -> None:
    look = sheet_look(open_form(openpyxl_form()), "台账")
    assert look.cells[6, 7].formula == "=F6*$F$10+SUM(A6:B6)" and look.cells[7, 6].kind is CellKind.FORMULA
    assert look.cells[6, 3].choices == ("甲", "乙") and look.cells[5, 1].style.fill == "#f2f2f2"
    assert look.heights[5] == 40 and look.rows == 10


def test_a_sheet_longer_than_is_shown_is_cut() -> None:
    form = with_sheet(FULL, ("</sheetData>", '<row r="5000"><c r="A5000"><v>1</v></c></row></sheetData>'))
    look = sheet_look(open_form(form), SHEET)
    assert look.cut and look.rows == 14


def test_cells_drawn_by_their_column() -> None:
    title = re.search(r'<c r="A1" s="(\d+)"', part(FULL, PART))
    assert title is not None
    columns = f'<col min="1" max="6" width="9"/><col min="7" max="7" style="{title[1]}" width="9"/><col min="8" max="8"'
    look = sheet_look(open_form(with_sheet(FULL, ('<col min="1" max="8"', columns))), SHEET)
    assert look.cells[3, 7].style.left == Edge("medium") and look.cells[3, 7].kind is CellKind.EMPTY
