"""One work order as the screen shows it: what, where, who (masked), clocks, timeline, files, possible acts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.orders import ActRecord, Assignment, Attachment, Clock, WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import OPEN, Act, Pending, State, Urgency, permitted
from desktop.domain.operator import Operator
from desktop.domain.privacy.masking import mask_name, mask_phone
from desktop.domain.timing.clocks import ClockKind, Level, remaining_words
from desktop.domain.timing.clocks import level as level_of_clock
from desktop.domain.timing.limits import Due
from desktop.domain.timing.order_times import level
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.orders.acts.acting import OPINION, situation_of
from desktop.services.orders.views.listing import place_of


@dataclass(frozen=True, slots=True)
class ClockView:
    """A due time, why it is that, and how it stands."""

    label: str
    due_at: datetime
    met_at: datetime | None
    words: str
    reason: str
    steps: tuple[str, ...]
    level: Level
    provisional: bool


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One act of the history."""

    act: Act
    at: datetime
    recorded_at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """A unit on the order; `role` is lead, assist or opinion."""

    organisation_id: int
    name: str
    role: str
    at: datetime
    signed_at: datetime | None
    answer: str
    adopted: bool
    running: bool


@dataclass(frozen=True, slots=True)
class FileView:
    """A kept file: what it was called, and the name under which its bytes are stored."""

    name: str
    stored: str
    act: Act


@dataclass(frozen=True, slots=True)
class OrderView:
    """Everything about one order, masked. `acts` are possible now, the most likely first."""

    id: int
    version: int
    number: str
    title: str
    content: str
    expectation: str
    kind: Kind
    category_code: str | None
    category: str
    channel: str
    upstream_number: str
    upstream_due_at: datetime | None
    urgency: Urgency
    estate_id: int | None
    estate: str
    place: str
    caller: str
    phone: str
    caller_id: int | None
    confidential: bool
    wants_callback: bool
    sensitive: bool
    state: State
    pending: Pending
    level: Level
    left: str
    unit_id: int | None
    unit: str
    handler: str
    contact: str
    received_at: datetime
    closed_at: datetime | None
    verdict: str
    result: str
    solved: str
    rating: str
    urges: int
    supervision: int
    supervision_due_at: datetime | None
    redos: int
    merged_into: tuple[int, str] | None
    merged: tuple[tuple[int, str], ...]
    repeat_of: tuple[int, str] | None
    clocks: tuple[ClockView, ...]
    assignments: tuple[AssignmentView, ...]
    timeline: tuple[TimelineEntry, ...]
    files: tuple[FileView, ...]
    acts: tuple[Act, ...]


def detail(session: Session, order_id: int, operator: Operator, now: datetime) -> OrderView:
    """The order as it stands; refused where it does not exist."""
    order = session.get(WorkOrder, order_id)
    if order is None:
        raise Refused("找不到这件工单,请刷新列表。")
    state = State(order.state)
    clocks = _clocks(session, order, now)
    warn = next((c.warn_at for c in _clock_rows(session, order) if c.kind == order.due_kind), None)
    estate = session.get(Estate, order.estate_id) if order.estate_id is not None else None
    category = session.get(Category, order.category_code) if order.category_code else None
    parent = session.get(Category, category.parent_code) if category and category.parent_code else None
    channel = session.get_one(Channel, order.channel_code)
    unit = session.get(Organisation, order.organisation_id) if order.organisation_id is not None else None
    into = session.get(WorkOrder, order.merged_into_id) if order.merged_into_id is not None else None
    first = session.get(WorkOrder, order.repeat_of_id) if order.repeat_of_id is not None else None
    return OrderView(
        id=order.id,
        version=order.version,
        number=order.number,
        title=order.title,
        content=order.content,
        expectation=order.expectation,
        kind=Kind(order.kind),
        category_code=order.category_code,
        category=" › ".join(part.name for part in (parent, category) if part),
        channel=channel.short,
        upstream_number=order.upstream_number,
        upstream_due_at=order.upstream_due_at,
        urgency=Urgency(order.urgency),
        estate_id=order.estate_id,
        estate=estate.name if estate else "",
        place=place_of(order.building, order.unit, order.spot),
        caller=mask_name(order.caller_name),
        phone=mask_phone(order.phone),
        caller_id=order.caller_id,
        confidential=order.confidential,
        wants_callback=order.wants_callback,
        sensitive=order.sensitive,
        state=state,
        pending=Pending(order.pending),
        level=level(state, order.due_at, warn, now),
        left=remaining_words(Due(order.due_at), now) if order.due_at and state in OPEN else "",
        unit_id=order.organisation_id,
        unit=unit.name if unit else "",
        handler=order.handler,
        contact=order.handler or contact_of(session, order, unit),
        received_at=order.received_at,
        closed_at=order.closed_at,
        verdict=Verdict(order.verdict).label if order.verdict else "",
        result=order.result,
        solved=Solved(order.solved).label if order.solved else "",
        rating=Rating(order.rating).label if order.rating else "",
        urges=order.urges,
        supervision=order.supervision,
        supervision_due_at=order.supervision_due_at,
        redos=order.redos,
        merged_into=(into.id, into.number) if into else None,
        merged=tuple(
            (key, number)
            for key, number in session.execute(
                select(WorkOrder.id, WorkOrder.number)
                .where(WorkOrder.merged_into_id == order.id)
                .order_by(WorkOrder.id)
            )
        ),
        repeat_of=(first.id, first.number) if first else None,
        clocks=clocks,
        assignments=_assignments(session, order),
        timeline=_timeline(session, order),
        files=tuple(
            FileView(name, stored, Act(act))
            for name, stored, act in session.execute(
                select(Attachment.name, Attachment.stored, Attachment.act)
                .where(Attachment.work_order_id == order.id)
                .order_by(Attachment.id)
            )
        ),
        acts=permitted(situation_of(session, order), operator.name),
    )


