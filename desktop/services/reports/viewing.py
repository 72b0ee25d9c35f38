"""A report as the screen shows and prints it, and its export with progress."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.documents.table import Subtotal, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.orders.disclosing import Disclosed, log
from desktop.services.reports.catalogue import Report
from desktop.services.reports.exporting import Saved, save_report

SHOWN = 500  # rows of a sheet that a screen or a stack of paper takes; an export takes all
EVERY = 200  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its printed columns only and rows that stay; `cut` says that there are more rows."""

    table: Table
    cut: bool


def sheets(session: Session, wanted: Report, period: Period, operator: Operator, now: datetime) -> list[Sheet]:
    """Every table of a report, each at most `SHOWN` rows long."""
    table = wanted.make(session, period, operator, now)
    return [sheet_of(one) for one in (replace(table, extras=()), *table.extras)]


def export(
    session: Session,
    wanted: Report,
    path: Path,
    period: Period,
    operator: Operator,
    now: datetime,
    report: Callable[[int, int], None],
) -> Saved:
    """Save the whole report as `save_report` does, telling how far it is by the orders of the period."""
    received = select(func.count()).where(WorkOrder.received_at >= period.start, WorkOrder.received_at < period.end)
    most = session.scalar(received) or 0

    def make(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
        table = wanted.make(session, period, operator, now)
        return replace(table, rows=_telling(table.rows, report, most))

    return save_report(session, replace(wanted, make=make), path, period, operator, now)


def note_print(session: Session, name: str, period: Period, operator: Operator, now: datetime) -> None:
    """Keep note that a report was printed."""
    log(session, Disclosed.PRINT, operator, now, purpose=f"{name}({period.span})", recipient="打印机")


def sheet_of(table: Table) -> Sheet:
    """One table as it is shown."""
    kept = [place for place, column in enumerate(table.columns) if column.printed]

    def narrow(row: tuple[Any, ...]) -> tuple[Any, ...]:
        cells = (row[place] for place in kept)
        return Subtotal(cells) if isinstance(row, Subtotal) else tuple(cells)

    rows = [narrow(row) for row in islice(table.rows, SHOWN + 1)]
    narrowed = replace(
        table,
        columns=[table.columns[place] for place in kept],
        rows=rows[:SHOWN],
        total=narrow(table.total) if table.total is not None else None,
    )
    return Sheet(narrowed, len(rows) > SHOWN)


def _telling(rows: Any, report: Callable[[int, int], None], most: int) -> Iterator[tuple[Any, ...]]:
    for number, row in enumerate(rows):
        if number % EVERY == 0:
            report(min(number, most), max(most, 1))
        yield row
