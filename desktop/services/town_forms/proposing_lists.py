"""Lists that a form leaves room for: a row of headings over empty rows, filled with our names or a report's rows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from desktop.domain.cell_names import At
from desktop.domain.extent import WHOLE, Scope
from desktop.domain.form_mapping.fillings import Figure, ListColumn, Lists, Of, Rows, Shows, When
from desktop.domain.form_mapping.grid import Grid
from desktop.domain.form_mapping.labels import label_key
from desktop.domain.form_mapping.mapping import Spot
from desktop.services.town_forms.label_reading import read_label
from desktop.services.town_forms.list_layout import Layout, layout_below, own_formula, record_top, room
from desktop.services.town_forms.proposals import EITHER, Proposal
from desktop.services.town_forms.vocabulary import Vocabulary, narrowed
from desktop.system.resources import load_json

_NUMBER = frozenset(("序号", "编号", "no"))
_LEAST = 2  # columns that are known, or it is no list
_AS_PER_CENT = 0.6  # a count for a cell that shows per cent
_OF_RECORDS = 3  # columns of a report that must be known before a row is taken for a record


_Found: TypeAlias = tuple[Rows, float, tuple[Rows, ...]]  # the list, how sure it is, what may be meant instead


def propose_lists(grid: Grid, vocabulary: Vocabulary) -> Iterator[tuple[Proposal, set[At]]]:
    """Each list with the cells that it takes."""
    row = 1
    while row < grid.rows:
        layout = layout_below(grid, row)
        free = _room(grid, layout, row + 1)
        found = _list(layout, vocabulary, grid, row + 1) if free else None
        if found is not None:
            rows, certainty, others = found
            below = row + 1 + free * layout.height
            at = rows.places(row + 1, 0)[0]
            ground = {(down, column) for down in range(row + 1, below) for column in range(1, layout.last + 1)}
            why = "、".join(heading.text for heading in layout.headings[:4])
            yield Proposal(Spot(grid.name, (row + 1, at[1])), rows, certainty, why, f"list:{row}", others), ground
            row = below - 1
        row += 1


def first_columns(grid: Grid, rows: Rows, at: At) -> Rows:
    """A list that somebody wants at a cell: its columns as they are headed there, and the cell's own in any case.

    The list begins with the record that the cell stands in.
    """
    start = record_top(grid, at)
    layout, line = layout_below(grid, start - 1), at[0] - start
    if isinstance(rows.of, Lists):
        columns = [
            ListColumn(heading.column, Of.NUMBER, line=heading.line)
            for heading in layout.headings
            if label_key(heading.text) in _NUMBER and (heading.line, heading.column) != (line, at[1])
        ]
        columns.append(ListColumn(at[1], Of.NAME, line=line))
    else:
        titles = record_titles().get(rows.of, {})
        columns = [
            ListColumn(heading.column, title, line=heading.line, merged=heading.column in layout.merged)
            for heading in layout.headings
            if (title := titles.get(label_key(heading.text))) is not None
        ]
        if (line, at[1]) not in {(column.line, column.column) for column in columns}:
            columns.append(ListColumn(at[1], next(iter(titles.values()), ""), line=line))
    return replace(rows, columns=in_order(columns), height=layout.height)


def in_order(columns: Iterable[ListColumn]) -> tuple[ListColumn, ...]:
    """As they are read: along the rows of a record."""
    return tuple(sorted(columns, key=lambda column: (column.line, column.column)))


def _room(grid: Grid, layout: Layout, start: int) -> int:
    if len(layout.headings) < _LEAST:
        return 0
    return room(grid, [(heading.line, heading.column) for heading in layout.headings], start, layout.height)


def _list(layout: Layout, vocabulary: Vocabulary, grid: Grid, start: int) -> _Found | None:
    """The list of names or of records that knows most of the headings."""
    names = _names(layout, vocabulary, grid, start)
    if names is not None and any(column.column in layout.merged for column in names[0].columns):
        names = None  # a name has one row, and nothing says what the others are for
    records = None if any(heading.side for heading in layout.headings) else _records(layout)
    if records is not None and (names is None or len(records[0].columns) > len(names[0].columns)):
        return records
    return names


def _names(layout: Layout, vocabulary: Vocabulary, grid: Grid, start: int) -> _Found | None:
    side, columns, figures, certainty = None, [], 0, 0.95
    doubtful: dict[tuple[int, int], ListColumn] = {}
    for heading in layout.headings:
        line, at = heading.line, (start + heading.line, heading.column)
        scope = _of_line(heading.side, vocabulary)
        reading = read_label(heading.text)
        key = label_key(reading.core)
        if key in _NUMBER:
            columns.append(ListColumn(heading.column, Of.NUMBER, line=line))
        elif key in vocabulary.lists and side is None:
            side = vocabulary.lists[key]
            columns.append(ListColumn(heading.column, Of.NAME, line=line))
        elif scope is not None and not own_formula(grid, at):
            meant = vocabulary.measure(reading.core) if reading.core else None
            if meant is None and key in vocabulary.counts:
                meant = vocabulary.counted, 1.0
            if meant is not None and meant[0] in vocabulary.picks:
                shows = reading.shows or (Shows.GROWTH if reading.against else Shows.VALUE)
                against, when = reading.against or When.PREVIOUS, reading.when or When.THIS
                other = vocabulary.other(reading.core)
                if reading.part and meant[0] in vocabulary.of_received:
                    meant, other = (vocabulary.of_received[meant[0]], meant[1]), ""
                columns.append(ListColumn(heading.column, Figure(meant[0], when, shows, against, scope), line=line))
                if other:
                    instead = Figure(other, when, shows, against, scope)
                    doubtful[line, heading.column] = ListColumn(heading.column, instead, line=line)
                    certainty = min(certainty, EITHER)
                figures += 1
                if "%" in grid.formats.get(at, "") and not _share(vocabulary, meant[0], shows):
                    certainty = min(certainty, _AS_PER_CENT)
                certainty = min(certainty, meant[1] if meant[1] == 1 else meant[1] * 0.9)
    if side is None or not figures:
        return None
    rows = Rows(side, in_order(columns), least=1 if side is Lists.UNITS else 0, height=layout.height)
    either = replace(rows, columns=tuple(doubtful.get((one.line, one.column), one) for one in rows.columns))
    return rows, round(certainty, 2), (either,) if doubtful else ()


def _of_line(side: str, vocabulary: Vocabulary) -> Scope | None:
    """Whose figures a row of a record has: all of its subject's, or those of a channel, say; None where unknown."""
    reading = read_label(side)
    if not side or reading.total:
        return WHOLE
    subject = vocabulary.subject(reading.core)
    return narrowed(WHOLE, subject[0]) if subject is not None and subject[1] == 1 else None


def _share(vocabulary: Vocabulary, code: str, shows: Shows) -> bool:
    return shows.compares or vocabulary.picks[code].unit == "%"


def _records(layout: Layout) -> _Found | None:
    """The report whose columns are headed so."""
    headings = layout.headings
    best: tuple[str, tuple[ListColumn, ...]] = ("", ())
    for source, titles in record_titles().items():
        columns: dict[str, ListColumn] = {}
        for heading in headings:
            key = titles.get(label_key(heading.text))
            if key is not None and key not in columns:
                columns[key] = ListColumn(
                    heading.column, key, line=heading.line, merged=heading.column in layout.merged
                )
        if len(columns) > len(best[1]):
            best = source, tuple(columns.values())
    if len(best[1]) < max(_OF_RECORDS, len(headings) // 2):
        return None
    certainty = 0.95 if len(best[1]) >= len(headings) - 1 else 0.8
    return Rows(best[0], in_order(best[1]), height=layout.height), certainty, ()


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