def contact_of(session: Session, order: WorkOrder, unit: Organisation | None) -> str:
    """Whom to speak to at the unit: its manager for this estate, else its own contact."""
    if unit is None:
        return ""
    manager = session.scalar(
        select(EstateService.manager)
        .where(EstateService.estate_id == order.estate_id, EstateService.organisation_id == unit.id)
        .order_by(EstateService.id.desc())
        .limit(1)
    )
    return manager or unit.contact


def _clock_rows(session: Session, order: WorkOrder) -> list[Clock]:
    return list(session.scalars(select(Clock).where(Clock.work_order_id == order.id).order_by(Clock.due_at)))


def _clocks(session: Session, order: WorkOrder, now: datetime) -> tuple[ClockView, ...]:
    return tuple(
        ClockView(
            label=ClockKind(row.kind).label,
            due_at=row.due_at,
            met_at=row.met_at,
            words=_words(row, order, now),
            reason=row.reason,
            steps=tuple(row.steps),
            level=level_of_clock(_due(row), now, row.met_at) if row.met_at or order.state in OPEN else Level.FINE,
            provisional=row.provisional,
        )
        for row in _clock_rows(session, order)
    )


def _words(row: Clock, order: WorkOrder, now: datetime) -> str:
    if row.met_at:
        return level_of_clock(_due(row), now, row.met_at).label
    return remaining_words(_due(row), now) if order.state in OPEN else "未记录"


def _due(row: Clock) -> Due:
    return Due(row.due_at, warn_at=row.warn_at, paused=row.paused)


def _assignments(session: Session, order: WorkOrder) -> tuple[AssignmentView, ...]:
    query = (
        select(Assignment, Organisation.name)
        .join(Organisation, Organisation.id == Assignment.organisation_id)
        .where(Assignment.work_order_id == order.id)
        .order_by(Assignment.id)
    )
    return tuple(
        AssignmentView(
            row.organisation_id,
            name,
            row.role,
            row.at,
            row.signed_at,
            row.answer,
            row.adopted,
            row.ended_at is None or (row.role == OPINION and order.state == State.CONSULTING),
        )
        for row, name in session.execute(query)
    )


def _timeline(session: Session, order: WorkOrder) -> tuple[TimelineEntry, ...]:
    query = (
        select(ActRecord, StaffMember.name)
        .join(StaffMember, StaffMember.id == ActRecord.staff_id)
        .where(ActRecord.work_order_id == order.id)
        .order_by(ActRecord.id.desc())
    )
    return tuple(
        TimelineEntry(Act(row.act), row.happened_at, row.at, name, row.text) for row, name in session.execute(query)
    )
