"""Every figure of every report, counted anew from the exported ledger."""

import random
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from every_report import check_all
from random_office import fill

from desktop.data.database import Database
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.reference.seeding import ensure_office
from desktop.services.reports import CATALOGUE, save_ledger, save_report

NOW = datetime(2026, 11, 5, 10, 30)
MONTH = Period.month(2026, 9)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Operator]]:
    """An office that has taken a hundred orders through the real services."""
    database = Database(tmp_path_factory.mktemp("office") / "linliban.sqlite3")
    with database.write() as session:
        operator = ensure_office(session)
        fill(session, operator, random.Random(20261031), 110, datetime(2026, 11, 1))
    yield database, operator
    database.close()


@pytest.fixture(scope="module")
def ledger(lived: tuple[Database, Operator], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The exported workbook, read back by another library."""
    database, operator = lived
    path = tmp_path_factory.mktemp("out") / "台账.xlsx"
    with database.read() as session:
        assert save_ledger(session, path, None, operator, NOW).rows == 110
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if row[0] == "序号")
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :] if isinstance(row[0], int)]


@pytest.mark.parametrize(
    "period",
    [MONTH, Period(date(2026, 7, 1), date(2026, 9, 30)), Period(date(2026, 1, 1), date(2026, 12, 31)),
     Period(date(2026, 9, 3), date(2026, 9, 16)), Period.month(2025, 8), Period.month(2024, 1)],
    ids=lambda period: period.words,
)  # fmt: skip
def test_every_report_says_what_the_ledger_says(lived, ledger, period):
    database, operator = lived
    with database.read() as session:
        check_all(session, ledger, period, operator, NOW)


def test_the_random_office_has_everything_worth_counting(ledger):
    """Or the test above would prove little."""
    for title, wanted in {
        "状态": {"待派单", "办理中", "挂账中", "待审核", "待回访", "已办结", "已并案", "已作废"},
        "回访评价": {"满意", "基本满意", "一般", "不满意", "未评价"},
        "结案评判": {"实际解决", "解释说明", "不予受理"},
        "是否按时": {"是", "否"},
        "先行联系": {"是", "否"},
        "计入统计": {"是", "否"},
        "重复件": {"是", "否"},
    }.items():
        assert wanted <= {order[title] for order in ledger}, title
    assert any("已退单" in (order["备注"] or "") for order in ledger)
    assert any("认定剔除" in (order["备注"] or "") for order in ledger)


def test_no_name_number_or_room_leaves_with_a_report(lived, tmp_path: Path):
    database, operator = lived
    with database.read() as session:
        save_ledger(session, tmp_path / "ledger.csv", None, operator, NOW)
        for report in CATALOGUE.values():
            save_report(session, report, tmp_path / f"{report.id}.xlsx", MONTH, operator, NOW)
    texts = [(tmp_path / "ledger.csv").read_text(encoding="utf-8-sig")]
    for path in tmp_path.glob("*.xlsx"):
        book = openpyxl.load_workbook(path, data_only=True)
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
        texts.append("\n".join(cells))
    assert len(texts) == len(CATALOGUE) + 1
    for text in texts:
        assert "13912340" not in text
        assert "13800000" not in text
        assert "王小明" not in text
        assert not re.search(r"(?<![0-9A-Za-z+/])301(?![0-9A-Za-z+/=])", text)  # a room, no part of a digest
    assert "139****0" in texts[0]
