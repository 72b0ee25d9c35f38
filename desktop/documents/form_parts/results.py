"""Results of simple formulas kept in a filled form, so that a preview shows totals before anybody computes them.

Spreadsheet programs compute everything when they open the form. A result stands here only where all programs agree on
it: whatever is in doubt (text that might be a number, a tie in rounding, a difference that is almost nought, truth
values, errors) is left without one, and so is every formula that depends on it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from desktop.documents.form_parts.cell_texts import CellTexts
from desktop.documents.form_parts.edits import Edits
from desktop.documents.form_parts.formula_cells import array_areas, formula_nodes, texts
from desktop.documents.form_parts.look_data import CellKind
from desktop.documents.form_parts.reckoning import Fault, Value, compared, of_many, reckoned, rounded
from desktop.documents.form_parts.sheet_cells import SheetCells
from desktop.documents.form_parts.simple_formulas import Beyond, Call, Cells, Node, read_formula
from desktop.documents.form_parts.xml_parts import added, child, true
from desktop.domain.cell_names import Area

_MOST_READ: Final = 100_000  # cells read in all: beyond them the rest is left to the spreadsheet program
_DEEPEST: Final = 60  # formulas one behind another that are not computed yet


def keep_results(edits: Edits, parts: set[str], known: Mapping[str, SheetCells]) -> None:
    """Write the results of formulas on the sheets of these parts, which have none, as far as they are certain.

    `known` are sheets that are read already, by part.
    """
    book = edits.tree(edits.package.workbook)
    settings = child(book, "calcPr")
    if settings is not None and (not true(settings.get("fullPrecision"), True) or true(settings.get("iterate"))):
        return
    computing = _Computing(edits, known)
    for info in edits.package.sheets:
        if info.part not in parts:
            continue
        for row, column, cell, _ in formula_nodes(computing.cells(info.name)):
            try:
                value = computing.value(info.name, row, column, 0)
            except (Beyond, Fault, RecursionError):
                continue
            if isinstance(value, str):
                cell.set("t", "str")
                added(cell, "v").text = value
            elif isinstance(value, float):
                added(cell, "v").text = str(int(value)) if value.is_integer() else repr(value)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The cells of a sheet, its formulas written out, and the areas of its array formulas."""

    cells: SheetCells
    formulas: dict[tuple[int, int], str]
    arrays: list[Area]


