"""Writing a Table as a workbook that a town office would keep: true figures, live formulas, ready for A4."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from desktop.documents.cells import clean_text, kept_in, lines_needed
from desktop.documents.formulas import NOTHING, in_cells
from desktop.documents.hidden_sheet import SHEETS, HiddenSheet
from desktop.documents.sealed_cells import MOST_ROWS, sealed
from desktop.documents.table import Column, Kind, Subtotal, Table
from desktop.documents.workbooks import bulk_sheet, native_charts
from desktop.documents.workbooks import sheet_look as look

Seal = Callable[[Sequence[dict[str, Any]]], Sequence[HiddenSheet]]  # of the finished sheets as `sealed` gives them
Spans = Sequence[tuple[int, int]]  # of rows: the first and the last, counted from 0

# Nothing is guessed from text, and nothing passes through the temporary folder, where a kill would leave it.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(table: Table, target: Path, made_at: datetime, seal: Seal | None = None) -> None:
    """Write `table` and its extras to the file `target`, .xlsx; `made_at` goes into the document's properties.

    `seal` is told what the sheets say and gives the very hidden ones that go along.

    A plain list (no formulas, totals, charts or extras) is streamed and may have a million rows; anything else is
    built in memory. Raises OSError when the file cannot be written, Refused when a list has too many rows.
    """
    with target.open("wb") as file:
        if is_plain_list(table):
            _write_list(table, file, made_at, seal)
        else:
            _write_report(table, file, made_at, seal)


def is_plain_list(table: Table) -> bool:
    """Whether nothing in the table asks for more than rows of values."""
    asks = (any((each.formula, each.summed, each.averaged, each.code, each.meaning)) for each in table.columns)
    return not (table.charts or table.extras or table.total is not None or any(asks))


def _write_list(table: Table, file: BinaryIO, made_at: datetime, seal: Seal | None) -> None:
    """Streamed; only its first rows are looked at for the seal."""
    hidden: Sequence[HiddenSheet] = ()
    if seal is not None:
        rows = iter(table.rows)
        kept = list(islice(rows, MOST_ROWS + 1))
        hidden = seal([sealed(table, look.sheet_name(table.title, set()), kept)])
        table = replace(table, rows=chain(kept, rows))
    bulk_sheet.write(table, file, made_at, hidden)


def _write_report(table: Table, file: BinaryIO, made_at: datetime, seal: Seal | None) -> None:
    memory = io.BytesIO()
    book = Workbook(memory, dict(_OPTIONS))
    book.set_properties({"title": clean_text(table.title), "created": made_at, "comments": ""})
    book.formats[0].set_font_name(look.BODY_FONT)
    book.formats[0].set_font_size(look.BODY_SIZE)
    formats, taken = Formats(book), {native_charts.SHEET, *SHEETS.values()}
    sheets = [ReportSheet(book, formats, each, taken) for each in (table, *table.extras)]
    for sheet in sheets:
        sheet.write()
    drawn = [(sheet.name, sheet.spots(), chart) for sheet in sheets for chart in sheet.table.charts if sheet.rows]
    if drawn:
        native_charts.add_sheet(book, drawn)
    if seal is not None:
        _hide(book, seal([sealed(sheet.table, sheet.name, sheet.rows) for sheet in sheets]))
    book.close()
    file.write(memory.getbuffer())


def _hide(book: Workbook, sheets: Sequence[HiddenSheet]) -> None:
    for hidden in sheets:
        sheet = cast(Worksheet, book.add_worksheet(hidden.name))
        sheet.very_hidden()
        for row, text in enumerate(hidden.cells):
            sheet.write_string(row, 0, text)


class Formats:
    """The cell formats of one workbook, made once each."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Format] = {}
        body = {"font_name": look.BODY_FONT, "font_size": look.BODY_SIZE, "valign": "vcenter"}
        title = {"font_name": look.TITLE_FONT, "font_size": look.TITLE_SIZE, "bold": True}
        self.title = book.add_format(body | title | {"align": "center", "text_wrap": True})
        self.head = book.add_format(body | {"align": "left", "text_wrap": True})
        self.note = book.add_format(
            body | {"font_size": look.NOTE_SIZE, "align": "left", "valign": "top", "text_wrap": True}
        )
        self._cell = body | {"border": 1, "border_color": f"#{look.RULE}"}
        self.heading = book.add_format(
            self._cell
            | {
                "font_name": look.HEADING_FONT,
                "align": "center",
                "text_wrap": True,
                "bg_color": f"#{look.HEADING_FILL}",
            }
        )
        self.empty = book.add_format(self._cell | {"align": "center"})

    def cell(self, column: Column, total: bool, text: bool) -> Format:
        """The format of a body or total cell of `column`; a `text` in a figure's place (—, 合计) is centred."""
        side = "center" if text and column.kind is not Kind.TEXT else look.alignment(column)
        key = (column.kind, column.decimals, side, total)
        if key not in self._made:
            wanted = self._cell | {"num_format": look.number_format(column), "align": side}
            if side == "right":
                wanted["indent"] = 1
            if column.kind is Kind.TEXT:
                wanted["text_wrap"] = True
            if total:
                wanted |= {"bold": True, "bg_color": f"#{look.HEADING_FILL}"}
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


