"""The cells of a .xlsx in one pass: what was last computed, the formula behind it, percentages, faults, hidden rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import WorkSheetParser

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_FIRST_OWN_FORMAT = 164


class SheetCells(WorkSheetParser):  # type: ignore[misc]
    """`cells` are [row, column, value, formula, percent, error], `merged` [top, left, bottom, right], all from 0.

    openpyxl itself keeps either the formula or its result, and would have to read everything twice.
    """

    def __init__(self, source: Any, book: Any, shared_strings: Any) -> None:
        super().__init__(
            source,
            shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self._book = book
        self.cells: list[list[Any]] = []
        self.merged: list[list[int]] = []
        self.hidden_rows: list[int] = []

    def read(self) -> None:
        """Take in the whole sheet."""
        for _, row in self.parse():
            self.cells += [cell for cell in row if cell is not None]
        for span in getattr(self.merged_cells, "mergeCell", ()):
            left, top, right, bottom = range_boundaries(span.ref)
            self.merged.append([top - 1, left - 1, bottom - 1, right - 1])
        self.hidden_rows += [int(row) - 1 for row, found in self.row_dimensions.items() if found.get("hidden") == "1"]

    def parse_cell(self, element: Any) -> list[Any] | None:
        found = super().parse_cell(element)
        formula = found["value"] if found["data_type"] == "f" else ""
        if formula:
            self.data_only = True
            found = super().parse_cell(element)
            self.data_only = False
        value = found["value"]
        if value is None and not formula:
            return None
        formula = str(getattr(formula, "text", formula) or "")  # an array formula stands in an object
        error = value if value in _ERRORS else ""
        percent = "%" in self._format(found["style_id"])
        return [found["row"] - 1, found["column"] - 1, None if error else value, formula, percent, error]

    def _format(self, style: int) -> str:
        number = self._book._cell_styles[style].numFmtId
        if number < _FIRST_OWN_FORMAT:
            return BUILTIN_FORMATS.get(number, "") or ""
        return str(self._book._number_formats[number - _FIRST_OWN_FORMAT])


def sheets(path: Path) -> Iterator[tuple[str, bool, SheetCells]]:
    """Every sheet's name, whether it is hidden, and its cells."""
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        with sheet._get_source() as source:
            found = SheetCells(source, book, sheet._shared_strings)
            found.read()
        yield sheet.title, sheet.sheet_state != "visible", found
