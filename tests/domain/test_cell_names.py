"""Cells and areas by their names, and back."""

import pytest

from desktop.domain.cell_names import Area, area, areas, cell_name, cell_place, column_name, column_number


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA"), (16_384, "XFD")])
def test_a_column_has_letters(number: int, letters: str) -> None:
    assert column_name(number) == letters
    assert column_number(letters) == column_number(letters.lower()) == number


def test_a_cell_is_named_by_column_and_row() -> None:
    assert cell_name(5, 28) == "AB5"
    assert cell_place("AB5") == cell_place("$AB$5") == (5, 28)


@pytest.mark.parametrize("name", ["5B", "B", "B0", "A1048577"])
def test_what_no_sheet_has_is_no_cell(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        cell_place(name)


def test_the_last_column_is_xfd() -> None:
    with pytest.raises(ValueError, match="XFE"):
        cell_place("XFE1")


def test_an_area_is_named_by_two_corners() -> None:
    assert area("C4:A1") == area("$A$1:$C$4") == Area(1, 1, 4, 3)
    assert (str(area("A1:C4")), str(area("B2"))) == ("A1:C4", "B2")
    assert areas("A1 B2:C3 A:A") == [Area(1, 1, 1, 1), Area(2, 2, 3, 3)]


def test_an_area_has_its_cells_and_a_first() -> None:
    assert list(area("B2:C3").inside()) == [(2, 2), (2, 3), (3, 2), (3, 3)]
    assert area("B2:C3").at == (2, 2)
    assert area("B2:C3").holds(3, 3)
    assert not area("B2:C3").holds(4, 3)
