"""Totals that name their cells one by one take in the rows that are put in."""

import io

import pytest
from form_makers import SHEET, reopened
from openpyxl import Workbook

from desktop.documents.form_parts.filling import Grow, fill
from desktop.documents.form_parts.formula_refs import Insertion
from desktop.documents.form_parts.listed_sums import with_new_rows
from desktop.documents.form_parts.package import open_form


def total(formula: str, rows: int = 5, height: int = 1) -> str:
    """The formula below three records from row 2 on, once the list has so many records."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.cell(2 + 3 * height, 2, formula)
    memory = io.BytesIO()
    book.save(memory)
    grow = Grow(SHEET, 2, ("B",), [(1,)] * rows, room=3, height=height, lines=(height - 1,))
    found = reopened(fill(open_form(memory.getvalue()), {}, [grow]).data)[SHEET]
    return str(found.cell(2 + rows * height, 2).value)


@pytest.mark.parametrize(
    ("formula", "grown"),
    [
        ("=B2+B3+B4", "=B2+B3+B4+B5+B6"),
        ("=SUM(B2,B3,B4)", "=SUM(B2,B3,B4,B5,B6)"),
        ("=(B$2+B$3+B$4)/C9", "=(B$2+B$3+B$4+B$5+B$6)/C11"),
        ("=B4+B2+B3", "=B6+B2+B3+B4+B5"),
        ("=B2+B3+B4+C2+C3+C4", "=B2+B3+B4+B5+B6+C2+C3+C4+C5+C6"),
        ("=SUM(B2:B4)", "=SUM(B2:B6)"),
        ("=B2+B4", "=B2+B6"),
        ("=B4-B3-B2", "=B6-B3-B2"),
        ("=B2*B3*B4", "=B2*B3*B6"),
        ("=D2+B3+B4", "=D2+B3+B6"),
    ],
)
def test_one_row_a_record(formula: str, grown: str) -> None:
    assert total(formula) == grown


def test_the_lower_rows_of_records() -> None:
    assert total("=COUNTA(B3,B5,B7)", height=2) == "=COUNTA(B3,B5,B7,B9,B11)"
    assert total("=B3+B5+B7", 3, height=2) == "=B3+B5+B7"


def test_a_single_record_is_no_sum() -> None:
    assert with_new_rows("B2+B9", Insertion("a", 2, 3), 1) == "B2+B9"
