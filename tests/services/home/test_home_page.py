from datetime import date, datetime, timedelta

from sqlalchemy import text

from desktop.data.tables.estates import Estate
from desktop.domain.lifecycle import Act, State
from desktop.domain.timing.clocks import Level
from desktop.forms.outcomes import Rating, Solved
from desktop.services.home import page as home
from desktop.services.home.statements import orders_of, texts
from desktop.services.orders.views import listing
from desktop.services.reminders import reminders
from desktop.system.resources import load_json
from tests.office import Office


def of(office: Office) -> home.Home:
    with office.database.plain() as plain:
        return home.home(plain, office.now)


def reminded(office: Office) -> tuple[str, ...]:
    with office.database.read() as session:
        return tuple(one.text for one in reminders(session, office.now))


def test_the_statements_that_are_shipped_are_those_of_this_program() -> None:
    assert load_json("home", "statements.json") == texts(), "run: python resources/home/make.py"


def test_an_empty_office_has_an_empty_desk(office: Office) -> None:
    found = of(office)
    assert {tile.count for tile in found.tiles} == {0}
    assert (found.pressing, found.channels, found.categories) == ((), (), ())
    assert len(found.days) == 30 and found.days[-1] == (date(2026, 11, 16), 0, 0)


def test_every_number_opens_a_list_of_that_many(office: Office) -> None:
    for state in State:
        office.order_in(state)
    office.do(office.order_in(State.HANDLING), Act.SUPERVISE)
    for now in (office.now, datetime(2026, 11, 23, 9), datetime(2026, 12, 30)):
        office.now = now
        with office.database.plain() as plain:
            tiles = home.tiles(plain, office.now)
        with office.database.read() as session:
            for tile in tiles:
                if tile.screen == "orders":
                    assert len(listing.ids(session, tile.opens, office.now)) == tile.count, tile.label
    counts = {tile.label: tile.count for tile in of(office).tiles}
    assert (counts["待派单"], counts["待签收"], counts["待回访"], counts["督办中"]) == (2, 1, 1, 1)
    assert counts["已超期"] > 0


def test_the_most_pressing_come_first_with_the_reason(office: Office) -> None:
    later, sooner = office.order_in(State.HANDLING), office.order_in(State.REGISTERED, category="0201")
    void = office.order_in(State.HANDLING)
    office.do(void, Act.ASK_HOLD)
    office.do(void, Act.VOID)
    office.do(later, Act.ASK_EXTENSION)
    done = office.order_in(State.CLOSED)
    assert [(one.id, one.reason) for one in of(office).pressing] == [
        (sooner, "待派单"), (later, "待批延期"), (done, "待回访"),
    ]  # fmt: skip
    assert of(office).pressing[0].level in (Level.DUE_SOON, Level.OVERDUE)


def test_days_channels_and_categories_leave_void_orders_out(office: Office) -> None:
    office.order_in(State.VOID)
    office.order_in(State.CLOSED, category="0101")
    office.register(channel="CH03")
    found = of(office)
    assert found.days[-1] == (date(2026, 11, 16), 2, 1)
    assert found.channels == (("CH01", "来电", 1), ("CH03", "来访", 1))
    assert [(name, count) for _, name, count in found.categories] == [("房屋维修", 1), ("设施设备", 1)]
    with office.database.read() as session:
        for chart, parts in (("channels", found.channels), ("categories", found.categories)):
            for code, _, count in parts:
                assert len(orders_of(session, chart, code, office.now)) == count
        for day, received, closed in found.days:
            assert len(orders_of(session, "days", day, office.now)) == received
            assert len(orders_of(session, "days", day, office.now, closed=True)) == closed


def test_reminders(office: Office) -> None:
    with office.database.write() as session:
        session.get_one(Estate, office.estate).committee_term_ends = date(2027, 3, 1)
        session.execute(text("UPDATE estate_service SET contract_ends = '2026-12-31'"))
    order_id = office.order_in(State.CLOSED)
    office.do(order_id, Act.CALL_BACK, solved=Solved.NO, rating=Rating.DISCONTENT, dissatisfied_because="没修")
    office.now = datetime(2026, 12, 1, 9)
    assert reminded(office) == (
        "丰翔新城物业合同2026年12月31日到期",
        "丰翔新城业委会2027年03月01日届满,书面报告期限2026-10-01,已逾期61天",
        "近30天有1件回访不满意,请考虑重办或督办",
        "请报送2026年11月月报",
    )
    office.now += timedelta(days=10)
    assert not [one for one in reminded(office) if "月报" in one]
