"""Making the demonstration office: its people, estates, companies and who serves which estate."""

from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.domain.operator import Operator
from desktop.forms.registry import NewOrganisation
from desktop.services.demo import content, registers
from desktop.services.reference.settings import name_office, name_staff
from desktop.services.registry.adding import add_organisation
from desktop.services.registry.pinyin import keys_of
from desktop.services.registry.serving import PROPERTY_COMPANY


def furnish(session: Session, operator: Operator, now: datetime, random: Random) -> list[Operator]:
    """Name the office and its people, add estates and companies; returns the people."""
    name_office(session, content.OFFICE, content.TOWN, content.PHONE)
    people = name_staff(session, content.STAFF)
    first = date(now.year - 2, 1, 1)
    for place, (name, company, years, households, area, buildings, road, term) in enumerate(content.ESTATES):
        estate = Estate(
            office_id=operator.office_id,
            name=name,
            address=f"{content.TOWN}{road}",
            built_year=1988 + place * 4,
            building_count=buildings,
            households=households,
            area=area,
            committee_term_ends=now.date() + timedelta(days=term * 30),
            keys=keys_of(name),
        )
        session.add(estate)
        session.flush()
        session.add(
            EstateService(
                office_id=operator.office_id,
                estate_id=estate.id,
                organisation_id=_organisation(session, company, operator, random),
                party=PROPERTY_COMPANY,
                since=first,
                contract_ends=now.date() + timedelta(days=365 * years + 40),
                manager=random.choice(content.MANAGERS),
                manager_phone=_phone(random),
            )
        )
    session.flush()
    ids: dict[str, int] = dict(session.execute(select(Estate.name, Estate.id)).all())
    registers.keep(session, people[0], ids, now)
    return people


def _organisation(session: Session, name: str, operator: Operator, random: Random) -> int:
    known = session.scalar(select(Organisation.id).where(Organisation.name == name))
    if known is not None:
        return known
    form = NewOrganisation(name, PROPERTY_COMPANY, random.choice(content.MANAGERS), _phone(random))
    return add_organisation(session, form, operator)


def _phone(random: Random) -> str:
    """A number of the range 1990000xxxx, which no operator gives out."""
    return f"1990000{random.randrange(10_000):04d}"
