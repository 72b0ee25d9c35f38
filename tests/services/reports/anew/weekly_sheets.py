"""R07: the week of the units and its six further sheets."""

from datetime import timedelta
from typing import Any

from books import Books, Row
from cells import ANY, POSITION, Cells, Line, Sheet
from order_sheets import compared, problems, share_of, tallies
from spans import DAY, WEEKDAYS, Span, holiday_words
from tallies import KEYS, Q, Tally, ids

OVERALL = ("received", "closed", "due", "on_time", "repeats", "content", "fairly", "so_so", "discontent")
ACTIVE = ("open", "notified", "answered", "failed", "ordered")
STATES = {
    "registered": "待派单", "dispatched": "待签收", "consulting": "会诊中", "handling": "办理中", "held": "挂账中",
    "reported": "待审核", "closed": "待回访", "done": "已办结", "merged": "已并案", "void": "已作废",
}  # fmt: skip


def waiting(books: Books, span: Span) -> list[Row]:
    return [order for order in books.seen(span) if order.waiting and order.close_due_at]


def soon(books: Books, span: Span) -> list[Row]:
    day = timedelta(hours=24)
    return [one for one in waiting(books, span) if books.now <= one.close_due_at <= books.now + day]


def overdue(books: Books, span: Span) -> list[Row]:
    return [one for one in waiting(books, span) if one.close_due_at < books.now]


def weekly(books: Books, span: Span) -> Sheet:
    pressing, late = soon(books, span), overdue(books, span)
    lines = []
    for key in {order.organisation_id for order in books.orders}:
        tally = Tally(books, span, lambda order, key=key: order.organisation_id == key)
        mine = [[one for one in some if one.organisation_id == key] for some in (pressing, late)]
        if not any((tally.received, tally.before, tally.discontent, *mine)):
            continue
        name = books.unit_name(key)
        cells = {**_unit(books, tally, *mine), "unit": name, "number": POSITION}
        sort = (key is None, -len(tally.received), name)
        lines.append(Line("nobody" if key is None else key, cells, sort))
    whole = Tally(books, span)
    total = {**_unit(books, whole, pressing, late), "unit": "合计"} if lines else None
    extras = [
        overall(books, span), rates(books, span), categories(books, span), estates(books, span),
        listed(books, span), ahead(books, span),
    ]  # fmt: skip
    return Sheet("R07", sorted(lines, key=lambda line: line.sort), total, extras)


def _unit(books: Books, tally: Tally, pressing: list[Row], late: list[Row]) -> Cells:
    names = ("received", "ended", "under_way", "discontent", "repeats", "held", "returned", "before")
    return {
        **tally.cells(*names), "growth": tally.growth(), "due_soon": ids(pressing), "overdue": ids(late),
        "problems": problems(books, tally.received),
    }  # fmt: skip


def two_counts(key: str, words: Any, now: Any, then: Any) -> Line:
    """A row of counts of two periods."""
    if then is None:
        cells = {"row": words, "now": now, "then": None, "change": None, "growth": None, "meaning": ANY}
    else:
        change = len(now) - len(then)
        cells = {
            "row": words, "now": now, "then": then, "change": change, "growth": Q(change, len(then)), "meaning": ANY,
        }  # fmt: skip
    return Line(key, cells)


def two_rates(code: str, now: Q, then: Q | None) -> Line:
    points = None
    if then is not None and now.value is not None and then.value is not None:
        points = (now.value - then.value) * 100
    cells = {
        "name": ANY, "code": ANY, "now": now, "then": then, "points": points, "meaning": ANY,
        "numerator": now.above, "denominator": now.below, "numerator_then": then and then.above,
        "denominator_then": then and then.below,
    }  # fmt: skip
    return Line(code, cells)


def overall(books: Books, span: Span) -> Sheet:
    this, last = Tally(books, span), Tally(books, span.before())
    known = books.known_before(span.before())
    lines = [
        two_counts(name, ANY, ids(getattr(this, name)), ids(getattr(last, name)) if known else None) for name in OVERALL
    ]
    for key, found in (("due_soon", soon(books, span)), ("overdue", overdue(books, span))):
        lines.append(two_counts(key, ANY, ids(found), None))
    return Sheet("R07.overall", lines)


