"""R05 and R23: the office's figures beside those of the year before, and what a summary says of them."""

from fractions import Fraction
from typing import Any

from books import Books, Row
from cells import ANY, Cells, Line, Sheet
from monthly_sheets import said
from recorded_figures import FIGURES, figure
from spans import Span, end_of, months_back
from tallies import KEYS, Q, Several, Tally, ids, number
from weekly_sheets import two_rates

RATES = ("K03", "K04", "K05", "K06", "K07", "K08", "K09", "K13")


def overview(books: Books, span: Span) -> Sheet:
    then = span.a_year_before()
    this, last = _rows(books, span), _rows(books, then)
    known = books.known_before(then)
    lines = []
    for name in this:
        if name.startswith("其中:") and not (this[name] or last[name]):
            continue
        before = last[name] if known else None
        change = None if before is None else number(this[name]) - number(before)
        lines.append(_line(name, this[name], before, change))
    for code, entry in FIGURES.items():
        now, before = figure(books, code, span), figure(books, code, then)
        change = None if now is None or before is None else now - before
        lines.append(_line(f"{entry['name']}({entry['unit']})", now, before, change))
    return Sheet("R05", lines, None, [rates(books, span), months(books, span)])


def _line(name: str, now: Any, then: Any, change: Any) -> Line:
    growth = None if change is None else Q(change, number(then))
    return Line(name, {"row": ANY, "now": now, "then": then, "change": change, "growth": growth, "meaning": ANY})


def _rows(books: Books, span: Span) -> dict[str, Any]:
    tally = Tally(books, span)
    complaints = [one for one in books.rows["channel"] if one.counted]
    complaints.sort(key=lambda one: (-sum(o.channel_code == one.code for o in tally.received), one.position))
    channels = {
        f"其中:{one.short}": ids([o for o in tally.received if o.channel_code == one.code]) for one in complaints
    }
    names = {
        "事项数": "matters", "有效投诉量": "effective", "重复件": "repeats", "受理件的现状:已办结": "ended",
        "在办": "under_way", "挂账": "held", "退单": "returned", "办结数": "closed", "实际解决": "solved",
        "解释说明": "explained", "应办结数": "due", "按时办结": "on_time",
    }  # fmt: skip
    return {
        "受理总数(件次)": ids(tally.received), "投诉渠道受理": ids(tally.complaints), **channels,
        "主动发现": ids(tally.proactive), **{words: ids(getattr(tally, name)) for words, name in names.items()},
        **_doings(books, span),
    }  # fmt: skip


def _doings(books: Books, span: Span) -> dict[str, Any]:
    seen = {order.id for order in books.seen(span)}

    def times(table: str, at: str, **wanted: Any) -> list[Row]:
        return [
            row
            for row in books.rows[table]
            if row.work_order_id in seen
            and span.holds(row[at])
            and all(row[key] == value for key, value in wanted.items())
        ]

    def orders(rows: list[Row]) -> Several:
        return Several(dict.fromkeys(row.work_order_id for row in rows))

    urged, supervised = (times("act", "happened_at", act=act) for act in ("urge", "supervise"))
    calls = times("call_back", "at")
    return {
        "催办件数": orders(urged), "催办次数": len(urged), "督办件数": orders(supervised),
        "督办次数": len(supervised), "退单申请": len(times("request", "at", kind="return")),
        "批准延期": len(times("request", "decided_at", kind="extension", approved=True)),
        "批准挂账": len(times("request", "decided_at", kind="hold", approved=True)),
        "重办": len(times("act", "happened_at", act="redo")), "回访件数": orders(calls), "回访次数": len(calls),
        "接通次数": sum(call.reached for call in calls),
    }  # fmt: skip


def rate(books: Books, span: Span, code: str) -> Q:
    return said(books, span).solving if code == "K08" else Tally(books, span).rate(KEYS[code])


