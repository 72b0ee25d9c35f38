"""Committees that send their monthly workbooks to a town, each with a database, an id and a key of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.base import new_gid
from desktop.data.tables.estates import Estate
from desktop.data.tables.offices import Office, Setting
from desktop.data.tables.orders import WorkOrder
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.timing.periods import Period
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Verdict
from desktop.services.reference.seeding import ensure_office
from desktop.services.reference.settings import name_office
from desktop.services.reports import report, save_report
from desktop.system.signing import new_private_key

OCTOBER = Period.month(2026, 10)
DONE = datetime(2026, 10, 12, 15)
SENT = datetime(2026, 11, 3, 9, 30)


class Committee:
    """`take` puts orders into its book, `send` writes the workbook for the town."""

    def __init__(self, folder: Path, seeded: Path, name: str) -> None:
        folder.mkdir()
        self.folder, self.name = folder, name
        self.database = Database(shutil.copy(seeded, folder / "linliban.sqlite3"))
        self._taken = 0
        with self.database.write() as session:
            self.operator = ensure_office(session)
            session.scalars(select(Office)).one().gid = new_gid()
            name_office(session, name, "云港镇")
            estate = Estate(office_id=self.operator.office_id, name=f"{name[:2]}新村", area=2.5)
            session.add(estate)
            session.flush()
            self.estate = estate.id
        self.new_key()

    def new_key(self) -> None:
        """As after a computer was set up anew without its backup."""
        with self.database.write() as session:
            session.get_one(Setting, "signing_key").value = {"private": new_private_key()}

    def take(self, number: int = 1, **facts: Any) -> None:
        """So many orders of October, closed in time as solved and rated 满意; `facts` come on top."""
        with self.database.write() as session:
            for _ in range(number):
                self._taken += 1
                session.add(WorkOrder(**self._usual() | facts))

    def _usual(self) -> dict[str, Any]:
        return {
            "office_id": self.operator.office_id,
            "registered_by_id": self.operator.id,
            "number": f"GD-{self._taken:04d}",
            "received_at": datetime(2026, 10, 8, 9) + timedelta(minutes=self._taken),
            "channel_code": "CH01",
            "category_code": "0101",
            "kind": Kind.COMPLAINT,
            "urgency": Urgency.NORMAL,
            "estate_id": self.estate,
            "title": "楼道灯不亮",
            "content": "楼道灯不亮。",
            "state": State.DONE,
            "verdict": Verdict.SOLVED,
            "rating": Rating.CONTENT,
            "closed_at": DONE,
            "close_due_at": DONE + timedelta(days=3),
        }

    def send(self, path: Path | None = None, period: Period = OCTOBER, now: datetime = SENT) -> Path:
        """The monthly workbook, as it goes to the town."""
        target = path or self.folder / f"{self.name}{period.words}.xlsx"
        with self.database.read() as session:
            save_report(session, report("monthly"), target, period, self.operator, now)
        return target


@contextmanager
def committees(folder: Path, seeded: Path, *names: str) -> Iterator[list[Committee]]:
    """Some of them; their databases are closed afterwards."""
    made = [Committee(folder / f"committee-{number}", seeded, name) for number, name in enumerate(names)]
    try:
        yield made
    finally:
        for one in made:
            one.database.close()
