"""Adding an estate or a unit on the spot, so that a call need not wait for the register."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.forms.fields import check
from desktop.forms.registry import NewEstate, NewOrganisation
from desktop.services.registry.pinyin import keys_of
from desktop.services.registry.serving import PROPERTY_COMPANY
from desktop.system.resources import load_json


def add_estate(session: Session, form: NewEstate, operator: Operator, now: datetime) -> int:
    """Add an estate, served by its company from today; returns its id. Refused where the name is taken."""
    form = check(form)
    taken = select(Estate.id).where(Estate.office_id == operator.office_id, Estate.name == form.name)
    if session.scalar(taken) is not None:
        raise Refused({"name": f"已有名为“{form.name}”的小区,请直接选用,或在名称后加路名区分。"})
    if form.company is not None and session.get(Organisation, form.company) is None:
        raise Refused({"company": "请从列表里选物业服务企业;没有的可以当场新增。"})
    estate = Estate(
        office_id=operator.office_id,
        name=form.name,
        address=form.address,
        households=None if form.households is None else int(form.households),
        area=form.area,
        keys=keys_of(form.name),
    )
    session.add(estate)
    session.flush()
    if form.company is not None:
        session.add(
            EstateService(
                office_id=operator.office_id,
                estate_id=estate.id,
                organisation_id=form.company,
                party=PROPERTY_COMPANY,
                since=now.date(),
            )
        )
    return estate.id


def add_organisation(session: Session, form: NewOrganisation, operator: Operator) -> int:
    """Add a unit; returns its id. Refused where the name is taken."""
    form = check(form)
    taken = select(Organisation.id).where(
        Organisation.office_id == operator.office_id, Organisation.name == form.name, Organisation.active
    )
    if session.scalar(taken) is not None:
        raise Refused({"name": f"已有名为“{form.name}”的单位,请直接选用。"})
    if form.party not in {entry["code"] for entry in load_json("parties.json")["parties"]}:
        raise Refused({"party": "请从列表里选单位类型。"})
    row = Organisation(
        office_id=operator.office_id,
        name=form.name,
        party=form.party,
        contact=form.contact,
        phone=form.phone,
        keys=keys_of(form.name),
    )
    session.add(row)
    session.flush()
    return row.id
