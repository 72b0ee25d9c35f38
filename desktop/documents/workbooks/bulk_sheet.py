"""Streaming a long plain list into a workbook: one sheet, written row by row, nothing kept and nothing in /tmp.

The measured floor is deflating the sheet's XML; libraries that build cell objects take five to ten times as long.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from itertools import chain, islice, repeat
from typing import Any, BinaryIO, Final

from desktop.documents.cells import clean_text, lines_needed
from desktop.documents.hidden_sheet import HiddenSheet
from desktop.documents.table import Column, Table
from desktop.documents.workbooks import bulk_parts as parts
from desktop.documents.workbooks import sheet_look as look
from desktop.documents.workbooks.bulk_cells import cells_of, string_cell
from desktop.documents.workbooks.bulk_parts import Style
from desktop.domain.cell_names import column_name
from desktop.domain.errors import Refused

MOST_ROWS: Final = 1_000_000
MOST_BYTES: Final = 2_000_000_000  # beyond 2 GiB the archive needs ZIP64, which not every reader of sheets knows
_TOO_MANY: Final = "记录太多,一张工作表放不下。请缩小日期范围,分几次导出。"
_BATCH: Final = 1_000  # rows turned into one piece of XML, about 2 MB


def write(table: Table, file: BinaryIO, made_at: datetime, hidden: Sequence[HiddenSheet] = ()) -> None:
    """Write title, head, rows and notes, and the hidden sheets.

    Raises Refused past `MOST_ROWS` rows or `MOST_BYTES` of XML.
    """
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
        for name, text in parts.of_workbook(table, heading, made_at, hidden):
            archive.writestr(name, text)


def _sheet(table: Table) -> Iterator[str]:
    columns = table.columns
    last = column_name(len(columns))
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

    A row is a run of strings, most of them the same in every row; they are woven together without a loop in Python.
    """
    makers = [cells_of(column, style) for column, style in zip(columns, parts.body_styles(columns), strict=True)]
    starts = [f'<c r="{column_name(place)}' for place in range(1, len(columns) + 1)]
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        last = first + len(batch) - 1
        if last > MOST_ROWS:
            raise Refused(_TOO_MANY)
        numbers = list(map(str, range(first, last + 1)))
        most = [1] * len(batch)
        threads: list[Iterable[str]] = []
        for start, make, values in zip(starts, makers, zip(*batch, strict=True), strict=True):
            cells, lines = make(values)
            threads += [repeat(start), numbers, *cells]
            if lines:
                most = list(map(max, most, lines))
        openings = [repeat('<row r="'), numbers, map(_opening, most)]
        yield last, "".join(chain.from_iterable(zip(*openings, *threads, repeat("</row>"))))
        first = last + 1


@cache
def _opening(lines: int) -> str:
    """The rest of a row's opening; its height is given, since not every program finds it out itself."""
    return f'" ht="{look.row_height(lines)}" customHeight="1">'


def _headings(row: int, columns: Sequence[Column]) -> str:
    lines = max(lines_needed(column.title, look.characters(column)) for column in columns)
    cells = "".join(
        f'<c r="{column_name(place)}{row}{string_cell(column.title, Style.HEADING)}'
        for place, column in enumerate(columns, start=1)
    )
    return f'<row r="{row}" ht="{look.row_height(lines) + 6}" customHeight="1">{cells}</row>'


def _line(row: int, text: str, style: int, height: float) -> str:
    """A line across all columns: its text in the first cell, which is merged with the others."""
    return f'<row r="{row}" ht="{height}" customHeight="1"><c r="A{row}{string_cell(text, style)}</row>'


def _height(text: str, width: float) -> float:
    return look.row_height(lines_needed(text, width))
