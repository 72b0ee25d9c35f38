"""summary --period P --out FILE.docx [--kind K] [--from OLD.docx]: the office's regular texts as Word files."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from desktop.commands.desk import open_desk
from desktop.domain.errors import Refused
from desktop.forms.summaries import usual
from desktop.services.reports import note_export
from desktop.services.summaries import making


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """Counts: what is still to be written, and which rewritten paragraphs differ from the figures."""
    period = arguments.period.asked(now.date())
    kind = arguments.kind or usual(period)
    if kind is not usual(period):
        raise Refused(f"{period.words}写的是{usual(period).label},不是{kind.label};请改 --period,或不写 --kind。")
    with open_desk(arguments) as desk:
        with desk.database.write() as session:
            if arguments.earlier is not None:
                print(making.adopt(session, kind, period, arguments.earlier, desk.operator, now).sentence)
            note_export(session, kind.label, arguments.out, period, desk.operator, now)
        with desk.database.read() as session:
            done = making.export(session, kind, period, arguments.out, desk.operator, now)
    print(done.sentence)
    return {
        "summary": kind.value,
        "period": period.words,
        "unwritten": list(done.unwritten),
        "differing": done.open,
        "file": str(done.place.path),
    }
