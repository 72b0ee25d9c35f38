"""An old .xls comes over as it looks, and what does not come is said."""

from pathlib import Path

import pytest
from form_makers import full_form, reopened
from xls_maker import old_form

from desktop.documents.form_parts.converting import as_form, from_xls
from desktop.documents.form_parts.filling import Grow, Put, fill
from desktop.documents.form_parts.look import CellKind, sheet_look
from desktop.documents.form_parts.package import is_xls, open_form
from desktop.documents.form_parts.xls_formulas import NotUnderstood, formula_text
from desktop.documents.reading.reasons import Reason
from desktop.domain.errors import Refused
from tests.documents.reading.hostile_files import biff, ole

SHARED = Path(__file__).parents[4] / "shared" / "data"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "月报.xls"
    path.write_bytes(old_form())
    return path


def test_values_formulas_and_looks_come_over(old: Path) -> None:
    book = reopened(from_xls(old).data)
    sheet = book["月报"]
    assert book.sheetnames == ["月报", "数据"] and book["数据"].sheet_state == "hidden"
    assert sheet["A1"].value == "=物业月报" and sheet["A1"].data_type == "s"
    assert [sheet[name].value for name in ("A2", "B2", "B3")] == ["翠湖花园", 12, 0.897]
    assert [sheet[name].value for name in ("C2", "C3", "B5")] == ["=B2*2", "=B3*2", "=SUM(B2:B3)"]
    assert sheet["B6"].value == 7 and sheet["A7"].value is True and sheet["B7"].value == "#DIV/0!"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["A1"].font.name == "黑体" and sheet["A1"].font.b and sheet["A1"].font.color.rgb == "FFFF0000"
    assert sheet["A1"].alignment.horizontal == "center" and sheet["C1"].border.right.style == "medium"
    assert sheet["B3"].number_format == "0.0%" and sheet["A4"].number_format == 'yyyy"年"m"月"d"日"'
    assert sheet.column_dimensions["A"].width == 20 and sheet.column_dimensions["D"].hidden
    assert sheet.row_dimensions[1].height == 36 and sheet.freeze_panes == "B2" and sheet.protection.sheet


def test_the_page_comes_over(old: Path) -> None:
    sheet = reopened(from_xls(old).data)["月报"]
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.page_margins.left == 0.5 and sheet.page_margins.header == 0.2
    assert sheet.oddHeader.center.text == "街道月报" and sheet.sheet_properties.pageSetUpPr.fitToPage


def test_what_is_lost_is_said(old: Path) -> None:
    losses = from_xls(old).losses
    assert [words[:6] for words in losses] == ["有1个图表没", "有1张图片没", "有1个公式看"]


def test_the_converted_form_is_looked_at_and_filled(old: Path) -> None:
    form = open_form(as_form(old).data)
    look = sheet_look(form, "月报")
    assert look.cells[4, 1].text == "2025年5月1日" and look.cells[3, 2].text == "89.7%"
    assert look.cells[5, 2].kind is CellKind.FORMULA and look.cells[1, 1].style.fill == "#c0c0c0"
    assert look.widths[0] == 160 and look.heights[0] == 48
    more = fill(form, {"月报": [Put("A1", "十月")]}, [Grow("月报", 2, ("A", "B"), [("甲", 1)] * 4, room=2)])
    sheet = reopened(more.data)["月报"]
    assert sheet["B7"].value == "=SUM(B2:B5)" and sheet["C5"].value == "=B5*2"


def test_an_xlsx_passes_as_it_is(tmp_path: Path, old: Path) -> None:
    (tmp_path / "新.xlsx").write_bytes(full_form())
    assert as_form(tmp_path / "新.xlsx").data == full_form() and as_form(tmp_path / "新.xlsx").losses == ()
    assert is_xls(old) and not is_xls(tmp_path / "新.xlsx") and not is_xls(tmp_path / "没有.xls")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ole({"Workbook": biff((0x2F, b"\0" * 6))}), Reason.ENCRYPTED),
        (ole({"Workbook": biff((0x0A, b"")), "_VBA_PROJECT_CUR": b"x"}), Reason.MACROS),
        (old_form()[:2000], Reason.DAMAGED),
        (full_form(), Reason.NOT_A_TABLE),
    ],
)
def test_what_cannot_be_converted_is_refused(tmp_path: Path, data: bytes, reason: Reason) -> None:
    (tmp_path / "a.xls").write_bytes(data)
    with pytest.raises(Refused) as refused:
        from_xls(tmp_path / "a.xls")
    assert str(refused.value) == reason.value


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "大.xls").write_bytes(old_form()[:512] + bytes(17 << 20))
    with pytest.raises(Refused, match="太大"):
        as_form(tmp_path / "大.xls")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        as_form(tmp_path / "没有.xls")
    assert str(refused.value) == Reason.MISSING.value


@pytest.mark.parametrize(
    "tokens", [b"", b"\x03", b"\x44\x01", b"\x17\x05\x00ab", b"\x42\x09\x04\x00", b"\x23\x01\x00\x00\x00"]
)
def test_tokens_that_make_no_formula(tokens: bytes) -> None:
    with pytest.raises(NotUnderstood):
        formula_text(tokens, 0, 0, lambda _number: "甲")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real template is not on this machine")
def test_a_real_template_comes_over_whole() -> None:
    made = from_xls(SHARED / "templates" / "房屋信息导入样例.xls")
    form = open_form(made.data)
    assert made.losses == () and sheet_look(form, form.sheets[0].name).cells[1, 1].text
