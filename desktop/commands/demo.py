"""demo --out DIR: an invented office, one complaint from call to close, workbooks and pictures in DIR."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from desktop.commands.desk import Desk, open_desk
from desktop.documents.order_papers import dispatch_sheet, intake_sheet
from desktop.domain.errors import Refused
from desktop.domain.timing.periods import Period
from desktop.forms.order_filter import OrderFilter, Timing
from desktop.services.demo import office, story, year
from desktop.services.orders.views import papers
from desktop.services.reports import CATALOGUE, save_ledger, save_report
from desktop.ui import pictures

SEED = 20261121
DATA = "演示数据"
SCREENS = (
    ("home", "工作台"),
    ("intake", "受理登记"),
    ("orders", "工单"),
    ("dispatch", "派单"),
    ("callback", "回访"),
    ("reports", "统计上报"),
)


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """Counts: orders made, acts of the walk, workbooks and pictures; everything lies in `folder`."""
    folder = arguments.out.absolute()
    data = folder / DATA
    if (data / "linliban.sqlite3").exists():
        raise Refused(f"“{folder}”里已有演示数据,请换一个文件夹,或先删除其中的“{DATA}”。")
    data.mkdir(parents=True, exist_ok=True)
    random = Random(SEED)
    with open_desk(Namespace(basedir=data)) as desk:
        with desk.database.write() as session:
            people = office.furnish(session, desk.operator, now, random)
            made = year.live(session, people, arguments.orders, now, random, _tell)
            told = story.tell(session, people, now)
        print(f"一件工单走完全程:{told.number} {'、'.join(told.acts)}")
        books = _books(desk, folder, now)
        shots = _pictures(desk, folder, now, told.order_id)
    return {
        "folder": str(folder),
        "orders": len(made) + 1,
        "walked": told.number,
        "acts": len(told.acts),
        "workbooks": [path.name for path in books],
        "pictures": [path.name for path in shots],
    }


def _tell(done: int, total: int) -> None:
    if done % 100 == 0 or done == total:
        print(f"演示工单 {done}/{total}", flush=True)


def _books(desk: Desk, folder: Path, now: datetime) -> list[Path]:
    """The ledger and every report of the last whole month."""
    period = Period.month(now.year, now.month).previous()
    made = []
    with desk.database.read() as session:
        made.append(save_ledger(session, folder / "诉求受理台账.xlsx", None, desk.operator, now).path)
        for report in CATALOGUE.values():
            path = folder / f"{report.id} {report.name} {period.words}.xlsx"
            made.append(save_report(session, report, path, period, desk.operator, now).path)
    return made


def _pictures(desk: Desk, folder: Path, now: datetime, order_id: int) -> list[Path]:
    """The dispatch picture, the papers, and each screen."""
    pictures.application()
    with desk.database.read() as session:
        slip = papers.dispatch_slip(session, order_id, now)
        intake = papers.intake_slip(session, order_id)
    assert slip is not None
    made = [
        pictures.dispatch(slip, folder / "派单图.png"),
        pictures.paper(dispatch_sheet(slip), folder / "派遣单.pdf"),
        pictures.paper(intake_sheet(intake), folder / "受理单.pdf"),
    ]
    shots: list[pictures.Shot] = [(name, None, f"界面 {title}.png") for name, title in SCREENS]
    shots.append(("orders", OrderFilter(timing=Timing.OVERDUE), "界面 已超期工单.png"))
    shots.append(("orders", order_id, "界面 一件工单.png"))
    return made + pictures.take(desk.database, desk.database.attachments, desk.operator, now, shots, folder)
