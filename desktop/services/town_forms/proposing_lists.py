"""Lists that a form leaves room for: a row of headings over empty rows, filled with our names or a report's rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from desktop.domain.cell_names import At
from desktop.domain.form_mapping.fillings import Figure, ListColumn, Lists, Of, Rows, Shows, When
from desktop.domain.form_mapping.grid import Grid, Holds
from desktop.domain.form_mapping.labels import is_label, label_key
from desktop.domain.form_mapping.mapping import Spot
from desktop.services.town_forms.blank_cells import fillable
from desktop.services.town_forms.label_reading import read_label
from desktop.services.town_forms.proposals import EITHER, Proposal
from desktop.services.town_forms.vocabulary import Vocabulary
from desktop.system.resources import load_json

_NUMBER = frozenset(("序号", "编号", "no"))
_LEAST = 2  # columns that are known, or it is no list
_AS_PER_CENT = 0.6  # a count for a cell that shows per cent
_OF_RECORDS = 3  # columns of a report that must be known before a row is taken for a record


_Found: TypeAlias = tuple[Rows, float, tuple[Rows, ...]]  # the list, how sure it is, what may be meant instead


@dataclass(frozen=True, slots=True)
class _Heading:
    column: int
    text: str


def propose_lists(grid: Grid, vocabulary: Vocabulary) -> Iterator[tuple[Proposal, set[At]]]:
    """Each list with the cells that it takes."""
    row = 1
    while row < grid.rows:
        headings = _headings(grid, row)
        room = _room(grid, headings, row + 1) if len(headings) >= _LEAST else 0
        found = _list(headings, vocabulary, grid, row + 1) if room else None
        if found is not None:
            rows, certainty, others = found
            at = (row + 1, rows.columns[0].column)
            last = max(heading.column for heading in headings)
            ground = {(down, column) for down in range(row + 1, row + 1 + room) for column in range(1, last + 1)}
            why = "、".join(heading.text for heading in headings[:4])
            yield Proposal(Spot(grid.name, at), rows, certainty, why, f"list:{row}", others), ground
            row += room
        row += 1


def room_below(grid: Grid, rows: Rows, start: int) -> int:
    """How many rows from `start` on are free for a list, up to the first that says something."""
    return _room(grid, [_Heading(column.column, "") for column in rows.columns], start)


def first_columns(grid: Grid, rows: Rows, at: At) -> Rows:
    """A list that somebody wants at a cell: its columns as they are headed there, and the cell's own in any case."""
    headings = _headings(grid, at[0] - 1)
    if isinstance(rows.of, Lists):
        numbers = [heading for heading in headings if label_key(heading.text) in _NUMBER and heading.column != at[1]]
        columns = [ListColumn(heading.column, Of.NUMBER) for heading in numbers]
        columns.append(ListColumn(at[1], Of.NAME))
    else:
        titles = record_titles().get(rows.of, {})
        known = {heading.column: titles.get(label_key(heading.text)) for heading in headings}
        columns = [ListColumn(column, title) for column, title in known.items() if title is not None]
        if at[1] not in {column.column for column in columns}:
            columns.append(ListColumn(at[1], next(iter(titles.values()), "")))
    return replace(rows, columns=tuple(sorted(columns, key=lambda column: column.column)))


def _headings(grid: Grid, row: int) -> list[_Heading]:
    """The labels whose lower edge is this row."""
    found = []
    for column in range(1, grid.columns + 1):
        box = grid.covered.get((row, column))
        lowest = box is None or (box.bottom == row and box.left == box.right == column)
        if lowest and is_label(grid, (row, column)):
            found.append(_Heading(column, grid.text((row, column)).strip()))
    return found


def _room(grid: Grid, headings: Sequence[_Heading], start: int) -> int:
    """How many rows below are free: formulas of the row itself do not matter, a row of its own words does."""
    row = start
    while row <= grid.rows and all(
        fillable(grid, (row, heading.column)) or _own_formula(grid, (row, heading.column)) for heading in headings
    ):
        if all(_own_formula(grid, (row, heading.column)) for heading in headings):
            break
        if _sums_up(grid, row):
            break
        row += 1
    return row - start


def _own_formula(grid: Grid, at: At) -> bool:
    cell = grid.cell(at)
    return cell is not None and cell.holds is Holds.FORMULA


