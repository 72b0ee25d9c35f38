"""Figures that offices have published, made again from orders."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from recount import by_key, total_of
from sqlalchemy.orm import Session

from desktop.data.tables.estates import EstateService, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.documents.cells import shown
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.extent import Extent, Scope
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.outcomes import Rating, Verdict
from desktop.forms.registry import NewEstate
from desktop.services.indicators import evaluating
from desktop.services.registry.adding import add_estate
from desktop.services.reports.behind import behind
from desktop.services.reports.r02_by_estate import by_estate
from desktop.services.reports.r03_by_category import by_category
from desktop.services.reports.r04_by_channel import by_channel
from desktop.services.reports.r05_overview import overview

NOW = datetime(2026, 7, 3, 9, 30)
HALF = Period(date(2026, 1, 1), date(2026, 6, 30))


def take(session: Session, operator: Operator, count: int, **values: object) -> None:
    """`count` orders received in May, closed in time in June, unless `values` say otherwise."""
    usual: dict[str, object] = {
        "office_id": operator.office_id, "registered_by_id": operator.id, "title": "灯不亮", "content": "灯不亮",
        "received_at": datetime(2026, 5, 4, 9), "closed_at": datetime(2026, 6, 1, 9),
        "close_due_at": datetime(2026, 6, 2, 17, 30), "channel_code": "CH01", "category_code": "0101",
        "kind": "complaint", "urgency": Urgency.NORMAL, "state": State.DONE,
    }  # fmt: skip
    kept = session.info.setdefault("kept", [0])
    for _ in range(count):
        kept[0] += 1
        session.add(WorkOrder(**(usual | {"number": f"GD{kept[0]}"} | values)))
    session.flush()


def cell(table: Table, row: dict, key: str) -> str:
    """As a reader sees it."""
    column: Column = next(column for column in table.columns if column.key == key)
    value = row[key]
    return shown(value, column.kind)


def test_618_complaints_through_six_channels(database, operator):
    """1—6月投诉618起 = 来访来电141 + 百姓畅言118 + 政风行风热线4 + 市长热线332 + 人民网留言20 + 交办函3."""
    with database.read() as session:
        for channel, count in (("CH01", 100), ("CH03", 41), ("CH10", 138), ("CH11", 4), ("CH08", 332), ("CH12", 3)):
            take(session, operator, count, channel_code=channel)
        take(session, operator, 7, channel_code="CH16")  # what the office found itself stands apart
        take(session, operator, 5, state=State.VOID)
        take(session, operator, 5, excluded=True)
        take(session, operator, 9, received_at=datetime(2026, 7, 1))
        table = by_channel(session, HALF, operator, NOW)
        rows = {row["channel"]: row for row in by_key(table)}
        counts = overview(session, HALF, operator, NOW)
    assert {name: row["received"] for name, row in rows.items()} == {
        "市长热线": 332, "网络留言": 138, "来电": 100, "来访": 41, "政风行风": 4, "交办函": 3, "投诉渠道小计": 618,
        "检查发现": 7, "主动发现小计": 7,
    }  # fmt: skip
    assert total_of(table)["received"] == 625
    assert cell(table, rows["市长热线"], "share") == "53.1%"
    told = {row["row"].strip(): row["now"] for row in by_key(counts)}
    assert (told["受理总数(件次)"], told["投诉渠道受理"], told["主动发现"]) == (625, 618, 7)
    assert (told["其中:来电"] + told["其中:来访"], told["其中:网络留言"]) == (141, 118 + 20)


@pytest.mark.parametrize(("solved", "all_of_them", "printed"), [(461, 514, "89.7%"), (663, 670, "99.0%")])
def test_published_solving(database, operator, solved, all_of_them, printed):
    """大场热线: 514个工单、解决461,四舍五入89.7%(文中截断为89.6%)."""
    with database.read() as session:
        take(session, operator, solved, verdict=Verdict.SOLVED)
        take(session, operator, all_of_them - solved, verdict=Verdict.EXPLAINED)
        take(session, operator, 3, verdict=Verdict.NOT_ACCEPTED)
        take(session, operator, 11, verdict=Verdict.SOLVED, closed_at=datetime(2026, 7, 1))
        table = by_estate(session, HALF, operator, NOW)
    assert cell(table, total_of(table), "solved_rate") == printed
    assert total_of(table)["solved_rate"] == Fraction(solved, all_of_them)


def test_satisfaction_is_weighted_and_leaves_out_who_did_not_say(database, operator):
    """上海某镇示例行: 满意、一般、不满意各一件为53.33%;未评价、未接通不进分母."""
    with database.read() as session:
        for rating in (Rating.CONTENT, Rating.SO_SO, Rating.DISCONTENT, Rating.NONE, None):
            take(session, operator, 1, rating=rating)
        table = by_category(session, HALF, operator, NOW)
    assert total_of(table)["satisfaction"] == Fraction(8, 15)
    assert cell(table, total_of(table), "satisfaction") == "53.3%"


def test_growth_against_the_month_before_and_the_year_before(database, operator):
    """西宁: 物业服务类329件较上月274件增55件,20.07%;合计行重算,不取平均."""
    month = Period.month(2026, 5)
    with database.read() as session:
        take(session, operator, 329)
        take(session, operator, 274, received_at=datetime(2026, 4, 30, 23, 59, 59))
        take(session, operator, 1, category_code="0201")
        take(session, operator, 3, category_code="0201", received_at=datetime(2026, 4, 1))
        take(session, operator, 200, received_at=datetime(2025, 5, 1))
        table = by_category(session, month, operator, NOW)
        first, _, second, *_ = by_key(table)
    assert (first["received"], first["before"], first["change"]) == (329, 274, 55)
    assert shown(first["growth"], Kind.RATE) == "20.1%"
    assert first["yearly_growth"] == Fraction(129, 200)
    assert (second["change"], second["growth"], second["yearly_growth"]) == (-2, Fraction(-2, 3), None)
    assert total_of(table)["growth"] == Fraction(330 - 277, 277)


def test_a_month_with_nothing_to_count_shows_dashes(database, operator):
    with database.read() as session:
        take(
            session,
            operator,
            1,
            received_at=datetime(2026, 4, 2),
            closed_at=None,
            close_due_at=None,
            state=State.HANDLING,
        )
        table = by_channel(session, Period.month(2026, 5), operator, NOW)
        rates = overview(session, Period.month(2026, 5), operator, NOW).extras[0]
    (row,) = by_key(table)
    for key, words in (("received", "0"), ("share", "—"), ("on_time_rate", "—"), ("satisfaction", "—")):
        assert cell(table, row, key) == words
    assert cell(table, row, "growth") == "-100.0%"
    assert all(row["now"] is None and row["points"] is None for row in by_key(rates))


def test_a_year_without_records_is_missing_and_not_nought(database, operator):
    with database.read() as session:
        take(session, operator, 2)
        row, *_ = by_key(overview(session, HALF, operator, NOW))
        assert (row["now"], row["then"], row["change"], row["growth"]) == (2, None, None, None)
        take(session, operator, 1, received_at=datetime(2025, 3, 1))
        row, *_ = by_key(overview(session, HALF, operator, NOW))
    assert (row["now"], row["then"], row["change"], row["growth"]) == (2, 1, 1, 1)


def test_held_and_returned_orders_are_due_but_not_late(database, operator):
    """K04 leaves out 已批准挂账 and 已批准退单; K05 does not."""
    with database.read() as session:
        take(session, operator, 3)
        take(session, operator, 1, closed_at=datetime(2026, 6, 2, 17, 30, 1))
        take(session, operator, 2, closed_at=None, state=State.HELD)
        table = by_estate(session, HALF, operator, NOW)
    total = total_of(table)
    assert (total["closed_rate_below"], total["on_time_rate_below"], total["on_time_rate_above"]) == (6, 4, 3)
    assert (total["closed_rate"], total["on_time_rate"]) == (Fraction(4, 6), Fraction(3, 4))


def test_the_company_is_the_one_that_served_at_the_end(database, operator):
    with database.read() as session:
        companies = [
            Organisation(office_id=operator.office_id, name=name, party="property_company") for name in "甲乙丙"
        ]
        session.add_all(companies)
        session.flush()
        estate = add_estate(session, NewEstate("丰翔新城", area=4), operator, NOW)
        for company, since, until in zip(companies, (2020, 2026, 2027), (2025, 2026, None), strict=True):
            service = EstateService(
                office_id=operator.office_id,
                estate_id=estate,
                organisation_id=company.id,
                party="property_company",
                since=date(since, 1, 1),
                until=until and date(until, 12, 31),
            )
            session.add(service)
        take(session, operator, 8, estate_id=estate)
        for period, name in ((Period.month(2025, 5), "甲"), (HALF, "乙"), (Period.month(2027, 1), "丙")):
            take(session, operator, 1, estate_id=estate, received_at=period.start)
            row = by_key(by_estate(session, period, operator, NOW))[0]
            assert row["company"] == name
        row = by_key(by_estate(session, HALF, operator, NOW))[0]
    assert row["per_area"] == Fraction(9 * 10, 4)


def test_rates_keep_both_numbers(database, operator):
    with database.read() as session:
        take(session, operator, 2, rating=Rating.FAIRLY)
        table = by_channel(session, HALF, operator, NOW)
    place = [column.key for column in table.columns].index("satisfaction")
    assert next(iter(table.rows))[place] == Rate(Fraction(8, 5), 2)


def test_a_chart_draws_no_year_that_is_missing(database, operator):
    with database.read() as session:
        take(session, operator, 3)
        missing = overview(session, HALF, operator, NOW).extras[1]
        take(session, operator, 1, received_at=datetime(2024, 7, 1))
        known = overview(session, HALF, operator, NOW).extras[1]
    assert missing.charts[0].values == ("received", "closed")
    assert known.charts[0].values == ("received", "a_year_before", "closed")
    assert [row["a_year_before"] for row in by_key(known)] == [1, *[0] * 11]
    assert [row["received"] for row in by_key(known)] == [0] * 10 + [3, 0]


def test_concentration_is_that_of_the_estates_looked_at(database, operator):
    """前10%: of twenty estates the two worst, of the ten that are asked for the one."""
    month = Period.month(2026, 5)
    with database.read() as session:
        estates = [add_estate(session, NewEstate(f"小区{at:02}"), operator, NOW) for at in range(20)]
        for at, estate in enumerate(estates, 1):
            take(session, operator, at, estate_id=estate)
        some = Extent.of(month, Scope(estates=tuple(estates[:10]), words="十个小区"))
        shares = [evaluating.values(session, ["K19"], one, NOW)["K19"].rate for one in (month, some)]
    assert shares == [Rate(19 + 20, 210), Rate(10, 55)]


def test_a_month_that_is_not_over_is_held_against_as_much_of_it(database, operator):
    with database.read() as session:
        for day, count in ((2, 4), (20, 3)):
            take(session, operator, count, received_at=datetime(2025, 7, day, 9), closed_at=None)
        take(session, operator, 2, received_at=datetime(2026, 7, 3, 8), closed_at=None)
        quarter = Period.parse("2026Q3").running(NOW.date())
        months = overview(session, quarter, operator, NOW).extras[1]
        rows = {row["month"]: row for row in by_key(months)}
        july = rows["2026年7月"]
        assert (list(rows)[-1], july["received"], july["a_year_before"]) == ("2026年7月", 2, 4)
        assert months.notes == ["2026年7月未结束,计到3日,上年同月也只计到3日。"]
        found = behind(session, months.source, "2026-07", "a_year_before", quarter, NOW)
        assert found is not None and len(found.ids) == 4
        assert not overview(session, HALF, operator, NOW).extras[1].notes
