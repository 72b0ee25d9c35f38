"""References inside formulas: moved with a copied formula, shifted where rows are put in.

A formula is read as texts, errors, names in quotes, structured references and A1 references; only the last are
touched. References to other workbooks and through several sheets (3D, see `sheet_spans`) stay as they are.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from desktop.domain.cell_names import COLUMNS, ROWS, Area, column_name, column_number

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_REFERENCE: Final = re.compile(
    rf"""
      "(?:[^"]|"")*"
    | \#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)
    | (?P<sheet>(?<![\w.\]'!])(?:'(?:[^']|'')*'|(?:\[[^\[\]]*\])?[\w.]+(?::[\w.]+)?)!)?
      (?<![\w.$\\?])
      (?P<first>{_CELL} | \$?[1-9]\d{{0,6}}(?=:\$?[1-9]) | \$?[A-Za-z]{{1,3}}(?=:\$?[A-Za-z]))
      (?: : (?P<last> {_CELL} | \$?[1-9]\d{{0,6}} | \$?[A-Za-z]{{1,3}} ) (?![\w.(!\[\\?]) )?
      (?![\w.(!\[\\?])
    | '(?:[^']|'')*'
    | \[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\]
    """,
    re.VERBOSE,
)
_END: Final = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d*)")
BROKEN: Final = "#REF!"


@dataclass(frozen=True, slots=True)
class Insertion:
    """`count` rows put in below row `after` of a sheet, as copies of that row, or of the `height` rows that end with it
    (the pattern)."""

    sheet: str
    after: int
    count: int
    height: int = 1

    @property
    def steps(self) -> range:
        """How far below the pattern each of its copies stands."""
        return range(self.height, self.count + 1, self.height)

    def in_pattern(self, top: int, bottom: int | None = None) -> bool:
        """Whether a row, or rows from `top` to `bottom`, lie within the pattern."""
        return self.after - self.height < top and (top if bottom is None else bottom) <= self.after

    def row(self, row: int) -> int:
        """Where a row stands afterwards."""
        return row + self.count if row > self.after else row

    def rows(self, top: int, bottom: int, grows: bool = True) -> tuple[int, int]:
        """Where rows from `top` to `bottom` stand afterwards; a span that ends with the pattern takes in its copies."""
        if grows and top <= self.after == bottom:
            return top, bottom + self.count
        return self.row(top), (bottom if bottom >= ROWS else min(self.row(bottom), ROWS))

    def area(self, area: Area, grows: bool = True) -> Area:
        """Where an area stands afterwards."""
        top, bottom = self.rows(area.top, area.bottom, grows)
        return area._replace(top=top, bottom=bottom)

    def copies(self, area: Area) -> list[Area]:
        """Where an area of the pattern stands in its copies."""
        return [area._replace(top=area.top + step, bottom=area.bottom + step) for step in self.steps]

    def spread(self, area: Area, grows: bool = True) -> list[Area]:
        """Where an area stands afterwards, a part of a pattern of several rows also in the copies."""
        if grows and self.height > 1 and self.in_pattern(area.top, area.bottom):
            return [area, *self.copies(area)]
        return [self.area(area, grows)]


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a reference: column 0 or row 0 where whole rows or columns are meant."""

    column_fixed: str
    column: int
    row_fixed: str
    row: int

    def __str__(self) -> str:
        letters = self.column_fixed + column_name(self.column) if self.column else ""
        return letters + (f"{self.row_fixed}{self.row}" if self.row else "")


def shifted(formula: str, home: str, insertion: Insertion, in_pattern: bool = False, single_grows: bool = False) -> str:
    """The formula after rows were put in; `home` is the sheet that it stands on ("" for names of the workbook).

    A range that ends with the pattern row grows over its copies, so that totals do; in the pattern row itself
    (`in_pattern`) only where that end is absolute ($5), because the row's own sums are copied with it.
    `single_grows`: a single cell of the pattern row becomes a range, as the series of a chart need it.
    """

    def moved(sheet: str | None, first: _End, last: _End | None) -> str | None:
        if _sheet_name(sheet, home) != insertion.sheet.lower() or not first.row:
            return None
        if last is None:
            if single_grows and first.row == insertion.after and insertion.height == 1:
                return f"{first}:{_at(first, first.row + insertion.count)}"
            return str(_at(first, insertion.row(first.row)))
        low, high = sorted((first, last), key=lambda end: end.row)
        top, bottom = insertion.rows(low.row, high.row, grows=not in_pattern or bool(high.row_fixed))
        places = {id(low): top, id(high): bottom}
        return f"{_at(first, places[id(first)])}:{_at(last, places[id(last)])}"

    return _each_reference(formula, moved)


def moved_by(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when its cell is copied so many rows down and columns to the right."""

    def move(end: _End) -> _End | None:
        row = end.row if end.row_fixed or not end.row else end.row + rows
        column = end.column if end.column_fixed or not end.column else end.column + columns
        inside = (not end.row or 1 <= row <= ROWS) and (not end.column or 1 <= column <= COLUMNS)
        return _End(end.column_fixed, column, end.row_fixed, row) if inside else None

    def moved(_sheet: str | None, first: _End, last: _End | None) -> str:
        start = move(first)
        if last is None:
            return BROKEN if start is None else str(start)
        end = move(last)
        return BROKEN if start is None or end is None else f"{start}:{end}"

    return _each_reference(formula, moved)


@dataclass(frozen=True, slots=True)
class SingleCell:
    """A cell of the formula's own sheet that stands in it alone, from `start` to `end` of the text."""

    start: int
    end: int
    row: int
    column: int
    _written: _End

    def at(self, row: int) -> str:
        """How the same column is written in another row."""
        return str(_at(self._written, row))


def single_cells(formula: str) -> Iterator[SingleCell]:
    """The cells that a formula names one by one, without those of other sheets and the ends of areas."""
    for match in _REFERENCE.finditer(formula):
        if match["first"] and not match["last"] and not match["sheet"]:
            end = _end(match["first"])
            if end is not None and end.row and end.column:
                yield SingleCell(match.start(), match.end(), end.row, end.column, end)


def sheets_named(formula: str) -> set[str]:
    """The sheets that a formula names, in lower case; "*" where it reaches through several sheets."""
    found = set[str]()
    for match in _REFERENCE.finditer(formula):
        if match["sheet"]:
            found.add(_sheet_name(match["sheet"], "") or "*")
    return found


def _each_reference(formula: str, change: Callable[[str | None, _End, _End | None], str | None]) -> str:
    def replaced(match: re.Match[str]) -> str:
        if match["first"] is None:
            return match[0]
        first = _end(match["first"])
        last = _end(match["last"]) if match["last"] else None
        mixed = last is not None and (bool(first and first.row) != bool(last.row) or not first)
        if first is None or mixed or (match["last"] and last is None):
            return match[0]
        text = change(match["sheet"], first, last)
        return match[0] if text is None else (match["sheet"] or "") + text

    return _REFERENCE.sub(replaced, formula)


def _end(text: str) -> _End | None:
    found = _END.fullmatch(text)
    if found is None:
        return None
    column_fixed, letters, row_fixed, digits = found.groups()
    if not letters:
        column_fixed, row_fixed = "", column_fixed or row_fixed
    try:
        column = column_number(letters) if letters else 0
    except ValueError:
        return None
    row = int(digits or 0)
    return _End(column_fixed, column, row_fixed, row) if row <= ROWS else None


def _at(end: _End, row: int) -> _End:
    return _End(end.column_fixed, end.column, end.row_fixed, row)


def _sheet_name(prefix: str | None, home: str) -> str:
    """The sheet that a prefix names, in lower case; "" where it is another workbook's or several."""
    if not prefix:
        return home.lower()
    name = prefix[:-1]
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    return "" if "[" in name or ":" in name else name.lower()
