"""One accepted row as a work order: its links, where it stands, its clocks and the history that says so."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.lifecycle import ENDED, OPEN, Act, State, Urgency
from desktop.domain.operator import Operator
from desktop.domain.timing.clocks import ClockKind, Limits, clock_set
from desktop.domain.timing.limits import Due
from desktop.forms.imports.orders import ImportedOrder
from desktop.forms.intake import Kind
from desktop.services.imports import words
from desktop.services.imports.callers import Callers
from desktop.services.imports.judging import import_key
from desktop.services.imports.outcomes import Judged
from desktop.services.imports.places import Place, Places
from desktop.services.imports.standing import Standing, meant, not_before, standing_of
from desktop.services.imports.units import Units
from desktop.services.imports.words import Lists
from desktop.services.orders import clocks
from desktop.services.orders.acts.acting import LEAD
from desktop.services.reference.worktime import hours_of, work_calendar

ORDER = (
    "id", "office_id", "number", "received_at", "channel_code", "upstream_number", "upstream_due_at", "kind",
    "category_code", "urgency", "estate_id", "building", "unit", "room", "caller_id", "caller_name", "phone",
    "confidential", "wants_callback", "title", "content", "state", "state_before", "organisation_id",
    "repeat_of_id", "repeat_of_number", "dispatched_at", "signed_at", "reported_at", "closed_at", "finished_at",
    "verdict", "result", "contacted", "solved", "rating", "due_at", "due_kind", "close_due_at", "excluded", "note",
    "import_key", "import_run_id", "registered_by_id",
)  # fmt: skip
_IN_ORDER: Callable[[dict[str, Any]], tuple[Any, ...]] = itemgetter(*ORDER)
CLOCK = (
    "office_id", "work_order_id", "kind", "value", "unit", "since", "starts_at", "due_at", "warn_at", "met_at",
    "paused", "provisional", "reason", "steps",
)  # fmt: skip
ASSIGNMENT = ("office_id", "work_order_id", "organisation_id", "role", "at", "signed_at")
ACT = ("office_id", "work_order_id", "act", "at", "happened_at", "staff_id", "text", "details")


@dataclass(slots=True)
class Numbered:
    """An accepted row with the id and number it gets, and the order that it repeats."""

    row: Judged
    id: int
    number: str
    received_at: datetime
    repeat_of_id: int | None = None


@dataclass(slots=True)
class Side:
    """What is inserted after a batch of orders, gathered while they are made."""

    clocks: list[tuple[Any, ...]] = field(default_factory=list)
    assignments: list[tuple[Any, ...]] = field(default_factory=list)
    acts: list[tuple[Any, ...]] = field(default_factory=list)

    def clear(self) -> None:
        """All of it is inserted."""
        for gathered in (self.clocks, self.assignments, self.acts):
            gathered.clear()


class OrderMaker:
    """Turns accepted rows into values for `ORDER`; what goes with them gathers in `side`."""

    def __init__(
        self,
        session: Session,
        operator: Operator,
        now: datetime,
        callers: Callers,
        hints: Sequence[str],
        file_name: str,
        run_id: int,
    ) -> None:
        self._session, self._operator, self._now = session, operator, now
        self._callers, self._hints, self._file_name, self._run_id = callers, tuple(hints), file_name, run_id
        self._lists = Lists(session)
        self._places = Places(session, operator.office_id)
        self._units = Units(session, operator)
        self._calendar, self._hours = work_calendar(session), hours_of(session)
        self._limits = cache(self._limits_of)
        self.side = Side()

    def rows(self, orders: Sequence[Numbered]) -> Iterator[tuple[Any, ...]]:
        """The values of each order, in the order of `ORDER`."""
        for order in orders:
            yield _IN_ORDER(self._values(order))

    def _values(self, order: Numbered) -> dict[str, Any]:
        form: ImportedOrder = order.row.form
        remarks = order.row.remarks
        place = self._place(form, remarks)
        unit = self._unit(form, remarks)
        channel = self._channel(form, remarks)
        category = self._lists.category(form.category, form.subcategory)
        if not category and (form.category or form.subcategory):
            remarks.append(f"原分类:{'/'.join(filter(None, (form.category, form.subcategory)))}")
        urgency = meant(words.URGENCIES, form.urgency, "紧急程度", remarks) or Urgency.NORMAL
        upstream_due = not_before(order.received_at, form.upstream_due_at, "办结期限", remarks)
        standing = standing_of(form, order.received_at, unit is not None, self._now, remarks)
        dues = self._dues(category, channel, order.received_at, upstream_due, urgency)
        nearest = min(dues.items(), key=lambda pair: pair[1].at, default=None) if standing.state in OPEN else None
        ended = standing.state in ENDED
        if form.repeated and not form.repeat_of:
            remarks.append("重复件")
        name = form.caller_name[:200]
        self._note_side(order, standing, dues, category, channel, unit)
        return {
            "id": order.id,
            "office_id": self._operator.office_id,
            "number": order.number,
            "received_at": order.received_at,
            "channel_code": channel,
            "upstream_number": form.upstream_number,
            "upstream_due_at": upstream_due,
            "kind": meant(words.KINDS, form.kind, "诉求类型", remarks) or Kind.COMPLAINT,
            "category_code": category,
            "urgency": urgency,
            "estate_id": place.estate_id if place else None,
            "building": place.building if place else form.building,
            "unit": place.unit if place else form.unit,
            "room": place.room if place else form.room,
            "caller_id": self._callers.id_of(form.phone, name, place, order.received_at),
            "caller_name": name,
            "phone": form.phone,
            "confidential": channel in self._lists.confidential,
            "wants_callback": bool(form.phone),
            "title": form.title,
            "content": form.content,
            "state": standing.state,
            "state_before": State.REGISTERED if standing.state is State.VOID else None,
            "organisation_id": unit,
            "repeat_of_id": order.repeat_of_id,
            "repeat_of_number": form.repeat_of,
            "dispatched_at": standing.dispatched_at,
            "signed_at": standing.dispatched_at if standing.state is not State.DISPATCHED else None,
            "reported_at": standing.closed_at,
            "closed_at": standing.closed_at,
            "finished_at": standing.closed_at if standing.state is State.DONE else None,
            "verdict": standing.verdict,
            "result": form.result,
            "contacted": form.contacted,
            "solved": meant(words.SOLVED, form.solved, "解决情况", remarks) if ended else None,
            "rating": meant(words.RATINGS, form.rating, "综合满意度", remarks) if ended else None,
            "due_at": nearest[1].at if nearest else None,
            "due_kind": nearest[0] if nearest else None,
            "close_due_at": dues[ClockKind.CLOSE].at if ClockKind.CLOSE in dues else None,
            "excluded": not self._lists.counted(form.category, form.subcategory),
            "note": "\n".join(filter(None, (form.note, *dict.fromkeys(remarks)))),
            "import_key": import_key(form),
            "import_run_id": self._run_id,
            "registered_by_id": self._operator.id,
        }

    def _place(self, form: ImportedOrder, remarks: list[str]) -> Place | None:
        found = self._places.find(form.estate, form.street, form.address) if form.estate or form.address else None
        if form.address:
            remarks.append(f"地址:{form.address}")
        if found is None:
            if form.estate:
                remarks.append(f"小区:{form.estate}")
            return None
        return Place(found.estate_id, form.building or found.building, form.unit or found.unit, form.room or found.room)

    def _unit(self, form: ImportedOrder, remarks: list[str]) -> int | None:
        found = self._units.find(form.organisation) if form.organisation else None
        if form.organisation and found is None:
            remarks.append(f"主办单位:{form.organisation}")
        if form.assisting:
            remarks.append(f"协办单位:{form.assisting}")
        return found

    def _channel(self, form: ImportedOrder, remarks: list[str]) -> str:
        if form.channel:
            if found := self._lists.channel(form.channel):
                return found
            remarks.append(f"诉求渠道:{form.channel}")
        return self._lists.channel_without_word((form.channel, *self._hints), bool(form.upstream_number))

    def _limits_of(self, category: str | None, channel: str) -> Limits:
        return clocks.limits(self._session, category, channel)

    def _dues(
        self, category: str | None, channel: str, received_at: datetime, upstream_due: datetime | None, urgency: Urgency
    ) -> Mapping[ClockKind, Due]:
        limits = self._limits(category, channel)
        if not limits and upstream_due is None:
            return {}
        return clock_set(
            limits,
            received_at,
            None,
            self._calendar,
            self._hours,
            upstream_due=upstream_due,
            urgent=urgency is Urgency.CRITICAL,
        )

    def _note_side(
        self,
        order: Numbered,
        standing: Standing,
        dues: Mapping[ClockKind, Due],
        category: str | None,
        channel: str,
        unit: int | None,
    ) -> None:
        """Clocks (of an ended order only the one for closing), the unit's part, and the history."""
        office = self._operator.office_id
        limits = self._limits(category, channel)
        for kind, due in dues.items():
            if standing.state in OPEN or (kind is ClockKind.CLOSE and standing.closed_at):
                limit = limits.get(kind)
                facts = (limit.value, limit.unit, limit.since) if limit else (None, None, None)
                self.side.clocks.append(
                    (
                        *(office, order.id, kind, *facts, order.received_at, due.at, due.warn_at or due.at),
                        *(standing.closed_at, due.paused, due.provisional, due.reason, list(due.steps)),
                    )
                )
        if unit is not None and standing.dispatched_at:
            signed_at = standing.dispatched_at if standing.state is not State.DISPATCHED else None
            self.side.assignments.append((office, order.id, unit, LEAD, standing.dispatched_at, signed_at))
        told = f"从“{self._file_name}”第{order.row.number}行导入"
        if standing.state is not State.REGISTERED:
            told += f",随表为{standing.state.label}" + (f"({standing.verdict.label})" if standing.verdict else "")
        details = {"run": self._run_id, "row": order.row.number}
        told_by = (Act.REGISTER.value, self._now, order.received_at, self._operator.id, told, details)
        self.side.acts.append((office, order.id, *told_by))
