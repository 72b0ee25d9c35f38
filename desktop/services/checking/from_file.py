"""Anybody's workbook or Word file as the rules see it: where the tables are, what heads them, which lines are sums."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.documents.reading.marked import MarkedSheet
from desktop.services.checking.blocks import Block, Head, Line, Part, Spot
from desktop.services.checking.grid import Grid
from desktop.services.checking.headings import Role, plain, role_of

_TOTAL = re.compile(r".*(?:合计|总计|共计)|全部|全镇|总数|计")
_SUBTOTAL = re.compile(r".*(?:小计)|.*(?:季度|半年)(?:合计|累计)?|(?:第?[一二三四]季度)")
_AVERAGE = re.compile(r".*(?:平均|均值).*")
_NOTE = re.compile(
    r"(?:注|说明|备注|填报|填表|制表|审核|统计|负责人|联系|口径|单位|报送|日期)[^:]{0,8}:.*|(?:注|说明|备注)\d?[::.].*"
)
_HEADING_LONGEST = 24
_TITLE_LONGEST = 60
_YEARS = 1990, 2100
_HOTLINE = 12345  # a name among headings


def blocks_of(sheet: MarkedSheet) -> list[Block]:
    """The tables of a sheet, in order."""
    notes = "\n".join([*sheet.lines, *sheet.below, *(str(cell.value) for cell in sheet.cells if _is_prose(cell.value))])
    grid = Grid.of(sheet)
    found: list[Block] = []
    rows = grid.rows()
    at = 0
    while at < len(rows):
        headings = _headings(grid, rows, at)
        if headings is None:
            at += 1
            continue
        body = _body(grid, rows, at + len(headings))
        titles = [grid.heading(row, grid.columns(row)[0]) for row in rows[max(0, at - 3) : at]]
        title = next((text for text in [*titles, *sheet.lines[::-1]] if _titled(text)), "")
        for columns in _side_by_side(grid, headings, body):
            if (block := _block(grid, headings, body, columns, title)) is not None:
                found.append(replace(block, notes=notes))
        at += len(headings) + len(body)
    return found


def _titled(text: str) -> bool:
    return bool(text) and len(text) <= _TITLE_LONGEST and not text.endswith("。") and not _NOTE.fullmatch(plain(text))


def _is_prose(value: object) -> bool:
    return isinstance(value, str) and len(value) > _HEADING_LONGEST


def _numeric(grid: Grid, row: int) -> int:
    """How many cells of a row hold numbers, years and running numbers of headings apart."""
    spots = grid.spots(row)
    counted = [spot.number for spot in spots if spot.number is not None]
    return sum(not _YEARS[0] <= number <= _YEARS[1] and number != _HOTLINE for number in counted) + sum(
        bool(spot.error) for spot in spots
    )


def _filled(grid: Grid, row: int) -> bool:
    """Whether a row can be the first below headings: one of numbers, or of a record with its days."""
    days = sum(spot.day is not None for spot in grid.spots(row))
    return bool(_numeric(grid, row)) or 0 < days < len(grid.columns(row))


def _is_heading(grid: Grid, row: int) -> bool:
    """A row of at least two short texts and no number."""
    texts = [grid.heading(row, column) for column in grid.columns(row)]
    if len(texts) < 2 or _filled(grid, row) or any(cell_formula(grid, row, c) for c in grid.columns(row)):
        return False
    short = [text for text in texts if 0 < len(plain(text)) <= _HEADING_LONGEST]
    return len(short) == len(texts) and not any(_NOTE.fullmatch(plain(text)) for text in texts)


def cell_formula(grid: Grid, row: int, column: int) -> bool:
    """Whether a formula stands there, computed or not."""
    return bool(grid.cells[row, column].formula)


def _headings(grid: Grid, rows: Sequence[int], at: int) -> list[int] | None:
    """The one to three rows of headings that begin here, where a row with numbers follows."""
    found: list[int] = []
    for row in rows[at : at + 3]:
        if found and row != found[-1] + 1:
            break
        if not _is_heading(grid, row) and not (found and _spans_only(grid, row)):
            break
        found.append(row)
    while found:
        below = rows[at + len(found) : at + len(found) + 4]
        data = [row for row in below if _filled(grid, row) and not _column_numbers(grid, row)]
        if (
            data
            and below[0] <= found[-1] + 1
            and (data[0] == below[0] or not _is_heading(grid, below[0]) or len(found) == 3)
        ):
            return found
        if data and data[0] > below[0] and _words_known(grid, found[-1]):
            return found
        found.pop()
    return None


def _spans_only(grid: Grid, row: int) -> bool:
    """A lower row of headings that has a single text, the others being merged down from above."""
    return bool(grid.columns(row)) and not _numeric(grid, row) and any(at[0] == row for at in grid.spans)


def _words_known(grid: Grid, row: int) -> int:
    roles = [role_of(grid.heading(row, column)) for column in grid.columns(row)]
    return sum(role is not Role.OTHER for role in roles) >= 2


def _column_numbers(grid: Grid, row: int) -> bool:
    """栏次: 1 2 3 4 under the headings."""
    values = [spot.number for spot in grid.spots(row)]
    numbers = [value for value in values if value is not None]
    return len(numbers) >= 3 and numbers == [numbers[0] + step for step in range(len(numbers))] and numbers[0] <= 2


def _body(grid: Grid, rows: Sequence[int], at: int) -> list[int]:
    """The rows from here on that belong to the table: until a gap, a note, or other headings over other numbers."""
    found: list[int] = []
    while at < len(rows):
        row = rows[at]
        if found and row > found[-1] + 1:
            break
        columns = grid.columns(row)
        first = grid.heading(row, columns[0])
        wide = (columns[0] if (row, columns[0]) in grid.spans else -1) >= 0 and len(columns) == 1
        if _NOTE.fullmatch(plain(first)) or (wide and not _numeric(grid, row)) or len(first) > 60:
            break
        if not _numeric(grid, row) and _is_heading(grid, row) and _words_known(grid, row):
            break
        found.append(row)
        at += 1
    return found


def _side_by_side(grid: Grid, headings: Sequence[int], body: Sequence[int]) -> Iterator[list[int]]:
    """The columns of each table that stands beside another, parted by an empty column."""
    used = sorted(
        {column for row in (*headings, *body) for column in grid.columns(row)}
        | {column for row in headings for (at, column) in grid.spans if at == row}
    )
    run: list[int] = []
    for column in used:
        if run and column > run[-1] + 1:
            yield run
            run = []
        run.append(column)
    if run:
        yield run


def _block(
    grid: Grid, headings: Sequence[int], body: Sequence[int], columns: Sequence[int], title: str
) -> Block | None:
    heads = [_head(grid, headings, columns, column) for column in columns]
    lines: list[tuple[int, tuple[Spot, ...]]] = []
    for row in body:
        spots = tuple(grid.spot(row, column) for column in columns)
        if any(not spot.empty for spot in spots) and not _column_numbers(grid, row):
            lines.append((row, spots))
    if not lines:
        return None
    labels = frozenset(at for at in range(len(columns)) if _is_label(heads[at], [spots[at] for _, spots in lines]))
    naming = [at for at in sorted(labels) if heads[at].role is not Role.SERIAL] or sorted(labels)
    naming = naming[:1] if not naming else [at for at in naming if at <= naming[0] + 1]
    made = [_line(grid, row, spots, columns, naming) for row, spots in lines]
    label = heads[naming[-1]].words if naming else ""
    return Block(grid.name, tuple(heads), tuple(_parts(made)), title, own=False, label=label, labels=labels)


def _head(grid: Grid, headings: Sequence[int], columns: Sequence[int], column: int) -> Head:
    levels: list[str] = []
    for place, row in enumerate(headings):
        text = grid.heading(row, column)
        if not text and place < len(headings) - 1 and grid.heading(headings[-1], column):
            left = [other for other in columns if other < column and grid.heading(row, other)]
            if left and all(grid.heading(headings[-1], other) for other in columns if left[-1] <= other <= column):
                text = grid.heading(row, left[-1])
        if text and (not levels or levels[-1] != text):
            levels.append(text)
    return Head(levels[-1] if levels else "", "/".join(levels[:-1]))


def _is_label(head: Head, spots: Sequence[Spot]) -> bool:
    """A column of words, days or running numbers."""
    if head.role is Role.SERIAL:
        return True
    filled = [spot for spot in spots if not spot.empty]
    words = [spot for spot in filled if spot.number is None and not spot.error and not spot.formula]
    return bool(filled) and 2 * len(words) > len(filled)


def _line(grid: Grid, row: int, spots: tuple[Spot, ...], columns: Sequence[int], naming: Sequence[int]) -> Line:
    words = [grid.heading(row, columns[at]) for at in naming]
    name = next((word for word in reversed(words) if word.strip()), "")
    part = Part.ROW
    texts = [plain(word) for word in words if word] or [plain(spot.text) for spot in spots[:2]]
    first = [plain(spot.text) for spot in spots[:3] if spot.number is None and spot.text]
    if any(_AVERAGE.fullmatch(text) for text in texts):
        part = Part.AVERAGE
    elif any(_SUBTOTAL.fullmatch(text) for text in [*texts, *first]):
        part = Part.SUBTOTAL
    elif found := next((text for text in [*texts, *first] if _TOTAL.fullmatch(text)), ""):
        part, name = Part.TOTAL, name or found
    elif name.startswith(("\u3000", "其中", "  ")) or any(text.startswith("其中") for text in texts):
        part = Part.INSIDE
    return Line(name.strip(), spots, part, row in grid.hidden)


def _parts(lines: Sequence[Line]) -> list[Line]:
    """One total only: the last, or the first where it stands on top; others are subtotals."""
    totals = [at for at, line in enumerate(lines) if line.part is Part.TOTAL]
    if len(totals) < 2:
        return list(lines)
    kept = totals[-1] if totals[-1] == len(lines) - 1 or totals[0] != 0 else totals[0]
    return [replace(line, part=Part.SUBTOTAL) if at in totals and at != kept else line for at, line in enumerate(lines)]