def _sums_up(grid: Grid, row: int) -> bool:
    """A total row, though nobody wrote 合计 into it."""
    return any(
        cell.holds is Holds.FORMULA and cell.text.upper().lstrip("=").startswith(("SUM(", "SUBTOTAL(", "AVERAGE("))
        for column in range(1, grid.columns + 1)
        if (cell := grid.cells.get((row, column))) is not None
    )


def _list(headings: Sequence[_Heading], vocabulary: Vocabulary, grid: Grid, start: int) -> _Found | None:
    """The list of names or of records that knows most of the headings."""
    names = _names(headings, vocabulary, grid, start)
    records = _records(headings)
    if records is not None and (names is None or len(records[0].columns) > len(names[0].columns)):
        return records
    return names


def _names(headings: Sequence[_Heading], vocabulary: Vocabulary, grid: Grid, start: int) -> _Found | None:
    side, columns, figures, certainty = None, [], 0, 0.95
    doubtful: dict[int, ListColumn] = {}
    for heading in headings:
        reading = read_label(heading.text)
        key = label_key(reading.core)
        if key in _NUMBER:
            columns.append(ListColumn(heading.column, Of.NUMBER))
        elif key in vocabulary.lists and side is None:
            side = vocabulary.lists[key]
            columns.append(ListColumn(heading.column, Of.NAME))
        elif not _own_formula(grid, (start, heading.column)):
            meant = vocabulary.measure(reading.core) if reading.core else None
            if meant is None and key in vocabulary.counts:
                meant = vocabulary.counted, 1.0
            if meant is not None and meant[0] in vocabulary.picks:
                shows = reading.shows or (Shows.GROWTH if reading.against else Shows.VALUE)
                against, when = reading.against or When.PREVIOUS, reading.when or When.THIS
                other = vocabulary.other(reading.core)
                if reading.part and meant[0] in vocabulary.of_received:
                    meant, other = (vocabulary.of_received[meant[0]], meant[1]), ""
                columns.append(ListColumn(heading.column, Figure(meant[0], when, shows, against)))
                if other:
                    doubtful[heading.column] = ListColumn(heading.column, Figure(other, when, shows, against))
                    certainty = min(certainty, EITHER)
                figures += 1
                if "%" in grid.formats.get((start, heading.column), "") and not _share(vocabulary, meant[0], shows):
                    certainty = min(certainty, _AS_PER_CENT)
                certainty = min(certainty, meant[1] if meant[1] == 1 else meant[1] * 0.9)
    if side is None or not figures:
        return None
    rows = Rows(side, tuple(columns), least=1 if side is Lists.UNITS else 0)
    instead = replace(rows, columns=tuple(doubtful.get(column.column, column) for column in columns))
    return rows, round(certainty, 2), (instead,) if doubtful else ()


def _share(vocabulary: Vocabulary, code: str, shows: Shows) -> bool:
    return shows.compares or vocabulary.picks[code].unit == "%"


def _records(headings: Sequence[_Heading]) -> _Found | None:
    """The report whose columns are headed so."""
    best: tuple[str, tuple[ListColumn, ...]] = ("", ())
    for source, titles in record_titles().items():
        columns: dict[str, ListColumn] = {}
        for heading in headings:
            key = titles.get(label_key(heading.text))
            if key is not None and key not in columns:
                columns[key] = ListColumn(heading.column, key)
        if len(columns) > len(best[1]):
            best = source, tuple(columns.values())
    if len(best[1]) < max(_OF_RECORDS, len(headings) // 2):
        return None
    certainty = 0.95 if len(best[1]) >= len(headings) - 1 else 0.8
    return Rows(best[0], best[1]), certainty, ()


def record_titles() -> dict[str, dict[str, str]]:
    """By report: which heading means which of its columns (by its title there)."""
    found = {}
    synonyms = load_json("form_words.json")["ledgers"]
    for report in load_json("report_tables.json")["reports"]:
        titles = {label_key(column["title"]): column["title"] for column in report["columns"]}
        for word, title in synonyms.get(report["code"], {}).items():
            titles.setdefault(label_key(word), title)
        if report["code"] in synonyms:
            found[report["code"]] = titles
    return found
