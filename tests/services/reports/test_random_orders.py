"""Orders in any combination of states and times: the reports still say what the ledger says."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from every_report import check_all
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from opened import check_opened, every_sheet
from recount import titled
from sqlalchemy.orm import Session

from desktop.data.database import Database
from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import Request, WorkOrder
from desktop.domain.lifecycle import OPEN, Pending, State, Urgency
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.reference.seeding import ensure_office
from desktop.services.reports.by_unit import by_unit
from desktop.services.reports.r01_ledger import full_ledger
from desktop.services.reports.r02_by_estate import by_estate
from desktop.services.reports.r03_by_category import by_category
from desktop.services.reports.r04_by_channel import by_channel

NOW = datetime(2026, 11, 5, 10, 30)
MONTH = Period.month(2026, 10)
# just before, on and just after the edges of the month, the month before and the year before
EDGES = [
    edge + timedelta(seconds=seconds)
    for period in (MONTH, MONTH.previous(), MONTH.a_year_before())
    for edge in (period.start, period.end)
    for seconds in (-1, 0, 1)
]
MOMENTS = st.sampled_from(EDGES) | st.datetimes(datetime(2025, 9, 1), datetime(2026, 11, 4)).map(
    lambda moment: moment.replace(microsecond=0)
)
MAYBE = st.none() | MOMENTS
CATEGORIES = st.sampled_from([None, "0101", "0102", "0201", "0202", "1401", "1403", "03"])
CHANNELS = st.sampled_from(["CH01", "CH03", "CH06", "CH10", "CH15", "CH16"])


@st.composite
def order(draw: st.DrawFn) -> dict[str, object]:
    state = draw(st.sampled_from(list(State)))
    closed = draw(st.none() if state in OPEN else MAYBE)
    return {
        "received_at": draw(MOMENTS),
        "closed_at": closed,
        "close_due_at": draw(st.just(closed) | MAYBE),  # closed to the second when it was due
        "state": state,
        "channel_code": draw(CHANNELS),
        "category_code": draw(CATEGORIES),
        "kind": draw(st.sampled_from(list(Kind))),
        "urgency": Urgency.NORMAL,
        "verdict": draw(st.none() | st.sampled_from(list(Verdict))),
        "rating": draw(st.none() | st.sampled_from(list(Rating))),
        "solved": draw(st.none() | st.sampled_from(list(Solved))),
        "contacted": draw(st.none() | st.booleans()),
        "excluded": draw(st.integers(0, 5)) == 0,
        "repeat_of_number": draw(st.sampled_from(["", "GD-1"])),
        "returns": draw(st.integers(0, 1)),
        "estate": draw(st.integers(0, 3)),
        "unit": draw(st.sampled_from([None, 1, 2])),
        "merged": draw(st.booleans()),
        "approved": draw(st.none() | st.booleans()),
    }


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Operator]]:
    database = Database(tmp_path_factory.mktemp("office") / "linliban.sqlite3")
    with database.write() as session:
        operator = ensure_office(session)
    yield database, operator
    database.close()


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would count for minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(order(), max_size=20))
def test_any_orders_are_counted_right(seeded, orders):
    database, operator = seeded
    with database.read() as session:  # never committed
        keep(session, operator, orders)
        rows = titled(full_ledger(session, None, operator, NOW))
        assert len(rows) == len(orders)
        for period in (
            MONTH,
            Period(date(2026, 9, 30), date(2026, 10, 1)),
            Period(date(2026, 7, 1), date(2026, 12, 31)),
        ):
            check_all(session, rows, period, operator, NOW)
            for make in (by_estate, by_category, by_channel, by_unit):
                check_opened(session, every_sheet(make(session, period, operator, NOW)), period, NOW)


def keep(session: Session, operator: Operator, orders: list[dict[str, object]]) -> None:
    estates = [
        Estate(office_id=operator.office_id, name=f"小区{place}", area=area)
        for place, area in enumerate((None, 1.5, 0.7))
    ]
    session.add_all(estates)
    session.flush()
    before: WorkOrder | None = None
    for number, values in enumerate(orders):
        given_ = dict(values)
        estate, unit = given_.pop("estate"), given_.pop("unit")
        merged, approved = given_.pop("merged"), given_.pop("approved")
        row = WorkOrder(
            office_id=operator.office_id,
            registered_by_id=operator.id,
            number=f"GD{number}",
            title="楼道灯不亮",
            content="楼道灯不亮",
            estate_id=estates[estate].id if estate < len(estates) else None,
            organisation_id=unit,
            merged_into_id=before.id if merged and before else None,
            **given_,
        )
        session.add(row)
        session.flush()
        before = row
        if approved is not None:
            session.add(
                Request(
                    office_id=operator.office_id, work_order_id=row.id, kind=Pending.RETURN, at=NOW, reason="duty",
                    details={}, approved=approved,
                )
            )  # fmt: skip
    session.flush()
