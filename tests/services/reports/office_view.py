"""An office's ledger and rows, as one period and scope see them."""

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from plain_facts import Facts, Row
from recount import Order, falls, grouped
from sqlalchemy.orm import Session

from desktop.documents.table import Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.reports import report


class View:
    """The facts of one office, and the reports that are held against them."""

    def __init__(self, session: Session, facts: Facts, period: Period, operator: Operator, now: datetime) -> None:
        self.session, self.facts, self.period, self.operator, self.now = session, facts, period, operator, now
        self.units = grouped(facts.orders, lambda order: order["承办单位"] or "未派单")

    def table(self, code: str) -> Table:
        return report(code).make(self.session, self.period, self.operator, self.now)

    def in_scope(self, order: Order) -> bool:
        return not hasattr(self.period, "sees") or bool(self.period.sees(order))

    def known(self, period: Period) -> bool:
        return any(order["受理时间"] < period.end for order in self.facts.orders)

    def waiting(self, orders: list[Order]) -> list[Order]:
        going = ("待派单", "待签收", "会诊中", "办理中", "待审核")
        return [
            order
            for order in orders
            if order["状态"] in going and order["计入统计"] == "是" and not order["办结时间"] and not returned(order)
            and order["办结截止"] and self.in_scope(order)
        ]  # fmt: skip

    def soon(self, orders: list[Order]) -> list[Order]:
        return [
            order for order in self.waiting(orders) if self.now <= order["办结截止"] <= self.now + timedelta(hours=24)
        ]

    def overdue(self, orders: list[Order]) -> list[Order]:
        return [order for order in self.waiting(orders) if order["办结截止"] < self.now]

    def discontent(self, orders: list[Order]) -> int:
        return sum(
            order["回访评价"] == "不满意" and order["计入统计"] == "是" and falls(order, "办结时间", self.period)
            for order in orders
        )

    def bad_ratings(self) -> list[str]:
        return [order["受理编号"] for order in self.facts.orders if self.discontent([order])]

    def dispatched(self, period: Period) -> list[Order]:
        return [order for order in self.facts.orders if order["计入统计"] == "是" and falls(order, "派单时间", period)]

    def contact_due(self, order: Order) -> datetime | None:
        return self.facts.contact_due.get(self.facts.stored[order["受理编号"]]["id"])

    def answered(self, order: Order) -> bool:
        contact, due = order["先行联系时间"], self.contact_due(order)
        signed = self.facts.stored[order["受理编号"]]["signed_at"]
        return bool(signed and contact and due and contact <= due)

    def unit_of(self, number: str) -> str:
        unit = self.facts.stored[number]["organisation_id"]
        return str(self.facts.units[unit]["name"]) if unit else "未派单"

    def last_answers(self, period: Period) -> list[Row]:
        """The last call of each order in the period that was reached and answered."""
        numbers = {row["id"]: number for number, row in self.facts.stored.items()}
        ledger = {order["受理编号"]: order for order in self.facts.orders}
        found: dict[int, Row] = {}
        for call in self.facts.calls:
            order = ledger[numbers[call["work_order_id"]]]
            inside = period.start <= call["at"] < period.end and order["计入统计"] == "是"
            if inside and call["reached"] and call["solved"] and self.sees(order, period):
                found[call["work_order_id"]] = {**call, "number": order["受理编号"]}
        return list(found.values())

    def sees(self, order: Order, period: Period) -> bool:
        return not hasattr(period, "sees") or bool(period.sees(order))


def returned(order: Order) -> bool:
    return "已退单" in (order["备注"] or "")


def two(value: Fraction) -> Fraction:
    """To two decimals, a half upwards."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Fraction(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def size(households: int | None) -> str:
    if not households:
        return "户数未登记"
    return "小型(不足500户)" if households < 500 else "中型(500至1499户)" if households < 1500 else "大型(1500户以上)"
