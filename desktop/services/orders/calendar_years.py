"""Entering a year's official workday table, and correcting the due times that hang on it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.reference import CalendarYear
from desktop.domain.operator import Operator
from desktop.domain.text import normalise
from desktop.domain.timing.holidays import YearTable
from desktop.services.orders import clocks
from desktop.services.recounting import count_notices_anew
from desktop.services.reference.worktime import OFF, ON, work_calendar


@dataclass(frozen=True, slots=True)
class YearCard:
    """A year of the calendar: whether its table is official, and where it came from."""

    year: int
    official: bool
    source: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """What entering a year's table changed: how many due times moved."""

    year: int
    clocks: int


def years(session: Session, now: datetime) -> list[YearCard]:
    """The years an office looks at: last year to two years ahead, and all it entered."""
    calendar = work_calendar(session)
    entered = {row.year: row.source for row in session.scalars(select(CalendarYear))}
    shown = sorted({*range(now.year - 1, now.year + 3), *entered})
    return [
        YearCard(
            year,
            calendar.is_official(year),
            entered.get(year) or ("随程序附带" if calendar.is_official(year) else "暂按法定节假日推算"),
        )
        for year in shown
    ]


def enter_year(session: Session, table: YearTable, source: str, operator: Operator, now: datetime) -> Corrected:
    """Keep the official table of a year; every due time that hangs on the year is counted anew."""
    days = [[day.isoformat(), OFF, table.names.get(day, "")] for day in sorted(table.off)]
    days += [[day.isoformat(), ON, ""] for day in sorted(table.on)]
    row = session.get(CalendarYear, table.year)
    note = f"{operator.name}{now:%Y年%m月%d日}录入" + (f"({normalise(source)})" if source else "")
    if row:
        row.days, row.source = days, note
    else:
        session.add(CalendarYear(year=table.year, days=days, source=note))
    session.flush()
    return Corrected(table.year, clocks.count_anew(session, table.year) + count_notices_anew(session))
