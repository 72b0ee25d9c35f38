"""How a list stands in a form: its headings, how many rows a record takes, for how many records there is room."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.cell_names import Area, At
from desktop.domain.form_mapping.fillings import Rows
from desktop.domain.form_mapping.grid import Grid, Holds
from desktop.domain.form_mapping.labels import is_label
from desktop.services.town_forms.blank_cells import fillable

_TALLEST = 12  # rows of a record
_ROWS_NAMED = re.compile(r"(?<![A-Za-z])\$?[A-Za-z]{1,3}\$?(\d+)(?![\d(])")
_SUMS = ("SUM(", "SUBTOTAL(", "AVERAGE(")


@dataclass(frozen=True, slots=True)
class Heading:
    """The words over a column; `line` is the row of a record that they head (0 the first), `side` what that row is
    called at its side: 来电."""

    column: int
    text: str
    line: int = 0
    side: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """`headings` in the order of the columns; a record takes `height` rows.

    In `merged` columns the rows of one subject share a cell, however many they are.
    """

    headings: tuple[Heading, ...]
    height: int = 1
    merged: frozenset[int] = frozenset()

    @property
    def last(self) -> int:
        """The last column that is headed."""
        return max(heading.column for heading in self.headings)


def layout_below(grid: Grid, row: int) -> Layout:
    """The list that begins below this row, which its headings end with; without headings there is none."""
    heads = [Heading(column, grid.text((row, column)).strip()) for column in _headed(grid, row)]
    if not heads:
        return Layout(())
    start = row + 1
    tall = {column: box for column in range(1, heads[-1].column + 1) if (box := _tall(grid, (start, column)))}
    heights = {box.bottom - box.top + 1 for box in tall.values()}
    if not tall:
        return Layout(tuple(heads))
    height = min(heights)
    single = [heading for heading in heads if heading.column not in tall]
    if len(heights) == 1 and height <= _TALLEST:
        whole = [heading for heading in heads if heading.column in tall]
        if not single:
            return Layout(tuple(heads), height)
        if sides := _sides(grid, start, height, [heading.column for heading in single]):
            figures = [heading for heading in single if heading.column not in sides]
            beside = [grid.text((start + line, max(sides))).strip() for line in range(height)]
            lines = [Heading(one.column, one.text, line, beside[line]) for line in range(height) for one in figures]
            return Layout((*whole, *lines), height)
        if lines := _two_storeyed(grid, row, height, single):
            return Layout((*whole, *lines), height)
    return Layout(tuple(heads), merged=frozenset(tall))


def room_below(grid: Grid, rows: Rows, start: int) -> int:
    """How many records from row `start` on are free for a list, up to the first row that says something."""
    return room(grid, [(column.line, column.column) for column in rows.columns], start, rows.height)


def room(grid: Grid, places: Sequence[tuple[int, int]], start: int, height: int = 1) -> int:
    """How many records are free whose values stand at `places` (line and column of each).

    Formulas of the record itself do not matter, a row of its own words or one that sums up others does.
    """
    top = start
    while top + height - 1 <= grid.rows and _free(grid, places, start, top, height):
        top += height
    return (top - start) // height


def own_formula(grid: Grid, at: At) -> bool:
    """Whether a formula stands there."""
    cell = grid.cell(at)
    return cell is not None and cell.holds is Holds.FORMULA


def record_top(grid: Grid, at: At) -> int:
    """The first row of the record that a cell of an empty list stands in."""
    row = grid.home(at)[0]
    tall = [box for column in range(1, grid.columns + 1) if (box := _tall(grid, (row, column)))]
    return min((box.top for box in tall if box.bottom - box.top < _TALLEST), default=row)


def _headed(grid: Grid, row: int) -> Iterator[int]:
    """The columns of the labels whose lower edge is this row."""
    for column in range(1, grid.columns + 1):
        box = grid.covered.get((row, column))
        lowest = box is None or (box.bottom == row and box.left == box.right == column)
        if lowest and is_label(grid, (row, column)):
            yield column


def _tall(grid: Grid, at: At) -> Area | None:
    """The merged range over several rows that a cell stands in."""
    box = grid.covered.get(at)
    return box if box is not None and box.bottom > box.top else None


def _sides(grid: Grid, start: int, height: int, columns: Iterable[int]) -> list[int]:
    """The columns in which each row of a record has a name of its own."""
    lines = range(start, start + height)
    return [
        column
        for column in columns
        if all(is_label(grid, (row, column)) for row in lines)
        and len({grid.text((row, column)) for row in lines}) == height
    ]


def _two_storeyed(grid: Grid, row: int, height: int, heads: Sequence[Heading]) -> list[Heading]:
    """Headings as many rows high as a record: each row of them heads its row of the record."""
    found = []
    for head in heads:
        for line in range(height):
            at = (row - height + 1 + line, head.column)
            box = grid.covered.get(at)
            if at[0] < 1 or (box is not None and (box.top < box.bottom or box.left != head.column)):
                continue
            if is_label(grid, at):
                found.append(Heading(head.column, grid.text(at).strip(), line))
    several = {head.column for head in found if head.line == 0}
    return found if len(several) * 2 >= len(heads) else []


def _free(grid: Grid, places: Sequence[tuple[int, int]], start: int, top: int, height: int) -> bool:
    cells = [(top + line, column) for line, column in places]
    formulas = [own_formula(grid, at) for at in cells]
    if all(formulas) or not all(formula or fillable(grid, at) for formula, at in zip(formulas, cells, strict=True)):
        return False
    if any(_sums_up(grid, row, range(top, top + height)) for row in range(top, top + height)):
        return False
    return height == 1 or _same(grid, places, start, top, height)


def _same(grid: Grid, places: Sequence[tuple[int, int]], start: int, top: int, height: int) -> bool:
    """Whether a record is merged as the first one is, and its rows are called the same."""
    columns = range(1, max(column for _, column in places) + 1)
    for column in columns:
        for line in range(height):
            mine, first = grid.covered.get((top + line, column)), grid.covered.get((start + line, column))
            if (mine and (mine.top - top, mine.bottom - top)) != (first and (first.top - start, first.bottom - start)):
                return False
            listed = (line, column) in places or own_formula(grid, (top + line, column))
            if not listed and grid.text((top + line, column)) != grid.text((start + line, column)):
                return False
    return True


def _sums_up(grid: Grid, row: int, record: range) -> bool:
    """A total row, though nobody wrote 合计 into it: it sums up more than its own record."""
    return any(
        cell.holds is Holds.FORMULA
        and cell.text.upper().lstrip("=").startswith(_SUMS)
        and any(int(named) not in record for named in _ROWS_NAMED.findall(cell.text))
        for column in range(1, grid.columns + 1)
        if (cell := grid.cells.get((row, column))) is not None
    )
