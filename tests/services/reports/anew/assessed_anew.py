"""Assessments by the shipped scheme (50/20/8/7/10/5, a year's 60/40): every estate and company from plain rows."""

from datetime import date
from fractions import Fraction
from typing import Any

from books import Books, Row, running, size
from spans import Span, quarter_span
from tallies import Tally, competition

from desktop.domain.indicators import rounded

WEIGHTS = {"inspection": 50, "survey": 20, "neighborhood": 8, "owners": 7, "complaints": 10, "cooperation": 5}
YEAR_WEIGHTS = {"town": 60, "department": 40}
LEFT_OUT = ("handover_filing", "owners_committee_norms", "renovation_project", "rectification_lookback")
GROUPS = ("前期", "未满8年", "满8年", "未分组")
ONE = Fraction(1)
Points = Fraction | None


def two(value: Fraction) -> Fraction:
    return rounded(value, 2)


def published(books: Books, code: str) -> dict[str, Any] | None:
    """What stands published of a term."""
    mine = [row for row in books.rows["assessment"] if row.period == code and row.state == "published"]
    return max(mine, key=lambda row: row.number)["content"] if mine else None


def begun(books: Books, year: int, quarter: int) -> bool:
    return date(year, quarter * 3 - 2 if quarter else 1, 1) <= books.now.date()


class Assessed:
    """One estate in one term: parts, total, places, lists."""

    def __init__(self, books: Books, estate: Row, year: int, quarter: int) -> None:
        self.estate, self.quarter = estate, quarter
        self.span = quarter_span(year, quarter) if quarter else Span(date(year, 1, 1), date(year, 12, 31))
        code = f"{year}Q{quarter}" if quarter else str(year)
        self.group = _group(books, estate, year)
        service = _serving(books, estate.id, self.span)
        self.company_id = service.organisation_id if service else None
        self.company = books.units[service.organisation_id].name if service else ""
        self.manager = service.manager if service else ""
        given = {
            row.source: two(size(row.score))
            for row in books.rows["opinion"]
            if row.estate_id == estate.id and row.period == code
        }
        own = [
            size(row.points) for row in books.rows["adjustment"] if row.estate_id == estate.id and row.period == code
        ]
        self.bonus = min(Fraction(5), sum((one for one in own if one > 0), Fraction(0)))
        self.penalty = min(Fraction(10), -sum((one for one in own if one < 0), Fraction(0)))
        self.vetoed = False
        self.quarters: list[Points] = []
        self.given = given
        self.parts: dict[str, Points] = _parts(books, self, code) if quarter else {}
        self.weights = WEIGHTS if quarter else YEAR_WEIGHTS
        self.total: Points = None
        self.why_not = ""
        self.rank = self.overall = None
        self.before: Points = None
        self.listed, self.listed_why = "", ""

    def add_up(self) -> None:
        """The parts by their weights, those missing shared out; at least half of the weights must be there."""
        if not self.quarter and self.parts["town"] is None:
            self.why_not = "缺街镇季度考核,不计总分"
            return
        known = sum(self.weights[part] for part, value in self.parts.items() if value is not None)
        if known < 50:
            self.why_not = f"有分的各项权重合计{known}%,不足50%,不计总分"
            return
        whole = sum(
            (self.weights[part] * value for part, value in self.parts.items() if value is not None), Fraction(0)
        )
        total = two(whole / known + self.bonus - self.penalty)
        self.total = max(Fraction(0), min(Fraction(100), total))

    @property
    def grade(self) -> str:
        return grade(self.total)

    @property
    def below(self) -> bool:
        return self.total is not None and self.total < 60


def grade(total: Points) -> str:
    if total is None:
        return ""
    return "优秀" if total >= 90 else "良好" if total >= 80 else "合格" if total >= 60 else "不合格"


def _group(books: Books, estate: Row, year: int) -> str:
    said = next((row.group for row in books.rows["estate_group"] if row.estate_id == estate.id), None)
    if said in GROUPS:
        return str(said)
    if "前期" in estate.kind:
        return "前期"
    if estate.built_year is None:
        return "未分组"
    return "未满8年" if year - estate.built_year < 8 else "满8年"


def within(books: Books, estate: int, span: Span) -> list[Row]:
    """Services of property companies in the term, the latest first."""
    mine = [
        row
        for row in books.services()
        if row.estate_id == estate
        and (row.since is None or row.since <= span.last)
        and (row.until is None or row.until >= span.first)
    ]
    return sorted(mine, key=lambda row: (row.since is not None, row.since or date.min, row.id), reverse=True)


def _serving(books: Books, estate: int, span: Span) -> Row | None:
    mine = within(books, estate, span)
    return next((row for row in mine if running(row, span.last)), mine[0] if mine else None)


def _parts(books: Books, one: Assessed, code: str) -> dict[str, Points]:
    given, key = one.given, one.estate.id
    due = [
        row
        for row in books.rows["finding"]
        if row.estate_id == key and row.state != "void" and one.span.holds(row.counted_due_at)
    ]
    put_right = sum(row.state in ("cleared", "fixed") for row in due)
    return {
        "inspection": _inspected(books, one),
        "survey": _surveyed(books, key, code),
        "neighborhood": given.get("neighborhood"),
        "owners": given.get("owners"),
        "complaints": _complained(books, one),
        "cooperation": given.get("cooperation", two(Fraction(put_right * 100, len(due))) if due else None),
    }


