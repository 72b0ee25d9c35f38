"""The child that reads a finished report: `python -m desktop.documents.reading.marked_child FILE`; frames on stdout."""

import os
import sys
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop.documents.reading import limits, ole_gate, text_table, zip_gate
from desktop.documents.reading.formats import Format, format_of
from desktop.documents.reading.reasons import Reason, Unreadable
from desktop.documents.reading.wire import Frame, encode

CELLS_MOST = 200_000
_MEMORY = 3  # openpyxl takes so many times what a plain reader takes


def main(path: Path, write: Any) -> None:
    """Write the frames of a file, or the name of the reason why it cannot be read."""
    try:
        limits.confine(_MEMORY * path.stat().st_size if path.is_file() else 0)
        for frame in _frames(path):
            write(encode(frame))
        write(encode({"end": True}))
    except Unreadable as ending:
        write(encode({"refused": ending.reason.name}))
    except MemoryError:
        write(encode({"refused": Reason.TOO_FAR.name}))
    except OSError:
        write(encode({"refused": Reason.LOCKED.name}))
    except BaseException:
        write(encode({"refused": Reason.BROKEN.name}))


def _frames(path: Path) -> Iterator[Frame]:
    if not path.is_file():
        raise Unreadable(Reason.MISSING)
    with path.open("rb") as file:
        head = file.read(4096)
    match format_of(head):
        case Format.TEXT:
            rows = text_table.rows_of(path)
            cells = [[at, place, text] for at, row in enumerate(rows) for place, text in enumerate(row) if text.strip()]
            yield {"sheet": path.stem, "hidden": False, "cells": cells, "merged": []}
        case Format.XLSX:
            zip_gate.inspect(path, lambda _done, _total: None, word=True)
            with zipfile.ZipFile(path) as package:
                is_word = "word/document.xml" in package.namelist()
            yield from _word(path) if is_word else _modern(path)
        case Format.XLS:
            ole_gate.inspect(path)
            yield from _old(path)


def _modern(path: Path) -> Iterator[Frame]:
    from desktop.documents.reading.marked_cells import sheets  # noqa: PLC0415 - a .csv does not need openpyxl

    warnings.simplefilter("ignore")
    left = CELLS_MOST
    for name, hidden, found in sheets(path):
        left -= len(found.cells)
        if left < 0:
            raise Unreadable(Reason.TOO_FAR)
        cells = [[row, column, _plain(value), *marks] for row, column, value, *marks in found.cells]
        yield {
            "sheet": name,
            "hidden": hidden,
            "cells": cells,
            "merged": found.merged,
            "hidden_rows": found.hidden_rows,
        }


def _old(path: Path) -> Iterator[Frame]:
    import xlrd  # noqa: PLC0415 - only old files need it

    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - what it prints quotes the file
        book = xlrd.open_workbook(path, formatting_info=True, logfile=nowhere)
    for sheet in book.sheets():
        cells: list[list[Any]] = []
        for row in range(sheet.nrows):
            for column in range(sheet.ncols):
                cell = sheet.cell(row, column)
                if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    cells.append([row, column, *_old_cell(book, cell)])
        if len(cells) > CELLS_MOST:
            raise Unreadable(Reason.TOO_FAR)
        merged = [[top, left, bottom - 1, right - 1] for top, bottom, left, right in sheet.merged_cells]
        yield {"sheet": sheet.name, "hidden": bool(sheet.visibility), "cells": cells, "merged": merged}


def _old_cell(book: Any, cell: Any) -> list[Any]:
    import xlrd  # noqa: PLC0415 - see above

    format_ = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    match cell.ctype:
        case xlrd.XL_CELL_ERROR:
            return [None, "", False, xlrd.error_text_from_code.get(cell.value, "#N/A")]
        case xlrd.XL_CELL_DATE:
            return [xlrd.xldate_as_datetime(cell.value, book.datemode), "", False, ""]
    return [_plain(cell.value), "", "%" in format_, ""]


def _word(path: Path) -> Iterator[Frame]:
    import docx  # noqa: PLC0415 - only Word files need it
    from docx.table import Table  # noqa: PLC0415

    document = docx.Document(str(path))
    said: list[str] = []
    above: list[str] = []
    tables: list[Frame] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            tables.append(_word_table(part, len(tables) + 1, above))
            above = []
        elif part.text.strip():
            said.append(part.text)
            above.append(part.text)
    yield {"paragraphs": said}
    for table, after in zip(tables, [*(table["lines"] for table in tables[1:]), above], strict=False):
        yield {**table, "below": after}


def _word_table(table: Any, number: int, above: list[str]) -> Frame:
    """A table with the lines that stand over it, back to the table before."""
    cells: list[list[Any]] = []
    merged: dict[Any, list[int]] = {}
    for row, line in enumerate(table.rows):
        for column, cell in enumerate(line.cells):
            if cell._tc in merged:
                merged[cell._tc][2:] = [row, column]
                continue
            merged[cell._tc] = [row, column, row, column]
            if cell.text.strip():
                cells.append([row, column, cell.text])
    spans = [span for span in merged.values() if span[:2] != span[2:]]
    return {"sheet": f"表{number}", "hidden": False, "cells": cells, "merged": spans, "lines": above}


def _plain(value: Any) -> Any:
    """What the wire takes: numbers without a fraction become int, times and spans become text."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case bool() | int() | float() | str() | datetime() | date() | None:
            return value
    return str(value)


if __name__ == "__main__":
    # What parsers print goes nowhere; our own frames keep the real stdout.
    frames = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(Path(sys.argv[1]), frames.write)
    frames.flush()
