"""Whom a report goes to: the bodies of the town as the office has them in its list, else by their usual names."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Organisation
from desktop.services.reference.settings import office
from desktop.system.resources import load_json

TOWN = "town_office"


def receivers(session: Session, parties: Iterable[str]) -> str:
    """The names for the codes of parties.json, as a letter addresses them: 云港镇人民政府、消防救援机构."""
    names = {entry["code"]: entry["name"].split("/")[0] for entry in load_json("parties.json")["parties"]}
    return "、".join(_town(session) if code == TOWN else _known(session, code) or names[code] for code in parties)


def _known(session: Session, party: str) -> str:
    """The one body of this kind in the office's list, "" where there is none or a choice."""
    found = session.scalars(
        select(Organisation.name).where(
            Organisation.party == party, Organisation.active.is_(True), Organisation.own.is_(False)
        )
    ).all()
    return found[0].split("/")[0] if len(found) == 1 else ""


def _town(session: Session) -> str:
    """A letter to the town goes to its government or sub-district office, not to one of its sections."""
    town = office(session).town
    if not town:
        return "街道办事处(镇人民政府)"
    return town + ("办事处" if town.endswith("街道") else "人民政府" if town.endswith(("镇", "乡")) else "")
