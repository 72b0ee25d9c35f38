"""Who serves an estate on a day; where two property companies do, the one that came last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, or_, select
from sqlalchemy.orm import Session, aliased

from desktop.data.tables.estates import Estate, EstateService, Organisation

PROPERTY_COMPANY: Final = "property_company"
Day = date | SQLColumnExpression[date]


@dataclass(frozen=True, slots=True)
class Served:
    """A property company's service of an estate: its first and its last day, None where it is not known or goes on."""

    organisation_id: int
    company: str
    manager: str
    since: date | None
    until: date | None


def running(day: Day, service: type[EstateService] = EstateService) -> ColumnElement[bool]:
    """The services, of whatever kind, that go on on a day; their first and their last day are such days."""
    return and_(
        or_(service.since.is_(None), service.since <= day),
        or_(service.until.is_(None), service.until >= day),
    )


def company_on(estate: SQLColumnExpression[Any], day: Day) -> ColumnElement[int | None]:
    """The id of the property company of an estate (a column of a query) on a day."""
    service = aliased(EstateService)
    return _newest(service, estate, day).with_only_columns(service.organisation_id).scalar_subquery()


def service_on(estate: SQLColumnExpression[Any], day: Day) -> ColumnElement[int | None]:
    """The id of the service by which that company is there."""
    service = aliased(EstateService)
    return _newest(service, estate, day).with_only_columns(service.id).scalar_subquery()


def served_estates(companies: Iterable[int], day: date) -> Select[int]:
    """The ids of the estates that these property companies serve on a day."""
    return select(Estate.id).where(company_on(Estate.id, day).in_(tuple(companies)))


def companies_on(session: Session, day: date) -> dict[int, Served]:
    """The property company of each estate on a day, by the estate's id."""
    found: dict[int, Served] = {}
    for estate, served in services(session, running(day)):
        found.setdefault(estate, served)
    return found


def service_of(session: Session, estate_id: int, day: date) -> EstateService | None:
    """The property company's service of one estate on a day; None where nobody serves it."""
    return session.scalars(_newest(EstateService, estate_id, day)).first()


def services(session: Session, *where: ColumnElement[bool]) -> list[tuple[int, Served]]:
    """The services of property companies that meet the conditions, each with its estate, the latest first."""
    rows = session.execute(
        select(EstateService, Organisation.name)
        .join(Organisation, Organisation.id == EstateService.organisation_id)
        .where(EstateService.party == PROPERTY_COMPANY, *where)
        .order_by(EstateService.since.desc(), EstateService.id.desc())
    )
    return [(row.estate_id, Served(row.organisation_id, name, row.manager, row.since, row.until)) for row, name in rows]


def _newest(service: type[EstateService], estate: Any, day: Day) -> Select[EstateService]:
    return (
        select(service)
        .where(service.estate_id == estate, service.party == PROPERTY_COMPANY, running(day, service))
        .order_by(service.since.desc(), service.id.desc())
        .limit(1)
    )
