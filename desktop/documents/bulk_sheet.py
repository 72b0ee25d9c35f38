"""Streaming a long plain list into a workbook: one sheet, written row by row, nothing kept and nothing in /tmp.

The measured floor is deflating the sheet's XML; libraries that build cell objects take five to ten times as long.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import cache
from itertools import chain, islice, repeat
from typing import Any, BinaryIO, Final

from desktop.documents import bulk_parts as parts
from desktop.documents import sheet_look as look
from desktop.documents.bulk_parts import Style
from desktop.documents.cells import clean_text, is_figure, lines_needed
from desktop.documents.formulas import NOTHING
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.errors import Refused

MOST_ROWS: Final = 1_000_000
MOST_BYTES: Final = 2_000_000_000  # beyond 2 GiB the archive needs ZIP64, which not every reader of sheets knows
_TOO_MANY: Final = "记录太多,一张工作表放不下。请缩小日期范围,分几次导出。"
_BATCH: Final = 1_000  # rows turned into one piece of XML, about 2 MB
_KEPT: Final = 20_000  # different texts of a column whose XML is remembered: names and words repeat, stories do not
_EPOCH: Final = datetime(1899, 12, 30)
_EARLIEST: Final = datetime(1900, 3, 1)  # before it spreadsheets count a day that never was
_SPECIAL: Final = re.compile("[&<>]")
_CODE_LIKE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # which spreadsheets would read as a character's code

Cell = Callable[[Any], str]  # the XML of a cell after its reference: style, type, value


def write(table: Table, file: BinaryIO, made_at: datetime) -> None:
    """Write title, head, rows and notes; raises Refused past `MOST_ROWS` rows or `MOST_BYTES` of XML."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet, ThreadPoolExecutor(1, "deflate") as aside:
            written, packing = 0, aside.submit(int)
            for piece in _sheet(table):  # the next piece is made while the last one is deflated
                written += packing.result()
                if written + 4 * len(piece) > MOST_BYTES:
                    raise Refused(_TOO_MANY)
                packing = aside.submit(lambda text: sheet.write(text.encode()), piece)
            packing.result()
        heading = 3 if table.head else 2
        for name, text in parts.of_workbook(table, heading, made_at):
            archive.writestr(name, text)


def _sheet(table: Table) -> Iterator[str]:
    columns = table.columns
    last = letters(len(columns) - 1)
    width = sum(map(look.characters, columns))
    lines = [(table.title, Style.TITLE, look.TITLE_HEIGHT)]
    if table.head:
        head = "\u3000\u3000".join(map(clean_text, table.head))
        lines.append((head, Style.HEAD, _height(head, width)))
    merged: list[int] = []
    yield parts.sheet_start(table, heading=len(lines) + 1)
    for row, (text, style, height) in enumerate(lines, 1):
        merged.append(row)
        yield _line(row, text, style, height)
    heading = len(lines) + 1
    yield _headings(heading, columns)
    body_end = heading
    for body_end, piece in _pieces(table.rows, columns, heading + 1):  # noqa: B007 - read after the loop
        yield piece
    below = [(clean_text(note), Style.NOTE, _height(note, width * 1.1)) for note in table.notes]
    if body_end == heading:
        below.insert(0, (look.EMPTY, Style.EMPTY, look.ROW_HEIGHT))
    for row, (text, style, height) in enumerate(below, body_end + 1):
        merged.append(row)
        yield _line(row, text, style, height)
    yield parts.sheet_end(table, heading, body_end, last, merged)


def _pieces(rows: Iterable[tuple[Any, ...]], columns: Sequence[Column], first: int) -> Iterator[tuple[int, str]]:
    """The body in pieces of `_BATCH` rows, each with the number of its last row.

    A cell is three strings, `<c r="B`, its row and the rest; they are woven together without a loop in Python, and
    the rest of most cells comes from a dictionary.
    """
    makers = [_maker(column, style) for column, style in zip(columns, parts.body_styles(columns), strict=True)]
    starts = [f'<c r="{letters(place)}' for place in range(len(columns))]
    heights = _Heights(columns)
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        last = first + len(batch) - 1
        if last > MOST_ROWS:
            raise Refused(_TOO_MANY)
        values = list(zip(*batch, strict=True))
        numbers = list(map(str, range(first, last + 1)))
        threads: list[Iterable[str]] = [repeat('<row r="'), numbers, heights.of(values)]
        for start, make, column in zip(starts, makers, values, strict=True):
            threads += [repeat(start), numbers, map(make, column)]
        yield last, "".join(chain.from_iterable(zip(*threads, repeat("</row>"))))
        first = last + 1


