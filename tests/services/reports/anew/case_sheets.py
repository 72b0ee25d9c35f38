"""R09, R10, R11 and R21: measures, findings, companies, the civilised city."""

from collections.abc import Callable
from typing import Any

from books import Books, Row, grouped, size
from cells import POSITION, Cells, Line, Sheet, shown_percent
from score_sheets import LEVELS
from spans import Span, workdays_after
from tallies import Q, competition, ids

SETTLED = ("cleared", "fixed")
ACTIVE = ("open", "notified", "answered", "failed", "ordered")
SECTIONS = {
    "公益宣传": "publicity", "环境卫生": "sanitation", "楼道": "stairwells", "消防与停车": "fire", "消防停车": "fire",
    "设施与服务": "facilities", "设施服务": "facilities",
}  # fmt: skip


def settled(row: Row) -> bool:
    return row.state in SETTLED


def findings(books: Books, span: Span) -> list[Row]:
    return [row for row in books.rows["finding"] if row.state != "void" and books.case_seen(row, span, categories=True)]


# R09


def supervision(books: Books, span: Span) -> Sheet:
    lines = []
    for row in sorted(books.rows["measure"], key=lambda row: (row.issued_at, row.id)):
        issued = row.issued_at.date()
        open_then = row.closed_at is None or row.closed_at.date() >= span.first
        if issued <= span.last and (issued >= span.first or open_then) and books.case_seen(row, span):
            lines.append(Line(row.id, _measure(books, row)))
    return Sheet("R09", lines)


def _measure(books: Books, row: Row) -> Cells:
    void = row.closed_at is not None and row.outcome == "void"
    cleared = row.closed_at is not None and not void
    state = "已撤回" if void else "已销号" if cleared else "待审核" if row.answered_at else "待反馈"
    notices, orders = books.by_id("rectification_notice"), books.order
    source = (
        orders[row.work_order_id].number
        if row.work_order_id
        else notices[row.notice_id].number
        if row.notice_id
        else ""
    )
    left = None
    if row.due_at is not None and not void:
        at = min(row.answered_at or row.closed_at or books.now, books.now)
        late = at > row.due_at
        left = (
            workdays_after(at.date(), row.due_at.date())
            if not late
            else -max(1, workdays_after(row.due_at.date(), at.date()))
        )
    promise = row.interview.get("promise", "")
    return {
        "place": POSITION, "number": row.number, "level": LEVELS[row.level], "matter": row.matter,
        "source": source or (books.estates[row.estate_id].name if row.estate_id else ""),
        "unit": books.unit_name(row.organisation_id, ""), "person": row.interview.get("person", ""),
        "reason": row.reason, "issued": row.issued_at, "due": row.due_at, "answered": row.answered_at, "left": left,
        "progress": row.answer or state, "result": {"cleared": "销号", "returned": "退回重办"}.get(row.outcome, ""),
        "cleared": row.closed_at if cleared else None,
        "remark": "已撤回" if void else f"约谈承诺:{promise}" if promise else "",
    }  # fmt: skip


# R10


def rectification(books: Books, span: Span) -> tuple[Sheet, str]:
    """The sheet, and the sentence below it."""
    mine = []
    for row in findings(books, span):
        alive = row.found_on <= span.last and (row.cleared_at is None or row.cleared_at.date() >= span.first)
        if alive or span.holds(row.counted_due_at):
            mine.append(row)
    mine.sort(key=lambda row: (books.estates[row.estate_id].name, row.found_on, row.id))
    lines = [Line(row.id, _finding(books, row)) for row in mine]
    summary = [
        Line(key, {**_counts(books, span, rows), "estate": books.estates[key].name})
        for key, rows in grouped(mine, lambda row: row.estate_id).items()
    ]
    whole = _counts(books, span, mine)
    total = {**whole, "estate": "合计"} if mine else None
    done, going, late = (len(whole[key]) for key in ("done", "going", "late"))
    rate = shown_percent(whole["rate"], 1)
    words = f"总数{len(mine)}项,已销号{done}项,整改中{going}项(其中超期{late}项),整改完成率{rate}。"
    return Sheet("R10", lines, None, [Sheet("R10.estates", summary, total)]), words


