"""The monthly summary for the town: R02 to R05 and the units, in one workbook or one after another on a screen."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.documents.table import Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.reports.by_unit import by_unit
from desktop.services.reports.r02_by_estate import by_estate
from desktop.services.reports.r03_by_category import by_category
from desktop.services.reports.r04_by_channel import by_channel
from desktop.services.reports.r05_overview import overview

NAME = "月度汇总(R02至R05、承办单位)"
_PARTS = (overview, by_estate, by_category, by_channel, by_unit)


def tables(session: Session, period: Period, operator: Operator, now: datetime) -> list[Table]:
    """Every table of the summary; none has extras, each is a sheet."""
    found = []
    for make in _PARTS:
        table = make(session, period, operator, now)
        found += [replace(table, extras=()), *table.extras]
    return found


def monthly(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The summary as one table with the others as further sheets, the way a workbook takes it."""
    first, *others = tables(session, period, operator, now)
    return replace(first, extras=others)
