"""Random formulas over random orders: SQL and plain Python come to the same."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_formulas import Plain
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.database import Database
from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import Hold, WorkOrder
from desktop.domain.indicators.definition import Definition, check
from desktop.domain.indicators.language.setting import Setting
from desktop.domain.indicators.sources import SOURCES
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Verdict
from desktop.forms.registry import NewEstate
from desktop.services.counting.scope import By
from desktop.services.indicators import evaluating
from desktop.services.reference.seeding import ensure_office
from desktop.services.registry.adding import add_estate

NOW = datetime(2026, 6, 20, 12)
MAY = Period.month(2026, 5)
WEIGHTS = {"评价": {"满意": Fraction(1), "基本满意": Fraction(4, 5), "一般": Fraction(1, 3), "不满意": Fraction(-1)}}
BASES = ("受理时间", "办结时间", "办结截止")
MOMENTS = ("受理时间", "派单时间", "首次联系时间", "办结时间", "办结截止")
NUMBERS = ("办结用时", "退单次数", "催办次数", "小区面积", "小区户数")
FLAGS = ("已并案", "重复件", "已作废", "认定剔除", "已落小区", "市民热线", "已超期", "已挂账")
ANSWERS = {
    name: SOURCES["工单"].fields[name].answers
    for name in ("状态", "诉求类型", "紧急程度", "结案评判", "评价", "先行联系")
}
WORDS = Setting(SOURCES["工单"], weights=WEIGHTS).known

small = st.integers(0, 60).map(str) | st.sampled_from(["0.5", "2.25", "1.125"])
spans = st.tuples(st.sampled_from(MOMENTS), st.sampled_from(MOMENTS)).map(lambda p: f"({p[0]} - {p[1]})")
factors = st.sampled_from(["2", "0.5", "3"])
numbers = st.recursive(
    st.sampled_from(NUMBERS) | spans | st.just("权重(评价)"),
    lambda inner: st.tuples(inner, st.sampled_from("+-"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})")
    | st.tuples(inner, st.sampled_from("×÷"), factors).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
    max_leaves=3,
)  # fmt: skip
compared = st.one_of(
    st.tuples(st.sampled_from(MOMENTS), st.sampled_from(["<", "<=", ">", ">=", "=", "≠"]), st.sampled_from(MOMENTS)),
    st.tuples(numbers, st.sampled_from(["<", "<=", ">", ">=", "=", "≠"]), small),
).map(" ".join)
told = st.sampled_from(sorted(ANSWERS)).flatmap(
    lambda name: st.one_of(
        st.sampled_from(ANSWERS[name]).map(lambda answer: f"{name} = {answer}"),
        st.sampled_from(ANSWERS[name]).map(lambda answer: f"{name} ≠ {answer}"),
        st.lists(st.sampled_from(ANSWERS[name]), min_size=1, max_size=3)
        .map("、".join)
        .map(f"{name} 属于 ({{}})".format),
        st.sampled_from([f"已填({name})", f"未填({name})"]),
    )
)  # fmt: skip
conditions = st.recursive(
    compared
    | told
    | st.sampled_from(FLAGS)
    | st.just("有权重(评价)")
    | st.sampled_from(MOMENTS).map("已填({})".format),
    lambda inner: (
        st.tuples(inner, st.sampled_from(["且", "或"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})")
        | inner.map(lambda one: f"非 ({one})")
    ),
    max_leaves=5,
)
figures = st.recursive(
    st.one_of(
        conditions.map("计数({})".format),
        st.tuples(st.sampled_from(["合计", "平均", "中位数", "最小", "最大"]), numbers).map(
            lambda p: f"{p[0]}({p[1]})"
        ),
        st.tuples(st.sampled_from(["合计", "平均"]), numbers, conditions).map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
        numbers.map("分位({}, 90%)".format),
        conditions.map("去重(小区, {})".format),
    ),
    lambda inner: st.tuples(inner, st.sampled_from("+-×"), inner).map(lambda p: f"{p[0]} {p[1]} {p[2]}"),
    max_leaves=3,
)


class Lived:
    """A session on random orders, and the same orders as plain rows."""

    def __init__(self, session: Session, rows: list[dict[str, Any]]) -> None:
        self.session, self.rows = session, rows

    def __repr__(self) -> str:
        return f"{len(self.rows)} orders"


@pytest.fixture(scope="module", params=[1, 2])
def living(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> Iterator[Lived]:
    """Made once for many formulas."""
    path = tmp_path_factory.mktemp("random") / "linliban.sqlite3"
    path.write_bytes(seeded.read_bytes())
    database = Database(path)
    with database.write() as session:
        fill(session, ensure_office(session), random.Random(request.param))
    with database.read() as session:
        rows = [plain_row(session, order) for order in session.scalars(select(WorkOrder))]
        yield Lived(session, rows)
    database.close()


def fill(session: Session, operator: Operator, chance: random.Random) -> None:
    estates = [
        add_estate(session, NewEstate(f"第{n}小区", households=households, area=area), operator, NOW)
        for n, (households, area) in enumerate([(300, 3.5), (None, 12.2501), (1200, None)])
    ]

    def moment(after: datetime) -> datetime | None:
        return None if chance.random() < 0.3 else after + timedelta(seconds=chance.randrange(20 * 86400))

    for number in range(70):
        received = datetime(2026, 4, 20) + timedelta(seconds=chance.randrange(45 * 86400))
        order = WorkOrder(
            office_id=operator.office_id, registered_by_id=operator.id, number=f"GD{number}", title="灯", content="灯",
            received_at=received, channel_code=chance.choice(["CH01", "CH06", "CH16"]),
            category_code=chance.choice(["0101", "0209", None]), kind=chance.choice(list(Kind)),
            urgency=chance.choice(list(Urgency)), state=chance.choice(list(State)),
            estate_id=chance.choice([None, *estates]), dispatched_at=moment(received),
            first_contact_at=moment(received), closed_at=moment(received), close_due_at=moment(received),
            verdict=chance.choice([None, *Verdict]),
            rating=chance.choice([None, *Rating]), contacted=chance.choice([None, True, False]),
            returns=chance.randrange(3), urges=chance.randrange(4), excluded=chance.random() < 0.1,
            repeat_of_number=chance.choice(["", "GD0"]),
        )  # fmt: skip
        session.add(order)
        session.flush()
        if number > 3 and chance.random() < 0.2:
            order.merged_into_id = order.id - 1
        for _ in range(chance.choice([0, 0, 1, 2])):
            since = received + timedelta(seconds=chance.randrange(10 * 86400))
            until = chance.choice([None, since + timedelta(seconds=chance.randrange(5 * 86400))])
            session.add(Hold(office_id=operator.office_id, work_order_id=order.id, since=since, until=until))


def plain_row(session: Session, order: WorkOrder) -> dict[str, Any]:
    """One order as the formulas speak of it."""
    estate = session.get(Estate, order.estate_id) if order.estate_id else None
    spent = None
    if order.closed_at is not None:
        spent = (order.closed_at - order.received_at).total_seconds()
        for hold in session.scalars(select(Hold).where(Hold.work_order_id == order.id)):
            until = min(hold.until or order.closed_at, order.closed_at)
            spent -= max(0, (until - hold.since).total_seconds())
    return {
        "受理时间": order.received_at, "派单时间": order.dispatched_at, "首次联系时间": order.first_contact_at,
        "办结时间": order.closed_at, "办结截止": order.close_due_at,
        "办结用时": None if spent is None else Fraction(int(spent), 3600),
        "退单次数": Fraction(order.returns), "催办次数": Fraction(order.urges),
        "小区面积": Fraction(str(estate.area)) if estate and estate.area else None,
        "小区户数": Fraction(estate.households) if estate and estate.households else None,
        "状态": State(order.state).label, "诉求类型": Kind(order.kind).label, "紧急程度": Urgency(order.urgency).label,
        "结案评判": Verdict(order.verdict).label if order.verdict else None,
        "评价": Rating(order.rating).label if order.rating else None,
        "先行联系": None if order.contacted is None else "是" if order.contacted else "否",
        "已并案": order.merged_into_id is not None, "重复件": order.repeat_of_number != "",
        "已作废": order.state == State.VOID, "认定剔除": order.excluded, "已落小区": estate is not None,
        "市民热线": order.channel_code == "CH06", "已挂账": order.state == State.HELD,
        "已超期": order.close_due_at is not None and order.close_due_at < (order.closed_at or NOW),
        "小区": order.estate_id,
    }  # fmt: skip


def within(rows: list[dict[str, Any]], basis: str) -> list[dict[str, Any]]:
    return [row for row in rows if row[basis] is not None and MAY.start <= row[basis] < MAY.end]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(numerator=figures, where=st.just("") | conditions, basis=st.sampled_from(BASES))
def test_sql_and_python_agree(living: Lived, numerator: str, where: str, basis: str) -> None:
    session, rows = living.session, living.rows
    one = Definition("X", "试", numerator=numerator, where=where, basis=basis, weights=WEIGHTS)
    check(one)
    found = evaluating.values(session, ["X"], MAY, NOW, definitions={"X": one})["X"]
    assert found.exact == Plain(within(rows, basis), WEIGHTS, WORDS, ANSWERS).figure(numerator, where), (
        numerator,
        where,
    )


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(numerator=figures, denominator=conditions.map("计数({})".format), basis=st.sampled_from(BASES))
def test_groups_agree_too(living: Lived, numerator: str, denominator: str, basis: str) -> None:
    session, rows = living.session, living.rows
    one = Definition("X", "试", numerator=numerator, denominator=denominator, basis=basis, weights=WEIGHTS)
    found = evaluating.grouped(session, ["X"], By.ESTATE, MAY, NOW, definitions={"X": one})
    groups = {row["小区"] for row in within(rows, basis)}
    assert groups >= set(found)
    for key in groups:
        mine = Plain([row for row in within(rows, basis) if row["小区"] == key], WEIGHTS, WORDS, ANSWERS)
        above, below = mine.figure(numerator, ""), mine.figure(denominator, "")
        expected = None if above is None or not below else above / below
        assert (found[key]["X"].exact if key in found else None) == expected
