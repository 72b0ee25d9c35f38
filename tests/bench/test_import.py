"""Importing 6,000 orders against their floor: reading the same file and inserting the same rows, nothing else."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from desktop.data.database import Database
from desktop.services.imports.orders import import_orders
from desktop.services.reference.seeding import ensure_office

NOW = datetime(2026, 11, 20, 9, 0)
ROWS = 6_000
HEADINGS = [
    *("工单编号", "工单标题", "诉求内容", "诉求类型", "交办时间", "诉求渠道", "紧急程度"),
    *("工单状态", "求助人员", "求助号码", "诉求详细地址", "主办单位"),
]
STORY = "居民反映{}号楼楼道灯第{}次不亮,物业已上门仍未修好,老人夜间出行不便,要求尽快维修并答复。"
TABLES = ("import_run", "caller", "caller_phone", "work_order", "act")


@pytest.mark.bench
def test_a_list_of_six_thousand_orders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _sheet(tmp_path / "orders.xlsx")
    pairs = [_side_by_side(path, tmp_path / f"{turn}") for turn in range(2)]  # a busy machine slows both
    (ours, our_cpu), (floor, floor_cpu) = min(pairs, key=lambda pair: pair[0][0] / pair[1][0])
    with capsys.disabled():
        print(
            f"\nimport {ROWS:,} orders: {ours:.2f} s, floor (calamine + raw insert of the same rows) {floor:.2f} s, "
            f"ratio {ours / floor:.2f} (target 1.5), of processor time without the child {our_cpu / floor_cpu:.2f}"
        )
    assert our_cpu <= floor_cpu * 12, "far from the floor: look at what runs for every row"


def _side_by_side(path: Path, folder: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """Seconds by the clock and of processor time: ours, then the floor's."""
    folder.mkdir()
    source = _office(folder / "ours")

    def ours() -> None:
        with source.write() as session:
            assert import_orders(session, path, None, ensure_office(session), NOW).counts.imported == ROWS

    took = _spent(ours)
    rows = _rows(source)
    source.close()
    target = _office(folder / "floor")

    def floor() -> None:
        assert sum(1 for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()) == ROWS + 1
        with target.write() as session:
            connection = session.connection()
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table, (names, values) in rows.items():
                marks = ",".join("?" * len(names))
                connection.exec_driver_sql(f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks})", values)

    least = _spent(floor)
    target.close()
    return took, least


def _sheet(path: Path) -> Path:
    with Workbook(path) as book:
        sheet = book.add_worksheet("工单")
        sheet.write_row(0, 0, HEADINGS)
        for at in range(1, ROWS + 1):
            received = (datetime(2026, 1, 1, 8) + timedelta(minutes=9 * at)).strftime("%Y/%m/%d %H:%M:%S")
            title, story = f"{at % 60}号楼楼道灯不亮", STORY.format(at % 60, at)
            facts = (f"{20260000000000 + at}", title, story, "投诉", received, "12345热线", "一般", "已办结")
            sheet.write_row(at, 0, (*facts, f"王{at % 999}", 13800000000 + at, f"丰翔路{at % 300}号", "房管办"))
    return path


def _office(folder: Path) -> Database:
    folder.mkdir()
    database = Database(folder / "office.db")
    with database.write() as session:
        ensure_office(session)
    return database


def _rows(database: Database) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    found = {}
    with database.read() as session:
        for table in TABLES:
            result = session.connection().exec_driver_sql(f"SELECT * FROM {table}")
            found[table] = (list(result.keys()), [tuple(row) for row in result])
    return found


def _spent(work: Callable[[], None]) -> tuple[float, float]:
    began, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - busy
