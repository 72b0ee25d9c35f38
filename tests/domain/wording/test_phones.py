"""Phone numbers in any form."""

import pytest

from desktop.domain.wording.cleaning import Cell
from desktop.domain.wording.phones import phones


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (13812345678.0, ("13812345678",)),
        ("13812345678.0", ("13812345678",)),
        ("138-1234-5678", ("13812345678",)),
        ("+86 138 1234 5678", ("13812345678",)),
        ("8613812345678", ("13812345678",)),
        ("０２１－66120000", ("02166120000",)),
        ("(021)66120000转123", ("02166120000-123",)),
        ("66120000-8", ("66120000-8",)),
        ("400-820-8820", ("4008208820",)),
        ("12345", ("12345",)),
        ("手机:13812345678", ("13812345678",)),
        ("13812345678/021-66120000", ("13812345678", "02166120000")),
        ("13812345678 13912345678、13812345678", ("13812345678", "13912345678")),
        ("无", ()),
        (None, ()),
    ],
)
def test_numbers_in_any_form(cell: Cell, found: tuple[str, ...]) -> None:
    assert phones(cell) == found


@pytest.mark.parametrize("cell", ["138****5678", "不愿透露", "12", "1381234567890123", "2024-06-01 11:00"])
def test_what_is_no_number(cell: Cell) -> None:
    with pytest.raises(ValueError, match="不是电话号码"):
        phones(cell)
