"""A column's decimals and rounding: on screen, on paper, as a number in a cell, in the live formula."""

from pathlib import Path

import openpyxl
import pytest

from desktop.documents.cells import kept_in, shown, shown_in
from desktop.documents.formulas import share
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.documents.workbooks.sheet_look import number_format
from desktop.documents.workbooks.writing import write_workbook
from desktop.domain.indicators.figures import Rounding
from tests.office import MONDAY

DACHANG = Rate(461, 514)  # printed as 89.6 % by an office that cuts off, 89.7 % by one that rounds


@pytest.mark.parametrize(
    ("decimals", "rounding", "words", "format_"),
    [
        (None, Rounding.HALF_UP, "89.7%", "0.0%"), (1, Rounding.HALF_UP, "89.7%", "0.0%"),
        (1, Rounding.TRUNCATE, "89.6%", "0.0%"), (2, Rounding.HALF_UP, "89.69%", "0.00%"),
        (2, Rounding.TRUNCATE, "89.68%", "0.00%"), (0, Rounding.TRUNCATE, "89%", "0%"),
    ],
)  # fmt: skip
def test_a_rate_is_shown_as_its_column_asks(decimals: int | None, rounding: Rounding, words: str, format_: str) -> None:
    column = Column("rate", "率", Kind.RATE, decimals=decimals, rounding=rounding)
    assert shown_in(column, DACHANG, total=False) == words
    assert number_format(column) == format_


def test_numbers_have_decimals_too() -> None:
    assert shown(12.345, Kind.NUMBER) == "12.35"
    assert shown(12.345, Kind.NUMBER, 1) == "12.3"
    assert shown(12.345, Kind.NUMBER, 2, Rounding.TRUNCATE) == "12.34"
    assert shown(None, Kind.NUMBER, 1) == "—"


def test_a_cell_keeps_what_is_printed_where_rates_are_cut_off() -> None:
    cut = Column("rate", "率", Kind.RATE, decimals=1, rounding=Rounding.TRUNCATE)
    assert kept_in(cut, DACHANG) == 0.896
    assert kept_in(cut, Rate(0, 0)) == "—"
    assert kept_in(Column("rate", "率", Kind.RATE, decimals=1), DACHANG) == 461 / 514


def test_the_live_formula_cuts_off_as_well(tmp_path: Path) -> None:
    columns = (
        Column("rate", "率", Kind.RATE, formula=share("above", "below", 1), decimals=1, rounding=Rounding.TRUNCATE),
        Column("above", "分子", Kind.COUNT, summed=True),
        Column("below", "分母", Kind.COUNT, summed=True),
    )
    path = tmp_path / "a.xlsx"
    write_workbook(Table("表", columns, [(DACHANG, 461, 514)], total=(DACHANG, 461, 514)), path, MONDAY)
    live, kept = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    assert live.worksheets[0]["A3"].value == '=IF(N(C3)=0,"—",ROUNDDOWN(B3/C3,3))'
    assert kept.worksheets[0]["A3"].value == 0.896
    assert live.worksheets[0]["A4"].value == '=IF(N(C4)=0,"—",ROUNDDOWN(B4/C4,3))'