def rates(books: Books, span: Span) -> Sheet:
    then = span.a_year_before()
    return Sheet("R05.rates", [two_rates(code, rate(books, span, code), rate(books, then, code)) for code in RATES])


def months(books: Books, span: Span) -> Sheet:
    """Twelve months up to the one in which the period ends; companies are those at the end of the course,
    or today, and a month that is not over is held against as much of it a year before."""
    today = books.now.date()
    last = end_of(today if span.first <= today < span.last else span.last)
    until = today if today < last and months_back(last.replace(day=1), 11) <= today else None
    opened = min((order.received_at for order in books.orders), default=books.now).date()
    lines: list[Line] = []
    for back in reversed(range(12)):
        first = months_back(last.replace(day=1), back)
        month = Span(first, end_of(first), span.sides, until or last, until if end_of(first) == last else None)
        this, then = Tally(books, month), Tally(books, month.a_year_before())
        kept = month.a_year_before().last >= opened
        cells = {
            "month": month.month_words(), "received": ids(this.received), "closed": ids(this.closed),
            "a_year_before": ids(then.received) if kept else None,
        }  # fmt: skip
        lines.append(Line(f"{first:%Y-%m}", cells))
    total: Cells = {"month": "合计"}
    for key in ("received", "closed", "a_year_before"):
        values = [line.cells[key] for line in lines]
        total[key] = None if None in values else Several(key for value in values for key in value)
    return Sheet("R05.months", lines, total)


# R23

PARAGRAPHS = {
    "疫情防控": "disinfected masks disinfectant gloves",
    "日常监督管理": "受理总数(件次) 其中: 主动发现 有效投诉量 办结数 K05 K04 K06 K09 督办件数 回访件数 "
    "inspections inspected K21 K29 notices findings settled K20 bidding agreement handover grading contract_filed "
    "withdrawal committees_formed committees_renewed committees",
    "老旧小区改造": "renovation_estates renovation_households renovation_area renovation_investment",
    "创建文明城市": "red black interviews interviewed",
    "联合督查": "written",
    "法规宣贯": "booklets",
    "下步打算": "在办 挂账",
}
TOLD = {
    "受理总数(件次)": ("受理投诉", "件次"), "主动发现": ("主动发现问题", "件"), "有效投诉量": ("有效投诉", "件"),
    "办结数": ("办结", "件"), "督办件数": ("督办工单", "件"), "回访件数": ("回访", "件"), "在办": ("在办", "件"),
    "挂账": ("挂账", "件"),
}  # fmt: skip
RATED = {
    "K04": "按时办结率", "K05": "办结率", "K06": "实际解决率", "K09": "满意率", "K20": "整改完成率",
    "K21": "检查覆盖率", "K29": "信息公开率",
}  # fmt: skip


def summary(books: Books, span: Span) -> Sheet:
    rows = {line.key: line.cells for line in overview(books, span).lines}
    lines = []
    for paragraph, wanted in PARAGRAPHS.items():
        for each in wanted.split():
            for item, cells in _told(books, span, each, rows):
                lines.append(Line(f"{paragraph}.{item}", {"paragraph": paragraph, "item": item, **cells}))
    return Sheet("R23", lines)


def _told(books: Books, span: Span, each: str, rows: dict[str, Cells]) -> list[tuple[str, Cells]]:
    if each in RATED:
        return [(f"{RATED[each]}(%)", _rate_words(books, span, each))]
    if each == "其中:":
        channels = [name for name in rows if name.startswith(each)]
        return [(f"其中{name[3:]}", _count_words(rows[name], f"{name[3:]}渠道", "件", name)) for name in channels]
    if each in FIGURES:
        entry = FIGURES[each]
        name = f"{entry['name']}({entry['unit']})"
        return [(name, _count_words(rows[name], entry.get("words") or entry["name"], entry["unit"], name))]
    return [(each, _count_words(rows[each], *TOLD[each], each))]


def plain(value: Any) -> str:
    exact = round_half(Fraction(value), 2)
    return f"{float(exact):.2f}".rstrip("0").rstrip(".")


