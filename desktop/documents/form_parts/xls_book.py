"""An old .xls read and written again as an .xlsx, inside the converting child."""

import io
from collections import Counter
from typing import Any, Final

import xlrd
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.xml.functions import Element

from desktop.documents.cells import clean_text
from desktop.documents.form_parts.xls_records import SheetRecords, sheet_records
from desktop.documents.form_parts.xls_styles import XlsStyles
from desktop.documents.reading.reasons import Reason, Unreadable
from desktop.domain.cell_names import Area, cell_name, column_name

_CELLS_MOST: Final = 300_000  # positions of all sheets; a form has some hundred
_LOSSES: Final = {
    "charts": "有{}个图表没有带过来,需要时请在转换后的表样里重新插入。",
    "pictures": "有{}张图片没有带过来,需要时请在转换后的表样里重新插入。",
    "shapes": "有{}个文本框或图形没有带过来,需要时请在转换后的表样里重新插入。",
    "controls": "有{}个按钮或控件没有带过来。",
    "formulas": "有{}个公式看不懂,只留下了当时的数值,请在转换后的表样里重新写公式。",
    "conditions": "有{}处条件格式没有带过来。",
    "lists": "有{}处数据有效性(下拉选择)没有带过来。",
    "names": "有{}个自定义名称没有带过来。",
    "sheets": "有{}张图表工作表没有带过来。",
}
_OLD_LAYOUT: Final = "旧格式Excel 5.0的公式只留下了数值,请在转换后的表样里重新写公式。"


def converted(data: bytes) -> tuple[bytes, list[str]]:
    """The .xlsx, and a sentence for each kind of thing that is lost; raise Unreadable where there is no sheet."""
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO())
    if not book.nsheets:
        raise Unreadable(Reason.NO_SHEETS)
    made = Workbook()
    made.remove(made.active)
    if book.datemode:
        made.epoch = CALENDAR_MAC_1904
    styles = XlsStyles(book)
    made._fonts = IndexedList([styles.font(0)])  # column widths are counted in the first font
    made._named_styles["Normal"].font = styles.font(0)
    lost: Counter[str] = Counter()
    positions = 0
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        positions += sheet.nrows * sheet.ncols
        if positions > _CELLS_MOST:
            raise Unreadable(Reason.TOO_FAR)
        records = sheet_records(book, number)
        _Sheet(made.create_sheet(sheet.name), sheet, records, styles).write()
        lost.update(records.lost)
    _print_names(book, made)
    lost["names"] += sum(1 for name in book.name_obj_list if not name.builtin and not name.hidden and _own(name.name))
    lost["sheets"] += max(0, len(book._all_sheets_map) - book.nsheets)
    if all(sheet.sheet_state != "visible" for sheet in made.worksheets):
        made.worksheets[0].sheet_state = "visible"
    memory = io.BytesIO()
    made.save(memory)
    losses = [words.format(lost[kind]) for kind, words in _LOSSES.items() if lost[kind]]
    return memory.getvalue(), losses + ([_OLD_LAYOUT] if book.biff_version < 80 else [])


