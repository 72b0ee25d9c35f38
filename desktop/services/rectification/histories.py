"""The histories of findings, measures and notices as they are shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.offices import StaffMember
from desktop.services.cases import Subject, acts_of


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a history, the newest first."""

    label: str
    at: datetime
    who: str
    text: str


def timeline(session: Session, subject: Subject, subject_id: int, acts: Any) -> tuple[Act, ...]:
    """The history of one thing, the newest first; `acts` is the enumeration its acts belong to."""
    names: dict[int, str] = dict(session.execute(select(StaffMember.id, StaffMember.name)).all())
    found = reversed(acts_of(session, subject, subject_id))
    return tuple(Act(acts(one.act).label, one.happened_at, names[one.staff_id], one.text) for one in found)
