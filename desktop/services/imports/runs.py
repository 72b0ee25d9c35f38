"""What was imported lately."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.offices import ImportRun
from desktop.domain.operator import Operator
from desktop.forms.imports.targets import Target


class Run(NamedTuple):
    """One import with its counts."""

    at: datetime
    target: Target
    file_name: str
    imported: int
    skipped: int
    rejected: int


def recent(session: Session, operator: Operator, most: int) -> list[Run]:
    """The last imports of the office, the newest first."""
    query = (
        select(
            ImportRun.at, ImportRun.target, ImportRun.file_name, ImportRun.imported, ImportRun.skipped,
            ImportRun.rejected,
        )
        .where(ImportRun.office_id == operator.office_id)
        .order_by(ImportRun.id.desc())
        .limit(most)
    )  # fmt: skip
    return [
        Run(at, Target(target), name, imported, skipped, rejected)
        for at, target, name, imported, skipped, rejected in session.execute(query)
    ]
