"""export orders --out FILE [--from D] [--to D]: the whole ledger as a workbook or as plain text, masked."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from desktop.commands.desk import open_desk
from desktop.services.reports import days_between, note_export, save_ledger
from desktop.services.reports.r01_ledger import NAME


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """Counts: how many orders were exported, and where to."""
    with open_desk(arguments) as desk:
        with desk.database.write() as session:
            period = days_between(session, arguments.since, arguments.until, now)
            note_export(session, NAME, arguments.out, period, desk.operator, now)
        with desk.database.read() as session:
            saved = save_ledger(session, arguments.out, period, desk.operator, now)
    print(saved.sentence)
    return {"exported": saved.rows, "file": str(saved.path)}
