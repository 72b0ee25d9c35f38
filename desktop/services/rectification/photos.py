"""Photos of a finding, before and after: cleaned and safe on disk before the database names them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Evidence
from desktop.data.tables.rectification import Finding
from desktop.domain.inspection.states import Stage
from desktop.services.keeping import keep_file


def keep_photos(session: Session, row: Finding, stage: Stage, paths: Sequence[str], now: datetime) -> int:
    """Keep the pictures with the finding; returns how many. Refused at “photos” where one cannot be read."""
    folder: Path = session.info["attachments"]
    for path in paths:
        kept = keep_file(path, folder, "photos")
        session.add(
            Evidence(
                office_id=row.office_id,
                finding_id=row.id,
                stage=stage,
                name=kept.name,
                stored=kept.stored,
                size=kept.size,
                at=now,
            )
        )
    return len(paths)
