"""What differs between two versions of a form: its parts, and its cells by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from desktop.documents.form_parts.formula_refs import Insertion


class Change(Enum):
    """How a part differs; the value is the word for it."""

    ADDED = "新增"
    REMOVED = "去掉"
    CHANGED = "改动"


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of the package that is not byte for byte the same."""

    part: str
    change: Change


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell (named as in the later version) with what stood in it: the text shown, or the formula with its =."""

    sheet: str
    cell: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs: parts in the order of the later file, cells from the top of each sheet."""

    parts: tuple[PartChange, ...]
    cells: tuple[CellChange, ...]


def differences(before: bytes, after: bytes, inserted: Iterable[Insertion] = ()) -> Differences:
    """Compare two workbooks; rows that were put in (`Filled.inserted`) are compared with nothing, those below them
    with where they stood. Formulas' kept results are not compared: they follow the cells. Raise Refused for what is
    no workbook."""
    raise NotImplementedError
