"""The papers of a work order beyond its two slips: 催办单 and 督办单 of its newest acts, 回访记录表."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.orders import ActRecord, CallBack, WorkOrder
from desktop.data.tables.rectification import Measure
from desktop.data.tables.reference import Category
from desktop.documents.official.callbacks import CallBackForm
from desktop.documents.official.pressing import Pressing
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State
from desktop.domain.privacy.masking import to_building
from desktop.domain.words import Labelled
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.addressing import company_name
from desktop.services.orders.views.detail import OrderView, contact_of
from desktop.services.orders.views.listing import place_of
from desktop.services.papers.measures import as_issued
from desktop.services.papers.notices import known_people
from desktop.services.reference.print_heads import contact_words, heads, words

_URGED = re.compile(
    r"第\d+次催办\((?P<way>电话|微信|书面|登门)[^)]*\)。?(?P<note>.*?)(?:。?答复:(?P<answer>.*))?", re.DOTALL
)
_SUPERVISED = re.compile(r".*?前反馈。原因:(?P<reason>.*?)(?:。要求:(?P<demand>.*))?", re.DOTALL)
_ANSWERED = (State.CLOSED, State.DONE)


class OrderPaper(Labelled):
    """What can be printed of a work order."""

    INTAKE = "intake", "受理单"
    DISPATCH = "dispatch", "派遣单"
    URGING = "urging", "催办单"
    SUPERVISION = "supervision", "督办单"
    CALL_BACK = "call_back", "回访记录表"


def papers_of(order: OrderView) -> tuple[OrderPaper, ...]:
    """The papers that make sense as the order stands, in the order of its life."""
    running = any(one.running and one.role == "lead" for one in order.assignments)
    makes_sense = {
        OrderPaper.INTAKE: True,
        OrderPaper.DISPATCH: running,
        OrderPaper.URGING: order.urges > 0,
        OrderPaper.SUPERVISION: order.supervision > 0,
        OrderPaper.CALL_BACK: order.state in _ANSWERED,
    }
    return tuple(paper for paper, sensible in makes_sense.items() if sensible)


def urging_paper(session: Session, order_id: int) -> Pressing:
    """催办单 of the newest urging; refused where there was none."""
    order, act = _newest(session, order_id, Act.URGE, "这件工单还没有催办过,请先催办再打印催办单。")
    said = _URGED.fullmatch(act.text)
    late = order.close_due_at is not None and _late(order, act)
    due = f"(办结时限{order.close_due_at:%Y-%m-%d %H:%M})" if order.close_due_at else ""
    return _pressing(
        session,
        order,
        act,
        level=1,
        number=f"{order.number}-催{order.urges}",
        reason=("超过时限未办结" if late else "请在时限内办结") + due,
        demand=(said["note"] if said else "") or words(session).reminder_demand,
        way=said["way"] if said else "",
        answer=(said["answer"] or "") if said else "",
    )


def supervising_paper(session: Session, order_id: int) -> Pressing:
    """督办单 of the newest supervision; refused where there was none."""
    order, act = _newest(session, order_id, Act.SUPERVISE, "这件工单还没有督办过,请先督办再打印督办单。")
    said = _SUPERVISED.fullmatch(act.text)
    return _pressing(
        session,
        order,
        act,
        level=order.supervision,
        number=f"{order.number}-督{order.supervision}",
        reason=said["reason"] if said else act.text,
        demand=(said["demand"] if said else "") or words(session).supervision_demand,
    )


def callback_paper(session: Session, order_id: int) -> CallBackForm:
    """回访记录表 with the newest call-back, or to be filled in by hand."""
    order = session.get_one(WorkOrder, order_id)
    found = session.scalars(select(CallBack).where(CallBack.work_order_id == order_id).order_by(CallBack.id.desc()))
    answer = found.first()
    form = CallBackForm(
        issuer=heads(session).issuer,
        number=order.number,
        place=_place(session, order),
        category=_category(session, order),
        caller=order.caller_name,
        phone=order.phone,
        title=order.content,
        unit=company_name(session, order.organisation_id).strip("\u3000"),
        result=order.result,
        verdict=Verdict(order.verdict).label if order.verdict else "",
        closed_at=order.closed_at,
        known=known_people(session, order_id),
    )
    return _answered(session, form, answer) if answer else form


def _answered(session: Session, form: CallBackForm, answer: CallBack) -> CallBackForm:
    tries = session.scalar(
        select(func.count()).select_from(CallBack).where(CallBack.work_order_id == answer.work_order_id)
    )
    contacted = {True: "是", False: "否", None: "未评价"}[answer.contacted] if answer.reached else ""
    return replace(
        form,
        asked_by=session.get_one(StaffMember, answer.staff_id).name,
        asked_at=answer.at,
        tries=tries or 0,
        reached="接通" if answer.reached else "未接通",
        contacted=contacted,
        solved=Solved(answer.solved).label if answer.solved else "",
        attitude=Rating(answer.attitude).label if answer.attitude else "",
        rating=Rating(answer.rating).label if answer.rating else "",
        dissatisfied_because=answer.dissatisfied_because,
        remark=answer.remark,
    )


def _newest(session: Session, order_id: int, act: Act, otherwise: str) -> tuple[WorkOrder, ActRecord]:
    order = session.get(WorkOrder, order_id)
    if order is None:
        raise Refused("找不到这件工单,请刷新列表。")
    found = session.scalars(
        select(ActRecord).where(ActRecord.work_order_id == order_id, ActRecord.act == act).order_by(ActRecord.id.desc())
    ).first()
    if found is None:
        raise Refused(otherwise)
    return order, found


def _as_issued(session: Session, order: WorkOrder, act: ActRecord) -> dict[str, Any]:
    """Names, number and term of the measure that the act was, as they went out; empty where it has none of its own."""
    query = select(Measure.id).where(Measure.work_order_id == order.id, Measure.issued_at == act.at)
    found = session.scalars(query.order_by(Measure.id.desc())).first()
    if found is None:
        return {}
    kept = as_issued(session, found)
    term = kept["due_at"] if act.act == Act.SUPERVISE else None  # urging names the order's own term
    return {
        "issuer": kept["issuer"],
        "number": kept["number"],
        "unit": kept["company"],
        "estate": kept["estate"],
        "ordered_by": kept["ordered_by"],
        "contact": kept["contact"],
    } | ({"due_at": datetime.fromisoformat(term)} if term else {})


def _pressing(
    session: Session,
    order: WorkOrder,
    act: ActRecord,
    *,
    level: int,
    number: str,
    reason: str,
    demand: str,
    way: str = "",
    answer: str = "",
) -> Pressing:
    head = heads(session)
    by = session.get_one(StaffMember, act.staff_id).name
    unit = session.get(Organisation, order.organisation_id) if order.organisation_id is not None else None
    live = Pressing(
        issuer=head.issuer,
        number=number,
        level=level,
        unit=company_name(session, order.organisation_id),
        person=order.handler or contact_of(session, order, unit),
        estate=_place(session, order).split(" ")[0],
        source=order.number,
        matter=f"{to_building(_place(session, order))} {_category(session, order)}\n{order.content}".strip(),
        reason=reason,
        demand=demand,
        issued_at=act.happened_at,
        due_at=order.supervision_due_at if level > 1 else order.close_due_at if not _late(order, act) else None,
        ordered_by=head.signatory or by,
        times=order.urges,
        way=way,
        answer=answer,
        contact=contact_words(head, by),
        known=known_people(session, order.id),
    )
    return replace(live, **_as_issued(session, order, act))


def _late(order: WorkOrder, act: ActRecord) -> bool:
    return order.close_due_at is None or act.happened_at > order.close_due_at


def _place(session: Session, order: WorkOrder) -> str:
    estate = session.get(Estate, order.estate_id) if order.estate_id is not None else None
    return " ".join(filter(None, [estate.name if estate else "", place_of(order.building, "", order.spot)]))


def _category(session: Session, order: WorkOrder) -> str:
    category = session.get(Category, order.category_code) if order.category_code else None
    return category.name if category else "未分类"
