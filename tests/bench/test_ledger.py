"""Ledger and R05 from the database: against raw rows and deflating the same sheet, and against plain SQL."""

import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from desktop.domain.timing.periods import Period
from desktop.services.reports.doings import doings
from desktop.services.reports.exporting import save_ledger
from desktop.services.reports.r01_ledger import _ORDERS
from tests.bench.filled_office import fill
from tests.office import Office

COUNT = 10_000
NOW = datetime(2026, 11, 16, 9, 30)


@pytest.mark.bench
def test_the_ledger_of_ten_thousand_orders(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(office, COUNT, NOW, timedelta(minutes=50))
    target = tmp_path / "ledger.xlsx"
    sql = str(_ORDERS.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))

    with office.database.read() as session:

        def export() -> None:
            assert save_ledger(session, target, None, office.operator, NOW).rows == COUNT

        def plain() -> None:
            cursor = session.connection().connection.cursor()
            assert sum(1 for _ in cursor.execute(sql)) == COUNT
            assert zlib.compress(xml, 6)

        export()
        with zipfile.ZipFile(target) as archive:
            xml = archive.read("xl/worksheets/sheet1.xml")
        pairs = [(spent(export), spent(plain)) for _ in range(2)]
    (ours, our_cpu), (floor, floor_cpu) = min(pairs, key=lambda pair: pair[0][1] / pair[1][1])
    with capsys.disabled():
        print(
            f"\nledger of {COUNT:,} orders, masked: {ours:.2f} s, floor (raw rows + zlib-6 of the same sheet) "
            f"{floor:.2f} s, ratio {ours / floor:.2f} (target 1.5), of processor time {our_cpu / floor_cpu:.2f}"
        )
    assert our_cpu < floor_cpu * 30, "far from the floor: look at what masking does for every row"


@pytest.mark.bench
def test_what_was_done_in_a_year(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    fill(office, COUNT, NOW, timedelta(minutes=50), with_acts=True)
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    plain = (
        "SELECT a.act, count(*), count(DISTINCT a.work_order_id) FROM act a JOIN work_order w ON w.id = a.work_order_id"
        " WHERE w.state != 'void' AND w.excluded IS 0 AND a.act IN ('urge', 'supervise', 'redo')"
        " AND a.happened_at >= '2026-01-01' AND a.happened_at < '2027-01-01' GROUP BY a.act"
    )
    with office.database.read() as session:
        cursor = session.connection().connection.cursor()
        assert doings(session, year).urges == cursor.execute(plain).fetchone()[1] > 0
        ours = min(spent(lambda: doings(session, year))[1] for _ in range(5))
        floor = min(spent(lambda: cursor.execute(plain).fetchall())[1] for _ in range(5))
    with capsys.disabled():
        print(
            f"\nacts and call-backs of a year at {COUNT:,} orders: {ours * 1000:.1f} ms, floor (plain SQL of "
            f"the acts) {floor * 1000:.1f} ms, ratio {ours / floor:.2f} of processor time"
        )
    assert ours < floor * 25 + 0.1, "far from the floor: does SQLite still use ix_act_counted?"


def spent(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock and of processor time."""
    began, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - busy
