"""The offices that are expected to send: learned from what arrives, and edited by hand."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.submissions import Contributor, Submission
from desktop.domain.errors import Refused
from desktop.forms.fields import check
from desktop.forms.submissions import ExpectedOffices, OfficeEntry


def expect(session: Session, form: ExpectedOffices) -> int:
    """Add the offices that should send; how many are new.

    One that is there already gets the group and is expected again.
    """
    known = {row.name: row for row in session.scalars(select(Contributor))}
    new = 0
    for line in check(form).names.splitlines():
        name, _, group = (part.strip() for part in re.sub("[,\t、;]", ",", line).partition(","))
        if not name:
            continue
        entry = check(OfficeEntry(name, group))
        row = known.get(entry.name)
        if row is None:
            row = known[entry.name] = Contributor(name=entry.name)
            session.add(row)
            new += 1
        row.expected = True
        row.group = entry.group or row.group or ""
    return new


def entry_of(session: Session, contributor_id: int) -> OfficeEntry:
    """An office as it can be edited."""
    row = session.get_one(Contributor, contributor_id)
    return OfficeEntry(row.name, row.group, row.expected)


def edit(session: Session, contributor_id: int, form: OfficeEntry) -> None:
    """Change an office's name, group, and whether it should send."""
    form = check(form)
    same_name = Contributor.name == form.name, Contributor.id != contributor_id
    if session.scalar(select(Contributor.id).where(*same_name)) is not None:
        raise Refused({"name": f"已有名为“{form.name}”的单位。"})
    row = session.get_one(Contributor, contributor_id)
    row.name, row.group, row.expected = form.name, form.group, form.expected


def forget(session: Session, contributor_id: int) -> OfficeEntry:
    """Take an office off the list; its entry, to put it back. Refused where something of it was taken in."""
    entry = entry_of(session, contributor_id)
    row = session.get_one(Contributor, contributor_id)
    if session.scalar(select(Submission.id).where(Submission.contributor_id == row.id).limit(1)):
        raise Refused(f"{row.name}已有报送记录,不能删除;不再要求报送的,请去掉“应报”。")
    session.delete(row)
    return entry
