"""R17 to R20: contracts, renovations, disinfection, supplies."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from books import Books, Row, grouped, size
from cells import Cells, Line, Sheet
from spans import DAY, Span, next_workday
from tallies import Q, Tally, ids
from vote_sheets import as_of, short

KINDS = {"basic": "基础", "better": "完善", "higher": "提升"}
# R17: filed within 30 days of signing, renewal decided 90 days before the end

CONTRACTS = {"early": "前期物业合同", "owners": "业主选聘合同", "temporary": "临时(应急)物业", "other": "其他"}
CHARGING = {"lump": "包干制", "commission": "酬金制", "other": "其他", "": ""}


def contracts(books: Books, span: Span) -> Sheet:
    today, lines = as_of(books, span), []
    for row in books.rows["service_contract"]:
        signed = row.signed_on is None or row.signed_on <= span.last
        days = [row.ends, row.filed_on, row.signed_on]
        alive = row.ends is None or any(on is not None and on >= span.first for on in days)
        if signed and alive and books.estate_seen(row.estate_id, span):
            name = books.estates[row.estate_id].name
            sort = (name, row.starts is not None, row.starts or date.min, row.id)
            lines.append(Line(row.id, _contract(books, row, name, today), sort))
    return Sheet("R17", sorted(lines, key=lambda line: line.sort))


def _contract(books: Books, row: Row, name: str, today: date) -> Cells:
    due = next_workday(row.signed_on + 30 * DAY) if row.signed_on else None
    filed = row.filed_on if row.filed_on and row.filed_on <= today else None
    days = max(0, ((filed or today) - due).days) if due else 0
    note = (
        f"{'超期备案' if filed else '未备案,超期'}{days}天" if days else "" if filed or not row.signed_on else "待备案"
    )
    return {
        "estate": name, "company": books.unit_name(row.organisation_id, ""), "kind": CONTRACTS[row.kind],
        "signed": row.signed_on, "due": due, "filed": filed, "late": "—" if due is None else "是" if days else "否",
        "starts": row.starts, "ends": row.ends, "left": (row.ends - today).days if row.ends else None,
        "renew_by": row.ends - 90 * DAY if row.ends else None, "fee": row.fee, "charging": CHARGING[row.charging],
        "note": ";".join(filter(None, (note, row.note))),
    }  # fmt: skip


# R18


def projects(books: Books, span: Span) -> list[tuple[Row, Row | None]]:
    """The projects that were not finished before the period's first month, with their newest progress."""
    found = []
    for row in sorted(books.rows["renovation"], key=lambda row: row.name):
        reports = sorted(
            (one for one in books.rows["renovation_progress"] if one.renovation_id == row.id), key=lambda one: one.month
        )
        upto = [one for one in reports if one.month <= span.last]
        before = [one for one in upto if one.month < span.first.replace(day=1)]
        wanted = not books.by_estate_only(span) or any(books.estate_seen(key, span) for key in row.estate_ids)
        if wanted and not (before and finished(row, before[-1])):
            found.append((row, upto[-1] if upto else None))
    return found


def finished(row: Row, at: Row) -> bool:
    return bool((at.finished or 0) >= max(1, row.estates or 0) or (at.done or 0) >= 100)


def renovation(books: Books, span: Span) -> Sheet:
    lines, mine = [], projects(books, span)
    for row, at in mine:
        started = at.started if at else None
        planned = row.estates or 0
        keys = set(row.estate_ids)
        received = ids(Tally(books, span, lambda order, keys=keys: order.estate_id in keys).received)
        lines.append(
            Line(
                row.id,
                {
                    "project": row.name, "community": row.community, "kind": KINDS.get(row.kind, ""),
                    "estates": row.estates, "buildings": row.buildings, "households": row.households, "area": row.area,
                    "investment": row.investment, "starts": row.starts_on, "ends": row.ends_on,
                    "done": None if at is None or at.done is None else Q(size(at.done), 100),
                    "invested": at.invested if at else None, "begun": _yes(None if started is None else started > 0),
                    "finished": _yes(finished(row, at) if at else None),
                    "rate": None if started is None else Q(started, planned),
                    "received": received if keys else None, "problems": at.problems if at else "",
                    "plan": at.plan if at else "", "started": started, "planned": planned,
                },
            )
        )  # fmt: skip
    if not lines:
        return Sheet("R18", [])
    total: Cells = {"project": "合计"}
    for key in ("estates", "buildings", "households", "area", "investment", "invested", "started", "planned"):
        total[key] = _sum(line.cells[key] for line in lines)
    total["rate"] = None if total["started"] is None else Q(total["started"], total["planned"])
    keys = {key for row, _ in mine for key in row.estate_ids}
    total["received"] = ids(Tally(books, span, lambda order: order.estate_id in keys).received) if keys else None
    return Sheet("R18", lines, total)


