"""Running one verb: its counts, or what went wrong, as the last line printed, and the exit code."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.commands import (
    assessment,
    calendar,
    checking,
    checking_file,
    consolidating,
    exporting,
    filling,
    importing,
    inspection,
    reporting,
    summarising,
)
from desktop.commands.demo import verb as demo
from desktop.domain.errors import Cancelled, Refused, StorageTrouble

DONE, REFUSED, WRONG_USAGE, STORAGE = 0, 1, 2, 3  # what the process ends with; argparse itself ends with 2
ASKED = 4  # done, but something was left for a person to confirm
_NAME_SHOWN = 40  # characters; a name may be what is wrong

VERBS: dict[str, Callable[[Namespace, datetime], dict[str, Any]]] = {
    "import": importing.run,
    "export": exporting.run,
    "report": reporting.run,
    "consolidate": consolidating.run,
    "fill": filling.run,
    "summary": summarising.run,
    "check": checking_file.run,
    "demo": demo.run,
    "calendar": calendar.run,
    "inspection": inspection.run,
    "assessment": assessment.run,
    "verify": checking.verify,
    "self-test": checking.self_test,
}


def main(arguments: Namespace) -> int:
    """Run one verb; its counts, or what went wrong and what to do, are the last line printed."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        outcome = {"ok": True, **VERBS[arguments.verb](arguments, datetime.now())}
        code = (ASKED if outcome.get("asked") else DONE) if outcome["ok"] else REFUSED
    except Refused as refusal:
        outcome, code = {"ok": False, "error": str(refusal), "problems": refusal.problems}, REFUSED
    except Cancelled:
        outcome, code = {"ok": False, "error": "已取消,没有改动数据。"}, REFUSED
    except StorageTrouble as trouble:
        outcome, code = {"ok": False, "error": str(trouble)}, STORAGE
    except OSError as error:  # a path that no verb foresaw: too long, a file for a folder, a stick pulled out
        outcome, code = {"ok": False, "error": _of_disk(error)}, STORAGE
    print(json.dumps({"verb": arguments.verb, **outcome}, ensure_ascii=False, default=str))
    return code


def _of_disk(error: OSError) -> str:
    """What to do about it, with the file if the system names one."""
    name = Path(str(error.filename)).name[:_NAME_SHOWN] if error.filename else ""
    return f"读不到或写不了{f'“{name}”' if name else '文件'},请检查它的位置、权限和磁盘后再试。"