class _Heights(dict[int, str]):
    """The rest of a row's opening, by its lines of text; programs differ in whether they find it out themselves."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._lines = [_Lines(look.characters(column)) if column.kind is Kind.TEXT else None for column in columns]

    def __missing__(self, lines: int) -> str:
        self[lines] = f'" ht="{look.row_height(lines)}" customHeight="1">'
        return self[lines]

    def of(self, values: Sequence[tuple[Any, ...]]) -> Iterable[str]:
        """One opening for each row of `values`, which holds a tuple for each column."""
        most: Iterable[int] = repeat(1, len(values[0]))
        for lines, texts in zip(self._lines, values, strict=True):
            if lines is not None:
                needed = list(map(lines.__getitem__, texts))
                if max(needed) > 1:
                    most = list(map(max, most, needed))
        return map(self.__getitem__, most)


class _Lines(dict[Any, int]):
    """How many lines a text takes at one width."""

    def __init__(self, width: float) -> None:
        super().__init__({None: 1})
        self._width = width

    def __missing__(self, value: Any) -> int:
        lines = lines_needed(str(value), self._width)
        if len(self) < _KEPT:
            self[value] = lines
        return lines


class _Texts(dict[Any, str]):
    """The XML of a text column's cells; texts that repeat are made once."""

    def __init__(self, style: int) -> None:
        super().__init__({None: f'" s="{style}"/>', "": f'" s="{style}"/>'})
        self._style = style

    def __missing__(self, value: Any) -> str:
        cell = string_cell(value, self._style)
        if len(self) < _KEPT and isinstance(value, str):
            self[value] = cell
        return cell


def _maker(column: Column, style: int) -> Cell:
    match column.kind:
        case Kind.TEXT:
            return _Texts(style).__getitem__
        case Kind.DATE | Kind.MOMENT:
            return lambda value: _moment(value, style)
        case kind:
            return lambda value: _figure(value, kind, style)


def string_cell(value: object, style: int) -> str:
    """A cell that is a string whatever stands in it."""
    text = clean_text(value)
    if _SPECIAL.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "_x" in text:
        text = _CODE_LIKE.sub("_x005F_", text)
    return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _moment(value: Any, style: int) -> str:
    if value is None:
        return f'" s="{style}"/>'
    if type(value) is date:
        value = datetime(value.year, value.month, value.day)
    if not isinstance(value, datetime) or value < _EARLIEST:
        return string_cell(value, style)
    passed = value - _EPOCH
    return f'" s="{style}"><v>{passed.days}{_part_of_day(passed.seconds)}</v></c>'


@cache
def _part_of_day(seconds: int) -> str:
    return f"{seconds / 86_400:.10f}"[1:]


def _figure(value: Any, kind: Kind, style: int) -> str:
    if isinstance(value, Rate):
        value = value.value
    if value is None and is_figure(kind):
        value = NOTHING
    if isinstance(value, str):
        return string_cell(value, style)
    return f'" s="{style}"><v>{value if isinstance(value, int) else float(value)}</v></c>'


def _headings(row: int, columns: Sequence[Column]) -> str:
    lines = max(lines_needed(column.title, look.characters(column)) for column in columns)
    cells = "".join(
        f'<c r="{letters(place)}{row}{string_cell(column.title, Style.HEADING)}' for place, column in enumerate(columns)
    )
    return f'<row r="{row}" ht="{look.row_height(lines) + 6}" customHeight="1">{cells}</row>'


def _line(row: int, text: str, style: int, height: float) -> str:
    """A line across all columns: its text in the first cell, which is merged with the others."""
    return f'<row r="{row}" ht="{height}" customHeight="1"><c r="A{row}{string_cell(text, style)}</row>'


def _height(text: str, width: float) -> float:
    return look.row_height(lines_needed(text, width))


def letters(place: int) -> str:
    """The column's letters, counted from 0: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
