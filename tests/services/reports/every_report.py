"""Holding every report against the ledger."""

from datetime import datetime
from fractions import Fraction

from looked_at import month_of
from recount import Order, agree, by_key, grouped, leading, recount, total_of
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.documents.table import Subtotal
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.reports.by_unit import by_unit
from desktop.services.reports.r02_by_estate import by_estate
from desktop.services.reports.r03_by_category import by_category
from desktop.services.reports.r04_by_channel import by_channel
from desktop.services.reports.r05_overview import overview


def check_all(session: Session, orders: list[Order], period: Period, operator: Operator, now: datetime) -> None:
    """All reports of the period say what the ledger's `orders` say, and agree with each other (V1, V2, V3)."""
    sums = {
        check_estates(session, orders, period, operator, now),
        check_categories(session, orders, period, operator, now),
        check_channels(session, orders, period, operator, now),
        check_units(session, orders, period, operator, now),
        check_overview(session, orders, period, operator, now),
    }
    assert sums == {recount(orders, period)["received"]}


def check_estates(session: Session, orders: list[Order], period: Period, operator: Operator, now: datetime) -> int:
    table = by_estate(session, period, operator, now)
    groups = grouped(orders, lambda order: order["小区"] or "未落小区")
    areas = dict(session.execute(select(Estate.name, Estate.area)).all())
    rows = by_key(table)
    for row in rows:
        mine = groups.pop(row["estate"])
        assert agree(row, mine, period) == 23
        assert row["problems"] == leading(mine, period, "类别", lambda words: words.split(" › ")[-1])
        area, count = areas.get(row["estate"]), recount(mine, period)["effective"]
        assert row["per_area"] == (Fraction(count * 10) / Fraction(str(area)) if area else None)
    assert_silent(groups, period)
    if not rows:
        return 0
    total = total_of(table)
    agree(total, orders, period)
    sized = sum(recount(mine, period)["effective"] for name, mine in by_name(orders, "小区") if areas.get(name))
    area = sum(Fraction(str(areas[row["estate"]])) for row in rows if areas.get(row["estate"]))
    assert total["per_area"] == (Fraction(sized * 10) / area if area else None)
    return int(total["received"])


def check_categories(session: Session, orders: list[Order], period: Period, operator: Operator, now: datetime) -> int:
    table = by_category(session, period, operator, now)
    groups = grouped(orders, both_levels)
    firsts = grouped(orders, first_level_of)
    everything = recount(orders, period)["received"]
    added: list[Order] = []
    for raw, row in zip(table.rows, by_key(table), strict=True):
        if isinstance(raw, Subtotal):
            mine = firsts.pop(row["first"])
            assert added, "a subtotal without rows"
            added = []
        else:
            mine = groups.pop(f"{row['first']} › {row['second']}")
            added += mine
        assert agree(row, mine, period) == 13
        assert row["share"] == (Fraction(row["received"], everything) if everything else None)
        assert row["estates"] == leading(mine, period, "小区")
    assert_silent(groups, period)
    if not table.rows:
        return 0
    agree(total_of(table), orders, period)
    first_level = table.extras[0]
    firsts = grouped(orders, first_level_of)
    for row in by_key(first_level):
        agree(row, firsts[row["first"]], period)
    assert total_of(first_level)["received"] == total_of(table)["received"]
    return int(total_of(table)["received"])


def both_levels(order: Order) -> str:
    words = order["类别"] or "未分类 › 未分类"
    return words if " › " in words else f"{words} › (未细分)"


def first_level_of(order: Order) -> str:
    return both_levels(order).split(" › ")[0]


def check_channels(session: Session, orders: list[Order], period: Period, operator: Operator, now: datetime) -> int:
    table = by_channel(session, period, operator, now)
    groups = grouped(orders, lambda order: order["渠道"])
    everything = recount(orders, period)["received"]
    apart: list[Order] = []
    for raw, row in zip(table.rows, by_key(table), strict=True):
        if isinstance(raw, Subtotal):
            agree(row, apart, period)
            apart = []
            continue
        mine = groups.pop(row["channel"])
        apart += mine
        assert agree(row, mine, period) == 12
        assert row["share"] == (Fraction(row["received"], everything) if everything else None)
    assert_silent(groups, period)
    if not table.rows:
        return 0
    agree(total_of(table), orders, period)
    return int(total_of(table)["received"])


def check_units(session: Session, orders: list[Order], period: Period, operator: Operator, now: datetime) -> int:
    table = by_unit(session, period, operator, now)
    groups = grouped(orders, lambda order: order["承办单位"] or "未派单")
    for row in by_key(table):
        assert agree(row, groups.pop(row["unit"]), period) == 22
    assert_silent(groups, period)
    if not table.rows:
        return 0
    agree(total_of(table), orders, period)
    return int(total_of(table)["received"])


def check_overview(session: Session, orders: list[Order], period: Period, operator: Operator, now: datetime) -> int:
    table = overview(session, period, operator, now)
    this, then = recount(orders, period), recount(orders, period.a_year_before())
    known = any(order["受理时间"] < period.a_year_before().end for order in orders)
    rows = {row["row"].strip(): row for row in by_key(table)}
    for words, name in (
        ("受理总数(件次)", "received"), ("主动发现", "proactive"), ("事项数", "matters"), ("有效投诉量", "effective"),
        ("重复件", "repeats"), ("受理件的现状:已办结", "ended"), ("挂账", "held"), ("退单", "returned"),
        ("办结数", "closed"), ("实际解决", "solved"), ("解释说明", "explained"), ("应办结数", "due"),
        ("按时办结", "on_time"),
    ):  # fmt: skip
        assert rows[words]["now"] == this[name], words
        assert rows[words]["then"] == (then[name] if known else None), words
    channels = [row["now"] for words, row in rows.items() if words.startswith("其中:")]
    assert sum(channels) == rows["投诉渠道受理"]["now"] == this["received"] - this["proactive"]
    standing = [rows[words]["now"] for words in ("受理件的现状:已办结", "在办", "挂账", "退单")]
    assert sum(standing) == this["received"]
    for row in by_key(table.extras[0]):
        name = {
            "K03": "contact_rate", "K04": "on_time_rate", "K05": "closed_rate", "K06": "solved_rate",
            "K07": "explained_rate", "K09": "satisfaction",
        }.get(row["code"])  # fmt: skip
        if name:
            assert (row["now"], row["then"]) == (this[name], then[name]), row
    months = Period(period.first, period.running(now.date()).reached).last_months(12)
    course = Period(months[0].first, months[-1].last).running(now.date())
    for row, month in zip(by_key(table.extras[1]), months, strict=True):
        counted = recount(orders, month_of(month, period, course))
        assert (row["month"], row["received"], row["closed"]) == (month.words, counted["received"], counted["closed"])
        then = recount(orders, month_of(month.running(now.date()).a_year_before(), period, course.a_year_before()))
        assert row["a_year_before"] in (then["received"], None)
    return int(rows["受理总数(件次)"]["now"])


def by_name(orders: list[Order], title: str) -> list[tuple[str, list[Order]]]:
    return list(grouped(orders, lambda order: order[title]).items())


def assert_silent(groups: dict[str, list[Order]], period: Period) -> None:
    """Groups without a line have nothing to tell."""
    for name, orders in groups.items():
        counts = recount(orders, period)
        told = ("received", "before", "a_year_before", "closed", "due")
        assert not any(counts[figure] for figure in told), name
