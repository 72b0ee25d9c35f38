"""A checklist as its page shows it: what it says, its versions, what was made with them, what changed between two."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Checklist as ChecklistRow
from desktop.data.tables.inspections import ChecklistVersion, Inspection, InspectionPlan
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.reference import Category
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Checklist, parse
from desktop.domain.inspection.comparing import differences
from desktop.services import desk


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in a list of them; `inspections` were made with it."""

    id: int
    number: int
    at: datetime
    who: str
    note: str
    inspections: int


@dataclass(frozen=True, slots=True)
class OpenList:
    """A checklist with its versions, the newest first; `content` is the newest, `seen` what a save must name.

    `categories` are the names of the categories its items are linked to; `removable` was never used.
    """

    id: int
    code: str
    name: str
    shipped: bool
    active: bool
    seen: int
    content: Checklist
    versions: tuple[VersionLine, ...]
    categories: dict[str, str]
    removable: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """A list that is looked at, and whether changes of it wait as a draft."""

    shown: OpenList
    drafted: bool


def look(session: Session, checklist_id: int) -> Looked:
    """A checklist with what waits to be saved in it."""
    return Looked(opened(session, checklist_id), bool(desk.draft(session, draft_key(checklist_id))))


def opened(session: Session, checklist_id: int) -> OpenList:
    """A checklist as a page shows it; Refused where it is no longer there."""
    row = row_of(session, checklist_id)
    found = versions_of(session, checklist_id)
    content = parse(found[0].content)
    made_with = Counter(session.scalars(select(Inspection.checklist_version_id).where(_made_with(checklist_id))))
    names = {member.id: member.name for member in session.scalars(select(StaffMember))}
    wanted = {item.category for item in content.items() if item.category}
    categories = session.execute(select(Category.code, Category.name).where(Category.code.in_(wanted)))
    return OpenList(
        id=row.id,
        code=row.code,
        name=row.name,
        shipped=row.shipped,
        active=row.active,
        seen=row.version,
        content=content,
        versions=tuple(
            VersionLine(one.id, one.number, one.at, names.get(one.staff_id or 0, ""), one.note, made_with[one.id])
            for one in found
        ),
        categories={code: name for code, name in categories},  # noqa: C416 - rows are no pairs to mypy
        removable=not row.shipped and not is_used(session, checklist_id),
    )


def older(session: Session, version_id: int, latest_id: int) -> tuple[Checklist, list[str]]:
    """What an older version says, and what changed since."""
    return parse(session.get_one(ChecklistVersion, version_id).content), compare(session, version_id, latest_id)


def draft_key(checklist_id: int | None) -> str:
    """Under which name services.desk keeps what is typed into a list, or into a new one."""
    return "inspection.lists.new" if checklist_id is None else f"inspection.lists.{checklist_id}"


def compare(session: Session, before_id: int, after_id: int) -> list[str]:
    """What changed between two versions, given by their ids, in words."""
    one, other = (parse(session.get_one(ChecklistVersion, identity).content) for identity in (before_id, after_id))
    return differences(one, other)


def row_of(session: Session, checklist_id: int) -> ChecklistRow:
    """The stored list; Refused where it is no longer there."""
    row = session.get(ChecklistRow, checklist_id)
    if row is None:
        raise Refused("这张检查表已经删除,请另选一张。")
    return row


def versions_of(session: Session, checklist_id: int) -> list[ChecklistVersion]:
    """The versions of a list, the newest first; Refused where it is no longer there."""
    query = select(ChecklistVersion).where(ChecklistVersion.checklist_id == checklist_id)
    found = list(session.scalars(query.order_by(ChecklistVersion.number.desc())))
    if not found:
        raise Refused("这张检查表已经删除,请另选一张。")
    return found


def is_used(session: Session, checklist_id: int) -> bool:
    """Whether any inspection was made, or any plan is, with any of its versions."""
    inspected = select(Inspection.id).where(_made_with(checklist_id)).limit(1)
    planned = select(InspectionPlan.id).where(InspectionPlan.checklist_id == checklist_id).limit(1)
    return session.scalar(inspected) is not None or session.scalar(planned) is not None


def _made_with(checklist_id: int) -> ColumnElement[bool]:
    ids = select(ChecklistVersion.id).where(ChecklistVersion.checklist_id == checklist_id)
    return Inspection.checklist_version_id.in_(ids)
