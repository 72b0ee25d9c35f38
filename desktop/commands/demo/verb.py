"""demo --out DIR: an invented office, a complaint from call to close, two quarters of inspections, all in DIR."""

from argparse import Namespace
from datetime import datetime
from random import Random
from typing import Any

from desktop.commands.demo.books import save_books
from desktop.commands.demo.papers import save_papers
from desktop.commands.demo.shots import take_shots
from desktop.commands.desk import open_desk
from desktop.domain.errors import Refused
from desktop.services.demo import office, rounds, story, year

SEED = 20261121
DATA, BOOKS, PAPERS, SHOTS = "演示数据", "工作簿", "纸质", "界面"


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """Counts: orders, acts of the walk, inspections, findings, notices; the files by their sub-folders of `folder`."""
    folder = arguments.out.absolute()
    for place in (folder, *folder.parents):
        if place.is_file():
            raise Refused(f"“{place.name}”是一个文件,不能放演示结果,请用 --out 另选一个文件夹。")
    data = folder / DATA
    if (data / "linliban.sqlite3").exists():
        raise Refused(f"“{folder}”里已有演示数据,请换一个文件夹,或先删除其中的“{DATA}”。")
    for place in (data, *(folder / name for name in (BOOKS, PAPERS, SHOTS))):
        place.mkdir(parents=True, exist_ok=True)
    random = Random(SEED)
    with open_desk(Namespace(basedir=data)) as desk:
        with desk.database.write() as session:
            people = office.furnish(session, desk.operator, now, random)
            made = year.live(session, people, arguments.orders, now, random, _tell)
            inspected = rounds.inspect(session, people, now, random)
            told = story.tell(session, people, now)
        print(f"检查{inspected.inspections}次,发现问题{inspected.findings}个,下达通知书{inspected.notices}份")
        print(f"一件工单走完全程:{told.number} {'、'.join(told.acts)}")
        papers = save_papers(desk, folder / PAPERS, now, told.order_id, inspected)
        books = save_books(desk, folder / BOOKS, now, inspected)
        shots = take_shots(desk, folder / SHOTS, now, told.order_id, inspected)
    return {
        "folder": str(folder),
        "orders": len(made) + len(inspected.orders) + 1,
        "walked": told.number,
        "acts": len(told.acts),
        "inspections": inspected.inspections,
        "findings": inspected.findings,
        "notices": inspected.notices,
        "workbooks": [path.name for path in books],
        "papers": [path.name for path in papers],
        "pictures": [path.name for path in shots],
    }


def _tell(done: int, total: int) -> None:
    if done % 100 == 0 or done == total:
        print(f"演示工单 {done}/{total}", flush=True)
