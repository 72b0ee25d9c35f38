"""Reading the office's checklists: which there are, and what a version says."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Checklist as ChecklistRow
from desktop.data.tables.inspections import ChecklistVersion
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Checklist, parse


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A checklist in a list of them; `version_id` and `number` are its newest version's."""

    id: int
    code: str
    name: str
    shipped: bool
    active: bool
    version_id: int
    number: int
    items: int
    points: float


def checklists(session: Session, with_inactive: bool = False) -> list[ListEntry]:
    """The office's checklists, in their order."""
    query = (
        select(ChecklistRow, ChecklistVersion)
        .join(
            ChecklistVersion,
            (ChecklistVersion.checklist_id == ChecklistRow.id) & (ChecklistVersion.number == ChecklistRow.latest),
        )
        .order_by(ChecklistRow.position, ChecklistRow.id)
    )
    found = []
    for row, version in session.execute(query):
        if row.active or with_inactive:
            content = parse(version.content)
            count = sum(1 for _ in content.items())
            found.append(
                ListEntry(
                    row.id,
                    row.code,
                    row.name,
                    row.shipped,
                    row.active,
                    version.id,
                    version.number,
                    count,
                    float(content.points),
                )
            )
    return found


def version(session: Session, version_id: int) -> Checklist:
    """What a version of a checklist says."""
    return parse(session.get_one(ChecklistVersion, version_id).content)


def newest(session: Session, wanted: str) -> ListEntry:
    """The checklist with this code or name; refused where there is none."""
    entries = checklists(session, with_inactive=True)
    for entry in entries:
        if wanted in (entry.code, entry.name):
            return entry
    raise Refused(f"没有检查表“{wanted}”,可用的有:{listed(session)}。")


def listed(session: Session) -> str:
    """The lists in use, each by its code and name, in one line."""
    return "、".join(f"{entry.code}({entry.name})" for entry in checklists(session))
