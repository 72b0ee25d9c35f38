"""What differs between two versions of a form: its parts, and its cells by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from desktop.documents.form_parts import formula_cells
from desktop.documents.form_parts.cell_texts import CellTexts
from desktop.documents.form_parts.formula_refs import Insertion, shifted
from desktop.documents.form_parts.look_data import CellKind
from desktop.documents.form_parts.number_formats import general
from desktop.documents.form_parts.package import FormPackage, open_form
from desktop.documents.form_parts.sheet_cells import SheetCells
from desktop.domain.cell_names import cell_name

Held = tuple[CellKind, str]  # a formula without its =
Cells = dict[tuple[int, int], Held]
_NOTHING: Held = (CellKind.EMPTY, "")


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
    """A cell (named as in the later version) with what stood in it: a text, a number, or the formula with its =."""

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
    """Compare two workbooks; raise Refused for what is no workbook.

    Rows that were put in (`Filled.inserted`) are compared with nothing, those below them with where they stood, and
    formulas with how they had to be shifted. Kept results of formulas are not compared: they follow the cells.
    """
    old, new = open_form(before), open_form(after)
    return Differences(tuple(_parts(old, new)), tuple(_cells(old, new, list(inserted))))


def _parts(old: FormPackage, new: FormPackage) -> Iterator[PartChange]:
    for name in new.archive.names:
        if name not in old.archive:
            yield PartChange(name, Change.ADDED)
        elif old.archive.read(name) != new.archive.read(name):
            yield PartChange(name, Change.CHANGED)
    for name in old.archive.names:
        if name not in new.archive:
            yield PartChange(name, Change.REMOVED)


def _cells(old: FormPackage, new: FormPackage, inserted: list[Insertion]) -> Iterator[CellChange]:
    stood = {info.name for info in old.sheets}
    lowest_first = sorted(inserted, key=lambda insertion: -insertion.after)
    for info in new.sheets:
        was = _held(old, info.name) if info.name in stood else {}
        now = _held(new, info.name)
        for insertion in lowest_first:
            was = _grown(was, info.name, insertion)
        for place in sorted(was.keys() | now.keys()):
            before, after = was.get(place, _NOTHING), now.get(place, _NOTHING)
            if before != after:
                yield CellChange(info.name, cell_name(*place), _text(before), _text(after))


def _held(package: FormPackage, sheet: str) -> Cells:
    """What stands in the cells that hold something."""
    cells, texts = SheetCells(package.tree(package.sheet(sheet).part)), CellTexts(package)
    found = {place: (CellKind.FORMULA, text) for place, text in formula_cells.texts(cells).items()}
    for row, _ in cells.rows():
        for column, cell in cells.cells(row).items():
            kind, value = texts.read(cell)
            if (row, column) not in found and kind is not CellKind.EMPTY:
                number = kind is CellKind.NUMBER and isinstance(value, float)
                found[row, column] = kind, (repr(value) if number else str(value))
    return found


def _grown(cells: Cells, sheet: str, insertion: Insertion) -> Cells:
    """The cells as they stand and read once rows were put in."""
    moved: Cells = {}
    own = sheet == insertion.sheet
    for (row, column), (kind, text) in cells.items():
        in_pattern = own and insertion.in_pattern(row)
        reads = shifted(text, sheet, insertion, in_pattern) if kind is CellKind.FORMULA else text
        moved[insertion.row(row) if own else row, column] = kind, reads
    return moved


def _text(held: Held) -> str:
    kind, text = held
    match kind:
        case CellKind.FORMULA:
            return "=" + text
        case CellKind.NUMBER:
            return general(float(text))
    return text
