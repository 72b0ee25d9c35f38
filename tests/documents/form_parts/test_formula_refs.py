"""References in formulas: which move, which grow, which are none."""

import pytest

from desktop.documents.form_parts.formula_refs import Insertion, moved_by, sheets_named, shifted

PUT_IN = Insertion("月报", 5, 3)  # three copies of row 5


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("B6+B5", "B9+B5"),
        ("SUM(B5:B16)", "SUM(B5:B19)"),
        ("SUM(B2:B5)", "SUM(B2:B8)"),  # a total that ends with the pattern takes in its copies
        ("SUM(B5:B5)", "SUM(B5:B8)"),
        ("SUM(B2:B4)", "SUM(B2:B4)"),
        ("A16:A5", "A19:A5"),
        ("-A7,$A7,A$7,$A$7", "-A10,$A10,A$10,$A$10"),
        ("a7+b$8", "A10+B$11"),
        ("月报!$A$5:$A$16", "月报!$A$5:$A$19"),
        ("'月报'!A7", "'月报'!A10"),
        ("月报!A7:月报!B9", "月报!A10:月报!B12"),
        ("其他!A7", "其他!A7"),
        ("[1]月报!A7", "[1]月报!A7"),
        ("'[书.xlsx]月报'!A7", "'[书.xlsx]月报'!A7"),
        ("一:月报!A7", "一:月报!A7"),
        ("'a:b'!A7", "'a:b'!A7"),
        ('"A7"&A7', '"A7"&A10'),
        ('"\'"&A7&"\'"', '"\'"&A10&"\'"'),
        ("IF(A7>0,'it''s A9'!A7,A8)", "IF(A10>0,'it''s A9'!A7,A11)"),
        ("LOG10(A10)", "LOG10(A13)"),
        ("SUM(6:7)", "SUM(9:10)"),
        ("$1:$5", "$1:$8"),
        ("A:B", "A:B"),
        ("A1048576:A5", "A1048576:A5"),
        ("表1[A7]+表1[[#This Row],[A7]]+A7", "表1[A7]+表1[[#This Row],[A7]]+A10"),
        ("#REF!+A7", "#REF!+A10"),
        ("1E7+A7%", "1E7+A10%"),
        ("{1,2;3,4}*A7", "{1,2;3,4}*A10"),
        ("@A7#", "@A10#"),
        ("名称A7_1+A7", "名称A7_1+A10"),
        ("ZZZ7+A7", "ZZZ7+A10"),
        ("SUM(A1:INDEX(A7:A9,2))", "SUM(A1:INDEX(A10:A12,2))"),
        ("A7:B9 B8", "A10:B12 B11"),
    ],
)
def test_rows_put_in_shift_what_is_below_them(formula: str, expected: str) -> None:
    assert shifted(formula, "月报", PUT_IN) == expected


def test_on_other_sheets_only_what_names_the_sheet_moves() -> None:
    assert shifted("A7+月报!A7+'月报'!$B$5:$B$5", "其他", PUT_IN) == "A7+月报!A10+'月报'!$B$5:$B$8"


def test_the_pattern_rows_own_sums_stay_within_it() -> None:
    assert shifted("SUM(B5:D5)+SUM(B$2:B5)", "月报", PUT_IN, in_pattern=True) == "SUM(B5:D5)+SUM(B$2:B5)"
    assert shifted("RANK(B5,B$5:B$5)", "月报", PUT_IN, in_pattern=True) == "RANK(B5,B$5:B$8)"


def test_the_single_cell_of_a_chart_becomes_a_series() -> None:
    assert shifted("月报!$B$5", "", PUT_IN, single_grows=True) == "月报!$B$5:$B$8"
    assert shifted("月报!$B$7", "", PUT_IN, single_grows=True) == "月报!$B$10"


def test_a_copied_formula_moves_what_is_relative() -> None:
    assert moved_by("SUM(B5:D5)/$B$17+其他!A1&B$2", 2, 1) == "SUM(C7:E7)/$B$17+其他!B3&C$2"
    assert moved_by("A:A+$1:2", 1, 1) == "B:B+$1:3"
    assert moved_by("A1", -1, 0) == "#REF!"


def test_the_sheets_that_a_formula_names() -> None:
    assert sheets_named("'x''s y'!A1+a:b!A2+月报!$B$1:$B$2") == {"x's y", "*", "月报"}
    assert sheets_named('A1&"月报!A1"') == set()
