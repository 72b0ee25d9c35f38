"""calendar YEAR FILE: enter a year's official holiday arrangement and correct the due times that hang on it."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from desktop.commands.desk import open_desk
from desktop.services.orders.calendar_years import enter_year
from desktop.services.reference.year_files import read_year


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """Counts: how many due times moved."""
    table = read_year(arguments.file, arguments.year)
    with open_desk(arguments) as desk, desk.database.write() as session:
        corrected = enter_year(session, table, arguments.file.name, desk.operator, now)
    return {"year": corrected.year, "off": len(table.off), "on": len(table.on), "corrected": corrected.clocks}
