"""Personal data shown in full, and what leaves the office: each is logged with who, when and what for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.data.tables.orders import Disclosure, WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.text import normalise
from desktop.domain.words import Labelled


class Disclosed(Labelled):
    """What was shown, or what left."""

    FULL_VIEW = "full_view", "查看全号"
    DIAL = "dial", "回访拨号"
    COPY_TEXT = "copy_text", "复制派单文字"
    COPY_PICTURE = "copy_picture", "复制派单图"
    SAVE_PICTURE = "save_picture", "保存派单图"
    PRINT = "print", "打印"
    EXPORT = "export", "导出"


@dataclass(frozen=True, slots=True)
class FullContact:
    """Name, phone and room in clear."""

    name: str
    phone: str
    room: str


def reveal(
    session: Session, order_id: int, what: Disclosed, purpose: str, operator: Operator, now: datetime
) -> FullContact:
    """The caller's name, phone and room in clear; refused without a purpose."""
    purpose = normalise(purpose).strip()
    if not purpose:
        raise Refused({"purpose": "请填写查看用途,如“联系来电人核实地址”。"})
    order = session.get_one(WorkOrder, order_id)
    log(session, what, operator, now, order_id=order_id, purpose=purpose)
    return FullContact(order.caller_name, order.phone, order.room)


def log(
    session: Session,
    what: Disclosed,
    operator: Operator,
    now: datetime,
    *,
    order_id: int | None = None,
    purpose: str = "",
    recipient: str = "",
) -> None:
    """Keep who showed or passed on what, when, and for whom."""
    session.add(
        Disclosure(
            office_id=operator.office_id,
            at=now,
            staff_id=operator.id,
            work_order_id=order_id,
            what=what,
            purpose=normalise(purpose),
            recipient=normalise(recipient),
        )
    )
