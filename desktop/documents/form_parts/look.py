"""How a sheet of a form looks, as data that a screen can draw."""

import re
from typing import Final

from desktop.documents.form_parts import formula_cells
from desktop.documents.form_parts.cell_texts import CellTexts, Held, pieces
from desktop.documents.form_parts.look_choices import choices
from desktop.documents.form_parts.look_data import CellKind, CellLook, Edge, FontLook, Run, SheetLook, StyleLook
from desktop.documents.form_parts.look_measures import column_widths, row_heights
from desktop.documents.form_parts.look_styles import LookStyles
from desktop.documents.form_parts.number_formats import general, number_text, plain_text
from desktop.documents.form_parts.package import FormPackage, SheetInfo
from desktop.documents.form_parts.sheet_cells import SheetCells
from desktop.documents.form_parts.xml_parts import Node, child, children, number, true
from desktop.domain.cell_names import Area, areas

__all__ = ["CellKind", "CellLook", "Edge", "FontLook", "Run", "SheetLook", "StyleLook", "sheet_look"]

ROWS_SHOWN: Final = 1_000
COLUMNS_SHOWN: Final = 120
_PRINTED: Final = re.compile(r"!(\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)")


def sheet_look(package: FormPackage, sheet: str) -> SheetLook:
    """The look of one sheet; raise Refused where the form has none of that name."""
    info = package.sheet(sheet)
    return _Looker(package, info).look()


class _Looker:
    """One sheet while it is looked at."""

    def __init__(self, package: FormPackage, info: SheetInfo) -> None:
        self._package, self._info = package, info
        self._root = package.tree(info.part)
        self._cells = SheetCells(self._root)
        self._texts, self._styles = CellTexts(package), LookStyles(package)
        self._formulas = formula_cells.texts(self._cells)
        self._found: dict[tuple[int, int], CellLook] = {}
        self._cut = False

    def look(self) -> SheetLook:
        """Everything that `SheetLook` says."""
        for row, _ in self._cells.rows():
            for column, cell in self._cells.cells(row).items():
                if row > ROWS_SHOWN or column > COLUMNS_SHOWN:
                    self._cut = self._cut or len(cell) > 0
                else:
                    self._found[row, column] = self._cell(row, column, cell)
        merges = [area for area in self._cells.merges if area.bottom <= ROWS_SHOWN and area.right <= COLUMNS_SHOWN]
        rows, columns = self._extent(merges)
        self._add_empty(rows, columns)
        self._add_choices(rows, columns)
        view = child(self._root, "sheetViews", "sheetView")
        protection = child(self._root, "sheetProtection")
        found = {place: look for place, look in self._found.items() if place[0] <= rows and place[1] <= columns}
        return SheetLook(
            name=self._info.name,
            hidden=self._info.hidden,
            rows=rows,
            columns=columns,
            widths=column_widths(self._root, columns, self._styles.usual_font),
            heights=row_heights(self._root, dict(self._cells.rows()), rows),
            merges=tuple(merges),
            cells=found,
            frozen=_frozen(view),
            print_areas=tuple(self._printed()),
            grid_lines=view is None or true(view.get("showGridLines"), otherwise=True),
            protected=protection is not None and true(protection.get("sheet")),
            cut=self._cut,
            automatic=frozenset(at for at, row in self._cells.rows() if row.get("ht") is None and at <= rows),
        )

    def _cell(self, row: int, column: int, cell: Node) -> CellLook:
        style = self._styles.style(cell.get("s"))
        kind, value = self._texts.read(cell)
        formula = self._formulas.get((row, column))
        runs: tuple[Run, ...] = ()
        item = self._texts.item(cell)
        if item is not None and child(item, "r") is not None:
            runs = tuple(Run(text, self._styles.font(font, style.font)) for text, font in pieces(item) if text)
        return CellLook(
            row=row,
            column=column,
            text=_shown(kind, value, style.number_format, self._package.from_1904),
            kind=kind if formula is None else CellKind.FORMULA,
            style=style,
            value=value,
            formula=None if formula is None else "=" + formula,
            runs=runs,
        )

    def _extent(self, merges: list[Area]) -> tuple[int, int]:
        """Down and right to the last cell that holds something, is merged, or has a border or a fill."""
        seen = [place for place, look in self._found.items() if look.text or look.formula or _drawn(look.style)]
        seen += [(area.bottom, area.right) for area in merges]
        return max((row for row, _ in seen), default=1), max((column for _, column in seen), default=1)

    def _add_empty(self, rows: int, columns: int) -> None:
        """Cells that do not stand in the part but are drawn by the style of their row or column."""
        for row in range(1, rows + 1):
            for column in range(1, columns + 1):
                if (row, column) not in self._found and (style := self._cells.style_of_empty(row, column)):
                    self._found[row, column] = CellLook(row, column, "", CellKind.EMPTY, self._styles.style(style))

    def _add_choices(self, rows: int, columns: int) -> None:
        plain = self._styles.style(None)
        for places, words in choices(self._package, self._info, self._root, self._texts):
            for area in places:
                for row in range(area.top, min(area.bottom, rows) + 1):
                    for column in range(area.left, min(area.right, columns) + 1):
                        look = self._found.get((row, column)) or CellLook(row, column, "", CellKind.EMPTY, plain)
                        if look.choices is None:
                            self._found[row, column] = look.with_choices(words)

    def _printed(self) -> list[Area]:
        book = self._package.tree(self._package.workbook)
        for node in children(child(book, "definedNames"), "definedName"):
            if node.get("name") == "_xlnm.Print_Area" and node.get("localSheetId") == str(self._info.index):
                return [area for part in _PRINTED.findall(node.text or "") for area in areas(part)]
        return []


def _shown(kind: CellKind, value: Held, code: str, from_1904: bool) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        try:
            return number_text(value, code, from_1904)
        except (ValueError, ArithmeticError):
            return general(value)
    if value is None:
        return ""
    return plain_text(value, code) if kind is CellKind.TEXT else value


def _drawn(style: StyleLook) -> bool:
    return any((style.fill, style.left, style.right, style.top, style.bottom))


def _frozen(view: Node) -> tuple[int, int]:
    pane = child(view, "pane") if view is not None else None
    if pane is None or pane.get("state") not in ("frozen", "frozenSplit"):
        return 0, 0
    return int(number(pane.get("ySplit"), 0)), int(number(pane.get("xSplit"), 0))
