"""The cells of a sheet by place, and what stands in each of them: a number, a day, words, a fault."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from desktop.documents.reading.marked import MarkedCell, MarkedSheet
from desktop.domain.cell_names import cell_name
from desktop.services.checking.blocks import Spot, number_in, step_of

_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?"
)


@dataclass
class Grid:
    """The cells of a sheet by place, merged ones under every place they cover when asked by `heading`."""

    name: str
    cells: dict[tuple[int, int], MarkedCell]
    spans: dict[tuple[int, int], tuple[int, int, int, int]] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    _columns: dict[int, list[int]] = field(init=False)
    _spots: dict[tuple[int, int], Spot] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._columns = {}
        for row, column in sorted(self.cells):
            self._columns.setdefault(row, []).append(column)

    @classmethod
    def of(cls, sheet: MarkedSheet) -> "Grid":
        """From what was read."""
        spans = {
            (row, column): span
            for span in sheet.merged
            for row in range(span[0], min(span[2], span[0] + 200) + 1)
            for column in range(span[1], min(span[3], span[1] + 100) + 1)
        }
        cells = {(cell.row, cell.column): cell for cell in sheet.cells}
        return cls(sheet.name, cells, spans, frozenset(sheet.hidden_rows))

    def heading(self, row: int, column: int) -> str:
        """The words at a place, also where a merged cell only reaches it."""
        top = self.spans.get((row, column))
        cell = self.cells.get((top[0], top[1]) if top else (row, column))
        return "" if cell is None or cell.value is None else str(cell.value).strip()

    def rows(self) -> list[int]:
        """The rows that hold something, in order."""
        return list(self._columns)

    def columns(self, row: int) -> list[int]:
        """The columns of a row that hold something."""
        return self._columns.get(row, [])

    def spot(self, row: int, column: int) -> Spot:
        """What stands at a place, as the rules see it."""
        if (row, column) not in self._spots:
            self._spots[row, column] = spot_of(self.cells.get((row, column)))
        return self._spots[row, column]

    def spots(self, row: int) -> list[Spot]:
        """All that a row holds."""
        return [self.spot(row, column) for column in self.columns(row)]


def name_of(row: int, column: int) -> str:
    """F12 for the sixth column of the twelfth row, both counted from 0."""
    return cell_name(row + 1, column + 1)


def spot_of(cell: MarkedCell | None) -> Spot:
    """A cell as the rules see it."""
    if cell is None:
        return Spot()
    place = name_of(cell.row, cell.column)
    value = cell.value
    if isinstance(value, date):
        return Spot(str(value), day=value, place=place, formula=cell.formula)
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = f"{value:.12g}"
        percent = cell.percent
        shown = f"{value * 100:.6g}%" if percent else text
        return Spot(
            shown, Fraction(text), percent, step_of(text) if "e" not in text else Fraction(0), cell.formula, place=place
        )
    text = "" if value is None else str(value).strip()
    found = number_in(text)
    if found is not None:
        number, percent, step = found
        return Spot(text, number, percent, step, cell.formula, typed_as_text=True, place=place)
    return Spot(text, formula=cell.formula, error=cell.error, place=place, day=day_in(text))


def day_in(text: str) -> datetime | None:
    """The day, with its time if it is told, that a text is: 2026-10-05 09:30, 2026/10/5, 2026年10月5日."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]
    except ValueError:
        return None


def texts_of(sheet: MarkedSheet) -> Iterator[tuple[str, str, str]]:
    """Every text of a sheet with its place and what stands left of it."""
    cells = {(cell.row, cell.column): cell for cell in sheet.cells}
    for cell in sheet.cells:
        value = cell.value
        if isinstance(value, int) and not isinstance(value, bool) and value >= 10**10:
            value = str(value)
        if isinstance(value, str):
            left = cells.get((cell.row, cell.column - 1))
            yield value, name_of(cell.row, cell.column), str(left.value) if left is not None else ""
