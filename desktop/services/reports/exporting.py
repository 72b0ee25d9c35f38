"""Saving the ledger and the reports as files, and keeping note of what left the office."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.documents.table import Table
from desktop.documents.workbooks.writing import Seal
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.orders.disclosing import Disclosed, log
from desktop.services.reports.catalogue import Report
from desktop.services.reports.r01_ledger import full_ledger
from desktop.services.saving import save_table
from desktop.services.sealing.workbook import seal_of


@dataclass(frozen=True, slots=True)
class Saved:
    """How many rows were saved, where they really are, and the sentence that says so."""

    rows: int
    path: Path
    sentence: str


def days_between(session: Session, since: date | None, until: date | None, now: datetime) -> Period | None:
    """The period from one day to another; an open beginning is that of the records, an open end today."""
    if since is None and until is None:
        return None
    earliest = session.scalar(select(func.min(WorkOrder.received_at)))
    last = until or now.date()
    first = since or (earliest.date() if earliest else last)
    return Period(min(first, last), last) if since is None else Period(first, max(first, last))


def save_ledger(session: Session, path: Path, period: Period | None, operator: Operator, now: datetime) -> Saved:
    """Save the whole ledger, masked, as .xlsx or .csv, row by row."""
    return _save(full_ledger(session, period, operator, now), path, now)


def save_report(
    session: Session, wanted: Report, path: Path, period: Period, operator: Operator, now: datetime
) -> Saved:
    """Save a report with its charts as .xlsx, or its rows as .csv."""
    table = wanted.make(session, period, operator, now)
    if table.extras and path.suffix.lower() == ".csv":
        raise Refused("这份报表有几张表,.csv放不下,请把文件名的结尾写成.xlsx或.docx。")
    return _save(table, path, now, seal_of(session, wanted.id, wanted.name, period, now))


def note_export(
    session: Session, name: str, path: Path, period: Period | None, operator: Operator, now: datetime
) -> None:
    """Keep note that somebody takes a list of orders out of the office; done before the file is written."""
    days = period.span if period else "全部"
    log(session, Disclosed.EXPORT, operator, now, purpose=f"{name}({days})", recipient=path.name)


def _save(table: Table, path: Path, now: datetime, seal: Seal | None = None) -> Saved:
    rows = 0

    def passing() -> Iterator[tuple[Any, ...]]:
        nonlocal rows
        for row in table.rows:
            rows += 1
            yield row

    place = save_table(replace(table, rows=passing()), path, now, seal)
    return Saved(rows, place.path, place.sentence)
