from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.data.database import Database
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State, Urgency
from desktop.domain.text import normalise
from desktop.domain.timing.clocks import Level
from desktop.forms.order_filter import OrderFilter, Timing
from desktop.forms.outcomes import Rating, Solved
from desktop.services.orders.views import listing
from tests.office import Office

TRICKY = "ab%_'\"\\*?[]-(){}:^~!@#$&;,.<>/|+=` 灯楼梯①é😀12"
CONTENTS = [
    "100%都坏了", "100块没退", "a_b", "aXb", "O'Neil", '说"不行"', "C:\\路径", "SELECT * FROM x; --",
    "NEAR(灯 坏)", "楼道灯坏了", "楼顶漏水", "Café 噪音", "😀😀", "a%b_c", "%", "_", "\\", "灯", "①号楼",
    "AND OR NOT", "*灯*", "^灯", "'; DROP TABLE act; --",
]  # fmt: skip


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with many odd texts; only read."""
    database = Database(tmp_path_factory.mktemp("searched") / "a.sqlite3")
    office = Office(database)
    for content in CONTENTS:
        office.register(content=content, phone="", estate=None, caller_name="")
    yield office
    database.close()


def found(office: Office, wanted: OrderFilter) -> list[int]:
    with office.database.read() as session:
        ids = list(listing.ids(session, wanted, office.now))
        assert listing.count(session, wanted, office.now) == len(ids)
        return ids


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.text(st.sampled_from(TRICKY), min_size=1, max_size=3) | st.sampled_from(CONTENTS))
def test_a_search_finds_exactly_what_stands_there(searched: Office, word: str) -> None:
    """Oracle: plain `in`, Latin letters of either case alike; every word of the search must stand somewhere."""
    words = [lower(one) for one in normalise(word).split()]
    numbers = [f"gd-20261116-{place:04d}" for place in range(1, len(CONTENTS) + 1)]
    places = [(lower(content), number) for content, number in zip(CONTENTS, numbers, strict=True)]
    expected = [id for id, texts in enumerate(places, 1) if all(any(one in text for text in texts) for one in words)]
    assert sorted(found(searched, OrderFilter(text=word))) == expected


def lower(text: str) -> str:
    """Latin letters only, as SQLite does."""
    return "".join(c.lower() if c.isascii() else c for c in text)


@pytest.mark.parametrize("text", ["\x00", "\ud800", "灯\x00", "x" * 60_000, "e\u0301", " ".join("灯" * 200)])
def test_no_text_upsets_a_search(searched: Office, text: str) -> None:
    assert set(found(searched, OrderFilter(text=text))) <= set(range(1, len(CONTENTS) + 1))


def test_too_many_words_are_refused(searched: Office) -> None:
    with pytest.raises(Refused, match="最多30个"):
        found(searched, OrderFilter(text=" ".join(map(str, range(31)))))


def test_an_order_is_found_by_all_that_is_known_of_it(office: Office) -> None:
    order_id = office.register(phone="021-66120000", channel="CH06", upstream_number="SH-88").id
    office.do(order_id, Act.DISPATCH)
    for text in ("66120", "021-66", "sh-88", "丰翔新城", "丰翔物业", "李女士", "GD-20261116-0001", "抬杆 李", "0001"):
        assert found(office, OrderFilter(text=text)) == [order_id], text
    for text in ("海锦", "抬杆 海锦", "66121"):
        assert found(office, OrderFilter(text=text)) == [], text


def test_every_condition_narrows_the_list(office: Office) -> None:
    plain = office.register(received_at=office.now - timedelta(days=3)).id
    other = office.register(category="0101", urgency=Urgency.URGENT, estate=None, repeat_of=plain).id
    held, discontent = office.order_in(State.HELD), office.order_in(State.CLOSED)
    office.do(discontent, Act.CALL_BACK, solved=Solved.NO, rating=Rating.DISCONTENT, dissatisfied_because="没修")
    asked, pressed, void = (office.order_in(State.HANDLING) for _ in range(3))
    office.do(asked, Act.ASK_EXTENSION)
    office.do(void, Act.ASK_EXTENSION)
    office.do(void, Act.SUPERVISE)
    office.do(void, Act.VOID)
    office.do(pressed, Act.URGE)
    office.do(pressed, Act.SUPERVISE)
    everything = [plain, other, held, discontent, asked, pressed, void]
    day = office.now.date()
    for wanted, expected in (
        (OrderFilter(), everything),
        (OrderFilter(states=(State.REGISTERED, State.HELD)), [plain, other, held]),
        (OrderFilter(estate=office.estate), [one for one in everything if one != other]),
        (OrderFilter(category="01"), [other]),
        (OrderFilter(category="0101"), [other]),
        (OrderFilter(channel="CH02"), []),
        (OrderFilter(organisation=office.company), [held, discontent, asked, pressed, void]),
        (OrderFilter(urgency=Urgency.URGENT), [other]),
        (OrderFilter(received_to=day - timedelta(days=1)), [plain]),
        (OrderFilter(received_from=day, received_to=day), everything[1:]),
        (OrderFilter(pending=True), [asked]),
        (OrderFilter(supervised=True), [pressed]),
        (OrderFilter(urged=True), [pressed]),
        (OrderFilter(discontent=True), [discontent]),
        (OrderFilter(repeats=True), [other]),
        (OrderFilter(caller=1, states=(State.HELD,)), [held]),
    ):
        assert sorted(found(office, wanted)) == sorted(expected), wanted


def test_timing_follows_the_next_due_time(office: Office) -> None:
    order_id, held = office.order_in(State.HANDLING), office.order_in(State.HELD)
    office.do(order_id, Act.FIRST_CONTACT)
    office.do(order_id, Act.PROGRESS)
    for now, timing in (
        (datetime(2026, 11, 17, 9), None),
        (datetime(2026, 11, 22, 17, 29), Timing.DUE_SOON),
        (datetime(2026, 11, 23, 9), Timing.DUE_TODAY),
        (datetime(2026, 11, 23, 17, 31), Timing.OVERDUE),
    ):
        office.now = now
        hits = {one for one in Timing if order_id in found(office, OrderFilter(timing=one))}
        assert hits == ({timing, Timing.DUE_SOON} if timing is Timing.DUE_TODAY else {timing} - {None}), now
        assert all(held not in found(office, OrderFilter(timing=one)) for one in Timing)


@pytest.mark.parametrize("sort", listing.SORTS)
@pytest.mark.parametrize("descending", [True, False])
def test_every_column_sorts_and_what_has_no_value_stands_last(office: Office, sort: str, descending: bool) -> None:
    closed, handled = office.order_in(State.DONE), office.order_in(State.HANDLING, estate=None)
    office.register()
    with office.database.read() as session:
        ids = list(listing.ids(session, OrderFilter(), office.now, sort, descending))
    assert sorted(ids) == [1, 2, 3]
    if sort in ("closed", "rating"):
        assert ids[0] == closed
    if sort == "estate":
        assert ids[-1] == handled
    if sort in ("received", "number"):
        assert ids == ([3, 2, 1] if descending else [1, 2, 3])


def test_rows_come_in_the_order_of_the_ids_masked_and_a_missing_one_blank(office: Office) -> None:
    done, open_ = office.order_in(State.DONE), office.register(unit="2", spot="楼道").id
    with office.database.read() as session:
        first, missing, second = listing.rows(session, [open_, 99, done], office.now)
    assert (first.place, first.state, first.phone, first.caller) == (
        "12号楼2单元 楼道",
        "待派单",
        "138****5678",
        "李女士",
    )
    assert (second.due, second.rating, second.unit) == ("按时", "满意", "丰翔物业")
    assert set(missing[:-1]) == {""} and missing.level is Level.FINE
    assert len(listing.HEADINGS) == len(first) - 1


def test_late_is_said_of_open_and_of_closed_orders(office: Office) -> None:
    late = office.order_in(State.REPORTED)
    office.now = datetime(2026, 11, 30, 9)
    with office.database.read() as session:
        (row,) = listing.rows(session, [late], office.now)
    assert row.level is Level.OVERDUE and row.due.startswith("超")
    office.do(late, Act.REVIEW, happened_at=office.now)
    with office.database.read() as session:
        (row,) = listing.rows(session, [late], office.now)
    assert (row.due, row.level) == ("超期办结", Level.FINE)
