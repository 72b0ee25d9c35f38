"""Importing a list of orders: all acceptable rows in one transaction, or none."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from desktop.data.prepared import BATCH, Inserter
from desktop.data.tables.offices import ImportRun
from desktop.data.tables.orders import ActRecord, Assignment, Clock, WorkOrder
from desktop.documents.reading.spreadsheet import Report, open_spreadsheet, unreported
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.wording.cleaning import line
from desktop.forms.imports.mapping import ImportMapping
from desktop.forms.imports.proposal import refusal
from desktop.forms.imports.targets import Target
from desktop.services.chain import link
from desktop.services.imports.callers import Callers
from desktop.services.imports.judging import judge_orders
from desktop.services.imports.numbers import numbers
from desktop.services.imports.opening import open_table
from desktop.services.imports.order_rows import ACT, ASSIGNMENT, CLOCK, ORDER, Numbered, OrderMaker
from desktop.services.imports.outcomes import Counts, Fate, Judged, Outcome
from desktop.services.imports.repeats import adopt_waiting, link_repeats
from desktop.services.orders.history import last_hash

NO_ROWS = "表头下面没有数据,请检查是否选对了工作表和表头行。"
_STEP = 1_000  # orders between two looks at the cancel button
_WORTH_ANALYSING = 1_000


def import_orders(
    session: Session,
    path: Path,
    mapping: ImportMapping | None,
    operator: Operator,
    now: datetime,
    report: Report = unreported,
) -> Outcome:
    """Take in every acceptable row that is not here yet; raises Refused where the file or its columns will not do.

    Without a mapping one is found. `report(done, total)` counts every row twice, once read and once written; when it
    raises Cancelled nothing is kept.
    """
    with open_spreadsheet(path, report) as book:
        table = open_table(book, Target.ORDERS, mapping)
        if sentence := refusal(table.mapping):
            raise Refused(sentence)
        found = table.rows(lambda done, total: report(done, 2 * total))
        rows = judge_orders(session, found, operator, now, keep_cells=False)
    if not rows:
        raise Refused(NO_ROWS)
    accepted = [row for row in rows if row.fate is Fate.IMPORT]
    counts = Counts.of(rows)
    run = keep_run(session, Target.ORDERS, path, counts, operator, now)
    hints = (*map(line, table.headings), table.sheet.name, path.stem)
    _insert(session, accepted, (operator, now, hints, path.name, run.id), report)
    rejects, skips = ([row for row in rows if row.fate is fate] for fate in (Fate.REJECT, Fate.SKIP))
    return Outcome(counts, run.id, table.mapping, table.headings, table.doubts, rejects, skips)


def keep_run(
    session: Session, target: Target, path: Path, counts: Counts, operator: Operator, now: datetime
) -> ImportRun:
    """Note the import itself."""
    run = ImportRun(
        office_id=operator.office_id,
        at=now,
        staff_id=operator.id,
        target=target,
        file_name=path.name[:200],
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        imported=counts.imported,
        skipped=counts.skipped,
        rejected=counts.rejected,
    )
    session.add(run)
    session.flush()
    return run


def _insert(
    session: Session,
    rows: Sequence[Judged],
    about: tuple[Operator, datetime, Sequence[str], str, int],
    report: Report,
) -> None:
    operator, now, hints, file_name, run_id = about
    orders = _numbered(session, rows, operator, now)
    link_repeats(session, orders, operator)
    callers = Callers(session, (row.form.phone for row in rows), operator)
    maker = OrderMaker(session, operator, now, callers, hints, file_name, run_id)
    # Orders name people and other orders that follow them; all is checked at the commit.
    session.execute(text("PRAGMA defer_foreign_keys=ON"))
    insert = Inserter(WorkOrder, ORDER)
    aside = Inserter(Clock, CLOCK), Inserter(Assignment, ASSIGNMENT)
    history = Inserter(ActRecord, (*ACT, "hash"))
    for done in range(0, len(orders), BATCH):
        insert.many(session, _reported(maker.rows(orders[done : done + BATCH]), done, len(orders), report))
        for each, values in zip(aside, (maker.side.clocks, maker.side.assignments), strict=True):
            each.many(session, values)
        history.many(session, _chained(session, maker.side.acts))
        maker.side.clear()
    callers.save()
    report(2 * len(orders), 2 * len(orders))
    adopt_waiting(session, orders, operator)
    if len(orders) >= _WORTH_ANALYSING:
        session.execute(text("PRAGMA analysis_limit=1000"))
        session.execute(text("ANALYZE"))


def _numbered(session: Session, rows: Sequence[Judged], operator: Operator, now: datetime) -> list[Numbered]:
    """Ids go on from the last; the transaction holds the only pen."""
    first = (session.scalar(select(func.max(WorkOrder.id))) or 0) + 1
    times = [row.form.received_at or now for row in rows]
    given = numbers(session, operator.office_id, [at.date() for at in times])
    return [
        Numbered(row, key, number, at)
        for key, (row, number, at) in enumerate(zip(rows, given, times, strict=True), first)
    ]


def _reported(values: Iterator[tuple[Any, ...]], before: int, count: int, report: Report) -> Iterator[tuple[Any, ...]]:
    for done, row in enumerate(values, before):
        if done % _STEP == 0:
            report(count + done, 2 * count)
        yield row


def _chained(session: Session, acts: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Each act with the hash that follows from the one before."""
    previous = last_hash(session)
    for act in acts:
        previous = link(previous, act[1:])
        yield (*act, previous)
