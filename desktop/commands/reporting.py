"""report list, and report ID --from D --to D --out FILE: the office's statistics as workbooks."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from desktop.commands.desk import open_desk
from desktop.commands.scoping import named_sides, over
from desktop.domain.timing.periods import Period
from desktop.forms.reporting import Against
from desktop.services.counting.scoping import by_names
from desktop.services.reports import CATALOGUE, note_export, report, save_report
from desktop.services.reports.comparing import held_against
from desktop.services.reports.r01_ledger import NAME


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """Which reports there are, or the counts of the one that was made."""
    if arguments.id == "list":
        return _listed()
    wanted = report(arguments.id)
    asked = Period(arguments.since, arguments.until).asked(now.date())
    with open_desk(arguments) as desk:
        with desk.database.read() as session:
            scope = by_names(session, named_sides(arguments))
        days = asked.running(now.date())
        period = over(days, scope)
        if wanted.name == NAME:  # the one report that has single orders in it
            with desk.database.write() as session:
                note_export(session, NAME, arguments.out, period, desk.operator, now)
        made = held_against(wanted, Against(arguments.against or Against.NONE))
        with desk.database.read() as session:
            saved = save_report(session, made, arguments.out, period, desk.operator, now)
    print(saved.sentence)
    return {
        "report": wanted.id,
        "period": period.words,
        "scope": scope.words or "全部",
        "rows": saved.rows,
        "file": str(saved.path),
    }


def _listed() -> dict[str, Any]:
    for entry in CATALOGUE.values():
        print(f"{entry.id:<8} {entry.name}({entry.periods})")
    return {"reports": [{"id": entry.id, "name": entry.name, "periods": entry.periods} for entry in CATALOGUE.values()]}
