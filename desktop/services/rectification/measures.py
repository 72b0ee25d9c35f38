"""Pressing for what is not put right: 催办, 督办, 约谈 with cards, 上报; answered, cleared or sent back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import NoticeState
from desktop.domain.lifecycle import Act
from desktop.domain.operator import Operator
from desktop.domain.privacy.masking import mask_text
from desktop.domain.rectification import escalation
from desktop.domain.rectification.escalation import RED, URGING, YELLOW, Rules
from desktop.domain.rectification.lifecycle import ACTIVE, RUNNING, MeasureAct, Outcome
from desktop.domain.wording.bodies import is_committee
from desktop.forms import acts
from desktop.forms.acts import Reason
from desktop.forms.fields import check
from desktop.forms.rectification import AnswerMeasure, Interview, IssueMeasure, JudgeMeasure, MeasureLevel
from desktop.services.addressing import PAPER, addressed
from desktop.services.cases import next_number
from desktop.services.indicators.effective import effective
from desktop.services.orders.acts import performing
from desktop.services.orders.measures import series_of, urged
from desktop.services.rectification.acting import begin_measure, moment, told
from desktop.services.rectification.notices import Issued
from desktop.services.rectification.terms import ANSWER, term
from desktop.services.registry.serving import service_of
from desktop.system.resources import load_json


@dataclass(frozen=True, slots=True)
class Target:
    """What is pressed for: exactly one of a notice, a work order, or an estate (with its company)."""

    notice: int | None = None
    order: int | None = None
    estate: int | None = None


def rules() -> Rules:
    """The levels and thresholds of escalation.json."""
    return escalation.parse(load_json("escalation.json"))


def prepared(session: Session, target: Target, level: MeasureLevel, reason: str, now: datetime) -> IssueMeasure:
    """The form of a measure with everything that is known; a reason only where it is known: what a rule is for in
    general would stand on the paper as a fault of this company."""
    asked = rules().levels[int(level)]
    about = _about(session, target, now)
    limit = asked.reply or ANSWER
    return IssueMeasure(
        level=level,
        matter=about["matter"],
        reason=reason,
        requirement=_REQUIREMENT[level],
        due_at=term(session, limit, now).at if level is not MeasureLevel.URGING else about["due_at"],
        person="" if level is MeasureLevel.UPWARD else about["person"],  # it goes to the department above
    )


def issue(session: Session, target: Target, form: IssueMeasure, operator: Operator, now: datetime) -> Issued:
    """Press for a notice, an order or an estate; the paper has a number of its series.

    On an order it is also the order's act of urging or supervising, by the order's rules (level by level).
    """
    form = check(form)
    level = int(form.level)
    if form.due_at is not None and form.due_at <= now and level != URGING:
        raise Refused({"due_at": "反馈期限应晚于现在,请修改。"})
    if target.order is not None:
        return _on_order(session, target.order, form, operator, now)
    about = _about(session, target, now)
    if level == RED and yellows_in_row(session, about["estate_id"], about["organisation_id"], now) == 0:
        raise Refused({"level": "没有黄牌不能直接红牌,请先黄牌约谈或上报移送。"})
    due_at = form.due_at or (term(session, rules().levels[level].reply or ANSWER, now).at if level != URGING else None)
    row = Measure(
        office_id=operator.office_id,
        number=next_number(session, series_of(level), operator.office_id, now.date()),
        level=level,
        estate_id=about["estate_id"],
        organisation_id=about["organisation_id"],
        notice_id=target.notice,
        matter=form.matter,
        reason=form.reason,
        requirement=form.requirement,
        issued_at=now,
        issued_by_id=operator.id,
        due_at=due_at,
        interview=_asked(form),
    )
    session.add(row)
    session.flush()
    until = f",请于{due_at:%m月%d日 %H:%M}前反馈" if due_at is not None else ""
    text = f"{form.level.label}{until}。原因:{form.reason}"
    told(session, row, MeasureAct.ISSUE, operator, now, text, details={PAPER: addressed(session, row)})
    return Issued(row.id, row.number)


def record_interview(
    session: Session, measure_id: int, form: Interview, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Keep what was said at a talk: who, where, the facts held up, the statement, the promise and its term."""
    form = check(form)
    row = begin_measure(session, measure_id, MeasureAct.INTERVIEW, seen)
    at = moment(form.held_at, datetime.combine(row.issued_at.date(), datetime.min.time()), now, "held_at")
    kept = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(form).items()}
    row.interview = row.interview | kept
    text = f"约谈{form.invited}。承诺:{form.promise}"
    told(session, row, MeasureAct.INTERVIEW, operator, now, text, happened_at=at)


