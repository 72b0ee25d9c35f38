"""Streaming a ledger of 30,000 × 25 against its floor: making its rows and deflating the same XML at level 6."""

import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.documents.table import Column, Kind, Table
from desktop.documents.workbooks.writing import write_workbook

START = datetime(2026, 1, 1, 8, 0)
ESTATES = [f"{first}{second}{kind}" for first in "丰海锦东南" for second in "翔川秋方陈" for kind in ("新城", "花园")]
STORY = "居民反映{}第{}号楼顶楼雨天渗水,物业已上门{}次仍未修好,家中需接水({}),要求尽快查明原因并答复维修时间。"


def columns() -> list[Column]:
    moments = [Column(f"m{number}", f"时间{number}", Kind.MOMENT, 9) for number in range(5)]
    words = [Column(f"w{number}", f"项目{number}", Kind.TEXT, 8) for number in range(14)]
    fixed = [
        Column("no", "序号", Kind.COUNT, 4),
        Column("number", "受理编号", Kind.TEXT, 9),
        Column("upstream", "上游工单号", Kind.TEXT, 9),
        Column("story", "诉求摘要", Kind.TEXT, 30),
        Column("phone", "联系电话", Kind.TEXT, 8),
        Column("place", "地点", Kind.TEXT, 10),
    ]
    return [*fixed, *moments, *words]


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    words = ("12345转派", "公共部位 / 屋顶漏水", "一般", "上海丰翔物业管理有限公司", "已办结", "实际解决", "满意")
    for number in range(count):
        estate = ESTATES[number % len(ESTATES)]
        at = START + timedelta(minutes=5 * number)
        yield (
            number + 1,
            f"DC{at:%Y%m%d}{number % 1000:04d}",
            f"{20260000000000 + number}",
            STORY.format(estate, number % 60, number % 7, number),
            f"138****{number % 10_000:04d}",
            f"{estate}{number % 60}号楼",
            *(at + timedelta(hours=hours) for hours in range(5)),
            *(words[(number + place) % 7] if place % 5 else None for place in range(14)),
        )


@pytest.mark.bench
def test_a_ledger_of_thirty_thousand_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    count, target = 30_000, tmp_path / "ledger.xlsx"

    def export() -> None:
        write_workbook(Table("台账", columns(), rows(count)), target, START)

    def plain() -> None:
        assert sum(1 for _ in rows(count)) == count
        assert zlib.compress(xml, 6)

    export()
    with zipfile.ZipFile(target) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    pairs = [(spent(export), spent(plain)) for _ in range(2)]  # side by side: a busy machine slows both
    (ours, our_cpu), (floor, floor_cpu) = min(pairs, key=lambda pair: pair[0][0] / pair[1][0])
    with capsys.disabled():
        print(
            f"\nexport 30,000 x 25: {ours:.2f} s, floor (rows + zlib-6 of the same {len(xml) / 1e6:.0f} MB) "
            f"{floor:.2f} s, ratio {ours / floor:.2f} (target 1.2), of processor time {our_cpu / floor_cpu:.2f}; "
            f"file {target.stat().st_size / 1e6:.1f} MB"
        )
    assert our_cpu <= floor_cpu * 5, "far from the floor: look at what runs for every cell"


def spent(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock and of processor time; deflating runs beside and counts in both."""
    began, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - busy
