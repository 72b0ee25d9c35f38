"""The registers' records behind the rows of R15 to R20, and the orders that a renovation's residents gave rise to."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.registers import Renovation, SupplyMovement, VoteMatter
from desktop.documents.table import Column
from desktop.domain.timing.periods import Period
from desktop.forms.registers.daily import MovementKind
from desktop.services.counting.members import order_ids
from desktop.services.registers.committees import newest
from desktop.services.registers.disinfection import recorded
from desktop.services.registers.reach import estates_of
from desktop.services.registers.renovations import works
from desktop.services.reports import r15_votes, r16_terms, r17_contracts, r18_renovation, r19_disinfection, r20_supplies
from desktop.services.reports.behind.opening import ORDERS, Behind, Find, Opener, find_record
from desktop.services.reports.keys import TOTAL

M = SupplyMovement
_MOVED = {"came": MovementKind.IN, "went": MovementKind.OUT, "counted": MovementKind.COUNTED}
_IDS = Callable[[Session, int, str, Period, datetime], list[int]]


def _records(register: str, words: str, ids: _IDS) -> Find:
    """The records of a row, the earliest first; the row below the others has none."""

    def find(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
        if not isinstance(row, int):
            return None
        return Behind(register, ids(session, row, column, period, now), words, counts=False)

    return find


def _vote(session: Session, row: int, _column: str, _period: Period, _now: datetime) -> list[int]:
    return list(session.scalars(select(VoteMatter.vote_id).where(VoteMatter.id == row)))


def _term(session: Session, row: int, _column: str, period: Period, now: datetime) -> list[int]:
    """The newest one of the estate; the end of a term may be known where none was entered."""
    return [one.row.id for one in newest(session, r16_terms.as_of(period, now), (row,)) if one.row]


def _days(session: Session, row: int, _column: str, period: Period, _now: datetime) -> list[int]:
    return [one.id for one, _name in recorded(session, period.first, period.last, (row,))]


def _movements(session: Session, row: int, column: str, period: Period, _now: datetime) -> list[int]:
    """Those of the period, of one kind where the column is of one; for what was there before it, the earlier ones."""
    where: list[ColumnElement[bool]] = [M.supply_id == row]
    if column == "before":
        where.append(M.on < period.first)
    elif column in _MOVED:
        where += [M.on.between(period.first, period.last), M.kind == _MOVED[column]]
    else:
        where.append(M.on <= period.last)
    return list(session.scalars(select(M.id).where(*where).order_by(M.on, M.id)))


def _renovation(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    if column != "received":
        return _PROJECT(session, row, column, period, now)
    if row == TOTAL:
        found = [one.project for one in works(session, period.last, period.first, estates_of(session, period))]
    else:
        found = list(session.scalars(select(Renovation).where(Renovation.id == row)))
    estates = {key for project in found for key in project.estate_ids}
    return Behind(ORDERS, order_ids(session, "received", period, WorkOrder.estate_id.in_(estates)), "受理件次")


_PROJECT = find_record("renovations", "本行的改造项目")
_NONE: frozenset[str] = frozenset()


def _keys(columns: Sequence[Column]) -> frozenset[str]:
    return frozenset(column.key for column in columns)


OPENERS = {
    "R15": Opener(_keys(r15_votes.COLUMNS), _records("votes", "本行的表决", _vote)),
    "R16": Opener(_keys(r16_terms.COLUMNS), _records("committees", "本行的届期", _term), _NONE),
    "R17": Opener(_keys(r17_contracts.COLUMNS), find_record("contracts", "本行的合同")),
    "R18": Opener(_keys(r18_renovation.columns(summed=True)), _renovation, frozenset({"received"})),
    "R19": Opener(_keys(r19_disinfection.COLUMNS), _records("disinfection", "期内的消毒记录", _days), _NONE),
    "R20": Opener(_keys(r20_supplies.columns(summed=True)), _records("supplies", "这种物资的收发", _movements), _NONE),
}
