"""Sentences say what the figures say: the same numbers, the right direction, points for rates."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.indicators import Rounding
from desktop.domain.wording.figures_in_words import (
    Share,
    amount,
    each,
    first,
    leaders,
    leading,
    mainly,
    part_of,
    places,
    points_than,
    rate,
    than,
    told,
)

COUNTS = st.integers(0, 100_000)
NAMES = st.text(alphabet="房屋维修电梯困人", min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (328, 273, "较上月增加55件,增长20.1%"),
        (273, 328, "较上月减少55件,下降16.8%"),
        (5, 5, "与上月持平"),
        (0, 0, ""),
        (5, 0, "较上月增加5件"),
        (0, 5, "较上月减少5件"),
        (0, 12, "较上月减少12件,下降100.0%"),
        (3, 1, "较上月增加2件"),
        (5, None, "上月没有记录,无法比较"),
        (10001, 10000, "较上月增加1件"),
    ],
)
def test_counts_are_compared(now, before, words):
    assert than(now, before, "上月") == words


@given(COUNTS, COUNTS)
def test_the_numbers_of_a_comparison_agree_with_the_counts(now, before):
    words = than(now, before, "上期")
    assert "0件" not in re.findall(r"\d+件", words)
    if not words or "持平" in words:
        assert now == before
        return
    assert ("增加" in words) == (now > before)
    assert ("增长" in words or "增加" in words) == (now > before)
    assert int(re.search(r"(\d+)件", words)[1]) == abs(now - before)
    if grown := re.search(r"([\d.]+)%", words):
        assert abs(Fraction(grown[1]) - Fraction(abs(now - before) * 100, before)) <= Fraction(1, 20)
        assert Fraction(grown[1]) > 0


@given(COUNTS, COUNTS, COUNTS, COUNTS, st.integers(0, 2), st.sampled_from(Rounding))
def test_rates_differ_by_points_never_by_percent(now, of, before, of_before, decimals, rounding):
    this, then = Share(min(now, of), of, decimals, rounding), Share(min(before, of_before), of_before)
    words = points_than(this, then, "上年同期")
    assert "%" not in words
    if not of or not of_before:
        assert words == ""
        return
    exact = (this.value - then.value) * 100
    if found := re.search(r"(上升|下降)([\d.]+)个百分点", words):
        assert (found[1] == "上升") == (exact > 0)
        assert abs(abs(exact) - Fraction(found[2])) < Fraction(1, 10**decimals)
        assert Fraction(found[2]) > 0
    else:
        assert words == "与上年同期持平"
        assert abs(exact) < Fraction(1, 10**decimals)


def test_published_figures():
    assert rate("解决率", Share(461, 514)) == "解决率89.7%(461/514)"
    assert rate("解决率", Share(461, 514, 1, Rounding.TRUNCATE)) == "解决率89.6%(461/514)"
    assert points_than(Share(663, 670, 2), Share(650, 670, 2), "上月") == "较上月上升1.94个百分点"
    assert rate("满意率", Share(Fraction(3172, 5), 670)) == "满意率94.7%(加权634.4/670)"


def test_nothing_is_said_of_nothing():
    assert rate("办结率", Share(0, 0)) == ""
    assert points_than(Share(1, 2), None, "上月") == ""
    assert part_of(3, 0) == ""
    assert told("", "") == ""
    assert leading([("甲", 0)]) == ""
    assert each([("来访", 0)]) == ""
    assert places(0) == ""


@given(st.dictionaries(NAMES, st.integers(0, 50), max_size=9), st.integers(1, 5))
def test_the_leading_are_the_highest_in_order(counts, most):
    found = first(counts.items(), most)
    assert len(found) == min(most, sum(count > 0 for count in counts.values()))
    assert [count for _, count in found] == sorted((count for count in counts.values() if count > 0), reverse=True)[
        :most
    ]
    told_counts = [int(n) for n in re.findall(r"\((\d+)件\)", leading(counts.items(), most=most))]
    assert told_counts == [count for _, count in found]


def test_lists_and_amounts():
    assert leading([("车辆乱停", 3), ("屋面渗漏", 5), ("电梯困人", 3)], most=2) == "屋面渗漏(5件)、电梯困人(3件)"
    assert each([("来电", 141), ("来访", 0), ("市长热线", 332)], "起") == "来电141起、市长热线332起"
    assert [amount(value) for value in (44.6, 4240, 0.125, Fraction(1, 3))] == ["44.6", "4240", "0.13", "0.33"]
    assert [places(count) for count in (1, 2, 3, 8)] == ["首位", "前两位", "前三位", "前8位"]
    assert told("共受理3件", "", part_of(1, 3)) == "共受理3件,占33.3%。"


@pytest.mark.parametrize(
    ("counts", "names"),
    [
        ([5, 4, 3, 2], "abc"),
        ([5, 4, 4, 4], "abcd"),
        ([5, 4, 2, 2, 2, 2, 2], "ab"),
        ([3, 1, 1, 1], "a"),
        ([1, 1, 1, 1, 1, 1], ""),
        ([1, 1], "ab"),
        ([0, 0], ""),
    ],
)
def test_of_equal_ones_none_leads(counts, names):
    assert "".join(name for name, _ in leaders(zip("abcdefg", counts, strict=False), 3)) == names


@pytest.mark.parametrize(
    ("counts", "total", "words"),
    [
        ([("漏水", 1)], 1, "反映漏水"),
        ([("漏水", 4)], 4, "均反映漏水"),
        ([("漏水", 4), ("停车", 1)], 5, "主要反映漏水(4件)、停车(1件)"),
        ([("漏水", 1), ("停车", 1)], 2, "反映停车、漏水各1件"),
        ([("漏水", 1), ("停车", 1)], 3, "反映停车、漏水等问题"),
        ([], 3, ""),
    ],
)
def test_what_a_number_of_complaints_is_about(counts, total, words):
    assert mainly("反映", counts, total, "等问题") == words