def overdue_days(books: Books, row: Row) -> int:
    if row.due_at is None:
        return 0
    until = books.now.date()
    if settled(row) and row.cleared_at is not None:
        until = row.done_on or row.cleared_at.date()
    return max(0, (until - row.due_at.date()).days)


def _counts(books: Books, span: Span, rows: list[Row]) -> Cells:
    due = [row for row in rows if span.holds(row.counted_due_at)]
    passed = [row for row in due if settled(row)]
    going = [row for row in rows if row.state in ACTIVE]
    return {
        "every": ids(rows), "done": ids([row for row in rows if settled(row)]), "going": ids(going),
        "late": ids([row for row in going if overdue_days(books, row)]), "due": ids(due), "passed": ids(passed),
        "rate": Q(ids(passed), ids(due)),
    }  # fmt: skip


def _finding(books: Books, row: Row) -> Cells:
    notices, inspections = books.by_id("rectification_notice"), books.by_id("inspection")
    source = books.order.get(row.source_order_id)
    number = (
        notices[row.notice_id].number if row.notice_id
        else inspections[row.inspection_id].number if row.inspection_id
        else source.number if source
        else row.number
    )  # fmt: skip
    category = books.categories.get(row.category_code or "")
    extended = row.counted_due_at and row.due_at and row.counted_due_at > row.due_at
    remarks = [
        {"fixed": "当场已改", "failed": "复查不合格"}.get(row.state, ""),
        f"已转工单{books.order[row.opened_order_id].number}" if row.opened_order_id else "",
        "经批准延期" if extended else "",
        f"复查{row.rechecks}次" if row.rechecks > 1 else "",
        row.note,
    ]
    return {
        "place": POSITION, "number": number, "estate": books.estates[row.estate_id].name, "text": row.text,
        "responsible": row.responsible, "measure": row.measure, "due": row.due_at and row.due_at.date(),
        "done": row.done_on, "state": "已完成" if settled(row) else "未整改" if row.state == "open" else "整改中",
        "late": overdue_days(books, row),
        "checked": f"{row.rechecked_by} {row.rechecked_at:%Y-%m-%d %H:%M}" if row.rechecked_at else "",
        "cleared": "是" if settled(row) else "否", "remark": ";".join(filter(None, remarks)),
        "company": books.unit_name(row.organisation_id, ""), "category": category.name if category else "",
        "basis": row.basis, "before": _photos(books, row, "before"), "after": _photos(books, row, "after"),
    }  # fmt: skip


def _photos(books: Books, row: Row, stage: str) -> str:
    number = sum(
        one.stage == stage
        and (
            one.finding_id == row.id
            or (
                one.finding_id is None
                and one.inspection_id is not None
                and (one.inspection_id, one.item_code) == (row.inspection_id, row.item_code)
            )
        )
        for one in books.rows["evidence"]
    )
    return f"有({number}张)" if number else "无"


# R11


def enforcement(books: Books, span: Span) -> tuple[Sheet, str]:
    """The sheet, and what it says of the coverage (K21)."""
    inspections = [
        row
        for row in books.rows["inspection"]
        if row.state == "done" and span.holds(row.inspected_on) and books.case_seen(row, span)
    ]
    notices = [
        row
        for row in books.rows["rectification_notice"]
        if row.state != "void" and span.holds(row.issued_at) and books.case_seen(row, span)
    ]
    cards = [
        row
        for row in books.rows["measure"]
        if row.level >= 3 and row.outcome != "void" and span.holds(row.issued_at) and books.case_seen(row, span)
    ]
    faults = findings(books, span)
    moved = [row for row in faults if span.holds(row.found_on) or span.holds(row.counted_due_at)]
    served = _served(books, span)

    def cells(of: Callable[[Row], bool], estates: int) -> Cells:
        found = [row for row in faults if of(row) and span.holds(row.found_on)]
        due = [row for row in faults if of(row) and span.holds(row.counted_due_at)]
        passed = [row for row in due if settled(row)]
        own = {level: [row for row in cards if of(row) and row.level == level] for level in (3, 4, 5)}
        late = len(due) - len(passed)
        return {
            "estates": estates, "inspected": ids([row for row in inspections if of(row)]),
            "notices": ids([row for row in notices if of(row)]), "found": ids(found),
            "put_right": ids([row for row in found if settled(row)]), "rate": Q(ids(passed), ids(due)),
            "talks": ids(own[3] + own[4]), "yellow": ids(own[3]), "red": ids(own[4]), "upward": ids(own[5]),
            "remark": f"期内到期未销号{late}项" if late else "", "due": ids(due), "passed": ids(passed),
        }  # fmt: skip

    told = {row.organisation_id for row in (*inspections, *notices, *cards, *moved)} | set(served)
    lines = []
    for key in told:
        own = cells(lambda row, key=key: row.organisation_id == key, len(served.get(key, ())))
        name = books.unit_name(key, "未明确企业")
        sort = (key is None, -len(own["red"]), -len(own["yellow"]), -len(own["found"]), name)
        lines.append(Line("nobody" if key is None else key, {**own, "company": name}, sort))
    total = None
    if lines:
        total = {**cells(lambda _: True, sum(map(len, served.values()))), "company": "合计", "remark": ""}
    return Sheet("R11", sorted(lines, key=lambda line: line.sort), total), _coverage(books, span)


