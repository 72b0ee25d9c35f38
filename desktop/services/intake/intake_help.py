"""What stands beside the intake form while a call goes on: who calls, what this becomes, what is like it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.lifecycle import Urgency
from desktop.domain.timing.clocks import ClockKind
from desktop.domain.timing.limits import Due
from desktop.services.desk import draft
from desktop.services.intake.alarms import Alarm, alarms
from desktop.services.intake.suggesting import Proposal, proposal
from desktop.services.orders import clocks
from desktop.services.registry import callers, cards

DRAFT = "intake"
BY_PHONE = "CH01"  # 居民来电, where nothing was taken in yet
DIRECT = "direct"  # the channels in which residents themselves speak


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """What a channel asks for: its upstream number is required, optional or none."""

    short: str
    upstream_number: str
    upstream_due: bool
    confidential: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """What the form starts with: the rules by channel, the urgency by category, the usual channel, a kept draft."""

    channels: Mapping[str, ChannelRule]
    urgencies: Mapping[str, Urgency]
    channel: str
    draft: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CallerFacts:
    """Who is known under the number that calls, and what was called about before."""

    phone: str
    known: list[callers.KnownAddress]
    earlier: list[callers.EarlierOrder]


@dataclass(frozen=True, slots=True)
class Question:
    """What the form says so far, as far as it decides what the order becomes."""

    estate: int | None
    building: str
    content: str
    category: str | None
    channel: str | None
    urgency: Urgency
    upstream_due_at: datetime | None
    merge_into: int | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the order becomes were it saved now, and what is like it."""

    dues: Mapping[ClockKind, Due]
    units: tuple[cards.Suggestion, ...]
    tips: str
    alarms: tuple[Alarm, ...]
    duplicates: list[callers.EarlierOrder]
    estate: cards.EstateCard | None
    merge_number: str
    category: Proposal | None


def opening(session: Session) -> Opening:
    """What an empty form needs to know; the usual channel is that of the last complaint a resident brought."""
    channels = {
        row.code: ChannelRule(row.short, row.upstream_number, row.deadline_rule == "upstream_due", row.confidential)
        for row in session.scalars(select(Channel).where(Channel.active))
    }
    urgencies = {
        code: Urgency(urgency) for code, urgency in session.execute(select(Category.code, Category.urgency)) if urgency
    }
    last = session.scalar(
        select(WorkOrder.channel_code)
        .join(Channel, Channel.code == WorkOrder.channel_code)
        .where(Channel.group == DIRECT, Channel.active, WorkOrder.import_run_id.is_(None))
        .order_by(WorkOrder.id.desc())
        .limit(1)
    )
    return Opening(channels, urgencies, last or BY_PHONE, draft(session, DRAFT))


def about_caller(session: Session, phone: str) -> CallerFacts:
    """The people, addresses and earlier orders under a number."""
    return CallerFacts(phone, callers.known_under(session, phone), callers.earlier_orders(session, phone))


def outlook(session: Session, question: Question, now: datetime) -> Outlook:
    """What the order would become, taken in `now` with what the form says so far."""
    category = session.get(Category, question.category) if question.category else None
    units = cards.suggestions(session, question.estate, question.category, now) if category or question.estate else ()
    into = session.get(WorkOrder, question.merge_into) if question.merge_into else None
    return Outlook(
        dues=clocks.preview(
            session, question.category, question.channel, question.urgency, now, question.upstream_due_at
        ),
        units=units,
        tips=category.tips if category else "",
        alarms=alarms(session, question.content, question.estate, question.urgency, units, now),
        duplicates=callers.possible_duplicates(
            session, question.estate, question.category, question.content, question.building, now
        ),
        estate=cards.estate_card(session, question.estate, now) if question.estate is not None else None,
        merge_number=into.number if into else "",
        category=proposal(session, question.content),
    )
