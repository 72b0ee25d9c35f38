"""A random user: any act with any form on several orders, at any time; the office stays in order.

LINLIBAN_LONG=1 runs the long form.
"""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from desktop.data.database import Database
from desktop.data.tables.offices import Counter
from desktop.data.tables.orders import ActRecord, Assignment, Clock, Hold, Request, WorkOrder
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import ENDED, OPEN, RULES, Act, Pending, State, Urgency
from desktop.domain.numbering import work_order_number
from desktop.forms import acts
from desktop.forms.fields import Choice, Files, LongText, Moment, Number, Pick, Text, YesNo, fields_of
from desktop.forms.intake import Intake
from desktop.services.orders import history
from desktop.services.orders.acts import amending, performing
from desktop.services.orders.acts.register import register
from desktop.services.orders.views.detail import detail
from tests.office import Office

LONG = os.environ.get("LINLIBAN_LONG") == "1"
WORDS = st.sampled_from(["", " ", "修好了", "\x00", "长" * 40, "%_'\"", "王芳", "<b>", "😀", "\ud800x"])
SPANS = st.sampled_from([timedelta(minutes=3), timedelta(hours=5), timedelta(days=1), timedelta(days=9)])
MOMENTS = st.integers(-20, 40)  # half days from now


def values_for(form: type, office: Office, orders: list[int]) -> st.SearchStrategy[dict[str, Any]]:
    """Some fields of a form with values of their kind, right or wrong."""

    def of(field: Any) -> st.SearchStrategy[Any]:
        match field:
            case Choice():
                return st.sampled_from([*field.options, None])
            case Pick(of="organisation"):
                units = st.sampled_from([office.company, office.rival, office.bureau, 999])
                return st.lists(units, max_size=4).map(tuple) if field.many else units | st.none()
            case Pick(of="work_order"):
                return st.sampled_from([*orders, 999, None])
            case Pick(of="category"):
                return st.sampled_from(["0101", "0201", "0209", "0801", "1401", "02", None])
            case Pick(of="channel"):
                return st.sampled_from(["CH01", "CH06", "CH13", "XX", None])
            case Pick(of="estate"):
                return st.sampled_from([office.estate, None, 999])
            case Moment():
                return st.none() | MOMENTS.map(lambda half: office.now + half * timedelta(hours=12))
            case YesNo():
                return st.booleans()
            case Number():
                return st.sampled_from([None, -1.0, 0.0, 12.5])
            case Files():
                return st.sampled_from([(), ("/nowhere.jpg",)])
            case LongText() | Text():
                return WORDS
        raise AssertionError(field)

    fields = {name: of(field) for name, field in fields_of(form).items()}
    return st.fixed_dictionaries({}, optional=fields)


class RandomUser(RuleBasedStateMachine):
    """Does something; then everything must still agree with everything else."""

    seeded: Path

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        path = Path(self._folder.name) / "a.sqlite3"
        shutil.copy(self.seeded, path)
        self.database = Database(path)
        self.orders: list[int] = []

    @initialize()
    def open_the_office(self) -> None:
        self.office = Office(self.database)
        self.office.pace = timedelta()
        self.orders = [self.office.register().id, self.office.register(phone="").id]

    @rule(data=st.data())
    def take_in(self, data: st.DataObject) -> None:
        values = data.draw(values_for(Intake, self.office, self.orders))
        before = self.everything()
        try:
            with self.database.write() as session:
                done = register(session, self.office.intake(**values), self.office.operator, self.office.now)
            self.orders.append(done.id)
        except Refused as refused:
            self.nothing_changed(before, refused)

    @rule(data=st.data(), span=SPANS)
    def do_what_is_offered(self, data: st.DataObject, span: timedelta) -> None:
        order_id = data.draw(st.sampled_from(self.orders))
        with self.database.read() as session:
            offered = detail(session, order_id, self.office.operator, self.office.now).acts
        self.office.now += span
        self.act(data, order_id, data.draw(st.sampled_from(offered)))

    @rule(data=st.data(), act=st.sampled_from(list(RULES)))
    def force_anything(self, data: st.DataObject, act: Act) -> None:
        self.act(data, data.draw(st.sampled_from(self.orders)), act)

    def act(self, data: st.DataObject, order_id: int, act: Act) -> None:
        form = performing.form_of(act)
        usual = self.usual(act, order_id)
        changed = data.draw(st.just({}) | values_for(form, self.office, self.orders))
        seen = data.draw(st.sampled_from([None, None, None, 1]))
        by = data.draw(st.sampled_from([self.office.operator, self.office.colleague]))
        before = self.everything()
        with self.database.read() as session:
            offered = act in detail(session, order_id, by, self.office.now).acts
            version = session.get_one(WorkOrder, order_id).version
        values = {name: getattr(usual, name) for name in form.__dataclass_fields__} | changed
        try:
            with self.database.write() as session:
                performing.perform(session, act, order_id, form(**values), by, self.office.now, seen)
            assert offered and seen in (None, version), f"{act} was done though it was not offered"
        except Refused as refused:
            self.nothing_changed(before, refused)

    def usual(self, act: Act, order_id: int) -> Any:
        match act:
            case Act.MERGE:
                return acts.Merge(self.orders[0])
            case Act.AMEND:
                with self.database.read() as session:
                    form = amending.current(session, order_id)
                return type(form)(
                    **{name: getattr(form, name) for name in Intake.__dataclass_fields__}, reason="听错了"
                )
        return self.office.usual(act)

    def everything(self) -> list[Any]:
        with self.database.read() as session:
            orders = session.execute(select(WorkOrder.id, WorkOrder.version, WorkOrder.state, WorkOrder.pending))
            counted = [
                session.scalar(select(func.count()).select_from(table))
                for table in (ActRecord, Assignment, Clock, Hold, Request, Counter)
            ]
            return [orders.all(), counted, session.scalars(select(Counter.last)).all()]

    def nothing_changed(self, before: list[Any], refused: Refused) -> None:
        assert self.everything() == before
        assert refused.problems
        for sentence in refused.problems.values():
            assert sentence.endswith("。") and "None" not in sentence, sentence

    @invariant()
    def the_office_is_in_order(self) -> None:
        with self.database.read() as session:
            orders = session.scalars(select(WorkOrder).order_by(WorkOrder.id)).all()
            clocks: dict[int, list[Clock]] = {}
            for clock in session.scalars(select(Clock)):
                clocks.setdefault(clock.work_order_id, []).append(clock)
            told = session.execute(select(ActRecord.work_order_id, ActRecord.act).order_by(ActRecord.id)).all()
            running = session.scalars(select(Hold.work_order_id).where(Hold.until.is_(None))).all()
            asked = session.execute(
                select(Request.work_order_id, Request.kind).where(Request.decided_at.is_(None))
            ).all()
            assert list(history.broken_links(session)) == []
            numbers_have_no_holes(orders, {row.day: row.last for row in session.scalars(select(Counter))})
        assert len(set(running)) == len(running)
        for order in orders:
            legal(order, order.id in running)
            assert [kind for key, kind in asked if key == order.id] == ([order.pending] if order.pending else [])
            due_times_agree(order, clocks.get(order.id, []))
            own = [act for key, act in told if key == order.id]
            assert own[0] == Act.REGISTER and own.count(Act.REGISTER) == 1
            assert own.count(Act.REDO) == order.redos and own.count(Act.URGE) == order.urges
            merged = {one.id for one in orders if one.merged_into_id == order.id}
            assert not merged or order.state in OPEN | ENDED

    def teardown(self) -> None:
        self.database.close()
        self._folder.cleanup()


