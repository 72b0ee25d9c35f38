"""An office with as many orders as a bench wants: rows of every table that lists, ledger and reports look at."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, text

from desktop.data.tables.orders import ActRecord, Clock, WorkOrder
from desktop.domain.lifecycle import Act, State
from tests.office import Office

STORIES = (
    "居民反映{}号楼顶楼雨天渗水,物业已上门{}次仍未修好,家中需接水,要求尽快查明原因并答复维修时间。",
    "{}号楼{}室王女士来电,楼上装修每天早上六点开工,电话13812345678,希望物业上门劝阻并告知装修时间规定。",
    "小区东门道闸坏了{}天,外来车辆随意停放,{}号楼前消防通道被堵,物业说等配件,请街道督促。",
    "电梯本月第{}次停运,被困{}分钟,老人不敢乘坐,维保单位只换了门机,要求公示检修记录和更换计划。",
    "业委会换届候选人名单公示{}天即撤下,{}户业主有异议,联系人李建国反映未收到书面答复,请予核实。",
    "楼道堆物和电瓶车进楼问题反复出现,保洁{}周未到{}号楼,垃圾桶满溢有异味,请物业整改后回复。",
)
LONG = "此前已向物业前台登记并加了维修群,对方答复正在协调施工单位,但没有给出具体日期,现再次来电催办。"


def orders(office: Office, count: int, last: datetime, every: timedelta) -> Iterator[dict[str, Any]]:
    """`count` orders up to `last`, one in ten of them open."""
    for number in range(1, count + 1):
        received = last - every * (count - number)
        state = (State.REGISTERED, State.HANDLING)[number // 10 % 2] if number % 10 == 0 else State.DONE
        done, due = state is State.DONE, received + timedelta(days=7)
        story = STORIES[number % len(STORIES)].format(number % 60 + 1, number % 7 + 2)
        yield {
            "id": number, "office_id": 1, "number": f"GD-{received:%Y%m%d}-{number:06d}", "received_at": received,
            "channel_code": f"CH0{number % 5 + 1}", "kind": "complaint", "category_code": f"0{number % 8 + 1}01",
            "urgency": "U3", "estate_id": office.estate, "caller_name": ("李女士", "王建国", "周先生")[number % 3],
            "phone": f"138{number:08d}", "building": f"{number % 60 + 1}号楼", "spot": "北侧楼道" if number % 4 else "",
            "room": f"{number % 18 + 1:02d}0{number % 4 + 1}", "title": f"第{number}件",
            "content": story + LONG * (number % 3), "state": state,
            "organisation_id": office.company, "registered_by_id": 1, "close_due_at": due,
            "due_at": None if done else due, "due_kind": None if done else "close",
            "dispatched_at": received + timedelta(hours=2), "first_contact_at": received + timedelta(hours=5),
            "closed_at": received + timedelta(days=3) if done else None, "verdict": "solved" if done else None,
            "rating": "content" if done else None, "contacted": True, "solved": "yes" if done else None,
        }  # fmt: skip


def clocks(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The closing time of each order."""
    for row in rows:
        yield {
            "office_id": 1, "work_order_id": row["id"], "kind": "close", "starts_at": row["received_at"],
            "due_at": row["close_due_at"], "warn_at": row["close_due_at"] - timedelta(days=1),
            "reason": "5个工作日", "steps": [],
        }  # fmt: skip


def acts(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Four acts of each order, and an urge for one in five; their hashes are not looked at here."""
    for row in rows:
        done = (Act.REGISTER, Act.DISPATCH, Act.PROGRESS, Act.REVIEW, *((Act.URGE,) if row["id"] % 5 == 0 else ()))
        for step, act in enumerate(done):
            at = row["received_at"] + timedelta(hours=step)
            yield {
                "office_id": 1, "work_order_id": row["id"], "act": act, "at": at, "happened_at": at, "staff_id": 1,
                "text": "已处理", "details": {}, "hash": "0" * 64,
            }  # fmt: skip


def fill(office: Office, count: int, last: datetime, every: timedelta, with_acts: bool = False) -> None:
    """Put that many orders into the office's database."""
    rows = list(orders(office, count, last, every))
    with office.database.write() as session:
        session.execute(insert(WorkOrder), rows)
        session.execute(insert(Clock), list(clocks(rows)))
        if with_acts:
            session.execute(insert(ActRecord), list(acts(rows)))
        session.execute(text("ANALYZE"))
