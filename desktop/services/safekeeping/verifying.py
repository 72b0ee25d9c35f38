"""Checking a database: whole, its numbers without holes, its history untouched, its files there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.backup import problems_in
from desktop.data.tables.inspections import CaseAct, Evidence
from desktop.data.tables.offices import Counter
from desktop.data.tables.orders import ActRecord, Attachment, Clock, WorkOrder
from desktop.domain.lifecycle import OPEN
from desktop.domain.numbering import ordinal_of
from desktop.services.assessment.publishing import damaged
from desktop.services.orders.history import broken_links
from desktop.services.safekeeping import verifying_cases

MOST_TOLD = 20  # problems of a kind are counted beyond this, not listed


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what is wrong; sound when `problems` is empty."""

    orders: int
    acts: int
    attachments: int
    problems: tuple[str, ...]


def verify(session: Session, database: Path, attachments: Path) -> Verified:
    """Look at everything; takes some seconds for a hundred thousand orders."""
    problems = [f"数据库:{told}" for told in problems_in(database)[:MOST_TOLD]]
    problems += [f"历史记录第{key}条与前后不符,可能被改动" for key in _few(broken_links(session))]
    problems += _numbers(session)
    problems += _histories(session)
    problems += _clocks(session)
    problems += verifying_cases.problems(session)
    problems += damaged(session)[:MOST_TOLD]
    problems += _files(session, attachments)
    orders, acts, case_acts, files, photos = (
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (WorkOrder, ActRecord, CaseAct, Attachment, Evidence)
    )
    return Verified(orders, acts + case_acts, files + photos, tuple(problems))


def _few(found: Iterable[int]) -> list[int]:
    return list(islice(found, MOST_TOLD))


def _numbers(session: Session) -> list[str]:
    """Numbers of each office and day run from 1 to the counter, each once."""
    seen: dict[tuple[int, str], list[int]] = defaultdict(list)
    for office, number in session.execute(select(WorkOrder.office_id, WorkOrder.number)):
        place = ordinal_of(number)
        if place is None:
            return [f"工单号“{number}”不合规则"]
        seen[office, place[0]].append(place[1])
    last = {
        (office, f"{day:%Y%m%d}"): count
        for office, day, count in session.execute(select(Counter.office_id, Counter.day, Counter.last))
    }
    return [
        f"{day}的工单号不连续:应有{last.get((office, day), 0)}个,实有{len(ordinals)}个"
        for (office, day), ordinals in sorted(seen.items())
        if sorted(ordinals) != list(range(1, last.get((office, day), 0) + 1))
    ][:MOST_TOLD]


def _histories(session: Session) -> list[str]:
    missing = select(WorkOrder.number).where(
        ~select(ActRecord.id).where(ActRecord.work_order_id == WorkOrder.id).exists()
    )
    return [f"{number}没有历史记录" for number in session.scalars(missing.limit(MOST_TOLD))]


def _clocks(session: Session) -> list[str]:
    """The due time that lists show is the nearest of the order's running clocks."""
    nearest = (
        select(func.min(Clock.due_at))
        .where(Clock.work_order_id == WorkOrder.id, Clock.met_at.is_(None), Clock.paused.is_(False))
        .scalar_subquery()
    )
    wrong = select(WorkOrder.number).where(WorkOrder.state.in_(OPEN), WorkOrder.due_at.is_distinct_from(nearest))
    return [f"{number}的时限与计时不符" for number in session.scalars(wrong.limit(MOST_TOLD))]


def _files(session: Session, attachments: Path) -> list[str]:
    rows = [
        row for table in (Attachment, Evidence) for row in session.execute(select(table.name, table.stored, table.size))
    ]
    lost = [name for name, stored, size in rows if not _there(attachments / stored, size)]
    return [f"附件“{name}”的文件缺失或不完整" for name in lost[:MOST_TOLD]]


def _there(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size
