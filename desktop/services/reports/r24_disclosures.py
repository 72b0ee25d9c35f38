"""R24 个人信息流转记录: who showed or passed on what, when and what for; never the personal data itself."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.offices import StaffMember
from desktop.data.tables.orders import Disclosure, WorkOrder
from desktop.documents.table import Column, Kind, Table
from desktop.domain.operator import Operator
from desktop.domain.privacy.masking import mask_text
from desktop.domain.timing.periods import Period
from desktop.services.counting.scope import looked_at
from desktop.services.orders.disclosing import Disclosed
from desktop.services.reports.heads import head

NAME = "个人信息流转记录"
_BASES = "按查看、流转的时间"
_WHOLE = ("姓名、电话、门牌", "地点、诉求(人已隐去)", "按所打印的文书", "按所导出的表,人已隐去")
# What an action shows: full views and dialling the person, a dispatch text or picture only place and facts.
FIELDS = {
    Disclosed.FULL_VIEW: _WHOLE[0],
    Disclosed.DIAL: "电话",
    Disclosed.COPY_TEXT: _WHOLE[1],
    Disclosed.COPY_PICTURE: _WHOLE[1],
    Disclosed.SAVE_PICTURE: _WHOLE[1],
    Disclosed.PRINT: _WHOLE[2],
    Disclosed.EXPORT: _WHOLE[3],
}


def disclosures(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """Every time on a line, the earliest first; a further sheet counts by person and action."""
    rows = session.execute(
        select(Disclosure, StaffMember.name, WorkOrder)
        .join(StaffMember, StaffMember.id == Disclosure.staff_id)
        .outerjoin(WorkOrder, WorkOrder.id == Disclosure.work_order_id)
        .where(*disclosed_in(period))
        .order_by(Disclosure.at, Disclosure.id)
    ).all()
    done = [((one.staff_id, name), Disclosed(one.what)) for one, name, _ in rows]
    lines = head(session, period, operator, now, _BASES)
    part = ["统计范围只用于有单据编号的;打印、导出的成册材料不属于某一工单,全部列出。"] if looked_at(period) else []
    return Table(
        title=period.words + NAME,
        columns=COLUMNS,
        rows=[_row(one, name, order) for one, name, order in rows],
        head=lines,
        notes=["只记动作和用途,不含任何姓名、电话。软件凭用途查看、逐次留痕,不设线上审批,批准人由本单位填写。", *part],
        extras=[_counts(done, period, lines, part)] if done else (),
        source="R24",
        keys=[one.work_order_id for one, _, _ in rows],
        landscape=False,
    )


def disclosed_in(period: Period) -> list[Any]:
    """The conditions of the period and its scope."""
    seen = looked_at(period)
    inside = select(WorkOrder.id).where(*seen)
    part = [or_(Disclosure.work_order_id.is_(None), Disclosure.work_order_id.in_(inside))] if seen else []
    return [Disclosure.at >= period.start, Disclosure.at < period.end, *part]


def _row(one: Disclosure, name: str, order: WorkOrder | None) -> tuple[Any, ...]:
    hidden = (order.caller_name, order.phone, order.room) if order else ()
    what = Disclosed(one.what)
    return (
        one.at,
        name,
        order.number if order else "",
        what.label,
        FIELDS[what],
        mask_text(one.purpose, hidden),
        mask_text(one.recipient, hidden),
        "",
    )


def _counts(
    done: Sequence[tuple[tuple[int, str], Disclosed]], period: Period, lines: Sequence[str], part: list[str]
) -> Table:
    counted = Counter(done)
    people = sorted({who for who, _ in done}, key=lambda who: (who[1], who[0]))

    def row(label: str, among: Sequence[tuple[int, str]]) -> tuple[Any, ...]:
        counts = [sum(counted[who, what] for who in among) for what in Disclosed]
        return (label, *counts, sum(counts))

    return Table(
        title=f"{period.words}个人信息流转次数",
        columns=COUNTS,
        rows=[row(who[1], [who]) for who in people],
        total=row("合计", people),
        head=lines,
        notes=["按人、按动作计次。", *part],
        source="R24.counts",
        keys=[key for key, _ in people],
        landscape=False,
    )


COLUMNS = (
    Column("at", "时间", Kind.MOMENT, 8),
    Column("person", "操作人", width=4),
    Column("number", "单据编号", width=8),
    Column("action", "动作(查看全号/导出/打印/复制派单图)", width=6),
    Column("fields", "字段", width=8),
    Column("purpose", "用途", width=12),
    Column("recipient", "接收方", width=6),
    Column("approver", "批准人", width=4),
)
COUNTS = (
    Column("person", "操作人", width=7),
    *(
        Column(what.value, what.label, Kind.COUNT, 5, "", f"期内“{what.label}”的次数", summed=True)
        for what in Disclosed
    ),
    Column("all", "合计", Kind.COUNT, 5, "", "各动作之和", "+".join(f"{{{what.value}}}" for what in Disclosed)),
)
