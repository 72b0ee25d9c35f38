"""Cross tables: any two sides of the orders and a measure, each cell, each total."""

from typing import Any

from books import Books, Row
from cells import Found, alike
from spans import Span
from tallies import Q, Tally, number

from desktop.documents.table import Table
from desktop.domain.cross import CrossTable, Side

MEASURES: dict[str, tuple[str, str]] = {  # what is counted, and the moment by which months and hours are told
    "N01": ("received", "received_at"),
    "K02": ("effective", "received_at"),
    "N20": ("closed", "closed_at"),
    "K04": ("on_time_rate", "close_due_at"),
    "K05": ("closed_rate", "close_due_at"),
    "K06": ("solved_rate", "closed_at"),
    "K09": ("satisfaction", "closed_at"),
}
PLAIN = {
    Side.ESTATE: "estate_id", Side.UNIT: "organisation_id", Side.CATEGORY: "top", Side.SUBCATEGORY: "category_code",
    Side.CHANNEL: "channel_code", Side.KIND: "kind", Side.URGENCY: "urgency", Side.STATE: "state",
    Side.VERDICT: "verdict", Side.RATING: "rating",
}  # fmt: skip
TIMES = {Side.MONTH: "%Y-%m", Side.WEEKDAY: "%w", Side.HOUR: "%H"}
SIDES = (*PLAIN, *TIMES, Side.COMPANY)


def group_of(books: Books, side: Side, row: Row, at: str, span: Span) -> Any:
    """Where an order stands on a side; a month, a weekday or an hour is that of the measure's own moment."""
    if side in PLAIN:
        return row[PLAIN[side]]
    if side in TIMES:
        return row[at] and f"{row[at]:{TIMES[side]}}"
    found = books.serving(row.estate_id, span.reached)
    return found.organisation_id if found else None


def check_cross(books: Books, span: Span, table: Table, wanted: CrossTable, columns: list[Any]) -> Found:
    """`columns` are the keys of the columns, in their order."""
    found = Found()
    name, at = MEASURES[wanted.measure]
    sides = [side for side in (wanted.rows, wanted.columns) if side]
    of = {side: {row.id: group_of(books, side, row, at, span) for row in books.orders} for side in sides}

    def figure(**keys: Any) -> Any:
        def mine(order: Row) -> bool:
            return all(of[getattr(wanted, side)][order.id] == key for side, key in keys.items())

        tally = Tally(books, span, mine)
        return tally.rate(name) if name.endswith(("rate", "satisfaction")) else getattr(tally, name)

    def size(value: Any) -> int:
        return int(number(value.below)) if isinstance(value, Q) else len(value)

    for side, told in (("rows", list(table.keys)), ("columns", columns)):
        chosen = getattr(wanted, side)
        if chosen is not None:
            there = {key for key in of[chosen].values() if size(figure(**{side: key}))}
            if set(told) != there:
                found.wrong.append(f"cross {side} {told} not {there}")
    lines = [({"rows": key}, row) for key, row in zip(table.keys, table.rows, strict=True)]
    if table.total is not None:
        lines.append(({}, table.total))
    for keys, row in lines:
        places = [*({**keys, "columns": key} for key in columns), keys]
        for place, asked in enumerate(places):
            value = figure(**asked)
            expected = value if isinstance(value, Q) else len(value)
            found.cells += 1
            if not alike(row[1 + place], expected):
                found.wrong.append(f"cross {wanted.measure} {asked}: {row[1 + place]!r} not {expected!r}")
    return found
