"""A sheet as plain data: the texts of its cells, which are merged, how far it goes; rows and columns count from 1."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from desktop.domain.cell_names import Area, At

_CALLED_BY_FIGURES = frozenset(("110", "12345", "12319", "962121"))  # hotlines
_FIGURE = re.compile(r"[\d\s.,%‰+\-—/]*")


class Holds(Enum):
    """What a cell that is not empty holds."""

    TEXT = auto()
    NUMBER = auto()
    FORMULA = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with something in it, as a reader sees it."""

    text: str
    holds: Holds = Holds.TEXT


@dataclass(frozen=True)
class Grid:
    """`cells` are those that hold something, `formats` the number formats of those that have one of their own.

    `framed` are those with a border; `rows` and `columns` say how far anything (a value, a border, a format) goes.
    """

    name: str
    cells: Mapping[At, Cell]
    boxes: tuple[Area, ...] = ()
    rows: int = 0
    columns: int = 0
    formats: Mapping[At, str] = field(default_factory=dict)
    framed: frozenset[At] = frozenset()

    @cached_property
    def covered(self) -> dict[At, Area]:
        """Which merged range a cell lies in."""
        return {at: box for box in self.boxes for at in box.inside()}

    def home(self, at: At) -> At:
        """The cell itself, or the one that stands for the merged range it lies in."""
        box = self.covered.get(at)
        return at if box is None else box.at

    def cell(self, at: At) -> Cell | None:
        """What stands at a place, also where it is written across merged cells."""
        return self.cells.get(self.home(at))

    def text(self, at: At) -> str:
        """The words there, "" where it is empty."""
        found = self.cell(at)
        return found.text if found else ""

    def empty(self, at: At) -> bool:
        """Whether nothing stands there."""
        return not self.text(at).strip()

    def is_label(self, at: At) -> bool:
        """Whether words stand there; figures, formulas and dashes are none."""
        cell = self.cell(at)
        if cell is None or cell.holds is Holds.FORMULA:
            return False
        if cell.text.strip() in _CALLED_BY_FIGURES:
            return True
        return cell.holds is Holds.TEXT and _FIGURE.fullmatch(cell.text) is None

    def heads(self, at: At) -> bool:
        """Whether words stand there that head their column: no title across the sheet, nor one that asks (单位:)."""
        return self.is_label(at) and not self.passed_over(at)

    def passed_over(self, at: At) -> bool:
        """Whether a title or a section's name is written across the whole sheet, or a label asks for its neighbour."""
        box = self.covered.get(at)
        whole = box is not None and box.left == 1 and 1 < self.columns <= box.right
        return whole or self.text(at).rstrip().endswith((":", "："))

    @cached_property
    def heading_rows(self) -> dict[int, list[int]]:
        """By column: the rows in which words head it, from the top."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self._written()):
            if self.heads((row, column)):
                found.setdefault(column, []).append(row)
        return found

    @cached_property
    def label_columns(self) -> dict[int, list[int]]:
        """By row: the columns in which words stand, from the left."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self._written()):
            if self.is_label((row, column)):
                found.setdefault(row, []).append(column)
        return found

    def _written(self) -> set[At]:
        """Every cell over which something is written, merged ones too."""
        covered = {at for box in self.boxes if box.at in self.cells for at in box.inside()}
        return covered | self.cells.keys()

    def places(self) -> Iterator[At]:
        """Every cell of the used range, a merged range once, row by row."""
        for row in range(1, self.rows + 1):
            for column in range(1, self.columns + 1):
                if self.home((row, column)) == (row, column):
                    yield row, column
