"""R02, R03, R04 and U01: orders by estate, category, channel and unit."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from books import Books, Row, size, top3
from cells import POSITION, Cells, Line, Sheet
from spans import Span
from tallies import Q, Several, Tally, ids

RATINGS = ("content", "fairly", "so_so", "discontent")
LAST = 10_000


def tallies(books: Books, span: Span, key: Callable[[Row], Any]) -> dict[Any, Tally]:
    """The groups that have anything to tell."""
    keys = {key(order) for order in books.orders}
    found = {one: Tally(books, span, lambda order, one=one: key(order) == one) for one in keys}
    return {one: tally for one, tally in found.items() if tally.told}


def problems(books: Books, orders: list[Row]) -> str:
    """主要问题: the names of categories as they stand on the orders."""
    return top3(books.categories[one.category_code].name for one in orders if one.category_code)


def estates_of(books: Books, orders: list[Row], most: int = 3) -> str:
    return top3((books.estates[one.estate_id].name for one in orders if one.estate_id), most)


def compared(tally: Tally) -> Cells:
    return {
        "before": ids(tally.before), "a_year_before": ids(tally.a_year_before), "change": tally.change,
        "growth": tally.growth(), "yearly_growth": tally.growth("a_year_before"),
    }  # fmt: skip


def share_of(tally: Tally, whole: Tally) -> Q:
    return Q(ids(tally.received), len(whole.received))


# R02


def by_estate(books: Books, span: Span) -> Sheet:
    groups = tallies(books, span, lambda order: order.estate_id)

    def cells(tally: Tally, of: list[int]) -> Cells:
        rows = [books.estates[key] for key in of]
        area = sum((size(row.area) for row in rows if row.area), Fraction(0))
        sized = Several(one.id for one in tally.effective if books.estates[one.estate_id].area)
        return {
            "number": None, "households": sum(row.households or 0 for row in rows), "area": area, "sized": sized,
            **tally.cells(
                "received", "hotline", "matters", "closed", "repeats", "proactive", "effective", "before",
                "a_year_before", *RATINGS,
            ),
            **tally.rates("closed_rate", "on_time_rate", "solved_rate", "satisfaction"),
            "per_area": Fraction(len(sized) * 10) / area if area else None,
            "growth": tally.growth(), "yearly_growth": tally.growth("a_year_before"),
            "problems": problems(books, tally.received),
        }  # fmt: skip

    lines = []
    for key, tally in groups.items():
        row = books.estates.get(key)
        name = row.name if row else "未落小区"
        own = {
            "number": POSITION, "estate": name, "company": books.company_name(key, span.reached),
            "households": row and row.households, "area": row and row.area and size(row.area),
        }  # fmt: skip
        mine = cells(tally, [key] if row else []) | own
        if row is not None and row.area == 0:
            mine["area"] = 0
        lines.append(Line("nobody" if key is None else key, mine, (key is None, -len(tally.received), name)))
    total = {**cells(Tally(books, span), [key for key in groups if key]), "estate": "合计"} if lines else None
    return Sheet("R02", sorted(lines, key=lambda line: line.sort), total)


# R03


def by_category(books: Books, span: Span) -> Sheet:
    groups = tallies(books, span, lambda order: order.category_code)
    whole = Tally(books, span)

    def cells(tally: Tally) -> Cells:
        return {
            **tally.cells("received", "proactive", *RATINGS), "share": share_of(tally, whole), **compared(tally),
            **tally.rates("closed_rate", "satisfaction"), "estates": estates_of(books, tally.received),
        }  # fmt: skip

    def place(code: str | None) -> tuple[Any, ...]:
        row = books.categories.get(code or "")
        top = books.categories.get(row.parent_code or "") if row else None
        first = (top or row).position if row else LAST
        names = ((top or row).name, row.name if top else "(未细分)") if row else ("未分类", "未分类")
        return (first, row.position if row and top else LAST), *names

    tops: dict[Any, list[str | None]] = {}
    for code in sorted(groups, key=place):
        row = books.categories.get(code or "")
        tops.setdefault(row and (row.parent_code or row.code), []).append(code)
    lines, firsts = [], []
    for top, codes in tops.items():
        for code in codes:
            _, first, second = place(code)
            hot = books.categories[code].hot_class if code else ""
            lines.append(Line(code or "nobody", {**cells(groups[code]), "first": first, "second": second, "hot": hot}))
        first = books.categories[top].name if top else "未分类"
        added = cells(Tally(books, span, lambda order, codes=codes: order.category_code in codes))
        lines.append(
            Line(f"subtotal:{top or 'nobody'}", {**added, "first": first, "second": "小计", "hot": None}, subtotal=True)
        )
        sort = (-len(added["received"]), len(firsts))
        firsts.append(Line(top or "nobody", {**added, "first": first}, sort))
    total = {**cells(whole), "first": "合计"} if lines else None
    extras = [Sheet("R03.first", sorted(firsts, key=lambda line: line.sort), total)] if lines else []
    return Sheet("R03", lines, total, extras)


# R04


def by_channel(books: Books, span: Span) -> Sheet:
    groups = tallies(books, span, lambda order: order.channel_code)
    whole = Tally(books, span)
    names = {"direct": "居民直接反映", "assigned": "上级或外部转派", "proactive": "主动发现"}

    def cells(tally: Tally) -> Cells:
        found = {
            **tally.cells("received", "matters", *RATINGS), "share": share_of(tally, whole), **compared(tally),
            **tally.rates("on_time_rate", "satisfaction"),
        }  # fmt: skip
        del found["change"]
        return found

    parts: dict[bool, list[Line]] = {True: [], False: []}
    for code, tally in groups.items():
        row = books.channels[code]
        sort = (-len(tally.received), row.position)
        parts[row.counted].append(
            Line(code, {**cells(tally), "channel": row.short, "group": names.get(row.group, "")}, sort)
        )
    lines: list[Line] = []
    for counted, key, name in ((True, "complaints", "投诉渠道小计"), (False, "proactive", "主动发现小计")):
        mine = sorted(parts[counted], key=lambda line: line.sort)
        lines += mine
        if parts[True] and parts[False]:
            added = Tally(books, span, lambda order, counted=counted: order.proactive != counted)
            lines.append(Line(f"subtotal:{key}", {**cells(added), "channel": name, "group": ""}, subtotal=True))
    return Sheet("R04", lines, {**cells(whole), "channel": "合计"} if lines else None)


# U01


def by_unit(books: Books, span: Span) -> Sheet:
    groups = tallies(books, span, lambda order: order.organisation_id)
    whole = Tally(books, span)

    def cells(tally: Tally) -> Cells:
        return {
            **tally.cells("received", "matters", "closed", "due", "on_time", "solved", "explained", *RATINGS),
            "share": share_of(tally, whole),
            **tally.rates("contact_rate", "on_time_rate", "closed_rate", "solved_rate", "satisfaction"),
        }

    lines = []
    for key, tally in groups.items():
        name = books.unit_name(key)
        party = books.parties.get(books.units[key].party) if key else None
        own = {"number": POSITION, "unit": name, "party": party["name"] if party else ""}
        lines.append(
            Line("nobody" if key is None else key, {**cells(tally), **own}, (key is None, -len(tally.received), name))
        )
    total = {**cells(whole), "unit": "合计"} if lines else None
    return Sheet("U01", sorted(lines, key=lambda line: line.sort), total)
