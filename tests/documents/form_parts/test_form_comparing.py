"""What differs between two workbooks, told by part and by cell."""

from form_makers import SHEET, full_form, part, repacked, with_sheet

from desktop.documents.form_parts.comparing import CellChange, Change, PartChange, differences

FULL = full_form()


def test_a_form_does_not_differ_from_itself() -> None:
    found = differences(FULL, FULL)
    assert found.parts == () and found.cells == ()


def test_parts_that_came_went_and_changed() -> None:
    changed = repacked(FULL, {"docProps/app.xml": b"<x/>", "xl/new.xml": b"<x/>", "docProps/core.xml": None})
    assert set(differences(FULL, changed).parts) == {
        PartChange("docProps/app.xml", Change.CHANGED),
        PartChange("xl/new.xml", Change.ADDED),
        PartChange("docProps/core.xml", Change.REMOVED),
    }


def test_cells_that_changed_their_value_their_formula_or_their_kind() -> None:
    changed = with_sheet(
        FULL,
        ("<f>SUM(B5:B10)</f>", "<f>SUM(B5:B9)</f>"),
        ("<f>B11*2</f><v>0</v>", "<v>7</v>"),
    )
    assert differences(FULL, changed).cells == (
        CellChange(SHEET, "B11", "=SUM(B5:B10)", "=SUM(B5:B9)"),
        CellChange(SHEET, "B12", "=B11*2", "7"),
    )


def test_a_sheet_that_is_new_shows_its_cells() -> None:
    book = part(FULL, "xl/workbook.xml").replace('name="数据"', 'name="数据2"')
    found = differences(FULL, repacked(FULL, {"xl/workbook.xml": book.encode()})).cells
    assert CellChange("数据2", "A1", "", "无") in found