class ReportSheet:
    """One table on one sheet: title, head lines, headings, rows, total, notes, in this order."""

    def __init__(self, book: Workbook, formats: Formats, table: Table, taken: set[str]) -> None:
        self.table = table
        self.name = look.sheet_name(table.title, taken)
        self.rows: Sequence[tuple[Any, ...]] = list(table.rows)
        self._sheet = cast(Worksheet, book.add_worksheet(self.name))
        self._formats = formats
        self._last = len(table.columns) - 1
        self._heading = 2 if table.head else 1
        self._first = self._heading + 1
        self._total = self._first + max(1, len(self.rows))
        self._places = {column.key: place for place, column in enumerate(table.columns)}
        self._printed = sum(column.printed for column in table.columns) - 1
        self._width = sum(map(look.characters, table.columns[: self._printed + 1]))

    def spots(self) -> dict[str, tuple[int, int, int]]:
        """Where each column's body is: first row, last row, column, all counted from 0."""
        last = self._first + len(self.rows) - 1
        return {key: (self._first, last, place) for key, place in self._places.items()}

    def write(self) -> None:
        """Write everything but the charts, which stand on a sheet of their own."""
        table, sheet = self.table, self._sheet
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, look.units(column))
        self._across(0, table.title, self._formats.title, look.title_height(table.title, self._width))
        if table.head:
            line = "\u3000\u3000".join(map(clean_text, table.head))
            self._across(1, line, self._formats.head, self._height([(line, self._width)]))
        self._write_headings()
        self._write_body()
        below = self._total
        if table.total is not None:
            self._write_row(self._total, table.total, self._everything())
            below += 1
        for row, note in enumerate(table.notes, below):
            line = clean_text(note)
            self._across(row, line, self._formats.note, self._height([(line, self._width * 1.1)]))
        self._set_up_print(below + len(table.notes) - 1)

    def _write_headings(self) -> None:
        sheet, columns = self._sheet, self.table.columns
        sheet.set_row(self._heading, self._height([(column.title, look.characters(column)) for column in columns]) + 6)
        for place, column in enumerate(columns):
            sheet.write_string(self._heading, place, _text(column.title), self._formats.heading)
            if column.code or column.meaning:
                comment = clean_text(":".join(filter(None, (column.code, column.meaning))))
                sheet.write_comment(self._heading, place, comment, {"author": "", "x_scale": 2, "font_size": 9})

    def _write_body(self) -> None:
        if not self.rows:
            self._across(self._first, look.EMPTY, self._formats.empty, look.ROW_HEIGHT)
            return
        group = self._first  # where the rows of the next subtotal begin
        for number, values in enumerate(self.rows, self._first):
            if isinstance(values, Subtotal):
                self._write_row(number, values, [(group, number - 1)])
                group = number + 1
            else:
                self._write_row(number, values)
        last = self._first + len(self.rows) - 1
        self._sheet.autofilter(self._heading, 0, last, self._last)
        self._sheet.ignore_errors({"number_stored_as_text": xl_range_abs(self._first, 0, last, self._last)})

    def _everything(self) -> Spans:
        """What the total row adds up: the subtotals where there are any, or all rows."""
        rows = [row for row, values in enumerate(self.rows, self._first) if isinstance(values, Subtotal)]
        return [(row, row) for row in rows] or [(self._first, self._first + len(self.rows) - 1)]

    def _ordinary(self) -> Spans:
        """The rows that are no subtotals."""
        edges = [row for row, values in enumerate(self.rows, self._first) if isinstance(values, Subtotal)]
        spans = zip([self._first - 1, *edges], [*edges, self._total], strict=True)
        return [(above + 1, below - 1) for above, below in spans if below - above > 1]

    def _write_row(self, number: int, values: tuple[Any, ...], adds: Spans | None = None) -> None:
        """`adds` are the rows that a total or subtotal row adds up."""
        columns = self.table.columns
        texts = [
            (clean_text(value), look.characters(column))
            for column, value in zip(columns, values, strict=True)
            if column.kind is Kind.TEXT
        ]
        self._sheet.set_row(number, self._height(texts))
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            self._write_cell(number, place, column, value, adds)

    def _write_cell(self, row: int, place: int, column: Column, value: Any, adds: Spans | None) -> None:
        counts = adds is None or column.formula or column.summed or column.averaged
        kept = kept_in(column, value) if counts or value is not None else ""
        sheet, format_ = self._sheet, self._formats.cell(column, adds is not None, text=isinstance(kept, str))
        formula = self._formula(row, column, value, adds)
        if formula:
            sheet.write_formula(row, place, formula, format_, kept)
        elif isinstance(kept, str):
            sheet.write_string(row, place, _text(kept), format_) if kept else sheet.write_blank(row, place, "", format_)
        elif column.kind in (Kind.DATE, Kind.MOMENT):
            sheet.write_datetime(row, place, kept, format_)
        else:
            sheet.write_number(row, place, kept, format_)

    def _formula(self, row: int, column: Column, value: Any, adds: Spans | None) -> str:
        """The live formula of a cell, or nothing; a text in a figure's place (合计, a remark) is left as it is."""
        if isinstance(value, str) and not (column.kind is Kind.TEXT and column.formula and adds is None):
            return ""
        place = self._places[column.key]
        if adds is not None and column.summed and self.rows:
            return f"=SUM({_ranges(adds, place)})"
        if adds is not None and column.averaged and self.rows:
            over = _ranges(adds if row < self._total else self._ordinary(), place)
            return f'=IF(COUNT({over})=0,"{NOTHING}",AVERAGE({over}))'
        if not column.formula or (adds is not None and value is None):
            return ""

        def cell(key: str, where: str) -> str:
            place = self._places[key]
            if where == "all":
                return str(xl_range_abs(self._first, place, self._total - 1, place))
            line = self._total if where == "total" else row
            return str(xl_rowcol_to_cell(line, place, row_abs=line != row))

        return in_cells(column.formula, cell)

    def _set_up_print(self, bottom: int) -> None:
        sheet = self._sheet
        if self._printed < self._last:
            sheet.print_area(0, 0, bottom, self._printed)
        sheet.set_paper(9)
        if self.table.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(**look.MARGINS)
        sheet.center_horizontally()
        sheet.set_footer(look.FOOTER)
        sheet.repeat_rows(self._heading)
        sheet.freeze_panes(self._first, look.frozen_columns(len(self.table.columns)))

    def _across(self, row: int, text: str, format_: Format, height: float) -> None:
        self._sheet.set_row(row, height)
        if self._printed:
            self._sheet.merge_range(row, 0, row, self._printed, "", format_)
        self._sheet.write_string(row, 0, _text(text), format_)

    @staticmethod
    def _height(texts: Sequence[tuple[str, float]]) -> float:
        """Points for the tallest of wrapped texts, each with its width."""
        return look.row_height(max((lines_needed(text, width) for text, width in texts), default=1))


def _ranges(spans: Spans, place: int) -> str:
    return ",".join(xl_range(first, place, last, place) for first, last in spans)


def _text(text: object) -> str:
    """Clean text that XlsxWriter takes for text: what stands in <r>…</r> it would pass on as ready markup."""
    clean = clean_text(text)
    return clean + " " if clean.startswith("<r>") and clean.endswith("</r>") else clean
