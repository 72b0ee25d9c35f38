"""The office's workday calendar and hours, as the rules want them."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.prepared import Prepared
from desktop.data.tables import metadata
from desktop.domain.timing.holidays import YearTable
from desktop.domain.timing.limits import OfficeHours
from desktop.domain.timing.workdays import WorkCalendar
from desktop.services.reference.settings import office_hours
from desktop.system.resources import load_json

OFF, ON = "off", "on"
_YEARS = metadata.tables["calendar_year"].c
_ENTERED = Prepared(select(_YEARS.year, _YEARS.days).order_by(_YEARS.year))  # every due time asks it


def work_calendar(session: Session) -> WorkCalendar:
    """The shipped official tables, those the office entered, and the statutory days of the other years."""
    return _calendar(tuple(_ENTERED.rows(session)))


def hours_of(session: Session) -> OfficeHours:
    """When the office opens and closes."""
    return OfficeHours(*office_hours(session))


@cache
def _calendar(entered: tuple[tuple[int, str], ...]) -> WorkCalendar:
    return WorkCalendar.official({year: _table(year, json.loads(days)) for year, days in entered}, _statutory())


def _table(year: int, days: list[tuple[str, str, str]]) -> YearTable:
    found = {kind: frozenset(date.fromisoformat(day) for day, its, _ in days if its == kind) for kind in (OFF, ON)}
    names = {date.fromisoformat(day): name for day, kind, name in days if kind == OFF}
    return YearTable(year, found[OFF], found[ON], names)


@cache
def _statutory() -> Mapping[str, Any]:
    years: Mapping[str, Any] = load_json("calendar", "statutory.json")["years"]
    return years
