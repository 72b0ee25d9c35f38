"""The orders behind R06 and R07: by unit, and what the sections of the weekly bulletin count."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding
from desktop.domain.rectification.lifecycle import ACTIVE
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import of_findings
from desktop.services.counting.members import members
from desktop.services.counting.pressing_now import late, soon, waiting
from desktop.services.counting.scope import counted, looked_at
from desktop.services.reports import r06_performance, weekly_ahead, weekly_sections
from desktop.services.reports.behind import indicators, orders
from desktop.services.reports.behind.opening import ORDERS, Behind, Opener, find_record
from desktop.services.reports.behind.orders import Conditions, of_category, of_estate, of_unit, opened
from desktop.services.reports.keys import TOTAL, of_subtotal

W = WorkOrder
_NOW = {"due_soon": ("临期工单", soon), "overdue": ("逾期工单", late)}


def open_orders(session: Session, words: str, period: Period, *where: ColumnElement[bool]) -> Behind:
    """Orders that wait, whenever they were received, by when they are due."""
    query = select(W.id).where(counted(), *where, *looked_at(period)).order_by(W.close_due_at, W.id)
    return Behind(ORDERS, list(session.scalars(query)), words)


def _in_group(row: Any) -> Conditions:
    """A unit, or all units of a group, or what no unit has."""
    group = of_subtotal(row)
    if group is None:
        return of_unit(row)
    units = r06_performance.units_of(group)
    return (W.organisation_id.is_(None),) if units is None else (W.organisation_id.in_(units),)


def _performance(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    where = () if row == TOTAL else _in_group(row)
    if column == "late":
        return indicators.numerator(session, r06_performance.LATE, period, now, where)
    return opened(session, column, period, now, where)


def _weekly(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    where = () if row == TOTAL else of_unit(row)
    if column in _NOW:
        words, wanted = _NOW[column]
        return open_orders(session, words, period, wanted(now), *where)
    return opened(session, column, period, now, where)


def two_periods(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    """A row of figures of two periods: its name in `members`, or what presses now."""
    if row in _NOW:
        words, wanted = _NOW[row]
        return open_orders(session, words, period, wanted(now)) if column == "now" else None
    return of_two(column, period, lambda asked: opened(session, row, asked, now, ()))


def two_rates(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    """A row of rates of two periods, by the code of the indicator."""
    if column.startswith(("numerator", "denominator")):
        asked = period.previous() if column.endswith("_then") else period
        part = indicators.numerator if column.startswith("numerator") else indicators.denominator
        return part(session, row, asked, now, ())

    def rate(asked: Period) -> Behind | None:
        return opened(session, _KEYS[row], asked, now, ())

    return of_two(column, period, rate)


def of_two(column: str, period: Period, find: Callable[[Period], Behind | None]) -> Behind | None:
    """Now, then, or both where it is their difference."""
    this, that = find(period), find(period.previous())
    match column:
        case "now":
            return this
        case "then":
            return that
    return None if this is None or that is None else Behind(this.screen, this.ids, this.words, (that,), counts=False)


def _ahead(session: Session, row: Any, column: str, period: Period, _now: datetime) -> Behind | None:
    coming = weekly_ahead.next_week(period)
    day = coming if row == TOTAL else Period(date.fromisoformat(row), date.fromisoformat(row))
    if column == "findings":
        query = (
            select(Finding.id)
            .where(Finding.state.in_(ACTIVE), Finding.due_at >= day.start, Finding.due_at < day.end)
            .where(*of_findings(period))
            .order_by(Finding.due_at, Finding.id)
        )
        return Behind("findings", list(session.scalars(query)), "到期整改问题")
    where = [waiting(), W.close_due_at >= day.start, W.close_due_at < day.end]
    if column == "pressing":
        where.append(W.urgency.in_(weekly_ahead.PRESSING))
    return open_orders(session, "到期工单", period, *where)


def _rows(rows: Any) -> Any:
    def find(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
        return opened(session, column, period, now, rows(row))

    return find


_KEYS: Mapping[str, str] = {code: key for key, code in orders.RATES.items()}
_FIGURES = frozenset([*members(), *orders.RATES, *orders.COMPARED, *orders.PARTS]) - {"per_area"}
_TWO = frozenset({"now", "then", "change", "growth"})
_RATES = frozenset({"now", "then", "points", "numerator", "denominator", "numerator_then", "denominator_then"})
_LISTED = frozenset(column.key for column in weekly_sections.LISTED)
OPENERS = {
    "R06": Opener(_FIGURES | {"late"}, _performance),
    "R07": Opener(_FIGURES | {"due_soon", "overdue"}, _weekly),
    "R07.overall": Opener(_TWO, two_periods),
    "R07.rates": Opener(_RATES, two_rates),
    "R07.categories": Opener(_FIGURES, _rows(of_category)),
    "R07.estates": Opener(_FIGURES, _rows(of_estate)),
    "R07.list": Opener(_LISTED, find_record(ORDERS, "本行的工单")),
    "R07.ahead": Opener(frozenset({"due", "pressing", "findings"}), _ahead),
}