def answer(
    session: Session, measure_id: int, form: AnswerMeasure, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Keep what the unit answered; it waits for its review."""
    form = check(form)
    row = begin_measure(session, measure_id, MeasureAct.ANSWER, seen)
    at = moment(form.happened_at, row.issued_at, now)
    row.answer, row.answered_at, row.outcome = form.answer, at, Outcome.NOTHING
    told(session, row, MeasureAct.ANSWER, operator, now, f"反馈:{form.answer}", happened_at=at)


def clear(
    session: Session, measure_id: int, form: JudgeMeasure, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """The matter is done (销号)."""
    form = check(form)
    row = begin_measure(session, measure_id, MeasureAct.CLEAR, seen)
    row.outcome, row.closed_at = Outcome.CLEARED, now
    told(session, row, MeasureAct.CLEAR, operator, now, "销号" + (f"。{form.opinion}" if form.opinion else ""))


def send_back(
    session: Session, measure_id: int, form: JudgeMeasure, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """The answer will not do (退回重办): another is due."""
    form = check(form)
    row = begin_measure(session, measure_id, MeasureAct.RETURN, seen)
    if not form.opinion:
        raise Refused({"opinion": "退回重办请写明原因。"})
    if form.due_at is not None and form.due_at <= now:
        raise Refused({"due_at": "再次反馈期限应晚于现在,请修改。"})
    row.outcome, row.answered_at = Outcome.RETURNED, None
    before, row.due_at = row.due_at, form.due_at or term(session, ANSWER, now).at
    details = {"due_at": [before.isoformat() if before else None, row.due_at.isoformat()]}
    text = f"退回重办:{form.opinion},请于{row.due_at:%m月%d日 %H:%M}前再反馈"
    told(session, row, MeasureAct.RETURN, operator, now, text, details=details)


def void(
    session: Session, measure_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Take back a measure; its card counts no longer, its number is not given out again."""
    form = check(form)
    row = begin_measure(session, measure_id, MeasureAct.VOID, seen)
    row.outcome, row.closed_at = Outcome.VOID, now
    told(session, row, MeasureAct.VOID, operator, now, f"撤回。原因:{form.reason}")


def yellows_in_row(session: Session, estate_id: int | None, organisation_id: int | None, now: datetime) -> int:
    """The yellow cards of a company at an estate since its last red one, not older than a row may be."""
    if estate_id is None:
        return 0
    since = now - timedelta(days=rules().thresholds.row_days)
    cards = select(Measure.level).where(
        Measure.estate_id == estate_id,
        Measure.organisation_id.is_not_distinct_from(organisation_id),
        Measure.level.in_((YELLOW, RED)),
        Measure.outcome != Outcome.VOID,
        Measure.issued_at >= since,
        Measure.issued_at <= now,
    )
    count = 0
    for level in session.scalars(cards.order_by(Measure.issued_at, Measure.id)):
        count = count + 1 if level == YELLOW else 0
    return count


def complaints_of(session: Session, estate_id: int | None, now: datetime) -> int:
    """The effective complaints about an estate of late (K02)."""
    since = now - timedelta(days=rules().thresholds.complaint_days)
    query = select(func.count()).where(
        effective(session, now), WorkOrder.estate_id == estate_id, WorkOrder.received_at >= since
    )
    return session.scalar(query) or 0


def _on_order(session: Session, order_id: int, form: IssueMeasure, operator: Operator, now: datetime) -> Issued:
    if int(form.level) == URGING:
        urge = acts.Urge(form.by, form.person[:30], form.requirement)
        performing.perform(session, Act.URGE, order_id, urge, operator, now)
        row = urged(session, session.get_one(WorkOrder, order_id), urge, operator, now)
    else:
        supervise = acts.Supervise(acts.SupervisionLevel(form.level.value), form.reason, form.requirement)
        performing.perform(session, Act.SUPERVISE, order_id, supervise, operator, now)
        newest = select(Measure).where(Measure.work_order_id == order_id).order_by(Measure.id.desc()).limit(1)
        row = session.scalars(newest).one()
    row.interview = row.interview | _asked(form)
    session.flush()
    return Issued(row.id, row.number)


def _asked(form: IssueMeasure) -> dict[str, Any]:
    asked: dict[str, Any] = {"by": form.by.value, "person": form.person}
    if form.held_at is not None:
        asked["held_at"] = form.held_at.isoformat()
    if form.place:
        asked["place"] = form.place
    return asked


def _about(session: Session, target: Target, now: datetime) -> Mapping[str, Any]:
    """Estate, company, matter, person and term of what is pressed for; refused where it is over or not there."""
    if target.notice is not None:
        notice = session.get(RectificationNotice, target.notice)
        if notice is None or notice.state not in RUNNING:
            words = NoticeState(notice.state).label if notice else "找不到"
            raise Refused(f"通知书{words},不用再督办;请从列表里选整改中的通知书。")
        rows = session.scalars(select(Finding).where(Finding.notice_id == notice.id, Finding.state.in_(ACTIVE))).all()
        # a committee does not order
        asked, paper = ("问题告知", "问题告知单") if is_committee(notice.issuer) else ("限期整改", "整改通知书")
        named = "；".join(row.text for row in rows[:_NAMED])
        rest = f"等{len(rows)}项,详见{paper}" if len(rows) > _NAMED else ""
        matter = f"{notice.number}{asked},尚有{len(rows)}项未销号:{named}{rest}"
        person = next((row.responsible for row in rows if row.responsible), "")
        return _facts(notice.estate_id, notice.organisation_id, matter[:1000], person, notice.due_at)
    if target.order is not None:
        order = session.get(WorkOrder, target.order)
        if order is None:
            raise Refused("找不到这件工单,请刷新列表。")
        title = mask_text(order.title, (order.caller_name, order.phone, order.room))
        return _facts(order.estate_id, order.organisation_id, f"{order.number} {title}", order.handler, order.due_at)
    estate = session.get(Estate, target.estate) if target.estate is not None else None
    if estate is None:
        raise Refused({"estate": "请从列表里选小区、通知书或工单。"})
    service = service_of(session, estate.id, now.date())
    company = session.get(Organisation, service.organisation_id) if service else None
    many = complaints_of(session, estate.id, now)
    days = rules().thresholds.complaint_days
    matter = f"{estate.name}物业服务问题:近{days}日有效投诉{many}件"
    return _facts(estate.id, company.id if company else None, matter, service.manager if service else "", None)


def _facts(
    estate_id: int | None, organisation_id: int | None, matter: str, person: str, due_at: datetime | None
) -> Mapping[str, Any]:
    return {
        "estate_id": estate_id,
        "organisation_id": organisation_id,
        "matter": matter,
        "person": person,
        "due_at": due_at,
    }


_NAMED = 5  # faults of a notice that a measure names; the rest stands in the notice
_REQUIREMENT = {
    MeasureLevel.URGING: "请抓紧办理,按期办结并反馈。",
    MeasureLevel.WRITTEN: "请在期限内办结,书面反馈办理结果,附照片。",
    MeasureLevel.YELLOW: "请项目经理到场说明情况,作出整改承诺,按承诺期限整改到位。",
    MeasureLevel.RED: "请企业负责人到场说明情况,作出整改承诺;本次约谈计入物业服务考核并报信用线索。",
    MeasureLevel.UPWARD: "请上级部门研究处理。",
}
