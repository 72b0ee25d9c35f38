"""import orders|estates FILE: a spreadsheet in, whole or not at all; the rejected rows as a workbook."""

import json
from argparse import Namespace
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.commands.desk import Desk, open_desk
from desktop.commands.progress import progress
from desktop.domain.errors import Refused
from desktop.forms.imports.mapping import ImportMapping
from desktop.forms.imports.targets import Target
from desktop.services.imports.estates import import_estates
from desktop.services.imports.mappings import kept_mapping
from desktop.services.imports.orders import import_orders
from desktop.services.imports.outcomes import save_rejects

SERVICES = {Target.ORDERS: import_orders, Target.ESTATES: import_estates}
MOST_TOLD = 20  # rejected rows listed one by one; the workbook has all


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """Counts: imported, skipped, rejected."""
    target = Target(arguments.target)
    if not arguments.file.is_file():
        raise Refused(f"找不到文件“{arguments.file}”,请检查路径。")
    with open_desk(arguments) as desk:
        mapping = _mapping(desk, arguments, target)
        with desk.database.write() as session:
            outcome = SERVICES[target](session, arguments.file, mapping, desk.operator, now, progress())
    for doubt in outcome.doubts:
        print(doubt)
    for row in outcome.rejects[:MOST_TOLD]:
        print(f"第{row.number}行未导入:{row.reason}")
    counts = {
        "imported": outcome.counts.imported,
        "skipped": outcome.counts.skipped,
        "rejected": outcome.counts.rejected,
    }
    if arguments.rejects and outcome.rejects:
        place = save_rejects(outcome, arguments.file.name, arguments.rejects, now)
        return {**counts, "rejects": str(place.path)}
    return counts


def _mapping(desk: Desk, arguments: Namespace, target: Target) -> ImportMapping | None:
    """A kept mapping by name, or one from a .json file; None where it is to be found; --sheet names the sheet."""
    mapping = None
    if arguments.mapping and arguments.mapping.lower().endswith(".json"):
        mapping = _from_file(Path(arguments.mapping))
    elif arguments.mapping:
        with desk.database.read() as session:
            mapping = kept_mapping(session, target, arguments.mapping)
    if arguments.sheet:
        mapping = replace(mapping or ImportMapping(target), sheet=arguments.sheet)
    return mapping


def _from_file(path: Path) -> ImportMapping:
    try:
        return ImportMapping.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise Refused(f"读不了对应关系“{path.name}”,应是本程序保存的.json文件。") from error
