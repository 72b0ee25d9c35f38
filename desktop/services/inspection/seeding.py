"""Giving an office the shipped checklists; a list that is already there is never touched again."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Checklist, ChecklistVersion
from desktop.system.resources import load_json, path


def ensure_checklists(session: Session, office_id: int) -> None:
    """Seed the shipped lists where the office has none: a new database, or one from before there were inspections.

    Their first version is dated as the list was issued. An office edits copies, so that a later edition of a
    shipped list can become its next version.
    """
    if session.scalar(select(exists().where(Checklist.office_id == office_id))):
        return
    from desktop.domain.inspection.checklist import parse, plain  # noqa: PLC0415 - only a new office needs it

    for file in sorted(path("checklists").glob("*.json")):
        entry = load_json("checklists", file.name)
        content = parse(entry)
        row = Checklist(
            office_id=office_id, code=content.code, name=content.name, shipped=True, position=entry["position"]
        )
        session.add(row)
        session.flush()
        issued = datetime.fromisoformat(entry["issued"])
        session.add(
            ChecklistVersion(office_id=office_id, checklist_id=row.id, number=1, content=plain(content), at=issued)
        )
    session.flush()
