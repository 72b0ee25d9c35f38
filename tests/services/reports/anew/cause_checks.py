"""U03: what stands on it is what the orders behind it say; nothing common is left out."""

from typing import Any

from books import Books, Row, grouped, top3
from cells import Found
from spans import Span
from tallies import Tally

from desktop.documents.table import Table
from desktop.services.analysis.common_causes import Causes


def people(rows: list[Row]) -> int:
    """Different callers: by number, else by who they are known as; the unnamed one each."""
    return len({row.phone or row.caller_id or row.caller_name or -row.id for row in rows})


def check_causes(books: Books, span: Span, table: Table, causes: Causes, found: Found) -> None:
    this = {one.id: one for one in Tally(books, span).effective}
    last = {one.id: one for one in Tally(books, span.before()).effective}
    taken: set[int] = set()
    for at, (row, cause) in enumerate(zip(table.rows, causes.places, strict=True), 1):
        cells = dict(zip((column.key for column in table.columns), row, strict=True))
        now, before = list(cause.orders), list(cause.before)
        if set(now) - set(this) or set(before) - set(last) or taken & {*now, *before}:
            found.wrong.append(f"U03 {at}: orders of another period, scope or cause")
            continue
        taken |= {*now, *before}
        mine = [this[key] for key in now]
        _hold(books, cells, mine, len(before), at, found)
        if len({one.estate_id for one in (*mine, *(last[key] for key in before))}) != 1 or people(mine) < 3:
            found.wrong.append(f"U03 {at}: of several estates, or of fewer than three people")
    left = [one for key, one in this.items() if key not in taken and one.category_code]
    for key, rows in grouped(left, lambda one: (one.estate_id, one.category_code)).items():
        if people(rows) >= 3:
            found.wrong.append(f"U03: {key} is common to {people(rows)} people and not told")
    total = table.total
    if causes.places:
        cells = dict(zip((column.key for column in table.columns), total or (), strict=True))
        now = sum(len(cause.orders) for cause in causes.places)
        before = sum(len(cause.before) for cause in causes.places)
        expected = (now, before, now - before)
        _same(tuple(cells[key] for key in ("now", "before", "change")), expected, "U03 total", found)
    _spread(books, span, table, found)


def _hold(books: Books, cells: dict[str, Any], mine: list[Row], before: int, at: int, found: Found) -> None:
    units = [books.units[one.organisation_id].name for one in mine if one.organisation_id]
    places = [f"{one.building}号楼" if one.building.isdigit() else one.building for one in mine if one.building]
    expected = {
        "number": at, "estate": books.estates[mine[0].estate_id].name, "people": people(mine), "now": len(mine),
        "before": before, "change": len(mine) - before, "open": sum(one.closed_at is None for one in mine),
        "repeats": sum(one["repeat"] for one in mine), "units": top3(units), "buildings": top3(places),
    }  # fmt: skip
    for key, value in expected.items():
        _same(cells[key], value, f"U03 {at} {key}", found)


def _spread(books: Books, span: Span, table: Table, found: Found) -> None:
    """Second-level categories that three and more estates complain of."""
    this, last = Tally(books, span).effective, Tally(books, span.before()).effective
    expected = {}
    for code, rows in grouped(this, lambda one: one.category_code).items():
        names = [books.estates[one.estate_id].name for one in rows]
        if code and len({one.estate_id for one in rows}) >= 3:
            before = sum(one.category_code == code for one in last)
            expected[code] = (
                books.categories[code].name, len({one.estate_id for one in rows}), people(rows), len(rows), before,
                len(rows) - before, sum(one.closed_at is None for one in rows), top3(names, 5),
            )  # fmt: skip
    extras = list(table.extras)
    told = {key: row[1:] for key, row in zip(extras[0].keys, extras[0].rows, strict=True)} if extras else {}
    _same(set(told), set(expected), "U03.spread rows", found)
    for code in set(told) & set(expected):
        for value, wanted in zip(told[code], expected[code], strict=True):
            _same(value, wanted, f"U03.spread {code}", found)


def _same(value: Any, expected: Any, where: str, found: Found) -> None:
    found.cells += 1
    if value != expected:
        found.wrong.append(f"{where}: {value!r} not {expected!r}")
