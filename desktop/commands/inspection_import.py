"""inspection import FILE: results entered elsewhere, in; the rejected rows as a workbook."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from desktop.commands.desk import open_desk
from desktop.commands.progress import progress
from desktop.domain.errors import Refused
from desktop.services.imports.inspection_results import import_results, save_rejected

MOST_TOLD = 20  # rejected rows and skipped inspections listed one by one; the workbook has all rejected ones


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """Counts of inspections: imported, skipped, rejected."""
    if not arguments.file.is_file():
        raise Refused(f"找不到文件“{arguments.file}”,请检查路径。")
    with open_desk(arguments) as desk, desk.database.write() as session:
        outcome = import_results(session, arguments.file, desk.operator, now, progress(), arguments.list or "")
    for doubt in outcome.doubts:
        print(doubt)
    for skip in outcome.skips[:MOST_TOLD]:
        print(f"跳过{skip}")
    if (more := len(outcome.skips) - MOST_TOLD) > 0:
        print(f"另有{more}次跳过。")
    for row in outcome.rejects[:MOST_TOLD]:
        print(f"{row.sheet}第{row.row}行未导入:{row.reason}")
    counts = {
        "imported": outcome.counts.imported,
        "skipped": outcome.counts.skipped,
        "rejected": outcome.counts.rejected,
    }
    if arguments.rejects and outcome.rejects:
        place = save_rejected(outcome, arguments.file.name, arguments.rejects, now)
        return {**counts, "rejects": str(place.path)}
    return counts