def _served(books: Books, span: Span) -> dict[int, set[int]]:
    """The estates in use of each company on the last day."""
    found: dict[int, set[int]] = {}
    for key, estate in books.estates.items():
        service = books.serving(key, span.reached)
        if estate.active and service is not None and books.case_seen(service, span):
            found.setdefault(service.organisation_id, set()).add(key)
    return found


def _coverage(books: Books, span: Span) -> str:
    used = {key for key, row in books.estates.items() if row.active and books.estate_seen(key, span)}
    seen = {
        row.estate_id
        for row in books.rows["inspection"]
        if row.state == "done" and span.holds(row.inspected_on) and row.estate_id in used
    }
    return f"检查覆盖率:{len(seen)}÷{len(used)}={shown_percent(Q(len(seen), len(used)), 1)}。"


# R21


def civilised(books: Books, span: Span) -> Sheet:
    lists = {row.id for row in books.rows["checklist"] if row.code == "civilized_city_community"}
    versions = {row.id: row for row in books.rows["checklist_version"] if row.checklist_id in lists}
    visits = {row.id: row for row in books.rows["inspection"] if row.checklist_version_id in versions}
    faults = [row for row in findings(books, span) if row.inspection_id in visits]

    def section(row: Row) -> str:
        for part in versions[visits[row.inspection_id].checklist_version_id].content["sections"]:
            if row.item_code in [item["code"] for item in part["items"]]:
                return SECTIONS.get(part["name"], "other")
        return "other"

    def cells(rows: list[Row]) -> Cells:
        found = [row for row in rows if span.holds(row.found_on)]
        due = [row for row in rows if span.holds(row.counted_due_at)]
        passed = [row for row in due if settled(row)]
        keys = (*dict.fromkeys(SECTIONS.values()), "other")
        return {
            "found": ids(found), **{key: ids([row for row in found if section(row) == key]) for key in keys},
            "put_right": ids([row for row in found if settled(row)]), "rate": Q(ids(passed), ids(due)),
            "due": ids(due), "passed": ids(passed),
        }  # fmt: skip

    lines = []
    for key, estate in books.estates.items():
        score, before = (_score(books, visits, key, asked) for asked in (span, span.before()))
        own = cells([row for row in faults if row.estate_id == key])
        if score is None and not own["found"] and not own["due"]:
            continue
        change = None if None in (score, before) else score - before
        mine = {**own, "estate": estate.name, "score": score, "before": before, "change": change}
        lines.append(Line(key, mine, (score is None, -(score or 0), estate.name)))
    for line, place in zip(lines, competition([line.cells["score"] for line in lines]), strict=True):
        line.cells["rank"] = place
    total = {**cells(faults), "estate": "合计"} if lines else None
    return Sheet("R21", sorted(lines, key=lambda line: line.sort), total)


def _score(books: Books, visits: dict[int, Row], estate: int, span: Span) -> Any:
    done = [
        row
        for row in visits.values()
        if row.estate_id == estate
        and row.state == "done"
        and row.kind != "look_back"
        and row.score is not None
        and span.holds(row.inspected_on)
        and books.case_seen(row, span)
    ]
    last = max(done, key=lambda row: (row.inspected_on, row.id), default=None)
    return size(last.score) if last else None