def _inspected(books: Books, one: Assessed) -> Points:
    codes = {row.id: row.code for row in books.rows["checklist"]}
    lists = {row.id: codes[row.checklist_id] for row in books.rows["checklist_version"]}
    visits = [
        row
        for row in books.rows["inspection"]
        if row.estate_id == one.estate.id
        and row.state == "done"
        and row.kind != "look_back"
        and row.recheck_of_id is None
        and row.score is not None
        and one.span.holds(row.inspected_on)
        and lists[row.checklist_version_id] not in LEFT_OUT
    ]
    one.vetoed = any(row.vetoed for row in visits)
    return two(sum((size(row.score) for row in visits), Fraction(0)) / len(visits)) if visits else None


def _surveyed(books: Books, estate: int, code: str) -> Points:
    sheets = [row.counts for row in books.rows["survey"] if row.estate_id == estate and row.period == code]
    valid = sum(map(sum, sheets))
    points = sum(number * worth for counts in sheets for number, worth in zip(counts, (5, 4, 3, 2, 1, 0), strict=True))
    return two(Fraction(points * 100, valid * 5)) if valid else None


def _complained(books: Books, one: Assessed) -> Points:
    tally = Tally(books, one.span, lambda order: order.estate_id == one.estate.id)
    number = len(tally.effective)

    def ramp(value: Fraction) -> Fraction:
        return min(Fraction(100), max(Fraction(0), (12 - value) * 10))

    mixed: list[tuple[int, Fraction]] = []
    if one.estate.area:
        mixed.append((30, ramp(number * 10 / size(one.estate.area))))
    if one.estate.households:
        mixed.append((20, ramp(Fraction(number * 1000, one.estate.households))))
    for weight, key in ((25, "on_time_rate"), (25, "satisfaction")):
        value = tally.rate(key).value
        if value is not None:
            mixed.append((weight, value * 100))
    whole = sum(weight for weight, _ in mixed)
    return two(sum((weight * points for weight, points in mixed), Fraction(0)) / whole) if whole else None


def quarter(books: Books, year: int, number: int) -> list[Assessed]:
    """The estates in use in a quarter, ranked."""
    rows = [Assessed(books, estate, year, number) for estate in _used(books)]
    return _ranked(books, rows, f"{year}Q{number}", f"{year}Q{number - 1}" if number > 1 else f"{year - 1}Q4")


def whole_year(books: Books, year: int) -> tuple[list[Assessed], list[list[Assessed] | None]]:
    """The estates of a year, and its quarters (None for one that has not begun)."""
    quarters = [quarter(books, year, at) if begun(books, year, at) else None for at in (1, 2, 3, 4)]
    rows = []
    for estate in _used(books):
        one = Assessed(books, estate, year, 0)
        totals = [{row.estate.id: row.total for row in rows} if rows else {} for rows in quarters]
        one.quarters = [found.get(estate.id) for found in totals]
        there = [total for total in one.quarters if total is not None]
        town = two(sum(there, Fraction(0)) / len(there)) if there else None
        one.parts = {"town": town, "department": one.given.get("department")}
        rows.append(one)
    return _ranked(books, rows, str(year), str(year - 1)), quarters


def _used(books: Books) -> list[Row]:
    return sorted((row for row in books.estates.values() if row.active), key=lambda row: (row.name, row.id))


def _ranked(books: Books, rows: list[Assessed], code: str, previous: str) -> list[Assessed]:
    for one in rows:
        one.add_up()
    for one, place in zip(rows, competition([one.total for one in rows]), strict=True):
        one.overall = place
    for group in GROUPS:
        own = [one for one in rows if one.group == group]
        for one, place in zip(own, competition([one.total for one in own]), strict=True):
            one.rank = place
        _list(own)
    before = published_before(books, code, previous)
    for one in rows:
        one.before = before.get(one.estate.id)
    rows.sort(key=lambda one: (GROUPS.index(one.group), one.rank is None, one.rank or 0, one.estate.name))
    return rows


def published_before(books: Books, code: str, previous: str) -> dict[int, Points]:
    """The totals of the term before, as they stood published when this one was, or stand now."""
    mine = [row.id for row in books.rows["assessment"] if row.period == code]
    kept = [row for row in books.rows["assessment"] if row.period == previous and not (mine and row.id > max(mine))]
    if not kept:
        return {}
    rows = max(kept, key=lambda row: row.number)["content"]["rows"]
    return {row["estate_id"]: None if row["total"] is None else Fraction(row["total"]) for row in rows}


def _list(own: list[Assessed]) -> None:
    """The first and the last 15 percent of five and more; of equal totals all stand on a list, of both on none."""
    ranked = [one for one in own if one.total is not None]
    if len(ranked) < 5:
        return
    count = max(1, (Fraction(15 * len(ranked), 100) + Fraction(1, 2)).__floor__())
    for one in ranked:
        top = sum(other.total > one.total for other in ranked) < count
        bottom = sum(other.total < one.total for other in ranked) < count
        if top and not bottom and one.total >= 90 and not one.vetoed:
            one.listed, one.listed_why = "red", f"本组{len(ranked)}个中的前{count}名"
        elif bottom and not top and one.total < 80:
            one.listed, one.listed_why = "black", f"本组{len(ranked)}个中的后{count}名"
