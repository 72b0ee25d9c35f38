"""Filling a new database with the shipped lists; a list that is already there is never touched again."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.base import Base, new_gid
from desktop.data.tables.estates import Organisation
from desktop.data.tables.offices import Office, Setting, StaffMember
from desktop.data.tables.reference import Category, Channel, LimitProfile
from desktop.domain.operator import Operator
from desktop.services.inspection.seeding import ensure_checklists
from desktop.services.reference.settings import DEFAULT_HOURS, FIRST_OFFICE, FIRST_OPERATOR, HOURS
from desktop.services.reference.signing_key import ensure_signing_key
from desktop.services.registry.pinyin import keys_of
from desktop.system.resources import load_json


def ensure_office(session: Session) -> Operator:
    """Seed an empty database with the shipped lists, a nameless office and one operator; returns who works here.

    An office from before there were inspections gets the shipped checklists, one from before reports were signed its
    key.
    """
    if not session.scalar(select(func.count()).select_from(Office)):
        office = Office(gid=new_gid(), name=FIRST_OFFICE)
        session.add(office)
        session.flush()
        session.add(StaffMember(office_id=office.id, name=FIRST_OPERATOR))
        session.add(Setting(key=HOURS, value=DEFAULT_HOURS))
        _lists(session)
        _organisations(session, office)
        session.flush()
    member = session.scalars(select(StaffMember).where(StaffMember.active).order_by(StaffMember.id)).first()
    assert member is not None
    ensure_checklists(session, member.office_id)
    ensure_signing_key(session)
    return Operator(member.id, member.name, member.office_id)


def _lists(session: Session) -> None:
    for entry in load_json("sla_profiles.json")["profiles"]:
        session.add(
            LimitProfile(
                code=entry["code"],
                name=entry["name"],
                limits=entry["limits"],
                extend_max=entry["extend_max"],
                basis=entry["basis"],
                note=entry["note"],
            )
        )
    for place, entry in enumerate(load_json("channels.json")["channels"]):
        session.add(
            Channel(
                code=entry["code"],
                name=entry["name"],
                short=entry["short"],
                group=entry["group"],
                position=place,
                upstream_number=entry["upstream_no"],
                deadline_rule=entry["deadline_rule"],
                confidential=entry["confidential"],
                counted=entry["is_complaint"],
                reply_to=entry["reply_to"],
                aliases=entry["aliases"],
                note=entry.get("note", ""),
            )
        )
    session.flush()
    for place, entry in enumerate(load_json("categories.json")["categories"]):
        parent = Category(
            code=entry["code"], parent_code=None, name=entry["name"], position=place, keys=keys_of(entry["name"])
        )
        children = [_category(child, entry, place) for place, child in enumerate(entry["children"])]
        _add_all(session, [parent])
        _add_all(session, children)


def _category(entry: dict[str, object], parent: dict[str, object], place: int) -> Category:
    return Category(
        code=entry["code"],
        parent_code=parent["code"],
        name=entry["name"],
        position=place,
        responsible=entry["primary"],
        assisting=entry["assist"],
        urgency=entry["urgency"],
        profile_code=entry["sla_profile"],
        aliases=entry["aliases"],
        hot_class=entry["hot_class"],
        counted=entry["counts_as_complaint"],
        tips=entry["tips"],
        keys=keys_of(str(entry["name"])),
    )


def _add_all(session: Session, rows: Sequence[Base]) -> None:
    session.add_all(rows)
    session.flush()


def _organisations(session: Session, office: Office) -> None:
    """The office itself, and one nameless unit for each authority, so that the first dispatch finds whom to send to."""
    parties = {entry["code"]: entry for entry in load_json("parties.json")["parties"]}
    own = parties["neighborhood_committee"]
    session.add(
        Organisation(office_id=office.id, name=office.name, party=own["code"], own=True, keys=keys_of(office.name))
    )
    for entry in parties.values():
        if not entry["per_estate"] and entry["code"] != own["code"]:
            session.add(
                Organisation(office_id=office.id, name=entry["name"], party=entry["code"], keys=keys_of(entry["name"]))
            )
