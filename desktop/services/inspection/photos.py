"""Photos of an inspection's items, kept without place, time and phone."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Evidence
from desktop.domain.errors import Refused
from desktop.domain.inspection.entering import InspectionAct
from desktop.domain.inspection.states import InspectionState, Stage
from desktop.domain.operator import Operator
from desktop.services.cases import Subject, record
from desktop.services.inspection.inspecting import begin
from desktop.services.inspection.viewing import checklist_of, inspection
from desktop.services.keeping import keep_file

MOST = 20  # photos of one item


def add(
    session: Session, inspection_id: int, item_code: str, paths: Sequence[str], operator: Operator, now: datetime
) -> list[int]:
    """Keep photos with an item; returns their ids.

    Refused, with the item code as the field: a file that is no photo (or damaged, or HEIC), too many, an item that is
    not on the list. Photos may also be added once the inspection is finished, but not to a void one.
    """
    row = inspection(session, inspection_id)
    if row.state == InspectionState.VOID:
        raise Refused("这次检查已作废,要用请先恢复。")
    if item_code not in {item.code for item in checklist_of(session, row).items()}:
        raise Refused({item_code: f"检查表里没有条目{item_code},请检查。"})
    there = session.scalar(
        select(func.count()).where(
            Evidence.inspection_id == row.id, Evidence.item_code == item_code, Evidence.stage == Stage.BEFORE
        )
    )
    if (there or 0) + len(paths) > MOST:
        raise Refused({item_code: f"{item_code}最多{MOST}张照片,请去掉一些。"})
    folder: Path = session.info["attachments"]
    added = []
    for path in paths:
        kept = keep_file(path, folder, item_code, photos_only=True)
        added.append(
            Evidence(
                office_id=row.office_id,
                inspection_id=row.id,
                item_code=item_code,
                stage=Stage.BEFORE.value,
                name=kept.name,
                stored=kept.stored,
                size=kept.size,
                at=now,
            )
        )
    session.add_all(added)
    session.flush()
    if row.state == InspectionState.DONE:
        record(session, Subject.INSPECTION, row.id, "photo", operator, now, f"补{len(added)}张照片({item_code})")
    return [photo.id for photo in added]


def remove(session: Session, photo_id: int, operator: Operator, now: datetime) -> None:
    """Take a photo away while the inspection is being entered; the file stays, another record may show it."""
    photo = session.get(Evidence, photo_id)
    if photo is None or photo.inspection_id is None:
        raise Refused("找不到这张照片,请刷新。")
    begin(session, photo.inspection_id, InspectionAct.ENTER)
    record(session, Subject.INSPECTION, photo.inspection_id, "photo", operator, now, f"删除照片({photo.item_code})")
    session.delete(photo)
