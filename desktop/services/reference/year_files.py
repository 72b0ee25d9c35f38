"""Reading a year's holiday arrangement from the notice as text or from a list of days as a spreadsheet."""

from pathlib import Path

from desktop.documents.reading.spreadsheet import rows, sheets
from desktop.domain.errors import Refused
from desktop.domain.timing.holidays import YearTable


def read_year(path: Path, year: int | None) -> YearTable:
    """The table in a notice (.txt) or a list of days (.csv, .xls, .xlsx); a notice may name its year itself."""
    if path.suffix.lower() == ".txt":
        try:
            return YearTable.from_notice(path.read_text(encoding="utf-8-sig"), year)
        except (OSError, UnicodeDecodeError) as error:
            raise Refused(f"读不了“{path.name}”,请另存为UTF-8的文本文件再试。") from error
    if year is None:
        raise Refused({"year": "请先填写是哪一年的放假安排。"})
    return YearTable.parse(rows(path, sheets(path)[0].name), year)
