"""The sheets and rows of a file that passed its gate, inside the child."""

import io
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from desktop.documents.reading import ole_gate, text_table, zip_gate
from desktop.documents.reading.formats import Format, format_of
from desktop.documents.reading.reasons import Reason, Unreadable
from desktop.documents.reading.zip_gate import ROWS_MOST
from desktop.domain.wording.cleaning import Cell

SIZE_MOST = 64 << 20
_HEAD = 4096
_CELLS_MOST = 30_000_000

Found = TypeVar("Found")


class Source(ABC):
    """`sheets` are (name, hidden, rows, columns); rows and columns count from A1."""

    from_1904: bool = False
    sheets: list[tuple[str, bool, int, int]]

    @abstractmethod
    def rows(self, sheet: int) -> Iterator[list[Cell]]:
        """All rows from the first of the sheet, without empty cells at their ends."""


class TextSource(Source):
    """A .csv is one sheet named as its file."""

    def __init__(self, path: Path) -> None:
        self._records = list(text_table.rows_of(path))
        if len(self._records) > ROWS_MOST:
            raise Unreadable(Reason.TOO_MANY_ROWS)
        self.sheets = [(path.stem, False, len(self._records), max(map(len, self._records), default=0))]

    def rows(self, sheet: int) -> Iterator[list[Cell]]:  # noqa: ARG002 - a text has one sheet
        for record in self._records:
            yield _trimmed([cell or None for cell in record])


class WorkbookSource(Source):
    """A .xlsx or .xls; the largest sheet is kept between its count and its rows."""

    def __init__(self, path: Path, from_1904: bool) -> None:
        self.from_1904 = from_1904
        # By content: from_path would believe the name.
        self._book = _guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())))
        self.sheets = []
        self._names: list[str] = []
        self._kept: tuple[str, CalamineSheet] | None = None
        for facts in self._book.sheets_metadata:
            if facts.typ == SheetTypeEnum.WorkSheet:
                self._count(facts.name, facts.visible != SheetVisibleEnum.Visible)

    def _count(self, name: str, hidden: bool) -> None:
        sheet = _guarded(lambda: self._book.get_sheet_by_name(name))
        end = sheet.end or (-1, -1)
        rows, columns = end[0] + 1, end[1] + 1
        if rows > ROWS_MOST:
            raise Unreadable(Reason.TOO_MANY_ROWS)
        if rows * columns > _CELLS_MOST:
            raise Unreadable(Reason.TOO_FAR)
        if self._kept is None or rows > max(found[2] for found in self.sheets):
            self._kept = (name, sheet)
        self._names.append(name)
        self.sheets.append((name, hidden, rows, columns))

    def rows(self, sheet: int) -> Iterator[list[Cell]]:
        name = self._names[sheet]
        if self._kept is None or self._kept[0] != name:
            self._kept = (name, _guarded(lambda: self._book.get_sheet_by_name(name)))
        found = self._kept[1]
        if found.start is None:
            return
        margin: list[Cell] = [None] * found.start[1]
        for row in found.iter_rows():
            yield _trimmed(margin + [_cell(value) for value in row])


def open_source(path: Path, tell: Callable[[int, int], None]) -> Source:
    """Pass a file through the gate of its format and open it; raise Unreadable with the reason where it fails."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError as error:
        raise Unreadable(Reason.MISSING) from error
    except OSError as error:
        raise Unreadable(Reason.LOCKED) from error
    if path.stat().st_size > SIZE_MOST:
        raise Unreadable(Reason.TOO_LARGE)
    match format_of(head):
        case Format.TEXT:
            source: Source = TextSource(path)
        case Format.XLSX:
            source = WorkbookSource(path, zip_gate.inspect(path, tell))
        case Format.XLS:
            source = WorkbookSource(path, ole_gate.inspect(path))
    if not source.sheets:
        raise Unreadable(Reason.NO_SHEETS)
    return source


def _guarded(call: Callable[[], Found]) -> Found:
    """Errors of the parser are damage; a panic of its Rust is no Exception."""
    try:
        return call()
    except PasswordError as error:
        raise Unreadable(Reason.ENCRYPTED) from error
    except MemoryError:
        raise
    except BaseException as error:
        raise Unreadable(Reason.DAMAGED) from error


def _cell(value: str | float | int | bool | time | date | datetime | timedelta) -> Cell:
    """Numbers without a fraction become int; times of day and spans become text; errors and blanks None."""
    match value:
        case str():
            return value or None
        case float() if value.is_integer():
            return int(value)
        case float():
            return value if math.isfinite(value) else None
        case time():
            return value.isoformat("seconds")
        case timedelta():
            hours, rest = divmod(int(value.total_seconds()), 3600)
            return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return value


def _trimmed(row: list[Cell]) -> list[Cell]:
    while row and row[-1] is None:
        row.pop()
    return row
