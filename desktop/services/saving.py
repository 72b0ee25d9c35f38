"""Saving a finished Table as a file of the user's choice: whole or not at all."""

from datetime import datetime
from pathlib import Path

from desktop.documents.plain_text import write_csv
from desktop.documents.table import Table
from desktop.documents.table_document import write_document
from desktop.documents.workbooks.writing import Seal, write_workbook
from desktop.domain.errors import Refused
from desktop.system.files import Place, replacing


def save_table(table: Table, path: Path, now: datetime, seal: Seal | None = None) -> Place:
    """Save as .xlsx, .docx or .csv by the name's ending; the answer's `path` and `sentence` say where it really is.

    A workbook may carry a `seal`, see `write_workbook`.

    Raises Refused for another ending or too many rows, StorageTrouble when the disk does not take it.
    """
    match path.suffix.lower():
        case ".xlsx":
            with replacing(path) as place:
                write_workbook(table, place.part, now, seal)
        case ".docx":
            with replacing(path) as place:
                write_document(table, place.part, now)
        case ".csv":
            with replacing(path) as place:
                write_csv(table, place.part)
        case _:
            raise Refused("请把文件名的结尾写成.xlsx、.docx或.csv。")
    return place
