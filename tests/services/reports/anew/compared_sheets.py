"""The columns 上期, 上年同期, 增减, 增减% and 百分点 of a report held against another period."""

from fractions import Fraction
from typing import Any

from books import Books
from cells import Cells, Found, Sheet, alike
from spans import Span
from tallies import Q, Several, number

from desktop.documents.table import Subtotal, Table
from desktop.forms.reporting import Against

SUFFIX = {Against.PREVIOUS: "_previous", Against.YEAR: "_year"}


def other(span: Span, against: Against) -> Span:
    return span.before() if against is Against.PREVIOUS else span.a_year_before()


def check_compared(books: Books, span: Span, table: Table, this: Sheet, that: Sheet, against: Against) -> Found:
    """Every cell that the comparison added, in the rows of both periods."""
    found, suffix = Found(), SUFFIX[against]
    known = books.known_before(other(span, against))
    now = {line.key: line.cells for line in this.lines}
    then = {line.key: line.cells for line in that.lines} if known else {}
    columns = [column.key for column in table.columns]
    own = [key.removesuffix(suffix) for key in columns if key.endswith(suffix)]
    rows, section = list(table.rows), []  # since the subtotal before
    for key, row in zip(table.keys, rows, strict=True):
        cells = dict(zip(columns, row, strict=True))
        was = then.get(key)
        if isinstance(row, Subtotal):
            was = was if was is not None or not known else _together(section)
            section = []
        elif was is not None:
            section.append(was)
        for column in own:
            _cell(f"{table.source} {key} {column}", cells, column, suffix, now.get(key), was, known, found)
    missing = (set(now) | set(then)) - set(table.keys)
    if missing:
        found.wrong.append(f"{table.source}{suffix}: {missing} is not there")
    if table.total is not None and this.total is not None:
        cells = dict(zip(columns, table.total, strict=True))
        for column in own:
            if cells[column] not in (None, "", "—"):
                was = that.total if known else None
                _cell(f"{table.source} total {column}", cells, column, suffix, this.total, was, known, found)
    return found


def _together(section: list[Cells]) -> Cells | None:
    """What the rows of a section make together that had no subtotal then."""
    if not section:
        return None
    whole: Cells = {}
    for column, first in section[0].items():
        values = [cells[column] for cells in section]
        if isinstance(first, Several):
            whole[column] = Several(key for value in values for key in value)
        elif isinstance(first, Q) and column == "share":
            whole[column] = Q(sum(number(value.above) for value in values), number(first.below))
        elif isinstance(first, Q):
            whole[column] = Q(*(sum(number(part) for part in parts) for parts in zip(*values, strict=True)))
        else:
            whole[column] = sum(values) if isinstance(first, Fraction) else None
    return whole


def _cell(
    where: str, cells: Cells, column: str, suffix: str, now: Cells | None, was: Cells | None, known: bool, found: Found
) -> None:
    """The figure then, and what it says beside the figure now."""
    this = now[column] if now is not None else None
    that = was[column] if was is not None else None
    counted = isinstance(this if this is not None else that, Several | int | Fraction)
    if None in (now, was) and isinstance(this if this is not None else that, Fraction):
        return  # no figure of what is not there
    if counted:
        this = 0 if this is None else number(this)
        that = (0 if known else None) if that is None else number(that)
    expected: Cells = {column: this, column + suffix: that}
    if counted:
        change = None if that is None else this - that
        expected[f"{column}{suffix}_change"] = change
        expected[f"{column}{suffix}_growth"] = None if change is None else Q(change, that)
    else:
        shares = [one.value if isinstance(one, Q) else None for one in (this, that)]
        expected[f"{column}{suffix}_points"] = None if None in shares else (shares[0] - shares[1]) * 100
    for key, value in expected.items():
        if key not in cells:
            continue
        found.cells += 1
        if not alike(cells[key], value):
            found.wrong.append(f"{where}: {key} {cells[key]!r} not {value!r}")


def first_sheet(made: Any) -> Sheet:
    sheet: Sheet = made[0] if isinstance(made, tuple) else made
    return sheet
