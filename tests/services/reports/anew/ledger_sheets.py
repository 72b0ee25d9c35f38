"""R01 and R24: every order, and every time that personal data was shown or passed on."""

from collections import Counter

from books import Books, Row
from cells import ANY, POSITION, Cells, Line, Sheet
from spans import Span
from weekly_sheets import STATES

VERDICTS = {"solved": "实际解决", "explained": "解释说明", "not_accepted": "不予受理", None: ""}
RATINGS = {"content": "满意", "fairly": "基本满意", "so_so": "一般", "discontent": "不满意", "none": "未评价", None: ""}
SOLVED = {"yes": "已解决", "partly": "部分解决", "no": "未解决", None: ""}
URGENCIES = {"U1": "特急", "U2": "急", "U3": "一般", "U4": "不计时效"}
PENDING = {"": "", "extension": "待批延期", "hold": "待批挂账", "return": "待审退单"}
KINDS = {
    "complaint": "投诉", "help": "求助", "repair": "报修", "enquiry": "咨询", "advice": "建议", "praise": "表扬",
}  # fmt: skip
YES = {True: "是", False: "否", None: ""}


def ledger(books: Books, span: Span | None, full: bool = False) -> Sheet:
    """Those received in the period, by receipt; void and excluded ones too."""
    mine = [
        order
        for order in sorted(books.orders, key=lambda order: (order.received_at, order.id))
        if span is None or (span.holds(order.received_at) and books.sees(order, span))
    ]
    return Sheet(
        "", [Line(order.id, {**_order(books, order), **(_besides(books, order) if full else {})}) for order in mine]
    )


def _order(books: Books, order: Row) -> Cells:
    estate = books.estates.get(order.estate_id)
    on_time = "" if None in (order.closed_at, order.close_due_at) else YES[order.closed_at <= order.close_due_at]
    building = f"{order.building}号楼" if order.building.isdigit() else order.building
    unit = f"{order.unit}单元" if order.unit.isdigit() else order.unit
    return {
        "place_in_list": POSITION, "number": order.number, "received_at": order.received_at,
        "channel": books.channels[order.channel_code].short, "upstream_number": order.upstream_number,
        "estate": estate.name if estate else "", "place": " ".join(filter(None, (building + unit, order.spot))),
        "category": books.category_words(order.category_code) if order.category_code else "", "abstract": ANY,
        "urgency": URGENCIES[order.urgency], "organisation": books.unit_name(order.organisation_id, ""),
        "dispatched_at": order.dispatched_at, "first_contact_at": order.first_contact_at,
        "close_due_at": order.close_due_at, "closed_at": order.closed_at, "on_time": on_time,
        "verdict": VERDICTS[order.verdict], "rating": RATINGS[order.rating], "repeat": YES[order["repeat"]],
        "remark": _remark(books, order),
    }  # fmt: skip


def _remark(books: Books, order: Row) -> str:
    first = books.order.get(order.repeat_of_id)
    standing = STATES[order.state] if order.state in ("held", "void") else PENDING[order.pending]
    parts = [
        f"并入{books.order[order.merged_into_id].number}" if order.merged_into_id else "",
        f"重复于{first.number if first else order.repeat_of_number}" if order["repeat"] else "",
        standing,
        "已退单,待重派" if order.returned else "",
        f"重办{order.redos}次" if order.redos else "",
        "认定剔除,不计" if order.excluded else "",
        order.note,
    ]
    return ";".join(filter(None, parts))


def _besides(books: Books, order: Row) -> Cells:
    return {
        "state": STATES[order.state], "wish": KINDS[order.kind], "caller": ANY, "phone": ANY,
        "contacted": YES[order.contacted], "solved": SOLVED[order.solved],
        "into": books.order[order.merged_into_id].number if order.merged_into_id else "",
        "counts": YES[order["counts"]], "urges": order.urges, "supervision": order.supervision,
    }  # fmt: skip


ACTIONS = {
    "full_view": ("查看全号", "姓名、电话、门牌"), "dial": ("回访拨号", "电话"),
    "copy_text": ("复制派单文字", "地点、诉求(人已隐去)"), "copy_picture": ("复制派单图", "地点、诉求(人已隐去)"),
    "save_picture": ("保存派单图", "地点、诉求(人已隐去)"), "print": ("打印", "按所打印的文书"),
    "export": ("导出", "按所导出的表,人已隐去"),
}  # fmt: skip


def disclosures(books: Books, span: Span) -> Sheet:
    staff = books.by_id("staff_member")
    mine = [
        row
        for row in sorted(books.rows["disclosure"], key=lambda row: (row.at, row.id))
        if span.holds(row.at) and (row.work_order_id is None or books.sees(books.order[row.work_order_id], span))
    ]
    lines = [
        Line(
            row.work_order_id,
            {
                "at": row.at, "person": staff[row.staff_id].name, "action": ACTIONS[row.what][0],
                "number": books.order[row.work_order_id].number if row.work_order_id else "",
                "fields": ACTIONS[row.what][1], "purpose": row.purpose, "recipient": row.recipient, "approver": "",
            },
        )
        for row in mine
    ]  # fmt: skip
    if not mine:
        return Sheet("R24", [])

    def counts(rows: list[Row]) -> Cells:
        counted = Counter(row.what for row in rows)
        return {**{what: counted[what] for what in ACTIONS}, "all": len(rows)}

    people = sorted({row.staff_id for row in mine}, key=lambda key: (staff[key].name, key))
    by_person = [
        Line(key, {**counts([row for row in mine if row.staff_id == key]), "person": staff[key].name}) for key in people
    ]
    return Sheet("R24", lines, None, [Sheet("R24.counts", by_person, {**counts(mine), "person": "合计"})])