def _yes(known: bool | None) -> str:
    return "—" if known is None else "是" if known else "否"


def _sum(values: Iterable[Any]) -> Fraction | None:
    """None where nobody said a figure."""
    known = [size(value) for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


# R19


def disinfection(books: Books, span: Span) -> Sheet:
    mine = [row for row in books.rows["disinfection"] if span.holds(row.on) and books.estate_seen(row.estate_id, span)]
    figures = ("buildings", "times", "parcels", "agent", "anomalies", "staff")

    def told(rows: list[Row], name: str) -> str:
        days = span.first != span.last
        return ";".join(
            f"{row.on.month}月{row.on.day}日:{row[name]}" if days else row[name]
            for row in sorted(rows, key=lambda row: row.on)
            if row[name]
        )

    lines = []
    for key, rows in grouped(mine, lambda row: row.estate_id).items():
        cells = {name: _sum(row[name] for row in rows) for name in figures}
        name = books.estates[key].name
        words = {"estate": name, "refuse": told(rows, "refuse"), "problems": told(rows, "problems")}
        lines.append(Line(key, {**cells, **words}, name))
    total = {**{name: _sum(row[name] for row in mine) for name in figures}, "estate": "合计"} if mine else None
    return Sheet("R19", sorted(lines, key=lambda line: line.sort), total)


# R20


def supplies(books: Books, span: Span) -> Sheet:
    lines, units = [], Counter[str]()
    for row in sorted(books.rows["supply"], key=lambda row: row.name):
        cells = _stock(books, row, span)
        if cells is not None:
            lines.append(Line(row.id, cells))
            units[row.unit] += 1
    if not lines:
        return Sheet("R20", [])
    if len(units) > 1:
        return Sheet("R20", lines, {"supply": "合计", "unit": f"{len(lines)}种"})
    total: Cells = {"supply": "合计", "unit": next(iter(units))}
    for key in ("before", "came", "went", "left", "counted", "difference"):
        total[key] = _sum(line.cells[key] for line in lines)
    return Sheet("R20", lines, total)


def _stock(books: Books, supply: Row, span: Span) -> Cells | None:
    """Day by day: what moves on a day comes before what is counted on it."""
    moves = [row for row in books.rows["supply_movement"] if row.supply_id == supply.id and row.on <= span.last]
    moves.sort(key=lambda row: (row.on, row.kind == "counted", row.id))
    before = Fraction(0)
    for row in moves:
        if row.on < span.first:
            amount = size(row.amount)
            before = amount if row.kind == "counted" else before + (amount if row.kind == "in" else -amount)
    inside = [row for row in moves if row.on >= span.first]
    came, went = (sum((size(row.amount) for row in inside if row.kind == kind), Fraction(0)) for kind in ("in", "out"))
    counts = [at for at, row in enumerate(inside) if row.kind == "counted"]
    counted, words = None, ""
    if counts:
        last = inside[counts[-1]]
        after = inside[counts[-1] + 1 :]
        moved = sum((size(row.amount) * (1 if row.kind == "in" else -1) for row in after), Fraction(0))
        counted = size(last.amount) + moved
        words = f"{last.on.month}月{last.on.day}日盘点{short(last.amount)}{supply.unit}"
    if not (before or came or went) and counted is None:
        return None
    left = before + came - went
    return {
        "supply": supply.name, "unit": supply.unit, "before": before, "came": came, "went": went, "left": left,
        "counted": counted, "difference": None if counted is None else counted - left,
        "note": ";".join(filter(None, (words, "结存为负,请核对" if left < 0 else "", supply.note))),
    }  # fmt: skip
