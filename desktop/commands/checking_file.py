"""check FILE: what does not agree in a report, whoever made it."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from desktop.services.checking import Severity
from desktop.services.checking.checks import check_marked, has_figures, readable

NOTHING_TO_CHECK = "没有找到可以核对的表格或数字,什么都没有核对;请确认选对了文件。"


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """A line for each disagreement; `ok` is false where something must be changed."""
    marked = readable(arguments.file)
    found, checkable = check_marked(marked, now.date()), has_figures(marked)
    for each in found:
        print(f"{each.severity.label} {each.rule.value} {each.where.words}:{each.what}")
    must = sum(each.severity is Severity.MUST for each in found)
    if not found:
        print("没有发现不一致。" if checkable else NOTHING_TO_CHECK)
    return {
        "ok": not must,
        "checked": checkable,
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
