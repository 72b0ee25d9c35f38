"""Opening every figure of a table: as many records stand behind it as it says."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.timing.periods import Period
from desktop.services.reports.behind import TOTAL, behind, opens
from desktop.services.reports.behind.orders import RATES


def check_opened(session: Session, tables: list[Table], period: Period, now: datetime) -> int:
    """Every figure of every row, subtotal and total; returns how many were opened."""
    return sum(_check(session, table, period, now) for table in tables)


def every_sheet(table: Table) -> list[Table]:
    return [table, *table.extras]


def _check(session: Session, table: Table, period: Period, now: datetime) -> int:
    rows = list(table.rows)
    assert table.source, table.title
    assert len(table.keys) == len(rows), table.title
    assert TOTAL not in table.keys
    named = list(zip(table.keys, rows, strict=True))
    if table.total is not None:
        named.append((TOTAL, table.total))
    seen = 0
    for key, row in named:
        if key is None:  # about nothing that is on record
            continue
        for column, value in zip(table.columns, row, strict=True):
            if opens(table.source, column.key, key) and value is not None and not isinstance(value, str):
                _agree(session, table, key, column, value, period, now)
                seen += 1
    return seen


def _agree(session: Session, table: Table, key: Any, shown: Column, value: Any, period: Period, now: datetime) -> None:
    column = shown.key
    found = behind(session, table.source, key, column, period, now)
    where = f"{table.source} {key} {column}"
    assert found is not None, where
    assert found.words
    assert len(set(found.ids)) == len(found.ids), where
    if found.counts and shown.kind is Kind.COUNT:
        assert len(found.ids) == value, where
    if isinstance(value, Rate) and (column in RATES or column == "rate"):
        above = {key for part in found.others for key in part.ids}
        assert above <= set(found.ids), where
        assert len(found.ids) == value.denominator, where
        assert not found.others[0].counts or len(found.others) > 1 or len(above) == value.numerator, where
    if isinstance(value, Rate) and column.endswith("growth") and found.others[0].counts:
        assert len(found.ids) - len(found.others[0].ids) == value.numerator, where
