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
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
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
    import openpyxl  # noqa: PLC0415 - a .csv does not need it

    warnings.simplefilter("ignore")
    written = openpyxl.load_workbook(path)
    computed = openpyxl.load_workbook(path, data_only=True)
    left = CELLS_MOST
    for sheet in written.worksheets:
        values = computed[sheet.title]
        cells: list[list[Any]] = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    cells.append(_modern_cell(cell, values.cell(cell.row, cell.column).value))
        left -= len(cells)
        if left < 0:
            raise Unreadable(Reason.TOO_FAR)
        merged = [[r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1] for r in sheet.merged_cells.ranges]
        yield {"sheet": sheet.title, "hidden": sheet.sheet_state != "visible", "cells": cells, "merged": merged}


def _modern_cell(cell: Any, value: Any) -> list[Any]:
    formula = cell.value if cell.data_type == "f" else ""
    formula = getattr(formula, "text", formula)  # an array formula stands in an object
    error = value if value in _ERRORS else ""
    plain = None if error else _plain(value)
    return [cell.row - 1, cell.column - 1, plain, str(formula or ""), "%" in (cell.number_format or ""), error]


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

    document = docx.Document(str(path))
    yield {"paragraphs": [each.text for each in document.paragraphs if each.text.strip()]}
    for number, table in enumerate(document.tables, 1):
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
        yield {"sheet": f"表{number}", "hidden": False, "cells": cells, "merged": spans}


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
