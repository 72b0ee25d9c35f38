"""The offices that are expected to send: learned from what arrives, and edited by hand."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.submissions import Contributor, Submission
from desktop.domain.errors import Refused
from desktop.domain.text import normalise


@dataclass(frozen=True, slots=True)
class ContributorView:
    """An office; `known` once a workbook of it was taken in, `sent` so many."""

    id: int
    name: str
    group: str
    expected: bool
    known: bool
    sent: int


def contributors(session: Session) -> list[ContributorView]:
    """All of them, by group and name."""
    counted = (
        select(Submission.contributor_id, func.count().label("sent")).group_by(Submission.contributor_id).subquery()
    )
    rows = session.execute(
        select(Contributor, func.coalesce(counted.c.sent, 0))
        .outerjoin(counted, counted.c.contributor_id == Contributor.id)
        .order_by(Contributor.group, Contributor.name)
    )
    return [
        ContributorView(row.id, row.name, row.group, row.expected, bool(row.public_key), sent) for row, sent in rows
    ]


def expect(session: Session, text: str) -> int:
    """Add offices that should send, one a line, perhaps with their group behind a comma; how many are new.

    One that is there already gets the group and is expected again.
    """
    known = {row.name: row for row in session.scalars(select(Contributor))}
    new = 0
    for line in normalise(text).splitlines():
        name, _, group = (part.strip() for part in line.replace(",", ",").replace("\t", ",").partition(","))
        if not name:
            continue
        if len(name) > 200 or len(group) > 200:
            raise Refused({"names": "单位名称和分组都不能超过200字。"})
        row = known.get(name)
        if row is None:
            row = known[name] = Contributor(name=name)
            session.add(row)
            new += 1
        row.expected = True
        row.group = group or row.group
    return new


def edit(session: Session, contributor_id: int, name: str, group: str, expected: bool) -> None:
    """Change an office's name, group, and whether it should send."""
    name, group = normalise(name).strip(), normalise(group).strip()
    if not name:
        raise Refused({"name": "请填写单位名称。"})
    taken = session.scalar(select(Contributor.id).where(Contributor.name == name, Contributor.id != contributor_id))
    if taken is not None:
        raise Refused({"name": f"已有名为“{name}”的单位。"})
    row = session.get_one(Contributor, contributor_id)
    row.name, row.group, row.expected = name, group, expected


def forget(session: Session, contributor_id: int) -> None:
    """Take an office off the list; refused where something of it was taken in."""
    row = session.get_one(Contributor, contributor_id)
    if session.scalar(select(Submission.id).where(Submission.contributor_id == row.id).limit(1)):
        raise Refused(f"{row.name}已有报送记录,不能删除;不再要求报送的,请去掉“应报”。")
    session.delete(row)
