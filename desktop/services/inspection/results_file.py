"""The workbook into which prepared inspections are entered on another computer or a tablet, to be imported again."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.documents.inspection.entry import EntrySheet, write_entry_workbook
from desktop.domain.errors import Refused
from desktop.domain.inspection.entering import InspectionAct
from desktop.services.inspection.viewing import view
from desktop.system.files import Place, replacing

MOST = 200  # sheets of one workbook: more is too slow on a tablet


def save_entry_workbook(session: Session, inspection_ids: Sequence[int], path: Path, now: datetime) -> Place:
    """Save a sheet for each of these unfinished inspections, with what is already entered.

    Refused: none or too many, one that is finished or void, a name that does not end in .xlsx. Raises StorageTrouble
    when the disk does not take it.
    """
    if path.suffix.lower() != ".xlsx":
        raise Refused("请把文件名的结尾写成.xlsx。")
    if not 0 < len(inspection_ids) <= MOST:
        raise Refused(f"一个文件放1到{MOST}次检查,现在是{len(inspection_ids)}次,请分几个文件。")
    sheets = []
    for inspection_id in inspection_ids:
        found = view(session, inspection_id)
        if InspectionAct.ENTER not in found.may:
            raise Refused(f"{found.number}已完成或已作废,不能再录入,请去掉它。")
        sheets.append(
            EntrySheet(
                found.number,
                found.estate,
                found.company,
                found.checklist,
                found.list_number,
                found.head,
                dict(found.answers),
            )
        )
    with replacing(path) as place:
        write_entry_workbook(sheets, place.part, now)
    return place
