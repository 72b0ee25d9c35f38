"""Companies in a year: their estates' scores weighted by area (K23), the department's part, the credit."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

from assessed_anew import ONE, Assessed, Points, two, whole_year, within
from books import Books, Row, size
from spans import Span
from tallies import competition


class Company:
    """One company in a year."""

    def __init__(self, books: Books, key: int, shares: list[dict[str, Any]], year: int) -> None:
        self.key, self.name, self.shares = key, books.units[key].name, shares
        counted = [one for one in shares if not one["left_out"]]
        areas = [one["area"] for one in counted if one["area"]]
        usual = sum(areas, Fraction(0)) / len(areas) if areas else ONE
        weighed = [(one["area"] or usual, one) for one in counted]
        self.area = sum((one["area"] for one in shares if one["area"]), Fraction(0))
        self.numerator = sum((area * one["score"] for area, one in weighed), Fraction(0))
        self.denominator = sum((area for area, _ in weighed), Fraction(0))
        self.weighted = two(self.numerator / self.denominator) if self.denominator else None
        self.quarters = [_mean([(area, one["quarters"][at]) for area, one in weighed]) for at in range(4)]
        self.department = _mean([(area, one["department"]) for area, one in weighed])
        periods = [str(year), *(f"{year}Q{at}" for at in (1, 2, 3, 4))]
        self.credit = sum(
            (
                size(row.points)
                for row in books.rows["adjustment"]
                if row.organisation_id == key and row.estate_id is None and row.period in periods
            ),
            Fraction(0),
        )
        self.total = self._total()
        self.rank: int | None = None

    def _total(self) -> Points:
        if self.weighted is None:
            return None
        mixed = self.weighted
        if self.department is not None:
            mixed = (60 * self.weighted + 40 * self.department) / 100
        return max(Fraction(0), min(Fraction(100), two(mixed + self.credit)))


def _mean(weighed: list[tuple[Fraction, Points]]) -> Points:
    there = [(area, value) for area, value in weighed if value is not None]
    whole = sum((area for area, _ in there), Fraction(0))
    return two(sum((area * value for area, value in there), Fraction(0)) / whole) if whole else None


def companies(books: Books, year: int) -> list[Company]:
    """Every company that served an estate in use in the year, by the estates' scores weighted by area."""
    rows, quarters = whole_year(books, year)
    span = Span(date(year, 1, 1), date(year, 12, 31))
    shares: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in sorted(rows, key=lambda one: one.estate.id):
        mine = within(books, one.estate.id, span)
        for key in sorted({row.organisation_id for row in mine}):
            own = [row for row in mine if row.organisation_id == key]
            totals = [_quarter_total(found, one.estate.id, key) for found in quarters]
            there = [total for total in totals if total is not None]
            days = None if any(row.since is None for row in own) else sum(_days(row, span) for row in own)
            department = one.given.get("department") if one.company_id == key else None
            score = sum(there, Fraction(0)) / len(there) if there else None
            shares[key].append(
                {
                    "estate": one.estate.id, "area": size(one.estate.area) if one.estate.area else None, "score": score,
                    "quarters": totals, "department": department,
                    "left_out": score is None or (days is not None and days < 90),
                }
            )  # fmt: skip
    found = [Company(books, key, own, year) for key, own in shares.items()]
    for company, place in zip(found, competition([one.total for one in found]), strict=True):
        company.rank = place
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.name))


def _quarter_total(rows: list[Assessed] | None, estate: int, company: int) -> Points:
    for one in rows or ():
        if one.estate.id == estate and one.company_id == company:
            return one.total
    return None


def _days(row: Row, span: Span) -> int:
    return int((min(row.until or span.last, span.last) - row.since).days) + 1
