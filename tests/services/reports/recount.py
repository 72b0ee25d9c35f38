"""The figures of the reports counted anew, in plain Python, from nothing but the rows of the ledger."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from fractions import Fraction
from typing import Any

from looked_at import seen

from desktop.documents.table import Rate, Table
from desktop.domain.timing.periods import Period
from desktop.system.resources import load_json

Order = dict[str, Any]
WEIGHTS = {"满意": Fraction(1), "基本满意": Fraction(4, 5), "一般": Fraction(3, 5), "不满意": Fraction(0)}
PROACTIVE = {"网格巡查", "检查发现", "物业自报"}
NO_MATTER = {
    (top["name"] + " › " + leaf["name"])
    for top in load_json("categories.json")["categories"]
    for leaf in top["children"]
    if not leaf["counts_as_complaint"]
}


def by_key(table: Table) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries; rates as their value."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, map(plain, row), strict=True)) for row in table.rows]


def total_of(table: Table) -> dict[str, Any]:
    """The total row of a table, the same way."""
    assert table.total is not None
    return dict(zip((column.key for column in table.columns), map(plain, table.total), strict=True))


def plain(value: Any) -> Any:
    return value.value if isinstance(value, Rate) else value


def titled(table: Table) -> list[Order]:
    """The ledger's rows by their headings; what is empty is empty text or None, as in the saved file."""
    titles = [column.title for column in table.columns]
    return [dict(zip(titles, row, strict=True)) for row in table.rows]


def share(part: int | Fraction, whole: int) -> Fraction | None:
    return Fraction(part) / whole if whole else None


def recount(orders: Iterable[Order], period: Period) -> dict[str, Any]:
    """Every figure of one group of orders."""
    orders = [order for order in orders if order["计入统计"] == "是"]
    received = [order for order in orders if falls(order, "受理时间", period)]
    closed = [order for order in orders if falls(order, "办结时间", period)]
    due = [order for order in orders if falls(order, "办结截止", period)]
    timed = [order for order in due if order["状态"] != "挂账中" and "已退单" not in (order["备注"] or "")]
    before, year = period.previous(), period.a_year_before()
    count_before = sum(falls(order, "受理时间", before) for order in orders)
    count_year = sum(falls(order, "受理时间", year) for order in orders)
    ratings = [order["回访评价"] for order in closed if order["回访评价"] in WEIGHTS]
    judged = [order for order in closed if order["结案评判"] in ("实际解决", "解释说明")]
    asked = [order for order in closed if order["先行联系"] in ("是", "否")]
    rates: dict[str, tuple[int | Fraction, int]] = {
        "closed_rate": (sum(bool(order["办结时间"]) for order in due), len(due)),
        "on_time_rate": (sum(on_time(order) for order in timed), len(timed)),
        "solved_rate": (sum(order["结案评判"] == "实际解决" for order in judged), len(judged)),
        "explained_rate": (sum(order["结案评判"] == "解释说明" for order in judged), len(judged)),
        "contact_rate": (sum(order["先行联系"] == "是" for order in asked), len(asked)),
        "satisfaction": (sum((WEIGHTS[rating] for rating in ratings), Fraction(0)), len(ratings)),
    }
    return {
        "received": len(received),
        "hotline": sum(order["渠道"] == "12345" for order in received),
        "proactive": sum(order["渠道"] in PROACTIVE for order in received),
        "matters": sum(not order["并入工单"] for order in received),
        "repeats": sum(order["重复件"] == "是" for order in received),
        "effective": sum(map(effective, received)),
        "ended": sum(bool(order["办结时间"]) for order in received),
        "held": sum(order["状态"] == "挂账中" for order in received),
        "returned": sum(not order["办结时间"] and "已退单" in (order["备注"] or "") for order in received),
        "closed": len(closed),
        "due": len(due),
        "solved": sum(order["结案评判"] == "实际解决" for order in closed),
        "explained": sum(order["结案评判"] == "解释说明" for order in closed),
        "on_time": sum(on_time(order) for order in timed),
        "before": count_before,
        "a_year_before": count_year,
        "change": len(received) - count_before,
        "growth": share(len(received) - count_before, count_before),
        "yearly_growth": share(len(received) - count_year, count_year),
        **{name: share(*numbers) for name, numbers in rates.items()},
        **{f"{name}_above": above for name, (above, _) in rates.items()},
        **{f"{name}_below": below for name, (_, below) in rates.items()},
    }


def falls(order: Order, title: str, period: Period) -> bool:
    """Whether the order's moment lies in the period, and the order in its scope."""
    moment: datetime | None = order[title]
    return moment is not None and period.first <= moment.date() <= period.last and seen(order, period)


def on_time(order: Order) -> bool:
    return bool(order["办结时间"]) and order["办结时间"] <= order["办结截止"]


def effective(order: Order) -> bool:
    return (
        order["诉求类型"] in ("投诉", "求助", "建议")
        and order["结案评判"] != "不予受理"
        and order["类别"] not in NO_MATTER
        and bool(order["小区"])
        and order["渠道"] not in PROACTIVE
    )


def grouped(orders: Iterable[Order], key: Callable[[Order], Any]) -> dict[Any, list[Order]]:
    found: dict[Any, list[Order]] = {}
    for order in orders:
        found.setdefault(key(order), []).append(order)
    return found


def leading(orders: Iterable[Order], period: Period, title: str, words: Callable[[str], str] = str) -> str:
    """主要问题, 重点小区: the three most frequent, as the reports print them."""
    counts = Counter(
        words(order[title])
        for order in orders
        if order["计入统计"] == "是" and falls(order, "受理时间", period) and order[title]
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "、".join(f"{name}({number})" for name, number in ordered[:3])


def agree(row: dict[str, Any], orders: list[Order], period: Period) -> int:
    """Every figure of a table's row is what the orders say; returns how many were compared."""
    expected = recount(orders, period)
    names = row.keys() & expected.keys()
    wrong = {name: (row[name], expected[name]) for name in names if row[name] != expected[name]}
    assert not wrong, wrong
    return len(names)