def round_half(value: Fraction, decimals: int) -> Fraction:
    scale = 10**decimals
    whole = (abs(value) * scale + Fraction(1, 2)).__floor__()
    return Fraction(whole if value >= 0 else -whole, scale)


def _count_words(row: Cells, words: str, unit: str, source: str) -> Cells:
    now, then = number(row["now"]), number(row["then"])
    told = ""
    if now or (now == 0 and then):
        told = f"{words}{plain(now)}{unit}"
        whole = all(value is not None and Fraction(value).denominator == 1 for value in (now, then))
        if whole:
            told += _than(int(now), int(then), unit)
        elif then is not None:
            told += f"(上年同期{plain(then)}{unit})"
    return {"source": f"R05.{source}", "now": now, "then": then, "words": told}


def _than(now: int, then: int, unit: str) -> str:
    if now == then:
        return ",与上年同期持平"
    more = now > then
    grown = round_half(Fraction(abs(now - then) * 100, then), 1) if then >= 10 else 0  # of less no percentage
    words = f",较上年同期{'增加' if more else '减少'}{abs(now - then)}{unit}"
    return words + (f",{'增长' if more else '下降'}{float(grown):.1f}%" if grown else "")


def _rate_words(books: Books, span: Span, code: str) -> Cells:
    this, last = (_rate_of(books, asked, code) for asked in (span, span.a_year_before()))
    source = f"{'R11' if code in ('K20', 'K21', 'K29') else 'R05'}.{RATED[code]}({code})"
    if code == "K21" and figure(books, "inspected", span) is None:
        return {"source": source, "now": None, "then": None, "words": ""}
    now, then = this.value, last.value
    words = ""
    if now is not None:
        shown = f"{float(round_half(now * 100, 1)):.1f}%"
        weighed = "" if Fraction(number(this.above)).denominator == 1 else "加权"
        words = f"{RATED[code]}{shown}({weighed}{plain(number(this.above))}/{plain(number(this.below))})"
        if then is not None:
            points = round_half(abs(now - then) * 100, 1)
            side = "上升" if now > then else "下降"
            words += f",较上年同期{side}{float(points):.1f}个百分点" if points else ",与上年同期持平"
    percents = [None if one is None else round_half(one * 100, 1) for one in (now, then)]
    return {"source": source, "now": percents[0], "then": percents[1], "words": words}


def _rate_of(books: Books, span: Span, code: str) -> Q:
    if code == "K20":
        due = [row for row in books.rows["finding"] if row.state != "void" and span.holds(row.counted_due_at)]
        due = [row for row in due if books.case_seen(row, span, categories=True)]
        return Q(sum(row.state in ("cleared", "fixed") for row in due), len(due))
    if code == "K21":
        used = {key for key, row in books.estates.items() if row.active and books.estate_seen(key, span)}
        done = {
            row.estate_id
            for row in books.rows["inspection"]
            if row.state == "done" and span.holds(row.inspected_on) and row.estate_id in used
        }
        return Q(len(done), len(used))
    if code == "K29":
        return _disclosed(books, span)
    return rate(books, span, code)


def _disclosed(books: Books, span: Span) -> Q:
    """Of the items that apply in the inspections with the list of disclosure, look-backs aside, those fulfilled."""
    lists = {row.id for row in books.rows["checklist"] if row.code == "information_disclosure"}
    versions = {row.id for row in books.rows["checklist_version"] if row.checklist_id in lists}
    made = {
        row.id
        for row in books.rows["inspection"]
        if row.checklist_version_id in versions
        and row.state == "done"
        and row.kind != "look_back"
        and span.holds(row.inspected_on)
        and books.case_seen(row, span)
    }
    told = [
        row
        for row in books.rows["inspection_answer"]
        if row.inspection_id in made and row.applicable and row.value is not None
    ]
    return Q(sum(not row.value for row in told), len(told))  # every item of the list takes all or nothing
