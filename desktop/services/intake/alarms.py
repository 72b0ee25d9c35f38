"""Whom to ring before anything is written down (gas, lift entrapment …), with the numbers the office knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import EstateService, Organisation
from desktop.domain.lifecycle import Urgency
from desktop.domain.wording.suggestion import Danger
from desktop.services.intake.suggesting import suggester
from desktop.services.registry.cards import Suggestion
from desktop.services.registry.serving import PROPERTY_COMPANY, running

PROPERTY = "物业"  # how danger.json names the estate's property company


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to ring; `number` is empty where the office has not entered one."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """A danger: what it is, whom to ring in which order, what to tell the caller at once."""

    name: str
    calls: tuple[Call, ...]
    first: str


def alarms(
    session: Session,
    content: str,
    estate: int | None,
    urgency: Urgency,
    units: Sequence[Suggestion],
    now: datetime,
) -> tuple[Alarm, ...]:
    """The dangers that the text tells of; else, where the urgency alone says so, the responsible unit at once."""
    dangers = suggester(session).dangers_in(content)
    if dangers:
        return tuple(
            Alarm(danger.name, tuple(_calls(session, danger, estate, now)), danger.first) for danger in dangers
        )
    if urgency is not Urgency.CRITICAL:
        return ()
    unit = session.get(Organisation, units[0].organisation_id) if units else None
    calls = (Call(unit.name, _number(session, unit, estate, now)),) if unit else ()
    return (Alarm("特急", calls, "请立即电话通知责任单位,并记下通知的时刻;特急件不停表。"),)


def _calls(session: Session, danger: Danger, estate: int | None, now: datetime) -> Iterator[Call]:
    for name in danger.call:
        party = PROPERTY_COMPANY if name == PROPERTY else danger.role
        if name.isdigit():
            yield Call("", name)
        elif unit := _unit(session, party, estate, now):
            yield Call(f"{name}({unit.name})", _number(session, unit, estate, now))
        else:
            yield Call(name, "")


def _unit(session: Session, party: str, estate: int | None, now: datetime) -> Organisation | None:
    """Who serves the estate in that role, else the only one of its kind that the office knows."""
    served = (
        select(Organisation)
        .join(EstateService, EstateService.organisation_id == Organisation.id)
        .where(EstateService.estate_id == estate, EstateService.party == party, running(now.date()))
        .order_by(EstateService.since.desc(), EstateService.id.desc())
        .limit(1)
    )
    found = session.scalar(served) if estate is not None else None
    if found is None and party != PROPERTY_COMPANY:
        known = session.scalars(select(Organisation).where(Organisation.party == party, Organisation.active).limit(2))
        several = known.all()
        found = several[0] if len(several) == 1 else None
    return found


def _number(session: Session, unit: Organisation, estate: int | None, now: datetime) -> str:
    """The unit's own number, or that of its manager on the estate."""
    if unit.phone or estate is None:
        return unit.phone
    query = select(EstateService.manager_phone).where(
        EstateService.estate_id == estate, EstateService.organisation_id == unit.id, running(now.date())
    )
    return session.scalar(query.limit(1)) or ""
