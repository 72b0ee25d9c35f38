"""The figures of R05 that no work order gives, counted from the registers' rows, else as the office stated them."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from assessed_anew import published
from books import Books, Row, size
from case_sheets import findings, settled
from register_sheets import projects
from spans import DAY, Span, quarter_span

from desktop.system.resources import load_json

FIGURES = {entry["code"]: entry for entry in load_json("registers.json")["figures"]}


def figure(books: Books, code: str, span: Span) -> Fraction | None:
    """As recorded; where nothing is kept, as stated for just these days or for parts that make them up."""
    if code in RECORDED:
        found = RECORDED[code](books, span)
        if found is not None:
            return Fraction(found)
    return None if span.sides else stated(books, code, span)


def stated(books: Books, code: str, span: Span) -> Fraction | None:
    inside = [
        row
        for row in books.rows["stated_figure"]
        if row.code == code and span.first <= row.first and row.last <= span.last
    ]
    if FIGURES[code].get("stock") and inside:
        return size(max(inside, key=lambda row: (row.last, -row.first.toordinal())).value)
    return _whole(inside, span.first, span.last)


def _whole(parts: list[Row], first: date, last: date) -> Fraction | None:
    """The longest part that begins on the first day, and what makes up the rest; None where days are left over."""
    if first > last:
        return Fraction(0)
    for part in sorted((row for row in parts if row.first == first), key=lambda row: row.last, reverse=True):
        rest = _whole(parts, part.last + DAY, last)
        if rest is not None:
            return size(part.value) + rest
    return None


def _inspected(books: Books, span: Span) -> list[Row] | None:
    """The inspections done in the period; None where none was ever done by its end."""
    done = [row for row in books.rows["inspection"] if row.state == "done" and row.inspected_on]
    if not any(row.inspected_on <= span.last for row in done):
        return None
    return [row for row in done if span.holds(row.inspected_on) and books.case_seen(row, span)]


def _notices(books: Books, span: Span) -> int | None:
    if _inspected(books, span) is None:
        return None
    return sum(
        row.state != "void" and span.holds(row.issued_at) and books.case_seen(row, span)
        for row in books.rows["rectification_notice"]
    )


def _found(test: Callable[[Row], bool]) -> Callable[[Books, Span], int | None]:
    def count(books: Books, span: Span) -> int | None:
        if _inspected(books, span) is None:
            return None
        return sum(span.holds(row.found_on) and test(row) for row in findings(books, span))

    return count


def _measures(books: Books, span: Span, *levels: int) -> list[Row] | None:
    every = books.rows["measure"]
    if _inspected(books, span) is None and not any(row.issued_at.date() <= span.last for row in every):
        return None
    return [
        row
        for row in every
        if row.level in levels and row.outcome != "void" and span.holds(row.issued_at) and books.case_seen(row, span)
    ]


def _size(found: Any) -> int | None:
    return None if found is None else len(found)


def _filed(books: Books, span: Span) -> int | None:
    rows = books.rows["service_contract"]
    if not any(on and on <= span.last for row in rows for on in (row.signed_on, row.filed_on)):
        return None
    return sum(span.holds(row.filed_on) and books.estate_seen(row.estate_id, span) for row in rows)


def _terms(test: Callable[[Row, Span], bool], distinct: bool = False) -> Callable[[Books, Span], int | None]:
    def count(books: Books, span: Span) -> int | None:
        rows = books.rows["committee_term"]
        if not any(row.starts and row.starts <= span.last for row in rows):
            return None
        found = [row.estate_id for row in rows if books.estate_seen(row.estate_id, span) and test(row, span)]
        return len(set(found) if distinct else found)

    return count


def _renovated(name: str) -> Callable[[Books, Span], Fraction | None]:
    def count(books: Books, span: Span) -> Fraction | None:
        if not any(row.starts_on is None or row.starts_on <= span.last for row in books.rows["renovation"]):
            return None
        mine = projects(books, span)
        sizes = [row.estates or 0 if name == "estates" else row[name] for row, _ in mine]
        known = [size(one) for one in sizes if one is not None]
        return sum(known, Fraction(0)) if known or not mine else None

    return count


def _disinfected(books: Books, span: Span) -> int | None:
    rows = books.rows["disinfection"]
    if not any(row.on <= span.last for row in rows):
        return None
    return sum(row.buildings or 0 for row in rows if span.holds(row.on) and books.estate_seen(row.estate_id, span))


def _given(code: str) -> Callable[[Books, Span], Fraction | None]:
    def count(books: Books, span: Span) -> Fraction | None:
        known = FIGURES[code]
        mine = {row.id for row in books.rows["supply"] if known["supply"] in row.name and row.unit == known["unit"]}
        moved = [row for row in books.rows["supply_movement"] if row.supply_id in mine and row.on <= span.last]
        if span.sides or not moved:
            return None
        out = [size(row.amount) for row in moved if row.kind == "out" and row.on >= span.first]
        return sum(out, Fraction(0))

    return count


def _listed(which: str) -> Callable[[Books, Span], int | None]:
    def count(books: Books, span: Span) -> int | None:
        terms = [(year, quarter) for year in range(span.first.year, span.last.year + 1) for quarter in (1, 2, 3, 4)]
        ended = [term for term in terms if span.first <= quarter_span(*term).last <= span.last]
        views = [view for year, quarter in ended if (view := published(books, f"{year}Q{quarter}")) is not None]
        if not views:
            return None
        return sum(
            row["listed"] == which and books.estate_seen(row["estate_id"], span)
            for view in views
            for row in view["rows"]
        )

    return count


RECORDED: dict[str, Callable[[Books, Span], Any]] = {
    "contract_filed": _filed,
    "inspections": lambda books, span: _size(_inspected(books, span)),
    "inspected": lambda books, span: (
        None if (found := _inspected(books, span)) is None else len({row.estate_id for row in found})
    ),
    "notices": _notices,
    "findings": _found(lambda _: True),
    "settled": _found(settled),
    "interviews": lambda books, span: _size(_measures(books, span, 3, 4)),
    "interviewed": lambda books, span: (
        None
        if (found := _measures(books, span, 3, 4)) is None
        else len({row.organisation_id for row in found} - {None})
    ),
    "written": lambda books, span: _size(_measures(books, span, 2)),
    "committees_formed": _terms(lambda row, span: row.ordinal == 1 and span.holds(row.starts)),
    "committees_renewed": _terms(lambda row, span: row.ordinal > 1 and span.holds(row.starts)),
    "committees": _terms(
        lambda row, span: bool(row.starts and row.ends and row.starts <= span.last <= row.ends), distinct=True
    ),
    "renovation_estates": _renovated("estates"),
    "renovation_households": _renovated("households"),
    "renovation_area": _renovated("area"),
    "renovation_investment": _renovated("investment"),
    "disinfected": _disinfected,
    "masks": _given("masks"),
    "disinfectant": _given("disinfectant"),
    "gloves": _given("gloves"),
    "red": _listed("red"),
    "black": _listed("black"),
}
