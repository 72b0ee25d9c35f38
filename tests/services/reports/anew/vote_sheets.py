"""R15 and R16: what owners voted on, and how their committees stand."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from books import Books, Row, size
from cells import Cells, Line, Sheet
from spans import DAY, Span, months_back, next_workday
from tallies import Q

from desktop.system.resources import load_json

DIGITS = "零一二三四五六七八九"


def as_of(books: Books, span: Span) -> date:
    """Today, or the last day of a period that is over."""
    return min(books.now.date(), span.last)


def short(value: Any) -> str:
    """At most two decimals, without noughts at the end."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


# R15


def votes(books: Books, span: Span) -> Sheet:
    meetings = books.by_id("owners_vote")
    rules = load_json("voting_rules.json")
    mine = [
        (meetings[row.vote_id], row)
        for row in books.rows["vote_matter"]
        if span.holds(meetings[row.vote_id].closes_on) and books.estate_seen(meetings[row.vote_id].estate_id, span)
    ]
    mine.sort(key=lambda pair: (pair[0].closes_on, pair[0].id, pair[1].position))
    return Sheet("R15", [Line(row.id, _matter(books, vote, row, rules)) for vote, row in mine])


def _matter(books: Books, vote: Row, row: Row, rules: Any) -> Cells:
    known = next(one for one in rules["matters"] if one["no"] == row.matter)
    heads, area = vote.total_heads, size(vote.total_area)
    part_heads = row.agree_heads + row.against_heads + row.abstain_heads
    part_area = size(row.agree_area) + size(row.against_area) + size(row.abstain_area)
    agreed = (row.agree_heads, size(row.agree_area))
    strict = known["consent"] == "majority"
    least = Fraction(1, 2) if strict else Fraction(3, 4)

    def enough(part: Any, whole: Any, share: Fraction, more: bool) -> bool:
        return bool(whole) and (part > whole * share if more else part >= whole * share)

    turnout = [("人数", part_heads, heads), ("面积", part_area, area)]
    consent = [("人数", agreed[0], part_heads), ("面积", agreed[1], part_area)]
    missed = [
        f"参与{by}{short(p)}/{short(w)}不足2/3" for by, p, w in turnout if not enough(p, w, Fraction(2, 3), False)
    ]
    short_of = []
    for by, part, whole in consent:
        if enough(part, whole, least, strict):
            continue
        counted = f"同意{by}{short(part)}/{short(whole)}"
        if strict and whole and part * 2 == whole:
            short_of.append(f"{counted}恰为1/2,须过半数")
        else:
            short_of.append(f"{counted}未过半数" if strict else f"{counted}不足3/4")
    result = "通过"
    if missed or short_of:
        result = f"参与不足,不通过:{';'.join(missed)}" if missed else f"不通过:{';'.join(short_of)}"
    pairs = {
        key: f"{row[f'{key}_heads']}人\n{short(row[f'{key}_area'])}㎡" for key in ("against", "abstain", "invalid")
    }
    return {
        "topic": f"{books.estates[vote.estate_id].name}:{row.topic}", "matter": f"({row.matter}){known['text']}",
        "total_heads": heads, "total_area": area, "part_heads": part_heads, "part_area": part_area,
        "turnout_heads": Q(part_heads, heads), "turnout_area": Q(part_area, area), "agree_heads": agreed[0],
        "agree_area": agreed[1], "consent_heads": Q(agreed[0], part_heads), "consent_area": Q(agreed[1], part_area),
        **pairs, "threshold": f"参与2/3以上,同意{'过半数' if strict else '3/4以上'}", "result": result,
    }  # fmt: skip


# R16: Shanghai reports five months before the end, forms the group within 60, files within 30 days

STANDINGS = (
    "届满未换届", "逾期未报告", "临近报告期限", "已选举待备案", "换届中", "已报告待换届",
    "组建中", "已换届备案", "届期内", "未登记",
)  # fmt: skip


def terms(books: Books, span: Span) -> Sheet:
    today = as_of(books, span)
    found: dict[str, list[Line]] = {}
    estates = [row for row in books.estates.values() if row.active and books.estate_seen(row.id, span)]
    for estate in sorted(estates, key=lambda row: (row.name, row.id)):
        begun = [
            row
            for row in books.rows["committee_term"]
            if row.estate_id == estate.id and (row.starts is None or row.starts <= today)
        ]
        term = max(begun, key=lambda row: row.ordinal, default=None)
        cells = _term(estate, term, today)
        found.setdefault(cells["state"], []).append(Line(estate.id, cells))
    lines: list[Line] = []
    for state in STANDINGS:
        own = found.get(state, [])
        lines += own
        if own:
            words = {"estate": f"小计:{state}", "ordinal": f"{len(own)}个"}
            lines.append(Line(None, {**dict.fromkeys(own[0].cells), **words}, subtotal=True))
    total = {"estate": "合计", "ordinal": f"{sum(map(len, found.values()))}个"} if lines else None
    return Sheet("R16", lines, total)


def _term(estate: Row, term: Row | None, today: date) -> Cells:
    ends = term.ends if term else estate.committee_term_ends

    def done(name: str) -> date | None:
        on = term[name] if term else None
        return on if on and on <= today else None

    report_by = months_back(ends, 5) if ends else None
    state, advice = _standing(ends, report_by, today, done)
    members = ""
    if term and term.members_due is not None:
        members = f"{term.members_due}/{'—' if term.members_present is None else term.members_present}"
    return {
        "estate": estate.name, "ordinal": f"第{DIGITS[term.ordinal]}届" if term else "", "starts": term and term.starts,
        "ends": ends, "left": (ends - today).days if ends else None, "report_by": report_by,
        "reported": "" if term is None else "是" if done("reported_on") else "否", "group": done("group_formed_on"),
        "elected": done("elected_on"), "filed": done("filed_on"), "members": members, "state": state, "advice": advice,
    }  # fmt: skip


def _standing(
    ends: date | None, report_by: date | None, today: date, done: Callable[[str], date | None]
) -> tuple[str, str]:
    def by(due: date) -> str:
        left = (due - today).days
        return f"期限{due},已逾期{-left}天" if left < 0 else f"期限{due},{f'还有{left}天' if left else '就是今天'}"

    elected, group, reported = done("elected_on"), done("group_formed_on"), done("reported_on")
    if elected and done("filed_on"):
        return "已换届备案", "请登记新一届的任期" if ends else ""
    if elected:
        return "已选举待备案", f"备案{by(next_workday(elected + 30 * DAY))}"
    if ends is None or report_by is None:
        if group:
            return "组建中", f"召开首次业主大会{by(next_workday(group + 90 * DAY))}"
        return "未登记", "请补登任期起止"
    if ends < today:
        return "届满未换届", f"届满已{(today - ends).days}天,{'换届小组已成立,请' if group else '请'}抓紧换届"
    if group:
        return "换届中", f"请在届满前完成换届选举,还有{(ends - today).days}天"
    if reported:
        return "已报告待换届", f"组建换届小组{by(next_workday(reported + 60 * DAY))}"
    if report_by < today:
        return "逾期未报告", f"书面报告{by(report_by)}"
    return ("临近报告期限", f"书面报告{by(report_by)}") if (report_by - today).days <= 30 else ("届期内", "")
