"""R12, R13 and R14 from assessments made anew."""

from fractions import Fraction
from typing import Any

from assessed_anew import GROUPS, Assessed, begun, grade, quarter, two, whole_year
from books import Books
from cells import ANY, Cells, Line, Sheet
from companies_anew import Company, companies
from spans import Span

PARTS = {
    "inspection": "现场检查", "survey": "业主满意度", "neighborhood": "居委会意见", "owners": "业委会意见",
    "complaints": "投诉处理", "cooperation": "配合整改", "town": "街镇季度考核", "department": "主管部门考评",
}  # fmt: skip
FAULTY = ("inspection", "town")  # named with what cost most: not a figure
AVERAGED = ("inspection", "survey", "neighborhood", "owners", "complaints", "cooperation", "bonus", "penalty", "total")


def _wanted(rows: list[Assessed], span: Span) -> list[Assessed]:
    sides = span.sides
    return [
        one
        for one in rows
        if ("estates" not in sides or one.estate.id in sides["estates"])
        and ("companies" not in sides or one.company_id in sides["companies"])
    ]


def assessment(books: Books, span: Span) -> Sheet | None:
    """The quarter in which the period ends; None where it has not begun."""
    year, number = span.last.year, (span.last.month + 2) // 3
    if not begun(books, year, number):
        return None
    rows = _wanted(quarter(books, year, number), span)
    lines: list[Line] = []
    for group in GROUPS:
        own = [one for one in rows if one.group == group]
        lines += [Line(one.estate.id, _row(one)) for one in own]
        if own:
            lines.append(Line(f"subtotal:{group}", _means(own, "分类平均"), subtotal=True))
    return Sheet("R12", lines, _means(rows, "全部平均") if rows else None)


def _row(one: Assessed) -> Cells:
    there = one.total is not None and one.before is not None
    return {
        "rank": one.rank, "estate": one.estate.name, "group": one.group, "company": one.company, **one.parts,
        "bonus": one.bonus, "penalty": one.penalty, "total": one.total, "grade": one.grade,
        "change": one.total - one.before if there else None, "deductions": deductions(one), "before": one.before,
        "overall": one.overall,
    }  # fmt: skip


def lost(one: Assessed) -> dict[str, Fraction]:
    known = {part: value for part, value in one.parts.items() if value is not None}
    whole = sum(one.weights[part] for part in known)
    costs = {part: one.weights[part] * (100 - value) / whole for part, value in known.items() if value < 100}
    return dict(sorted(costs.items(), key=lambda item: -item[1]))


def deductions(one: Assessed) -> Any:
    if one.total is None:
        return one.why_not
    first = list(lost(one).items())[:3]
    if any(part in FAULTY for part, _ in first):
        return ANY
    return ";".join(f"{PARTS[part]}-{float(two(cost)):.2f}" for part, cost in first)


def _means(rows: list[Assessed], words: str) -> Cells:
    cells = [_row(one) for one in rows]
    found: Cells = {**dict.fromkeys(cells[0], None), "estate": words}
    for key in AVERAGED:
        there = [row[key] for row in cells if row[key] is not None]
        found[key] = sum(map(Fraction, there), Fraction(0)) / len(there) if there else None
    return found


def company_year(books: Books, span: Span) -> Sheet | None:
    year = span.last.year
    if not begun(books, year, 0):
        return None
    sides = span.sides
    rows = [
        one
        for one in companies(books, year)
        if ("estates" not in sides or any(share["estate"] in sides["estates"] for share in one.shares))
        and ("companies" not in sides or one.key in sides["companies"])
    ]
    lines = [Line(one.key, _company(one)) for one in rows]
    if not rows:
        return Sheet("R13", lines)
    above = sum((one.numerator for one in rows), Fraction(0))
    below = sum((one.denominator for one in rows), Fraction(0))
    total = {
        "company": "合计", "projects": sum(len(one.shares) for one in rows), "numerator": above, "denominator": below,
        "area": sum((one.area for one in rows), Fraction(0)), "weighted": two(above / below) if below else None,
    }  # fmt: skip
    return Sheet("R13", lines, total)


def _company(one: Company) -> Cells:
    return {
        "rank": one.rank, "company": one.name, "projects": len(one.shares), "area": one.area,
        **{f"q{at}": value for at, value in enumerate(one.quarters, 1)}, "weighted": one.weighted,
        "department": one.department, "credit": one.credit, "total": one.total, "grade": grade(one.total),
        "listed": "", "numerator": one.numerator, "denominator": one.denominator,
    }  # fmt: skip


def lists(books: Books, span: Span) -> Sheet | None:
    """Of the year where the period is twelve months long, of both quarters (the later first) where it is half a year,
    else of the quarter in which it ends; of those that have begun."""
    year, number = span.last.year, 0 if span.whole_months == 12 else (span.last.month + 2) // 3
    wanted = [number, number - 1] if span.whole_months == 6 and number in (2, 4) else [number]
    sheets = [_lists(books, span, year, one) for one in wanted if begun(books, year, one)]
    if not sheets:
        return None
    first, *rest = sheets
    for one in rest:
        one.source = "R14.earlier"
    first.extras = rest
    return first


def _lists(books: Books, span: Span, year: int, number: int) -> Sheet:
    rows = _wanted(quarter(books, year, number) if number else whole_year(books, year)[0], span)
    parts = (
        ("红榜", [one for one in rows if one.listed == "red"]),
        ("黑榜", [one for one in rows if one.listed == "black"]),
        ("曝光", [one for one in rows if one.below and one.listed != "black"]),
    )
    lines = []
    for words, own in parts:
        for one in own:
            reason = deductions(one)
            if words == "红榜":
                full = [PARTS[part] for part, value in one.parts.items() if value is not None and value >= 100]
                reason = ";".join(filter(None, (one.listed_why, f"{'、'.join(full)}满分" if full else "")))
            cells = {
                "list": words, "estate": one.estate.name, "company": one.company, "manager": one.manager,
                "total": one.total, "rank": one.rank, "reason": reason,
                "due": None if words == "红榜" else _due(books, one.estate.id),
                "remark": f"{one.group}{',低于曝光线' if one.below else ''}",
            }  # fmt: skip
            lines.append(Line(one.estate.id, cells))
    return Sheet("R14", lines)


def _due(books: Books, estate: int) -> Any:
    """The last term of what is still to be put right."""
    terms = [
        row.due_at
        for row in books.rows["finding"]
        if row.estate_id == estate and row.state in ("open", "notified", "answered", "failed") and row.due_at
    ]
    return max(terms).date() if terms else None
