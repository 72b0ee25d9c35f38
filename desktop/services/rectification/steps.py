"""What should be done today about faults and their notices, and why: the most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.lifecycle import State
from desktop.domain.rectification.escalation import RED, URGING, WARNING, YELLOW, History, Rules, next_step, otherwise
from desktop.domain.rectification.lifecycle import RUNNING, MeasureState, Outcome
from desktop.domain.timing.limits import warning
from desktop.domain.words import Labelled
from desktop.forms.rectification import MeasureLevel
from desktop.services.rectification.acting import state_of_measure
from desktop.services.rectification.measures import Target, complaints_of, rules, yellows_in_row
from desktop.services.settling import findings_of

N, W = RectificationNotice, WorkOrder
A_DAY = timedelta(days=1)


class Kind(Labelled):
    """What is to be done; in the order of urgency."""

    PRESS = "press", "督办升级"
    REVIEW = "review", "审核反馈"
    RECHECK = "recheck", "复查"
    NOTIFY = "notify", "下达整改通知"
    SIGN = "sign", "催签收"
    WARN = "warn", "到期前预警"


@dataclass(frozen=True, slots=True)
class DueStep:
    """One thing to do: about what (`target`, with `measure` where its answer waits), why, with which paper, and
    `otherwise`: what follows when nothing happens. `level` is set for pressing, `findings` for a notice to issue."""

    kind: Kind
    title: str
    estate: str
    company: str
    reason: str
    otherwise: str
    target: Target
    level: MeasureLevel | None = None
    paper: str = ""
    measure: int | None = None
    findings: tuple[int, ...] = ()
    due_at: datetime | None = None


def due_steps(session: Session, now: datetime, estate: int | None = None) -> list[DueStep]:
    """Everything that is due, of one estate or of all; the most pressing first, then by its due time."""
    names: dict[int, str] = dict(session.execute(select(Estate.id, Estate.name)).all())
    companies: dict[int, str] = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    found = [
        *_notices(session, now, rules(), names, companies),
        *_orders(session, now, rules(), names, companies),
        *_answers(session, names, companies),
        *_unnoticed(session, names, companies),
        *_cards(session, now, names, companies),
    ]
    wanted = [step for step in found if estate is None or step.estate == names.get(estate)]
    order = list(Kind)
    return sorted(
        wanted,
        key=lambda step: (
            order.index(step.kind),
            -int(step.level or 0),
            (step.due_at is None, step.due_at or now),
            step.title,
        ),
    )


def history_of_notice(session: Session, notice: RectificationNotice, now: datetime) -> History:
    """What has happened so far with a notice."""
    rows = findings_of(session, notice.id)
    measures = list(
        session.scalars(
            select(Measure).where(Measure.notice_id == notice.id, Measure.outcome != Outcome.VOID).order_by(Measure.id)
        )
    )
    last = measures[-1].issued_at if measures else notice.issued_at
    waiting = [one for one in measures if state_of_measure(one) is MeasureState.WAITING]
    notified = [row.due_at for row in rows if row.state == FindingState.NOTIFIED and row.due_at is not None]
    failed = [row for row in rows if row.state == FindingState.FAILED]
    fresh = [row.rechecks for row in failed if row.rechecked_at is not None and row.rechecked_at >= last]
    due_at = min(notified, default=None)
    return History(
        due_at=due_at,
        warn_at=warning(notice.issued_at, due_at) if due_at is not None else None,
        put_right=not notified and not failed,
        level=max((one.level for one in measures), default=WARNING),
        answer_due_at=max((one.due_at for one in waiting if one.due_at is not None), default=None),
        failed=max(fresh, default=0),
        yellows=yellows_in_row(session, notice.estate_id, notice.organisation_id, now),
        complaints=complaints_of(session, notice.estate_id, now),
    )


def history_of_order(order: WorkOrder) -> History:
    """What has happened so far with a work order."""
    return History(
        due_at=order.close_due_at,
        level=order.supervision or (URGING if order.urges else WARNING),
        answer_due_at=order.supervision_due_at if order.supervision else None,
        repeated=bool(order.redos) and not order.supervision,
    )


def _notices(
    session: Session, now: datetime, known: Rules, names: dict[int, str], companies: dict[int, str]
) -> Iterator[DueStep]:
    for notice in session.scalars(select(N).where(N.state.in_(RUNNING)).order_by(N.due_at)):
        facts: dict[str, Any] = {
            "title": notice.number,
            "estate": names[notice.estate_id],
            "company": companies.get(notice.organisation_id or 0, ""),
            "target": Target(notice=notice.id),
            "due_at": notice.due_at,
        }
        history = history_of_notice(session, notice, now)
        following = next_step(history, now, known)
        if following is not None:
            number = following.level.level
            yield DueStep(
                Kind.PRESS if number else Kind.WARN,
                reason=following.reason,
                otherwise=following.otherwise,
                level=MeasureLevel(str(number)) if number else None,
                paper=following.level.paper or "",
                **facts,
            )
        if notice.state == NoticeState.ANSWERED:
            yield DueStep(Kind.RECHECK, reason="企业已反馈整改,请复查销号", otherwise="不复查不能销号。", **facts)
        elif notice.state == NoticeState.ISSUED and now - notice.issued_at > A_DAY:
            text = f"{notice.issued_at:%m月%d日}下达,尚未签收"
            yield DueStep(Kind.SIGN, reason=text, otherwise="拒签的请注明见证人,期限照算。", **facts)


def _orders(
    session: Session, now: datetime, known: Rules, names: dict[int, str], companies: dict[int, str]
) -> Iterator[DueStep]:
    midnight = datetime.combine(now.date(), time.min) + A_DAY
    query = select(W).where(
        W.state.in_((State.DISPATCHED, State.CONSULTING, State.HANDLING)),
        or_(W.close_due_at < midnight, W.supervision > 0, W.redos > 0),
    )
    for order in session.scalars(query.order_by(W.close_due_at)):
        following = next_step(history_of_order(order), now, known)
        if following is None or not following.level.level:
            continue
        yield DueStep(
            Kind.PRESS,
            title=order.number,
            estate=names.get(order.estate_id or 0, ""),
            company=companies.get(order.organisation_id or 0, ""),
            reason=following.reason,
            otherwise=following.otherwise,
            target=Target(order=order.id),
            level=MeasureLevel(str(following.level.level)),
            paper=following.level.paper or "",
            due_at=order.close_due_at,
        )


def _answers(session: Session, names: dict[int, str], companies: dict[int, str]) -> Iterator[DueStep]:
    """Answers to measures that nobody has judged; those of an order are judged with the order."""
    query = select(Measure).where(
        Measure.answered_at.is_not(None), Measure.closed_at.is_(None), Measure.work_order_id.is_(None)
    )
    for row in session.scalars(query.order_by(Measure.answered_at)):
        yield DueStep(
            Kind.REVIEW,
            title=row.number,
            estate=names.get(row.estate_id or 0, ""),
            company=companies.get(row.organisation_id or 0, ""),
            reason=f"{row.answered_at:%m月%d日}已反馈,请销号或退回",
            otherwise="不审核的不能销号。",
            target=Target(notice=row.notice_id) if row.notice_id is not None else Target(estate=row.estate_id),
            measure=row.id,
            due_at=row.due_at,
        )


def _unnoticed(session: Session, names: dict[int, str], companies: dict[int, str]) -> Iterator[DueStep]:
    """Findings of an estate that no notice speaks of yet, and look-backs of those without a notice."""
    query = (
        select(Finding.state, Finding.estate_id, Finding.organisation_id, func.min(Finding.due_at).label("due_at"))
        .where(Finding.state.in_((FindingState.OPEN, FindingState.ANSWERED)), Finding.notice_id.is_(None))
        .group_by(Finding.state, Finding.estate_id, Finding.organisation_id)
    )
    for row in session.execute(query).all():
        keys = _waiting(session, row.state, row.estate_id, row.organisation_id)
        fresh = row.state == FindingState.OPEN
        yield DueStep(
            Kind.NOTIFY if fresh else Kind.RECHECK,
            title=f"{names[row.estate_id]}{len(keys)}个问题",
            estate=names[row.estate_id],
            company=companies.get(row.organisation_id or 0, ""),
            reason="尚未下达整改通知,也未转工单" if fresh else "工单已办结或已反馈,请复查销号",
            otherwise="不通知企业,期限对企业不起算。" if fresh else "不复查不能销号。",
            target=Target(estate=row.estate_id),
            paper="rectify" if fresh else "",
            findings=keys,
            due_at=row.due_at,
        )


def _waiting(session: Session, state: str, estate_id: int, organisation_id: int | None) -> tuple[int, ...]:
    query = select(Finding.id).where(
        Finding.state == state,
        Finding.estate_id == estate_id,
        Finding.organisation_id.is_not_distinct_from(organisation_id),
        Finding.notice_id.is_(None),
    )
    return tuple(session.scalars(query.order_by(Finding.id)))


def _cards(session: Session, now: datetime, names: dict[int, str], companies: dict[int, str]) -> Iterator[DueStep]:
    """Companies with so many yellow cards in a row, and complaints, that a red one is due."""
    most = rules().thresholds
    query = (
        select(Measure.estate_id, Measure.organisation_id)
        .where(Measure.level == YELLOW, Measure.issued_at >= now - timedelta(days=most.row_days))
        .where(Measure.estate_id.is_not(None), Measure.outcome != Outcome.VOID)
        .group_by(Measure.estate_id, Measure.organisation_id)
        .having(func.count() >= most.yellows)
    )
    for estate_id, organisation_id in session.execute(query).all():
        assert estate_id is not None
        yellows = yellows_in_row(session, estate_id, organisation_id, now)
        complaints = complaints_of(session, estate_id, now)
        if yellows >= most.yellows and complaints >= most.complaints:
            yield DueStep(
                Kind.PRESS,
                title=names[estate_id],
                estate=names[estate_id],
                company=companies.get(organisation_id or 0, ""),
                reason=f"连续{yellows}次黄牌,近{most.complaint_days}日有效投诉{complaints}件",
                otherwise=otherwise(RED, yellows, most),
                target=Target(estate=estate_id),
                level=MeasureLevel.RED,
                paper=rules().levels[RED].paper or "",
            )
