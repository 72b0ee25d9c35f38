"""The formulas of a workbook computed once more: results that were not kept, and kept ones that are out of date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from desktop.documents.reading.marked import MarkedCell, MarkedSheet
from desktop.services.checking.blocks import near, step_of
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, Where, in_words
from desktop.services.checking.evaluating import Fault, Unknown, Value, evaluate
from desktop.services.checking.grid import name_of

_PLACE = re.compile(r"(?:'([^']+)'!|([\w.\u4e00-\u9fff]+)!)?([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?", re.IGNORECASE)
_DEEPEST = 60  # formulas that lead to one another
_RANGE_MOST = 20_000
_CLOSE = Fraction(1, 10**6)


class Computing:
    """The sheets of one workbook; `sheet(…)` gives one with the results that were missing filled in."""

    def __init__(self, sheets: Sequence[MarkedSheet]) -> None:
        self._cells = {sheet.name: {(cell.row, cell.column): cell for cell in sheet.cells} for sheet in sheets}
        self._known: dict[tuple[str, int, int], Value] = {}
        self._depth = 0

    def sheet(self, sheet: MarkedSheet) -> MarkedSheet:
        """The same with what its formulas give where no result was kept."""
        return replace(sheet, cells=tuple(self._filled(sheet.name, cell) for cell in sheet.cells))

    def outdated(self, sheet: MarkedSheet) -> Iterator[Disagreement]:
        """Formulas whose kept result is not what they give."""
        for cell in sheet.cells:
            kept = _number(cell)
            if not cell.formula or kept is None:
                continue
            try:
                given = self._compute(sheet.name, cell)
            except (Unknown, Fault):
                continue
            if isinstance(given, Fraction) and not _alike(kept, given, cell):
                what = f"公式算出来是{in_words(given)},显示的还是{in_words(kept)},请在WPS或Excel里重新计算(F9)后保存。"
                where = Where(sheet.name, place=name_of(cell.row, cell.column))
                yield Disagreement(Rule.FAULT, where, what, Severity.LOOK)

    def _filled(self, sheet: str, cell: MarkedCell) -> MarkedCell:
        if not cell.formula or cell.value is not None or cell.error:
            return cell
        try:
            given = self._compute(sheet, cell)
        except Unknown:
            return cell
        except Fault:
            return replace(cell, error="#DIV/0!")
        if isinstance(given, Fraction):
            return replace(cell, value=int(given) if given.denominator == 1 else float(given))
        return replace(cell, value=given if isinstance(given, str) else None)

    def _compute(self, sheet: str, cell: MarkedCell) -> Value:
        key = (sheet, cell.row, cell.column)
        if key not in self._known:
            if self._depth > _DEEPEST:
                raise Unknown("depth")
            self._depth += 1
            try:
                self._known[key] = evaluate(cell.formula, lambda reference: self._look(sheet, reference))
            finally:
                self._depth -= 1
        return self._known[key]

    def _look(self, home: str, reference: str) -> "Value | list[Value]":
        found = _PLACE.fullmatch(reference)
        if found is None or (sheet := found[1] or found[2] or home) not in self._cells:
            raise Unknown(reference)
        row, column = int(found[4]) - 1, _column(found[3])
        if found[5] is None:
            return self._value(sheet, row, column)
        last_row, last_column = int(found[6]) - 1, _column(found[5])
        if (last_row - row + 1) * (last_column - column + 1) > _RANGE_MOST:
            raise Unknown(reference)
        return [self._value(sheet, r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1)]

    def _value(self, sheet: str, row: int, column: int) -> Value:
        cell = self._cells[sheet].get((row, column))
        if cell is None:
            return None
        if cell.formula:
            return self._compute(sheet, cell)
        if cell.error:
            raise Fault(cell.error)
        number = _number(cell)
        return number if number is not None else cell.value if isinstance(cell.value, str | bool) else None


def _alike(kept: Fraction, given: Fraction, cell: MarkedCell) -> bool:
    """The same, or the same as shown: a score put together from rounded parts is kept with its two decimals."""
    shown = not cell.percent and abs(given) > 1 and abs(kept - given) <= Fraction(1, 200)
    return shown or near(kept, given, step_of(str(cell.value)), _CLOSE)


def _number(cell: MarkedCell) -> Fraction | None:
    value = cell.value
    return Fraction(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