class _Sheet:
    """One sheet from the old book into the new one."""

    def __init__(self, new: Any, old: Any, records: SheetRecords, styles: XlsStyles) -> None:
        self._new, self._old, self._records, self._styles = new, old, records, styles
        self._dressed: dict[int, Any] = {}

    def write(self) -> None:
        """Cells first; merges last, because they make the cells they cover read-only."""
        for row in range(self._old.nrows):
            for column in range(self._old.row_len(row)):
                self._cell(row, column)
        self._measures()
        self._view()
        self._page()
        for (row, column), note in self._old.cell_note_map.items():
            self._new.cell(row + 1, column + 1).comment = Comment(clean_text(note.text), clean_text(note.author))
        for link in self._old.hyperlink_list:
            if link.type == "url" and link.url_or_path and isinstance(link.url_or_path, str):
                self._new.cell(link.frowx + 1, link.fcolx + 1).hyperlink = clean_text(link.url_or_path)
        for top, bottom, left, right in self._old.merged_cells:
            if top < bottom and left < right and (bottom - top, right - left) != (1, 1):
                self._new.merge_cells(str(Area(top + 1, left + 1, bottom, right)))
                self._dress_merged(top, bottom, left, right)

    def _cell(self, row: int, column: int) -> None:
        kind, value = self._old.cell_type(row, column), self._old.cell_value(row, column)
        if kind == xlrd.XL_CELL_EMPTY:
            return
        cell = self._new.cell(row + 1, column + 1)
        formula = self._records.formulas.get((row, column))
        if formula is not None:
            _put(cell, "=" + formula, "f")
        elif kind == xlrd.XL_CELL_TEXT:
            self._text(cell, row, column, clean_text(value))
        elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            _put(cell, int(value) if float(value).is_integer() else value, "n")
        elif kind == xlrd.XL_CELL_BOOLEAN:
            _put(cell, bool(value), "b")
        elif kind == xlrd.XL_CELL_ERROR:
            _put(cell, xlrd.error_text_from_code.get(value, "#N/A"), "e")
        self._dress(cell, self._old.cell_xf_index(row, column))

    def _text(self, cell: Any, row: int, column: int, text: str) -> None:
        """A string cell whatever it begins with; in pieces where it has several fonts."""
        _put(cell, text, "s")
        runs = self._old.rich_text_runlist_map.get((row, column))
        if not runs or text != self._old.cell_value(row, column):
            return
        ends = [start for start, _ in runs[1:]] + [len(text)]
        pieces: list[Any] = [text[: runs[0][0]]] if runs[0][0] else []
        for (start, font), end in zip(runs, ends, strict=True):
            if text[start:end]:
                pieces.append(TextBlock(_inline(self._styles.font(font)), text[start:end]))
        cell.value = CellRichText(pieces)

    def _dress(self, cell: Any, xf: int) -> None:
        if xf not in self._dressed:
            self._styles.dress(cell, xf)
            self._dressed[xf] = cell._style
        else:
            cell._style = self._dressed[xf]

    def _dress_merged(self, top: int, bottom: int, left: int, right: int) -> None:
        """The cells under a merged one keep their own borders."""
        for row in range(top, min(bottom, self._old.nrows)):
            for column in range(left, min(right, self._old.row_len(row))):
                if (row, column) != (top, left):
                    self._dress(self._new.cell(row + 1, column + 1), self._old.cell_xf_index(row, column))

    def _measures(self) -> None:
        usual = self._old.standardwidth or (self._old.defcolwidth or 8) * 256
        self._new.sheet_format.defaultColWidth = usual / 256
        self._new.sheet_format.defaultRowHeight = max(0.25, (self._old.default_row_height or 285) / 20)
        for column, info in self._old.colinfo_map.items():
            if column < 256:
                dimension = self._new.column_dimensions[column_name(column + 1)]
                dimension.width, dimension.hidden = info.width / 256, bool(info.hidden)
        for row, line in self._old.rowinfo_map.items():
            if line.hidden or (line.height and not line.has_default_height):
                dimension = self._new.row_dimensions[row + 1]
                dimension.height, dimension.hidden = (line.height or 285) / 20, bool(line.hidden)

    def _view(self) -> None:
        self._new.sheet_state = ("visible", "hidden", "veryHidden")[min(2, max(0, self._old.visibility))]
        self._new.sheet_view.showGridLines = bool(self._old.show_grid_lines)
        if self._old.has_pane_record and self._old.panes_are_frozen:
            self._new.freeze_panes = cell_name(self._old.horz_split_pos + 1, self._old.vert_split_pos + 1)
        self._new.protection.sheet = self._records.protected

    def _page(self) -> None:
        records, new = self._records, self._new
        for side, inches in records.margins.items():
            setattr(new.page_margins, side, inches)
        new.page_setup.paperSize, new.page_setup.scale = records.paper, records.scale
        new.page_setup.orientation = "landscape" if records.landscape else "portrait"
        if records.fits:
            new.sheet_properties.pageSetUpPr.fitToPage = True
            new.page_setup.fitToWidth, new.page_setup.fitToHeight = records.fit
        new.print_options.horizontalCentered, new.print_options.verticalCentered = records.centred
        new.HeaderFooter.oddHeader = _marginal("oddHeader", records.header)
        new.HeaderFooter.oddFooter = _marginal("oddFooter", records.footer)
        for line in self._old.horizontal_page_breaks:
            new.row_breaks.append(Break(id=line[0]))
        for line in self._old.vertical_page_breaks:
            new.col_breaks.append(Break(id=line[0]))


def _put(cell: Any, value: Any, kind: str) -> None:
    """A value as what it is: openpyxl would take a text that begins with = for a formula."""
    cell.value = value
    cell.data_type = kind


def _marginal(name: str, text: str) -> HeaderFooterItem:
    """A header or footer from its codes (&L, &C, &R, &P …)."""
    node = Element(name)
    node.text = clean_text(text)
    return HeaderFooterItem.from_tree(node)


def _inline(font: Any) -> InlineFont:
    return InlineFont(rFont=font.name, sz=font.sz, b=font.b, i=font.i, u=font.u, strike=font.strike, color=font.color)


def _own(name: str) -> bool:
    """Some programs write the built-in names a second time under their later spelling."""
    return not name.startswith("_xlnm")


def _print_names(book: Any, made: Any) -> None:
    """Print areas and titles, which are names of the book."""
    for name in book.name_obj_list:
        if not name.builtin or not 0 <= name.scope < book.nsheets or name.result is None:
            continue
        sheet = made.worksheets[name.scope]
        for part in name.result.value or ():
            top, bottom, left, right = part.coords[2:6]
            if name.name == "Print_Area":
                sheet.print_area = str(Area(top + 1, left + 1, bottom, right))
            elif name.name == "Print_Titles" and (left, right) == (0, 256):
                sheet.print_title_rows = f"{top + 1}:{bottom}"
            elif name.name == "Print_Titles":
                sheet.print_title_cols = f"{column_name(left + 1)}:{column_name(right)}"
