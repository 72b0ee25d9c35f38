"""verify: is the data sound?  self-test: does the program work on this machine?"""

import platform
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import desktop
from desktop.commands.desk import Desk, open_desk
from desktop.documents.orders.papers import dispatch_sheet
from desktop.documents.reading.spreadsheet import rows, sheets
from desktop.services.demo import office, story
from desktop.services.demo.story import Told
from desktop.services.orders.views import papers
from desktop.services.reports import save_ledger
from desktop.services.safekeeping import verifying
from desktop.ui import pictures


def verify(arguments: Namespace, now: datetime) -> dict[str, Any]:  # noqa: ARG001 - all verbs are called alike
    """Counts of what was looked at, and what is wrong; not ok where anything is."""
    with open_desk(arguments) as desk, desk.database.read() as session:
        found = verifying.verify(session, desk.places.database, desk.database.attachments)
    for problem in found.problems:
        print(problem)
    return {
        "ok": not found.problems,
        "orders": found.orders,
        "acts": found.acts,
        "attachments": found.attachments,
        "problems": list(found.problems),
    }


def self_test(arguments: Namespace, now: datetime) -> dict[str, Any]:  # noqa: ARG001 - it leaves the user's data alone
    """Take a complaint from call to close in a scratch folder, with workbook, paper, picture and window."""
    checks: dict[str, str] = {}
    with TemporaryDirectory(prefix="linliban-") as scratch:
        folder = Path(scratch)
        with open_desk(Namespace(basedir=folder / "data")) as desk:
            told = _check(checks, "数据库", lambda: _walk(desk, now))
            _check(checks, "导出并读回Excel", lambda: _book(desk, folder, now))
            _check(checks, "派单图和派遣单", lambda: _paper(desk, folder, now, told))
            _check(checks, "窗口", lambda: _window(desk, folder, now))
            with desk.database.read() as session:
                found = verifying.verify(session, desk.places.database, desk.database.attachments)
            checks["数据检查"] = "; ".join(found.problems) or "ok"
    for name, outcome in checks.items():
        print(f"{name}:{outcome}")
    return {
        "ok": all(outcome == "ok" for outcome in checks.values()),
        "version": desktop.__version__,
        "system": f"{platform.system()} {platform.machine()} Python {platform.python_version()}",
        "checks": checks,
    }


def _check(checks: dict[str, str], name: str, work: Callable[[], Any]) -> Any:
    """Do one thing and note how it went; a later check still runs."""
    try:
        outcome = work()
    except Exception as error:  # whatever fails on this machine is the answer
        checks[name] = f"{type(error).__name__}: {error}"
        return None
    checks[name] = "ok"
    return outcome


def _walk(desk: Desk, now: datetime) -> Told:
    with desk.database.write() as session:
        people = office.furnish(session, desk.operator, now, Random(1))
        return story.tell(session, people, now)


def _book(desk: Desk, folder: Path, now: datetime) -> None:
    path = folder / "台账.xlsx"
    with desk.database.read() as session:
        save_ledger(session, path, None, desk.operator, now)
    read = list(rows(path, sheets(path)[0].name))
    if not any("丰禾新城" in row for row in read):
        raise ValueError("写出的台账读不回来")


def _paper(desk: Desk, folder: Path, now: datetime, told: Told | None) -> None:
    if told is None:
        raise ValueError("没有工单可用")
    pictures.application()
    with desk.database.read() as session:
        slip = papers.dispatch_slip(session, told.order_id, now)
    if slip is None:
        raise ValueError("没有派单可用")
    picture = pictures.dispatch(slip, folder / "派单图.png")
    for path in (picture, pictures.paper(dispatch_sheet(slip), folder / "派遣单.pdf")):
        if path.stat().st_size < 5000:
            raise ValueError(f"{path.name}是空的")


def _window(desk: Desk, folder: Path, now: datetime) -> None:
    shots: list[pictures.Shot] = [(name, None, f"{name}.png") for name in ("home", "intake", "orders")]
    pictures.take(desk.database, desk.database.attachments, desk.operator, now, shots, folder)