def legal(order: WorkOrder, held: bool) -> None:
    state = State(order.state)
    root = State(order.state_before) if state is State.VOID and order.state_before else state
    assert (order.merged_into_id is not None) == (state is State.MERGED)
    assert (order.state_before is not None) == (state in (State.MERGED, State.VOID))
    assert not order.pending or root is State.HANDLING
    assert held == (root is State.HELD)
    if state in OPEN:
        assert order.closed_at is None and order.verdict is None and order.finished_at is None
    if state in ENDED:
        assert order.closed_at is not None and order.verdict is not None
        assert order.received_at <= order.closed_at
        assert (order.finished_at is not None) == (state is State.DONE)
    if root in (State.DISPATCHED, State.HANDLING, State.HELD, State.REPORTED):
        assert order.organisation_id is not None
    if root is State.REGISTERED:
        assert order.organisation_id is None
    if root is State.HANDLING and not order.redos:
        assert order.handler and order.signed_at
    if root is State.REPORTED:
        assert order.reported_at is not None
    if order.urgency == Urgency.CRITICAL:
        assert state is not State.HELD
    Pending(order.pending)


def due_times_agree(order: WorkOrder, clocks: list[Clock]) -> None:
    waiting = [clock for clock in clocks if clock.met_at is None and not clock.paused]
    nearest = min(waiting, key=lambda clock: clock.due_at, default=None) if order.state in OPEN else None
    assert (order.due_at, order.due_kind) == ((nearest.due_at, nearest.kind) if nearest else (None, None))
    assert order.close_due_at == next((clock.due_at for clock in clocks if clock.kind == "close"), None)
    for clock in clocks:
        assert clock.reason and clock.steps and clock.starts_at <= clock.warn_at <= clock.due_at
        assert not clock.paused or order.state in (State.HELD, State.VOID)
        assert not clock.paused or order.urgency != Urgency.CRITICAL
        assert clock.met_at is None or clock.met_at >= order.received_at


def numbers_have_no_holes(orders: Any, last: dict[Any, int]) -> None:
    days: dict[Any, list[str]] = {}
    for order in orders:
        days.setdefault(order.received_at.date(), []).append(order.number)
    assert {day: sorted(numbers) for day, numbers in days.items()} == {
        day: [work_order_number(day, place) for place in range(1, count + 1)] for day, count in last.items()
    }


def test_a_random_user_never_brings_the_office_into_disorder(seeded: Path) -> None:
    RandomUser.seeded = seeded
    run_state_machine_as_test(
        RandomUser,
        settings=settings(
            max_examples=2000 if LONG else 12,
            stateful_step_count=150 if LONG else 60,
            deadline=None,
            database=None,
            derandomize=not LONG,
            phases=[Phase.generate, *([Phase.shrink] if LONG else [])],  # a short run tells the steps as they were
            suppress_health_check=list(HealthCheck),
        ),
    )
