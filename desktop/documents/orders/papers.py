"""The printed papers of a work order: 受理单 with its stub, and 派遣单/承办单."""

from dataclasses import dataclass
from datetime import datetime

from desktop.documents.cells import clean_text
from desktop.documents.orders.dispatch_slip import DispatchSlip, Due
from desktop.documents.sheets import Box, Boxes, Cut, LongText, PaperSize, Sheet
from desktop.domain.privacy.masking import mask_name, mask_phone, to_building

_SIGNED = "\u3000\u3000\u3000\u3000\u3000\u3000年\u3000月\u3000日"


@dataclass(frozen=True, slots=True)
class IntakeSlip:
    """What the 受理单 shows; `caller` and `phone` as the operator may see them, the stub masks them in any case."""

    number: str
    received_at: datetime
    channel: str
    kind: str
    category: str
    urgency: str
    place: str
    caller: str
    phone: str
    content: str
    expectation: str
    registrar: str
    office: str
    upstream_number: str = ""
    upstream_due: datetime | None = None
    confidential: bool = False
    accepts_callback: bool = True
    dues: tuple[Due, ...] = ()


def intake_sheet(slip: IntakeSlip) -> Sheet:
    """受理单, A5, one page; the stub at its end has neither the full phone nor the room."""
    received = f"{slip.received_at:%Y-%m-%d %H:%M}"
    upstream = clean_text(slip.upstream_number) or "无"
    if slip.upstream_due:
        upstream += f"(截止{slip.upstream_due:%Y-%m-%d %H:%M})"
    parts = (
        Boxes((Box("受理时间", received), Box("受理渠道", slip.channel))),
        Boxes((Box("上游工单", upstream, 2),)),
        Boxes((Box("诉求类型", slip.kind), Box("紧急程度", slip.urgency))),
        Boxes((Box("类别", slip.category),)),
        Boxes((Box("地点", clean_text(slip.place)),)),
        Boxes((Box("来电人", clean_text(slip.caller)), Box("联系电话", clean_text(slip.phone)))),
        Boxes((Box("要求保密", _yes(slip.confidential)), Box("接受回访", _yes(slip.accepts_callback)))),
        LongText("诉求内容", clean_text(slip.content), 4),
        *((LongText("期望结果", clean_text(slip.expectation), 1),) if slip.expectation else ()),
        *((LongText("办理时限", _dues(slip.dues), 1),) if slip.dues else ()),
        Cut("存根"),
        Boxes((Box("受理编号", slip.number), Box("受理时间", received))),
        Boxes((Box("地点", to_building(clean_text(slip.place))), Box("类别", slip.category))),
        Boxes((Box("来电人", mask_name(clean_text(slip.caller))), Box("联系电话", mask_phone(clean_text(slip.phone))))),
    )
    return Sheet(
        "诉求受理单",
        parts,
        left=f"编号:{slip.number}",
        right=f"登记人:{slip.registrar}",
        head=slip.office,
        size=PaperSize.A5,
        one_page=True,
    )


def dispatch_sheet(slip: DispatchSlip) -> Sheet:
    """派遣单(承办单), A4: the facts as in the picture, and room for the unit to sign and to write."""
    parts = (
        Boxes((Box("承办单位", slip.receiving_unit, 2), Box("承办方式", slip.role))),
        *((Boxes((Box("协办单位", "、".join(slip.assisting)),)),) if slip.assisting else ()),
        Boxes((Box("上游工单", slip.order_number or "无"), Box("派单时间", f"{slip.dispatched_at:%Y-%m-%d %H:%M}"))),
        Boxes((Box("类别", slip.category, 2), Box("紧急程度", slip.urgency))),
        Boxes((Box("地点", slip.place),)),
        Boxes((Box("事项", slip.title),)),
        LongText("诉求要点", slip.facts, 5),
        *(Boxes((Box(due.name + "时限", due.words),)) for due in slip.dues),
        LongText("办理要求", slip.requirements, 3),
        LongText("派单单位", "", 1, f"(盖章)\u3000{_SIGNED}"),
        LongText("签收", "", 1, f"签收人:{_SIGNED}"),
        LongText("办理情况", "", 7, f"承办负责人签字:{_SIGNED}"),
    )
    return Sheet(
        "派遣单(承办单)",
        parts,
        left=f"编号:{slip.number}",
        head=slip.issuing_office,
        foot="来电人信息不对外提供,需要联系来电人的,请与派单单位联系。",
    )


def _dues(dues: tuple[Due, ...]) -> str:
    return "\n".join(f"{due.name}:{due.words}" for due in dues)


def _yes(answer: bool) -> str:
    return "是" if answer else "否"
