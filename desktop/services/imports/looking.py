"""A first look at a spreadsheet: its sheets, its first rows, and which column is which field."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.documents.reading.spreadsheet import Report, SheetInfo, open_spreadsheet, unreported
from desktop.domain.wording.cleaning import Cell
from desktop.forms.imports.mapping import ImportMapping, positions
from desktop.forms.imports.targets import Target
from desktop.services.imports.opening import OpenTable, open_table

SHOWN = 40  # rows from the top of the sheet

Kept = Sequence[tuple[str, ImportMapping]]


@dataclass(frozen=True, slots=True)
class Look:
    """`size` in bytes; `head` are the first rows of the mapping's sheet; `kept` names the kept mapping used, or ""."""

    size: int
    sheets: tuple[SheetInfo, ...]
    head: Sequence[Sequence[Cell]]
    mapping: ImportMapping
    headings: Sequence[Cell]
    doubts: tuple[str, ...]
    kept: str = ""

    @property
    def sheet(self) -> SheetInfo:
        return next(info for info in self.sheets if info.name == self.mapping.sheet)


def look(path: Path, target: Target, wanted: ImportMapping | None, kept: Kept, report: Report = unreported) -> Look:
    """What is in a file and how it would be read; raises Refused where it cannot be.

    `wanted` may name just a sheet and a heading row. Without it the newest kept mapping whose columns are all there is
    used, else one is found.
    """
    with open_spreadsheet(path, report) as book:
        table, name = open_table(book, target, wanted), ""
        if wanted is None and (fitting := _fitting(table, kept)):
            name, mapping = fitting
            place = replace(mapping, sheet=table.sheet.name, heading_row=table.mapping.heading_row)
            table = open_table(book, target, place)
        head = list(book.rows(table.sheet.name, report, most=SHOWN))
        return Look(path.stat().st_size, tuple(book.sheets), head, table.mapping, table.headings, table.doubts, name)


def _fitting(table: OpenTable, kept: Kept) -> tuple[str, ImportMapping] | None:
    """Mappings by position only fit everything, so they are never taken unasked."""
    for name, mapping in reversed(kept):
        named = any(source.position is None for source in mapping.columns.values())
        if named and len(positions(mapping, table.headings)) == len(mapping.columns):
            return name, mapping
    return None
