"""calendar YEAR FILE: enter a year's official holiday arrangement and correct the due times that hang on it."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.commands.desk import open_desk
from desktop.documents.reading.spreadsheet import rows, sheets
from desktop.domain.errors import Refused
from desktop.domain.holidays import YearTable
from desktop.services.orders.calendar_years import enter_year


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """Counts: how many due times moved."""
    table = read(arguments.file, arguments.year)
    with open_desk(arguments) as desk, desk.database.write() as session:
        corrected = enter_year(session, table, arguments.file.name, desk.operator, now)
    return {"year": corrected.year, "off": len(table.off), "on": len(table.on), "corrected": corrected.clocks}


def read(path: Path, year: int) -> YearTable:
    """A year's table from the text of the notice (.txt) or from a list of days (.csv, .xls, .xlsx)."""
    if path.suffix.lower() == ".txt":
        try:
            return YearTable.from_notice(path.read_text(encoding="utf-8-sig"), year)
        except (OSError, UnicodeDecodeError) as error:
            raise Refused(f"读不了“{path.name}”,请另存为UTF-8的文本文件再试。") from error
    return YearTable.parse(rows(path, sheets(path)[0].name), year)
