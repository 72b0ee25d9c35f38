"""What the invented stories share: the people, the estates, chance, and moments at which an office works."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.domain.operator import Operator
from desktop.services.demo import content

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and with whom things happen; nothing happens after `now`. `estates` are ids by name."""

    session: Session
    people: list[Operator]
    estates: Mapping[str, int]
    now: datetime
    random: Random

    @property
    def clerk(self) -> Operator:
        return self.people[0]

    def at(self, since: datetime, days: float, hour: int = 10) -> datetime:
        """A working morning so many days after `since`; never before it, and `now` at the latest."""
        moment = datetime.combine((since + timedelta(days=days)).date(), time(hour, self.random.randrange(0, 60, 5)))
        if moment.weekday() >= SATURDAY:
            moment += timedelta(days=7 - moment.weekday())
        return min(max(moment, since), self.now)


def scene(session: Session, people: list[Operator], now: datetime, random: Random) -> Scene:
    """The demonstration office as it was furnished."""
    names = [one[0] for one in content.ESTATES]
    estates: dict[str, int] = dict(session.execute(select(Estate.name, Estate.id).where(Estate.name.in_(names))).all())
    return Scene(session, people, estates, now, random)


def office_time(at: datetime) -> datetime:
    """The same day within the hours in which people call and offices work, or the next morning."""
    at = at.replace(second=0, microsecond=0)
    if at.hour < 8:
        return datetime.combine(at.date(), time(8 + at.minute % 3, at.minute))
    if at.hour >= 19:
        return datetime.combine(at.date() + timedelta(days=1), time(8 + at.minute % 2, at.minute))
    return at