class _Computing:
    """Values of cells, each computed once."""

    def __init__(self, edits: Edits, known: Mapping[str, SheetCells]) -> None:
        self._edits, self._read_before, self._texts = edits, known, CellTexts(edits.package)
        self._names = {info.name.lower(): info.part for info in edits.package.sheets}
        self._sheets: dict[str, _Sheet] = {}
        self._known: dict[tuple[str, int, int], Value | type[Beyond] | type[Fault]] = {}
        self._read = 0

    def cells(self, sheet: str) -> SheetCells:
        return self._sheet(sheet.lower()).cells

    def value(self, sheet: str, row: int, column: int, depth: int) -> Value:
        """What a cell comes to; raise Beyond or Fault."""
        self._read += 1
        if self._read > _MOST_READ:
            raise Beyond
        key = (sheet.lower(), row, column)
        if key not in self._known:
            self._known[key] = Beyond  # a circle is beyond us
            try:
                self._known[key] = self._computed(*key, depth)
            except Beyond:
                self._known[key] = Beyond
            except Fault:
                self._known[key] = Fault
        found = self._known[key]
        if found is Beyond or found is Fault:
            raise found
        return found  # type: ignore[return-value]

    def _computed(self, sheet: str, row: int, column: int, depth: int) -> Value:
        own = self._sheet(sheet)
        cell = own.cells.cell(row, column)
        if depth > _DEEPEST or any(area.holds(row, column) for area in own.arrays):
            raise Beyond
        if cell is None:
            return None
        formula = child(cell, "f")
        if formula is None:
            return self._constant(*self._texts.read(cell)) if cell.get("t") != "d" else _beyond()
        if formula.get("t") not in (None, "normal", "shared") or cell.get("cm"):
            raise Beyond
        found = self._node(read_formula(own.formulas[row, column]), sheet, depth + 1)
        return found if found is not None else _beyond()  # of an empty cell programs make nought or nothing

    def _constant(self, kind: CellKind, value: object) -> Value:
        match kind:
            case CellKind.EMPTY:
                return None
            case CellKind.NUMBER:
                assert isinstance(value, float)
                return value
            case CellKind.TEXT:
                return str(value)
        raise Beyond

    def _sheet(self, name: str) -> "_Sheet":
        if name not in self._sheets:
            if name not in self._names:
                raise Beyond
            part = self._names[name]
            cells = self._read_before.get(part) or SheetCells(self._edits.tree(part))
            self._sheets[name] = _Sheet(cells, texts(cells), array_areas(cells))
        return self._sheets[name]

    def _node(self, node: Node, sheet: str, depth: int) -> Value:
        match node:
            case Cells(area=where) if where[:2] == where[2:]:
                return self.value(node.sheet or sheet, where.top, where.left, depth)
            case Call():
                return self._call(node, sheet, depth)
            case float() | str():
                return node
        raise Beyond

    def _call(self, call: Call, sheet: str, depth: int) -> Value:
        parts = call.parts
        match call.name:
            case "IF" if len(parts) == 3:
                return self._node(parts[1] if self._truth(parts[0], sheet, depth) else parts[2], sheet, depth)
            case "IFERROR" if len(parts) == 2:
                try:
                    return self._node(parts[0], sheet, depth)
                except Fault:
                    return self._node(parts[1], sheet, depth)
            case "AND" | "OR" as both:
                truths = [self._truth(part, sheet, depth) for part in parts]
                return all(truths) if both == "AND" else any(truths)
            case "NOT" if len(parts) == 1:
                return not self._truth(parts[0], sheet, depth)
            case "=" | "<>" | "<" | ">" | "<=" | ">=" as sign:
                return compared(sign, *(self._node(part, sheet, depth) for part in parts))
            case "COUNT" | "COUNTA" if not all(isinstance(part, Cells) for part in parts):
                raise Beyond
            case "SUM" | "AVERAGE" | "MAX" | "MIN" | "COUNT" | "COUNTA" as of:
                return of_many(of, [one for part in parts for one in self._many(part, sheet, depth)])
            case "ROUND" if len(parts) == 2:
                return rounded(*(self._number(part, sheet, depth) for part in parts))
            case "ABS" | "neg" | "%" if len(parts) == 1:
                number = self._number(parts[0], sheet, depth)
                return {"ABS": abs(number), "neg": -number, "%": number / 100}[call.name]
            case "+" | "-" | "*" | "/" as sign:
                return reckoned(sign, *(self._number(part, sheet, depth) for part in parts))
        raise Beyond

    def _truth(self, node: Node, sheet: str, depth: int) -> bool:
        found = self._node(node, sheet, depth)
        if not isinstance(found, bool):
            raise Beyond
        return found

    def _number(self, node: Node, sheet: str, depth: int) -> float:
        """A number as operators take it: an empty cell is 0, words are an error."""
        found = self._node(node, sheet, depth)
        if found is None:
            return 0.0
        if isinstance(found, str) and found.strip() and not any(letter.isdigit() for letter in found):
            raise Fault
        if isinstance(found, bool | str):
            raise Beyond
        return found

    def _many(self, node: Node, sheet: str, depth: int) -> Iterator[Value]:
        """The values of an area, empty cells left out; or one number."""
        if not isinstance(node, Cells):
            yield self._number(node, sheet, depth)
            return
        name = (node.sheet or sheet).lower()
        own = self._sheet(name)
        if any(_overlap(area, node.area) for area in own.arrays):
            raise Beyond  # the results of array formulas went
        for row, column in own.cells.held(node.area):
            value = self.value(name, row, column, depth)
            if value is not None:
                yield value


def _overlap(one: Area, other: Area) -> bool:
    rows = one.top <= other.bottom and other.top <= one.bottom
    return rows and one.left <= other.right and other.left <= one.right


def _beyond() -> Value:
    raise Beyond
