"""Names of cells and areas as numbers: rows and columns count from 1, ends are included."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

At: TypeAlias = tuple[int, int]  # row, column

ROWS: Final = 1_048_576
COLUMNS: Final = 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


class Area(NamedTuple):
    """A rectangle of cells, from (top, left) to (bottom, right)."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """A1:C4, or A1 where it is one cell."""
        first, last = cell_name(self.top, self.left), cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    @property
    def at(self) -> At:
        """The cell that stands for all where they are merged."""
        return self.top, self.left

    def inside(self) -> Iterator[At]:
        """Every cell of it, row by row."""
        return (
            (row, column) for row in range(self.top, self.bottom + 1) for column in range(self.left, self.right + 1)
        )

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def column_name(number: int) -> str:
    """1 is A, 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A is 1, AB is 28; raise ValueError for what no sheet has."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= COLUMNS:
        raise ValueError(letters)
    return number


def cell_name(row: int, column: int) -> str:
    """(5, 3) is C5."""
    return f"{column_name(column)}{row}"


def cell_place(name: str) -> At:
    """C5 and $C$5 are (5, 3); raise ValueError where `name` is no cell."""
    found = _CELL.fullmatch(name)
    if found is None or int(found[2]) > ROWS:
        raise ValueError(name)
    return int(found[2]), column_number(found[1])


def area(text: str) -> Area:
    """A1:C4, C4:A1, $A$1 as an Area; raise ValueError where it is none (whole rows and columns are none)."""
    first, _, last = text.partition(":")
    (top, left), (bottom, right) = cell_place(first), cell_place(last or first)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def areas(text: str) -> list[Area]:
    """The areas of a list with blanks between (sqref); what is none is left out."""
    found = []
    for part in text.split():
        try:
            found.append(area(part))
        except ValueError:
            continue
    return found
