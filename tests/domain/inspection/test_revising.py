from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.inspection import revising
from desktop.domain.inspection.checklist import Checklist, Item, Rules, Section, Severity, Tier, Way
from desktop.domain.inspection.comparing import differences
from desktop.domain.inspection.revising import Place


def item(code: str, text: str = "道路无坑洼") -> Item:
    return Item(code, text, Fraction(5), Way.PER_OCCURRENCE, Fraction(1))


def a_list() -> Checklist:
    return Checklist(
        "own01",
        "本街道检查表",
        (
            Section("1", "环境", (item("1.1"), item("1.2", "楼道干净"))),
            Section("2", "秩序", (item("2.1", "门岗在岗"),)),
        ),
    )


def codes(checklist: Checklist) -> list[list[str]]:
    return [[item.code for item in section.items] for section in checklist.sections]


def test_a_new_item_takes_the_next_code_of_its_part() -> None:
    made = revising.add_item(a_list(), (0, 1))
    assert codes(made) == [["1.1", "1.3", "1.2"], ["2.1"]]
    assert made.sections[0].items[1].rectify is not None


def test_a_new_part_stands_at_the_end() -> None:
    made = revising.add_section(a_list(), "绿化")
    assert [(section.code, section.name) for section in made.sections] == [("1", "环境"), ("2", "秩序"), ("3", "绿化")]
    assert codes(revising.add_item(made, (2, 0)))[2] == ["3.1"]


@pytest.mark.parametrize(
    ("place", "step", "stands", "there"),
    [
        ((0, 0), 1, [["1.2", "1.1"], ["2.1"]], (0, 1)),
        ((0, 1), 1, [["1.1"], ["1.2", "2.1"]], (1, 0)),
        ((1, 0), -1, [["1.1", "1.2", "2.1"], []], (0, 2)),
        ((0, 0), -1, [["1.1", "1.2"], ["2.1"]], (0, 0)),
        ((1, 0), 1, [["1.1", "1.2"], ["2.1"]], (1, 0)),
    ],
)
def test_items_move_also_over_the_edge_of_their_part(
    place: Place, step: int, stands: list[list[str]], there: Place
) -> None:
    made, to = revising.move_item(a_list(), place, step)
    assert (codes(made), to) == (stands, there)


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from([-1, 1])), max_size=20))
def test_moving_loses_nothing(steps: list[tuple[int, int]]) -> None:
    made = a_list()
    for number, step in steps:
        places = [(at, inner) for at, section in enumerate(made.sections) for inner in range(len(section.items))]
        place = places[number % len(places)]
        moved = made.sections[place[0]].items[place[1]]
        made, to = revising.move_item(made, place, step)
        assert made.sections[to[0]].items[to[1]] == moved
    assert sorted(found.code for found in made.items()) == ["1.1", "1.2", "2.1"]


def test_parts_move_are_renamed_and_removed() -> None:
    made, at = revising.move_section(a_list(), 1, -1)
    assert ([section.name for section in made.sections], at) == (["秩序", "环境"], 0)
    assert revising.move_section(made, 0, -1) == (made, 0)
    assert revising.put_section(made, 0, "安全").sections[0].name == "安全"
    assert codes(revising.remove_section(made, 0)) == [["1.1", "1.2"]]


def test_renumbering_follows_the_paper() -> None:
    made, _ = revising.move_item(a_list(), (0, 1), 1)
    assert codes(revising.renumbered(made)) == [["1.1"], ["2.1", "2.2"]]


def test_what_changed_is_told_in_words() -> None:
    old = a_list()
    first, second = old.sections[0].items
    changed = replace(
        first,
        points=Fraction(6),
        way=Way.TIERED,
        tiers=(Tier("好", Fraction(0)), Tier("差", Fraction(6))),
        severity=Severity.MAJOR,
        veto=True,
        category="0111",
    )
    new = replace(
        old,
        name="新表",
        sections=(Section("1", "环境", (changed, item("1.3", "绿地干净"))), replace(old.sections[1], name="秩序安全")),
        rules=Rules(leave_out=False),
    )
    assert differences(old, new) == [
        "名称由“本街道检查表”改为“新表”。",
        "总分由15分改为16分。",
        "不适用的项改为按满分计。",
        "部分由“秩序”改为“秩序安全”。",
        "1.1 分值由“5分”改为“6分”。",
        "1.1 扣分办法由“每处扣1分,扣完为止”改为“好不扣分;差扣6分”。",
        "1.1 程度由“一般”改为“重大”。",
        "1.1 关联类别填写为“0111”。",
        "1.1 一票否决由“否”改为“是”。",
        "1.3 增加:绿地干净(5分)。",
        f"1.2 删去:{second.text}(5分)。",
    ]


def test_another_order_is_a_change_and_the_same_list_is_none() -> None:
    assert differences(a_list(), a_list()) == []
    assert differences(a_list(), revising.move_item(a_list(), (0, 0), 1)[0]) == ["检查项的先后顺序有调整。"]
