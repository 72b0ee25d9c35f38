"""Looking at an import before it is done: every row with its fate, nothing written."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.documents.reading.spreadsheet import Report, open_spreadsheet, unreported
from desktop.domain.operator import Operator
from desktop.forms.imports.mapping import ImportMapping
from desktop.forms.imports.targets import Target
from desktop.services.imports.estates import judge_estates
from desktop.services.imports.judging import judge_orders
from desktop.services.imports.opening import open_table
from desktop.services.imports.outcomes import Counts, Preview


def examine(
    session: Session,
    path: Path,
    target: Target,
    mapping: ImportMapping | None,
    operator: Operator,
    now: datetime,
    report: Report = unreported,
) -> Preview:
    """What importing this file would do; raises Refused where it cannot be read or has no data.

    `mapping` may name just a sheet, or a sheet and a heading row, and leave the columns to be found.
    """
    with open_spreadsheet(path, report) as book:
        table = open_table(book, target, mapping)
        rows = table.rows(report)
        judged = (
            judge_orders(session, rows, operator, now)
            if target is Target.ORDERS
            else judge_estates(session, rows, operator)[0]
        )
        sheets = tuple(info.name for info in book.sheets)
    return Preview(sheets, table.mapping, table.headings, table.doubts, judged, Counts.of(judged))
