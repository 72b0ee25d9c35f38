"""Deductions in the words of towns' own sheets."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.inspection.checklist import Item, Tier, Way
from desktop.domain.inspection.deduction_text import read_deduction


@pytest.mark.parametrize(
    ("words", "points", "says"),
    [
        ("每处扣2分,扣完为止", 10, "每处扣2分,扣完为止"),
        ("一处扣0.5分", 5, "每处扣0.5分,扣完为止"),
        ("每发现一处扣１分，最多扣3分", 5, "每处扣1分,最多扣3分"),
        ("缺一项扣1分", 4, "每处扣1分,扣完为止"),
        ("少一人扣2分。", 4, "每处扣2分,扣完为止"),
        ("每有一处扣两分", 4, "每处扣2分,扣完为止"),
        ("发现一起扣1分,扣完为止", 5, "每处扣1分,扣完为止"),
        ("满意率每降低1个百分点扣0.5分", 10, "每处扣0.5分,扣完为止"),
        ("不符合扣5分", 5, "不符合扣5分"),
        ("不符合要求不得分", 5, "不符合扣5分"),
        ("未公示的不得分", 3, "不符合扣3分"),
        ("不符合扣5分", 10, "符合要求不扣分;不符合扣5分"),
        ("未公示扣3分;公示不全扣1分", 3, "符合要求不扣分;公示不全扣1分;未公示扣3分"),
        ("未建台账的不得分,台账不全的扣1分", 3, "符合要求不扣分;台账不全扣1分;未建台账扣3分"),
        ("一般扣1分,严重扣3分", 3, "符合要求不扣分;一般扣1分;严重扣3分"),
        ("脱岗扣半分", 2, "符合要求不扣分;脱岗扣0.5分"),
        ("酌情扣1-3分", 5, "酌情扣分,最多3分"),
        ("扣1~3分", 3, "酌情扣分,最多3分"),
        ("按比例得分", 5, "得分=5×达标比例"),
        ("看现场", 4, "酌情扣分,最多4分"),
        ("", 4, "酌情扣分,最多4分"),
        ("有垃圾每处扣0.5分,有污渍每处扣1分", 5, "酌情扣分,最多5分"),
        ("无记录扣2分,每缺一次扣0.5分", 4, "酌情扣分,最多4分"),
    ],
)
def test_the_words_become_a_way(words: str, points: int, says: str) -> None:
    item = Item("1.1", "内容", Fraction(points), Way.NUMBER)
    assert read_deduction(words, Fraction(points)).put_into(item).rule_words == says


@pytest.mark.parametrize(
    ("words", "points"),
    [("不符合扣5分", 5), ("没有做到扣2分、做得不好扣1分", 2), ("每处扣1分,最多扣6分", 6), ("每处扣1分", None)],
)
def test_the_words_may_tell_the_points(words: str, points: int | None) -> None:
    assert read_deduction(words, None).points == points


@pytest.mark.parametrize("words", ["看现场", "", "有垃圾每处扣0.5分,有污渍每处扣1分", "无记录扣2分,每缺一次扣0.5分"])
def test_what_was_not_understood_is_said(words: str) -> None:
    assert "请核对" in read_deduction(words, Fraction(5)).doubt


@given(
    st.text(alphabet="每处扣分一二不符合得,;。0123456789.-最多按比例酌情 \n", max_size=30),
    st.none() | st.integers(1, 9),
)
def test_any_words_are_read_as_something(words: str, points: int | None) -> None:
    reading = read_deduction(words, None if points is None else Fraction(points))
    deducts = [tier.deduct for tier in reading.tiers]
    assert deducts == sorted(deducts)
    assert not deducts or reading.tiers[0] == Tier("符合要求", Fraction(0))
    assert reading.amount == 0 or reading.way is Way.PER_OCCURRENCE
