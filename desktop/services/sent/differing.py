"""What a report says now and did not say when it was sent, cell by cell, and which orders were touched since (V10)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import ActRecord, WorkOrder
from desktop.data.tables.reporting import SentReport
from desktop.documents.table import Table
from desktop.domain.lifecycle import Act
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.reporting import Against
from desktop.services.checking import Disagreement, Rule, Severity, Where
from desktop.services.counting.scope import looked_at
from desktop.services.reports.catalogue import report
from desktop.services.reports.comparing import held_against
from desktop.services.sent.content import Cell, content_of, digest_of, figures, flat
from desktop.services.sent.sending import period_of
from desktop.services.sent.stamp import stamp

TOUCHED_SHOWN = 200  # orders that a list of differences names


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell: what it said when it was sent and what it says now; an empty text is a cell that was not there."""

    where: Cell
    then: str
    now: str

    @property
    def words(self) -> str:
        """上报时 123,现在 125."""
        return f"上报时 {self.then or '没有这一行'},现在 {self.now or '没有这一行'}"


@dataclass(frozen=True, slots=True)
class Touched:
    """An order of the report's period on which something was done since: its number, the acts, the last one's time."""

    id: int
    number: str
    acts: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Differences:
    """Nothing in `cells` means that the report still says what was sent."""

    cells: tuple[Difference, ...]
    touched: tuple[Touched, ...]


def differences(session: Session, sent_id: int, operator: Operator) -> Differences:
    """Make the report anew for the same period and scope and hold it against what was sent.

    It is made as on the clock of the day when it was sent, so that only other records can make another figure.
    """
    row = session.get_one(SentReport, sent_id)
    period = period_of(row)
    tables = _again(session, row, operator)
    if digest_of(tables) == row.digest:
        return Differences((), ())
    then, now = figures(row.content), figures(content_of(tables))
    cells = [
        Difference(cell, then.get(cell, ""), now.get(cell, ""))
        for cell in dict.fromkeys([*then, *now])
        if then.get(cell, "") != now.get(cell, "")
    ]
    return Differences(tuple(cells), tuple(_touched(session, period, row.at)))


def differs(session: Session, sent_id: int, operator: Operator) -> bool:
    """Whether the report says anything else now; quick where nothing at all was changed since."""
    row = session.get_one(SentReport, sent_id)
    if row.content.get("stamp") == stamp(session):
        return False
    return digest_of(_again(session, row, operator)) != row.digest


def all_differing(session: Session, ids: list[int], operator: Operator) -> set[int]:
    """Which of these say anything else now."""
    now = stamp(session)
    changed = [key for key in ids if session.get_one(SentReport, key).content.get("stamp") != now]
    return {key for key in changed if differs(session, key, operator)}


def as_disagreements(found: Differences) -> list[Disagreement]:
    """V10: the differences as the self-check shows them."""
    return [
        Disagreement(
            Rule.SENT,
            Where(each.where.sheet, each.where.row, each.where.column, key=each.where.key),
            f"{each.words}。",
            Severity.LOOK,
        )
        for each in found.cells
    ]


def _again(session: Session, row: SentReport, operator: Operator) -> list[Table]:
    """The tables as they would be made for that report now, on the clock of the day when it was sent."""
    wanted = held_against(report(row.report), Against(row.content.get("against", Against.NONE)))
    return flat(wanted.make(session, period_of(row), operator, row.at))


def _touched(session: Session, period: Period, since: datetime) -> list[Touched]:
    """The orders that can stand in the report and had an act recorded since."""
    W = WorkOrder
    moments = [
        (moment >= period.start) & (moment < period.end) for moment in (W.received_at, W.closed_at, W.close_due_at)
    ]
    query = (
        select(W.id, W.number, ActRecord.act, ActRecord.at)
        .join(ActRecord, ActRecord.work_order_id == W.id)
        .where(ActRecord.at > since, or_(*moments), *looked_at(period))
        .order_by(ActRecord.id)
    )
    found: dict[int, Touched] = {}
    for key, number, act, at in session.execute(query):
        before = found[key].acts if key in found else ()
        words = Act(act).label if act in set(Act) else act
        found[key] = Touched(key, number, tuple(dict.fromkeys((*before, words))), at)
        if len(found) >= TOUCHED_SHOWN:
            break
    return list(found.values())
