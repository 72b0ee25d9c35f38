"""Until when a fault is to be put right: the item's own time, or that of its severity, by the office's calendar."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop.domain.inspection.checklist import Severity
from desktop.domain.timing.limits import Due, Limit, Unit, due
from desktop.services.reference.worktime import hours_of, work_calendar
from desktop.system.resources import load_json

ANSWER = Limit(3, Unit.WORKDAY)  # 督办、回访复核、再次处置 (S01, S02)


def usual_limit(severity: Severity) -> Limit:
    """The time to put a fault right that the list leaves open."""
    return Limit.parse(load_json("escalation.json")["rectify"][severity])


def kept_limit(value: int | None, unit: str | None, severity: str) -> Limit:
    """The stored time of a finding, or that of its severity."""
    return Limit(value, Unit(unit)) if value is not None and unit else usual_limit(Severity(severity))


def term(session: Session, limit: Limit, start: datetime) -> Due:
    """When `limit` from `start` ends."""
    return due(limit, start, work_calendar(session), hours_of(session))


def found_at(session: Session, day: date, now: datetime) -> datetime:
    """The moment from which a time counts that begins on `day`: now, or the close of business of an earlier day."""
    return now if day >= now.date() else datetime.combine(day, hours_of(session).closes)
