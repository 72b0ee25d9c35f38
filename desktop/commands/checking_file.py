"""check FILE: what does not agree in a report, whoever made it."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from desktop.services.checking import Severity, check_file


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """A line for each disagreement; `ok` is false where something must be changed."""
    found = check_file(arguments.file, now.date())
    for each in found:
        print(f"{each.severity.label} {each.rule.value} {each.where.words}:{each.what}")
    must = sum(each.severity is Severity.MUST for each in found)
    if not found:
        print("没有发现不一致。")
    return {
        "ok": not must,
        "file": str(arguments.file),
        "must": must,
        "look": len(found) - must,
        "found": [
            {
                "rule": each.rule.value,
                "name": each.rule.label,
                "severity": each.severity.label,
                "sheet": each.where.sheet,
                "cell": each.where.place,
                "row": each.where.row,
                "column": each.where.column,
                "what": each.what,
            }
            for each in found
        ],
    }
