"""The pictures of the demonstration: the dispatch picture and every screen of the window."""

from datetime import datetime
from pathlib import Path

from desktop.commands.desk import Desk
from desktop.forms.order_filter import OrderFilter, Timing
from desktop.services.demo.faults import QUARTERLY
from desktop.services.demo.rounds import Inspected
from desktop.services.orders.views.papers import dispatch_slip
from desktop.ui import pictures


def take_shots(desk: Desk, folder: Path, now: datetime, order_id: int, inspected: Inspected) -> list[Path]:
    """Save them in `folder`; where they are."""
    pictures.application()
    with desk.database.read() as session:
        slip = dispatch_slip(session, order_id, now)
    assert slip is not None
    made = [pictures.dispatch(slip, folder / "派单图.png")]
    shots = _shots(order_id, inspected)
    return made + pictures.take(desk.database, desk.database.attachments, desk.operator, now, shots, folder)


def _shots(order_id: int, inspected: Inspected) -> list[pictures.Shot]:
    under_way = inspected.under_way
    done = next(iter(under_way.done.values()))
    return [
        ("home", None, "工作台.png"),
        ("intake", None, "受理登记.png"),
        ("orders", None, "工单.png"),
        ("dispatch", None, "派单.png"),
        ("callback", None, "回访.png"),
        ("reports", None, "统计上报.png"),
        ("orders", OrderFilter(timing=Timing.OVERDUE), "工单 已超期.png"),
        ("orders", order_id, "工单 一件.png"),
        ("orders", inspected.order_id, "工单 处置步骤.png"),
        ("inspection", ("plans", under_way.plan), "检查 计划.png"),
        ("inspection", ("records", None), "检查 记录.png"),
        ("inspection", ("records", under_way.half), "检查 录入.png"),
        ("inspection", ("records", done), "检查 已完成.png"),
        ("inspection", ("findings", None), "检查 问题整改.png"),
        ("inspection", ("findings", ("notice", inspected.pressed.notice)), "检查 通知书.png"),
        ("inspection", ("lists", QUARTERLY), "检查 检查表.png"),
        ("assessment", ("results", inspected.published), "考核 考核结果.png"),
        ("assessment", ("inputs", inspected.published.following), "考核 满意度与意见.png"),
        ("assessment", ("scheme", None), "考核 考核办法.png"),
    ]
