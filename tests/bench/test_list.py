"""The list of work orders at 20,000 orders, against the plain SQL of the same answer."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.domain.lifecycle import State
from desktop.forms.order_filter import OrderFilter, Timing
from desktop.services.orders.views import listing
from tests.bench.filled_office import fill
from tests.office import Office

COUNT = 20_000
NOW = datetime(2026, 11, 16, 9, 30)


@pytest.fixture
def many(office: Office) -> Office:
    """An office with 20,000 orders over two years, a tenth of them open."""
    fill(office, COUNT, NOW, timedelta(minutes=50))
    return office


@pytest.mark.bench
def test_pages_and_filters(many: Office, capsys: pytest.CaptureFixture[str]) -> None:
    plain_ids = "SELECT id FROM work_order WHERE {} ORDER BY received_at DESC, id DESC"
    cases: list[tuple[str, Callable[[Session], Any], str]] = [
        ("all ids", ids(OrderFilter()), plain_ids.format("1")),
        ("待派单", ids(OrderFilter(states=(State.REGISTERED,))), plain_ids.format("state = 'registered'")),
        ("estate", ids(OrderFilter(estate=many.estate)), plain_ids.format(f"estate_id = {many.estate}")),
        ("overdue", ids(OrderFilter(timing=Timing.OVERDUE)), plain_ids.format("due_at < '2026-11-16 09:30:00.000000'")),
        ("count", lambda session: listing.count(session, OrderFilter(), NOW), "SELECT count(*) FROM work_order"),
    ]
    for name, first in (("first page", COUNT - 60), ("page in the middle", COUNT // 2)):
        keys = list(range(first + 60, first, -1))
        cases.append((name, lambda session, keys=keys: listing.rows(session, keys, NOW), page_sql(keys)))
    lines = []
    with many.database.read() as session:
        for name, ask, plain in cases:
            pairs = [
                (seconds(lambda ask=ask: ask(session)), seconds(lambda plain=plain: fetched(session, plain)))
                for _ in range(9)
            ]
            ours, floor = (min(times) for times in zip(*pairs, strict=True))
            lines.append(f"{name}: {ours * 1000:.2f} ms, floor {floor * 1000:.2f} ms, ratio {ours / floor:.2f}")
            assert ours < floor * 40 + 0.05, f"{name} is far from the floor"
    with capsys.disabled():
        print(f"\nlist of {COUNT:,} orders (target 2):\n  " + "\n  ".join(lines))


def ids(wanted: OrderFilter) -> Callable[[Session], Any]:
    return lambda session: listing.ids(session, wanted, NOW)


def page_sql(keys: list[int]) -> str:
    return (
        "SELECT w.id, w.number, w.received_at, e.name, w.building, w.unit, w.spot, w.title, k.name, c.short, o.name, "
        "w.due_at, w.state, w.caller_name, w.phone, w.upstream_number, w.closed_at, w.rating, l.warn_at, "
        "w.close_due_at FROM work_order w LEFT JOIN estate e ON e.id = w.estate_id "
        "LEFT JOIN category k ON k.code = w.category_code "
        "LEFT JOIN channel c ON c.code = w.channel_code LEFT JOIN organisation o ON o.id = w.organisation_id "
        "LEFT JOIN clock l ON l.work_order_id = w.id AND l.kind = w.due_kind "
        f"WHERE w.id IN ({', '.join(map(str, keys))})"
    )


def fetched(session: Session, statement: str) -> list[Any]:
    """The plain answer, by the same connection but past SQLAlchemy."""
    cursor = session.connection().connection.cursor()
    rows: list[Any] = cursor.execute(statement).fetchall()
    return rows


def seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
