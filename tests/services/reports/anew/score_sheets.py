"""R06, R22 and U02: what units score, where complaints gather, how estates rank."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from books import Books, Row, size
from cells import Cells, Line, Sheet
from order_sheets import problems, tallies
from spans import Span
from tallies import Q, Several, Tally, competition, ids, late, two

GROUPS = ("村居", "科室", "企业", "未分组")
SIZES = ("小型(不足500户)", "中型(500至1499户)", "大型(1500户以上)", "户数未登记")


# R06: 5, 30, 20 and 40 points; half a point off for each late one, five at most


def performance(books: Books, span: Span) -> Sheet:
    groups = tallies(books, span, lambda order: order.organisation_id)

    def cells(tally: Tally) -> Cells:
        return {
            **tally.cells("received", "closed", "solved", "explained", "judged"), "late": ids(late(tally)),
            **tally.rates("contact_rate", "on_time_rate", "solved_rate", "explained_rate", "satisfaction"),
        }  # fmt: skip

    lines: list[Line] = []
    for group in GROUPS:
        own = {key: tally for key, tally in groups.items() if books.group_of(key) == group}
        if not own:
            continue
        lines += _scored(books, own, group, cells)
        keys = set(own)
        added = cells(Tally(books, span, lambda order, keys=keys: order.organisation_id in keys))
        lines.append(Line(f"subtotal:{group}", {**_blank(), **added, "unit": f"{group}小计"}, subtotal=True))
    total = {**cells(Tally(books, span)), "unit": "合计"} if lines else None
    return Sheet("R06", lines, total)


def _blank() -> Cells:
    names = ("volume_score", "contact_score", "taken", "solving_score", "content_score", "total", "rank", "group")
    return dict.fromkeys(names)


def _scored(books: Books, own: dict[Any, Tally], group: str, cells: Callable[[Tally], Cells]) -> list[Line]:
    whole = sum(len(tally.received) for tally in own.values())
    lines = []
    for key, tally in own.items():
        name = books.unit_name(key)
        mine = {**_blank(), **cells(tally), "unit": name, "group": group}
        if group != "未分组":
            parts = {
                "volume_score": two(Fraction(5 * len(tally.received), whole)) if whole else Fraction(0),
                "contact_score": two(30 * (tally.rate("contact_rate").value or Fraction(0))),
                "solving_score": Fraction(20 if tally.judged else 0),
                "content_score": two(40 * (tally.rate("satisfaction").value or Fraction(0))),
            }
            taken = min(Fraction(5), Fraction(len(late(tally)), 2))
            mine |= parts | {"taken": taken, "total": sum(parts.values()) - taken}
        lines.append(Line("nobody" if key is None else key, mine))
    places = competition([line.cells["total"] for line in lines])
    for line, place in zip(lines, places, strict=True):
        line.cells["rank"] = place
        line.sort = (place or 0, line.cells["unit"])
    return sorted(lines, key=lambda line: line.sort)


# R22


def gathered(books: Books, span: Span) -> tuple[Sheet, str]:
    """The sheet, and what its note says of the concentration (K19)."""
    effective = Tally(books, span).effective
    sheet = _gathering(books, span, effective, "R22", lambda order: order.estate_id)
    if effective:
        company = {key: books.company_of(key, span.reached) for key in {order.estate_id for order in effective}}
        sheet.extras.append(
            _gathering(
                books, span, effective, "R22.companies", lambda order: (found := company[order.estate_id]) and found.id
            )
        )
    return sheet, concentration(books, span, effective)


def concentration(books: Books, span: Span, effective: list[Row]) -> str:
    """The share of the complaints of the estates with most of them: a tenth of those in use, at least one."""
    estates = [row for row in books.estates.values() if row.active and books.estate_seen(row.id, span)]
    counts = sorted((sum(one.estate_id == row.id for one in effective) for row in books.estates.values()), reverse=True)
    most = max(1, -(-len(estates) // 10))
    if not effective:
        return "—"
    share = Fraction(sum(counts[:most]) * 100, len(effective))
    return f"{float((share * 10 + Fraction(1, 2)).__floor__()) / 10:.1f}%"


def _gathering(books: Books, span: Span, effective: list[Row], source: str, key: Callable[[Row], Any]) -> Sheet:
    groups: dict[Any, list[Row]] = {}
    for order in effective:
        groups.setdefault(key(order), []).append(order)
    by_company = source == "R22.companies"

    def name(one: Any) -> str:
        if by_company:
            return str(books.units[one].name) if one else "未明确企业"
        return str(books.estates[one].name)

    ranked = [one for one in groups if not by_company or one is not None]
    places = dict(zip(ranked, competition([Fraction(len(groups[one])) for one in ranked]), strict=True))
    listed = [one for one in groups if places.get(one, 0) <= 20]
    rest = [one for one in groups if one not in listed]
    whole = len(effective)
    lines = []
    for one in listed:
        cells = _place_cells(books, groups[one], whole)
        place = places.get(one)
        upto = sum(len(groups[other]) for other in listed if place and (places.get(other) or 99) <= place)
        cells |= {"rank": place, "name": name(one), "running": Q(upto, whole) if place else None}
        if not by_company:
            cells["company"] = books.company_name(one, span.reached)
            cells["handling"] = handling(books, span, one)
        sort = (place is None, -len(groups[one]), name(one))
        lines.append(Line("nobody" if one is None else one, cells, sort))
    lines.sort(key=lambda line: line.sort)
    if rest:
        others = [order for one in rest for order in groups[one]]
        cells = _place_cells(books, others, whole)
        extra = {"rank": None, "name": f"其余{len(rest)}个", "running": None, "company": "", "handling": ""}
        lines.append(Line("rest", {**cells, **extra}, (True, 0, "")))
    total = {**_place_cells(books, effective, whole), "name": "合计"} if effective else None
    if total and not total["area"]:
        total["area"] = 0
    return Sheet(source, lines, total)


def _place_cells(books: Books, orders: list[Row], whole: int) -> Cells:
    estates = {order.estate_id for order in orders}
    area = sum((size(books.estates[key].area) for key in estates if books.estates[key].area), Fraction(0))
    sized = Several(order.id for order in orders if books.estates[order.estate_id].area)
    return {
        "effective": ids(orders), "share": Q(len(orders), whole), "estates": len(estates),
        "per_area": Fraction(len(sized) * 10) / area if area else None, "problems": problems(books, orders),
        "repeats": ids([order for order in orders if order.repeat]), "area": area or None, "sized": sized,
    }  # fmt: skip


LEVELS = {1: "催办", 2: "书面督办", 3: "挂牌督办(黄牌约谈)", 4: "红牌约谈", 5: "上报移送"}


def handling(books: Books, span: Span, estate: int) -> str:
    """What was issued about the estate in the period, by level."""
    issued = [
        row.level
        for row in books.rows["measure"]
        if row.estate_id == estate and row.outcome != "void" and span.holds(row.issued_at)
    ]
    words = "、".join(f"{LEVELS[level]}{issued.count(level)}次" for level in sorted(set(issued)))
    return f"已{words}" if words else ""


# U02


def ranked(books: Books, span: Span) -> Sheet:
    places = [row for row in books.estates.values() if row.active and books.estate_seen(row.id, span)]
    kinds = sorted({row.kind for row in places if row.kind})
    sheet = _ranking(books, span, places, SIZES, size_group, "U02")
    if places:
        sheet.extras = [
            _ranking(books, span, places, (*kinds, "类型未登记"), lambda row: row.kind or "类型未登记", "U02.kinds")
        ]
    return sheet


def size_group(row: Row) -> str:
    if not row.households:
        return SIZES[3]
    return SIZES[0] if row.households < 500 else SIZES[1] if row.households < 1500 else SIZES[2]


def _ranking(
    books: Books, span: Span, places: list[Row], groups: tuple[str, ...], group_of: Callable[[Row], str], source: str
) -> Sheet:
    lines: list[Line] = []
    for group in groups:
        own = [row for row in places if group_of(row) == group]
        if not own:
            continue
        mine = [_estate_line(books, span, row, group) for row in own]
        for figure, rank in (("per_thousand", "rank"), ("per_area", "area_rank")):
            for line, place in zip(mine, competition([line.cells[figure] for line in mine]), strict=True):
                line.cells[rank] = place
        for line in mine:
            cells = line.cells
            line.sort = (cells["rank"] or 99, cells["area_rank"] or 99, -len(cells["effective"]), cells["estate"])
        lines += sorted(mine, key=lambda line: line.sort)
        added = {**_rank_cells(books, span, own), "group": "", "estate": f"{group}小计", "company": "", "remark": ""}
        lines.append(Line(f"subtotal:{group}", {**added, "rank": None, "area_rank": None}, subtotal=True))
    total = {**_rank_cells(books, span, places), "group": "", "estate": "合计"} if places else None
    return Sheet(source, lines, total)


def _estate_line(books: Books, span: Span, row: Row, group: str) -> Line:
    missing = [words for there, words in ((row.households, "户数"), (row.area, "建筑面积")) if not there]
    own = {
        "group": group, "estate": row.name, "company": books.company_name(row.id, span.reached),
        "remark": f"{'、'.join(missing)}未登记,不排名" if missing else "",
    }  # fmt: skip
    cells = {**_rank_cells(books, span, [row]), **own}
    for key in ("households", "area"):
        cells[key] = cells[key] or None
    return Line(row.id, cells)


def _rank_cells(books: Books, span: Span, places: list[Row]) -> Cells:
    keys = {row.id for row in places}
    orders = Tally(books, span, lambda order: order.estate_id in keys).effective
    housed = [one for one in orders if books.estates[one.estate_id].households]
    sized = [one for one in orders if books.estates[one.estate_id].area]
    households = sum(row.households or 0 for row in places)
    area = sum((size(row.area) for row in places if row.area), Fraction(0))
    return {
        "households": households, "area": area, "effective": ids(orders), "counted": ids(housed), "sized": ids(sized),
        "per_thousand": two(Fraction(len(housed) * 1000, households)) if households else None,
        "per_area": two(Fraction(len(sized) * 10) / area) if area else None,
    }  # fmt: skip
