from collections.abc import Callable
from datetime import datetime
from random import Random

import pytest

from desktop.data.database import Database
from desktop.domain.timing.periods import Period
from desktop.domain.wording.likeness import alike, rarity, said
from desktop.forms.registry import NewEstate
from desktop.services.analysis.common_causes import Causes, common_causes
from desktop.services.registry.adding import add_estate
from desktop.services.reports.behind.commons import OPENERS
from desktop.services.reports.u03_common_causes import advice, common
from tests.office import Office

MONTH = Period.month(2026, 11)
NOISE = ("广场舞音响太响,晚上九点半还在跳", "晚上九点半广场舞音响还是太响", "广场舞音响太响,跳到晚上十点")
Find = Callable[..., Causes]


@pytest.fixture
def find(database: Database) -> Find:
    def causes(period: Period = MONTH) -> Causes:
        with database.read() as session:
            return common_causes(session, period, datetime(2026, 11, 30, 18))

    return causes


def complain(office: Office, contents: tuple[str, ...], first: int = 0, **facts: object) -> list[int]:
    return [
        office.register(content=content, phone=f"1380000{first + at:04d}", building=str(at + 1), **facts).id
        for at, content in enumerate(contents)
    ]


def test_three_people_with_like_words_make_a_cause(office: Office, find: Find) -> None:
    orders = complain(office, NOISE, category="0212")
    (cause,) = find().places
    assert set(cause.orders) == set(orders)
    assert (cause.people, cause.still_open, cause.estate, cause.alike) == (3, 3, "丰翔新城", True)
    assert "广场舞" in cause.words
    assert cause.buildings == "1号楼(1)、2号楼(1)、3号楼(1)"


def test_one_person_three_times_is_no_common_cause(office: Office, find: Find) -> None:
    for content in NOISE:
        office.register(content=content, phone="13800000001", category="0212")
    assert find().places == ()


def test_other_words_of_the_same_category_are_joined_by_it(office: Office, find: Find) -> None:
    said_otherwise = ("道闸抬不起来", "车库入口排长队没有人管", "访客停进来收费乱")
    complain(office, said_otherwise, category="0209")
    (cause,) = find().places
    assert (cause.people, cause.alike, cause.words) == (3, False, cause.category)


def test_what_two_periods_share_is_told_with_both_counts(office: Office, find: Find) -> None:
    complain(office, NOISE[:2], category="0212")
    office.now = office.now.replace(month=12)
    complain(office, NOISE, first=10, category="0212")
    (cause,) = find(Period.month(2026, 12)).places
    assert (len(cause.orders), len(cause.before), cause.change) == (3, 2, 1)
    assert advice(cause) == "两期重复,提级督办"


def test_the_same_words_in_two_estates_are_two_places(office: Office, find: Find, database: Database) -> None:
    with database.write() as session:
        other = add_estate(session, NewEstate("海锦花园", company=office.rival), office.operator, office.now)
    complain(office, NOISE[:2], category="0212")
    complain(office, NOISE[:2], first=10, category="0212", estate=other)
    assert find().places == (), "two people each"


def test_a_problem_of_three_estates_spreads(office: Office, find: Find, database: Database) -> None:
    with database.write() as session:
        others = [
            add_estate(session, NewEstate(name, company=office.rival), office.operator, office.now)
            for name in ("海锦花园", "枫桥苑")
        ]
    for at, estate in enumerate([office.estate, *others]):
        complain(office, NOISE[at : at + 1], first=at, category="0212", estate=estate)
    (spread,) = find().spreads
    assert (len(spread.orders), spread.people) == (3, 3)
    assert {name for name, _ in spread.estates} == {"丰翔新城", "海锦花园", "枫桥苑"}


def test_the_table_names_nobody_and_opens_its_orders(office: Office, database: Database) -> None:
    orders = complain(office, tuple(f"{words},我是刘小芳,电话13911112222" for words in NOISE), category="0212")
    with database.read() as session:
        table = common(session, MONTH, office.operator, office.now)
        found = OPENERS[table.source].find(session, table.keys[0], "now", MONTH, office.now)
    (row,) = table.rows
    assert not any(secret in str(row) for secret in ("刘小芳", "13911112222"))
    assert found is not None
    assert set(found.ids) == set(orders)
    assert row[5] == len(orders)


def test_likeness_needs_no_order_and_leaves_strangers_apart() -> None:
    words = [*NOISE, "电梯困人半小时", "电梯坏了把人困在里面半小时", "门口垃圾没人清"]
    shuffled = list(words)
    Random(3).shuffle(shuffled)

    def groups(texts: list[str]) -> set[frozenset[str]]:
        return {frozenset(texts[place] for place in like.members) for like in alike([said(text, "") for text in texts])}

    assert groups(words) == groups(shuffled)
    assert all(len({"广场舞" in text for text in group}) == 1 for group in groups(words))


def test_a_place_says_nothing_of_the_cause() -> None:
    texts = [said(f"丰翔新城{words}", "", ["丰翔新城"]) for words in ("电梯坏了", "垃圾没清", "路灯不亮")]
    assert alike(texts, rarity(texts)) == []