def rates(books: Books, span: Span) -> Sheet:
    this, last = Tally(books, span), Tally(books, span.before())
    known = books.known_before(span.before())
    lines = [
        two_rates(code, this.rate(KEYS[code]), last.rate(KEYS[code]) if known else None)
        for code in ("K04", "K06", "K09")
    ]
    return Sheet("R07.rates", lines)


def categories(books: Books, span: Span) -> Sheet:
    whole, lines = Tally(books, span), []
    for code, tally in tallies(books, span, lambda order: order.category_code).items():
        if tally.received:
            cells = {**_first(tally, whole), "category": books.category_words(code)}
            lines.append(Line(code or "nobody", cells, (-len(tally.received), cells["category"])))
    return Sheet("R07.categories", sorted(lines, key=lambda line: line.sort)[:5])


def estates(books: Books, span: Span) -> Sheet:
    whole, lines = Tally(books, span), []
    for key, tally in tallies(books, span, lambda order: order.estate_id).items():
        if key is not None and tally.received:
            cells = {
                **_first(tally, whole), "estate": books.estates[key].name, "repeats": ids(tally.repeats),
                "company": books.company_name(key, span.reached), "problems": problems(books, tally.received),
            }  # fmt: skip
            lines.append(Line(key, cells, (-len(tally.received), cells["estate"], key)))
    return Sheet("R07.estates", sorted(lines, key=lambda line: line.sort)[:5])


def _first(tally: Tally, whole: Tally) -> Cells:
    found = compared(tally)
    names = ("before", "change", "growth")
    own = {"received": ids(tally.received), "share": share_of(tally, whole), "whole": len(whole.received)}
    return own | {name: found[name] for name in names}


def listed(books: Books, span: Span) -> Sheet:
    bad = sorted(Tally(books, span).discontent, key=lambda one: (one.closed_at, one.id))
    due = [sorted(some(books, span), key=lambda one: (one.close_due_at, one.id)) for some in (overdue, soon)]
    lines = []
    for words, orders in (("不满意", bad), ("逾期", due[0]), ("临期", due[1])):
        for order in orders:
            estate = books.estates.get(order.estate_id)
            category = books.categories.get(order.category_code or "")
            cells = {
                "place": POSITION, "kind": words, "number": order.number, "estate": estate.name if estate else "",
                "category": category.name if category else "", "unit": books.unit_name(order.organisation_id, ""),
                "abstract": ANY, "due": order.close_due_at, "state": STATES[order.state],
            }  # fmt: skip
            lines.append(Line(order.id, cells))
    return Sheet("R07.list", lines)


def ahead(books: Books, span: Span) -> Sheet:
    days = [span.last + DAY * (at + 1) for at in range(7)]
    coming = Span(days[0], days[-1])
    orders = [one for one in waiting(books, span) if coming.holds(one.close_due_at)]
    faults = [
        row
        for row in books.rows["finding"]
        if row.state in ACTIVE and coming.holds(row.due_at) and books.case_seen(row, span, categories=True)
    ]

    def cells(due: list[Row], found: list[Row]) -> Cells:
        pressing = [one for one in due if one.urgency in ("U1", "U2")]
        return {"due": ids(due), "pressing": ids(pressing), "findings": ids(found)}

    lines = []
    for day in days:
        on = Span(day, day)
        mine = cells(
            [one for one in orders if on.holds(one.close_due_at)], [row for row in faults if on.holds(row.due_at)]
        )
        own = {"day": day, "weekday": f"周{WEEKDAYS[day.weekday()]}", "holiday": holiday_words(day), "remark": ""}
        lines.append(Line(f"{day}", {**mine, **own}))
    return Sheet("R07.ahead", lines, {**cells(orders, faults), "weekday": "合计"})
