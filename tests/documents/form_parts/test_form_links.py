"""What names the cells of a growing list from far away: filtered charts, shapes, controls, sums through sheets."""

import io

import pytest
from form_makers import PART, ROOM, SHEET, TOTAL, changed_parts, full_form, part, reopened, repacked, with_sheet
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from desktop.documents.form_parts.filling import Filled, Grow, fill
from desktop.documents.form_parts.formula_refs import Insertion
from desktop.documents.form_parts.package import open_form
from desktop.documents.form_parts.sheet_spans import spelled_out
from desktop.domain.errors import Refused

FULL = full_form()
CHART = "xl/charts/chart1.xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def grown(data: bytes, sheet: str = SHEET) -> Filled:
    """Three rows are put in below row 9."""
    return fill(open_form(data), {}, [Grow(sheet, ROOM[0], ("A",), [("甲",)] * 9, room=len(ROOM))])


def test_what_a_filtered_chart_keeps_in_mind_follows() -> None:
    kept = (
        f'<c15:fullRef xmlns:c15="x"><c15:sqref>{SHEET}!$B$5:$B$10</c15:sqref></c15:fullRef>'
        f'<c15:levelRef xmlns:c15="x"><c15:sqref>{SHEET}!$A$5:$A$10</c15:sqref></c15:levelRef>'
    )
    chart = part(FULL, CHART).replace("</c:ser>", f"<c:extLst>{kept}</c:extLst></c:ser>", 1)
    after = part(grown(repacked(FULL, {CHART: chart.encode()})).data, CHART)
    assert kept.replace("$10", "$13") in after


def test_a_shape_in_a_chart_shows_the_cell_that_it_showed() -> None:
    shapes = f'<c:userShapes xmlns:c="c" xmlns:cdr="d"><cdr:sp textlink="{SHEET}!$B${TOTAL}"/></c:userShapes>'
    target = "../drawings/drawing9.xml"
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/chartUserShapes" Target="{target}"/></Relationships>'
    )
    parts = {"xl/charts/_rels/chart1.xml.rels": relation.encode(), "xl/drawings/drawing9.xml": shapes.encode()}
    assert f"{SHEET}!$B${TOTAL + 3}" in part(grown(repacked(FULL, parts)).data, "xl/drawings/drawing9.xml")


def test_a_picture_of_cells_and_an_old_control_follow() -> None:
    drawing = "xl/drawings/drawing1.xml"
    camera = '<a14:cameraTool xmlns:a14="x" cellRange="$A$5:$H$11"/>'
    end = "</xdr:wsDr>"
    linked = part(FULL, drawing).replace(end, f"<xdr:x>{camera}</xdr:x>{end}")
    notes = "xl/drawings/vmlDrawing1.vml"
    control = (
        '<v:shape><x:ClientData ObjectType="Drop"><x:Anchor>1, 2, 20, 4, 5, 6, 22, 8</x:Anchor>'
        "<x:FmlaLink>$B$11</x:FmlaLink><x:FmlaRange>'It''s &lt;1&gt;'!A1:A9</x:FmlaRange></x:ClientData></v:shape>"
    )
    controls = part(FULL, notes).replace("</xml>", control + "</xml>")
    after = grown(repacked(FULL, {drawing: linked.encode(), notes: controls.encode()})).data
    assert camera.replace("$11", "$14") in part(after, drawing)
    moved = control.replace("$B$11", "$B$14").replace("20, 4", "23, 4").replace("22, 8", "25, 8")
    assert moved in part(after, notes)


def test_new_lines_are_seen_though_the_pattern_was_hidden() -> None:
    form = with_sheet(FULL, ('<row r="9" ', '<row r="9" hidden="1" '))
    sheet = reopened(grown(form).data)[SHEET]
    assert [sheet.row_dimensions[row].hidden for row in range(9, 14)] == [True, False, False, False, False]
    folded = with_sheet(FULL, ('<row r="9" ', '<row r="9" hidden="1" outlineLevel="1" '))
    assert reopened(grown(folded).data)[SHEET].row_dimensions[12].hidden


def three_months(formula: str, **names: str) -> bytes:
    book = Workbook()
    for name, text in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=text)
    total = book.active
    total.title = "累计"
    total["A1"] = formula
    for name in ("1月", "二月", "It's 3"):
        sheet = book.create_sheet(name)
        for row in ROOM:
            sheet.cell(row, 2, row)
        sheet.cell(TOTAL, 2, f"=SUM(B{ROOM[0]}:B{ROOM[-1]})")
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def test_a_sum_through_sheets_is_spelled_out_once_one_of_them_grows() -> None:
    form = three_months("=SUM('1月:It''s 3'!B11)+COUNT('1月:It''s 3'!$B$5:$B$10, 2)-SUM('1月:二月'!B3)")
    cell = reopened(grown(form, "二月").data)["累计"]["A1"]
    assert cell.value == (
        "=SUM('1月'!B11,'二月'!B14,'It''s 3'!B11)"
        "+COUNT('1月'!$B$5:$B$10,'二月'!$B$5:$B$13,'It''s 3'!$B$5:$B$10, 2)-SUM('1月:二月'!B3)"
    )


def test_a_sum_through_other_sheets_stays() -> None:
    form = three_months("=SUM('1月:二月'!B11)")
    after = grown(form, "It's 3").data
    assert reopened(after)["累计"]["A1"].value == "=SUM('1月:二月'!B11)"


@pytest.mark.parametrize("formula", ["=RANK(3,'1月:二月'!B5:B11)", "=SUM('1月:二月'!B11*2)", "=SUM(('1月:二月'!B11))"])
def test_what_cannot_be_spelled_out_is_refused(formula: str) -> None:
    with pytest.raises(Refused, match=r"“累计”的A1.*“二月”的清单要加行"):
        grown(three_months(formula), "二月")


def test_a_name_through_sheets_is_refused() -> None:
    form = three_months("=1", 各月="'1月:二月'!$B$11")
    with pytest.raises(Refused, match="“各月”"):
        grown(form, "二月")
    assert changed_parts(form, grown(form, "It's 3").data)


def test_texts_and_other_workbooks_are_no_sheets() -> None:
    order, insertion = ("a", "b", "c"), Insertion("b", 5, 1)
    for formula in ('"SUM(a:c!B9)"&1', "SUM([1]a:c!B9)", "SUM(a:z!B9)", "SUM(a:c!B2)", "SUM(A1:C9)"):
        assert spelled_out(formula, order, insertion) == formula
    assert spelled_out("sum(c:a!B9,1)", order, insertion) == "sum('a'!B9,'b'!B9,'c'!B9,1)"


def test_what_is_consolidated_or_published_follows() -> None:
    kept = (
        f'<dataConsolidate><dataRefs><dataRef ref="B5:B11" sheet="{SHEET}"/><dataRef ref="B5:B11" sheet="{SHEET}" '
        'r:id="rId1"/><dataRef ref="B5:B11" sheet="别的"/></dataRefs></dataConsolidate>'
    )
    published = '<webPublishItems><webPublishItem id="1" sourceRef="A4:H11"/></webPublishItems>'
    form = with_sheet(FULL, ("<mergeCells", kept + "<mergeCells"), ("<extLst>", published + "<extLst>"))
    text = part(grown(form).data, PART)
    assert kept.replace("B11", "B14", 1) in text
    assert published.replace("H11", "H14") in text
