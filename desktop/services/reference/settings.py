"""What the office has set: its name, its people, its hours, and small settings of the program."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.prepared import Prepared
from desktop.data.tables import metadata
from desktop.data.tables.estates import Organisation
from desktop.data.tables.offices import Office, Setting, StaffMember
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.text import normalise
from desktop.services.registry.pinyin import keys_of

if TYPE_CHECKING:
    from desktop.forms.office import WhoseOffice

HOURS = "office_hours"
FIRST_OFFICE, FIRST_OPERATOR = "本居委会", "值班员"
DEFAULT_HOURS = {"opens": "09:00", "closes": "17:30"}
_SETTING = metadata.tables["setting"].c
_HOURS = Prepared(select(_SETTING.value).where(_SETTING.key == HOURS))  # every due time asks it


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """Whose office it is."""

    id: int
    name: str
    town: str
    phone: str


def office(session: Session) -> OfficeCard:
    """The office this database belongs to."""
    row = session.scalars(select(Office).order_by(Office.id).limit(1)).one()
    return OfficeCard(row.id, row.name, row.town, row.phone)


def name_office(session: Session, name: str, town: str, phone: str = "") -> None:
    """Say whose office it is; its own unit in the list of organisations bears the same name."""
    name, town = normalise(name).strip(), normalise(town).strip()
    if not name:
        raise Refused({"name": "请填写单位名称,如“丰翔居委会”。"})
    row = session.scalars(select(Office).order_by(Office.id).limit(1)).one()
    row.name, row.town, row.phone = name, town, normalise(phone).strip()
    own = session.scalar(select(Organisation).where(Organisation.own))
    if own:
        own.name, own.keys = name, keys_of(name)


def settle(session: Session, form: "WhoseOffice") -> list[Operator]:
    """Answer the first start's question; returns the people."""
    from desktop.forms.fields import check  # noqa: PLC0415 - every start imports this file, hardly any fills a form

    form = check(form)
    name_office(session, form.name, form.town, form.phone)
    return name_staff(session, form.staff.splitlines())


def staff(session: Session) -> list[Operator]:
    """Those who work here, in the order they were added."""
    rows = session.scalars(select(StaffMember).where(StaffMember.active).order_by(StaffMember.id))
    return [Operator(row.id, row.name, row.office_id) for row in rows]


def name_staff(session: Session, names: Sequence[str]) -> list[Operator]:
    """Make `names` the people of the office: the nameless first one is renamed, known ones stay, new ones are added."""
    wanted = list(dict.fromkeys(stripped for name in names if (stripped := normalise(name).strip())))
    if not wanted:
        raise Refused({"staff": "请至少填写一位工作人员的姓名。"})
    rows = {row.name: row for row in session.scalars(select(StaffMember).order_by(StaffMember.id))}
    nameless = rows.get(FIRST_OPERATOR)
    if nameless and FIRST_OPERATOR not in wanted and (new := next((name for name in wanted if name not in rows), None)):
        rows[new] = rows.pop(FIRST_OPERATOR)
        nameless.name = new
    for name, row in rows.items():
        row.active = name in wanted
    office_id = office(session).id
    session.add_all(StaffMember(office_id=office_id, name=name) for name in wanted if name not in rows)
    session.flush()
    return staff(session)


def office_hours(session: Session) -> tuple[time, time]:
    """When the office opens and closes."""
    found = _HOURS.row(session)
    value = json.loads(found[0]) if found else DEFAULT_HOURS
    return time.fromisoformat(value["opens"]), time.fromisoformat(value["closes"])


def setting(session: Session, key: str, default: dict[str, Any]) -> dict[str, Any]:
    """A setting of the program, or `default` where it was never changed."""
    row = session.get(Setting, key)
    return dict(row.value) if row else default


def keep_setting(session: Session, key: str, value: dict[str, Any]) -> None:
    """Change a setting of the program."""
    row = session.get(Setting, key)
    if row:
        row.value = value
    else:
        session.add(Setting(key=key, value=value))
