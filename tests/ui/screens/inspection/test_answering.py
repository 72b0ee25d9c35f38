"""What a key means for each way of deducting."""

from fractions import Fraction
from typing import Any

import pytest

from desktop.domain.inspection.checklist import Item, Tier, Way
from desktop.domain.inspection.scoring import Answer
from desktop.ui.screens.inspection.records.entry import answering

TIERS = (Tier("慢", Fraction(1)), Tier("快", Fraction(0)), Tier("没有", Fraction(4)))


def item(way: Way) -> Item:
    return Item("1.1", "有人接待", Fraction(4), way, Fraction(1), tiers=TIERS if way is Way.TIERED else ())


@pytest.mark.parametrize(
    ("way", "typed", "shown"),
    [
        (Way.PER_OCCURRENCE, "12", "12"),
        (Way.PER_OCCURRENCE, "1.5", "15"),
        (Way.PER_OCCURRENCE, "007", "7"),
        (Way.RATIO, "92.5", "92.5"),
        (Way.RATIO, "92.555", "92.55"),
        (Way.NUMBER, ".5", "0.5"),
        (Way.NUMBER, "1..5", "1.5"),
        (Way.YES_NO, "1", ""),
    ],
)
def test_numbers_are_typed_key_by_key(way: Way, typed: str, shown: str) -> None:
    text = ""
    for key in typed:
        longer = answering.longer(item(way), text, key)
        text = text if longer is None else longer
    assert text == shown


@pytest.mark.parametrize(
    ("way", "value", "words"),
    [
        (Way.PER_OCCURRENCE, 3, "3处"),
        (Way.ALL_OR_NOTHING, 0, "符合"),
        (Way.YES_NO, 1, "不符合"),
        (Way.TIERED, 2, "没有"),
        (Way.RATIO, "92.5", "达标92.5%"),
        (Way.NUMBER, "0.5", "扣0.5分"),
        (Way.NUMBER, None, "未查"),
    ],
)
def test_an_answer_is_read_out_in_words(way: Way, value: Any, words: str) -> None:
    answer = Answer(None if value is None else Fraction(value))
    assert answering.in_words(item(way), answer) == words
    assert answering.in_words(item(way), Answer(applicable=False)) == "不适用"


def test_the_space_bar_goes_between_fulfilled_and_not() -> None:
    yes_no = item(Way.ALL_OR_NOTHING)
    once = answering.toggled(yes_no, Answer())
    assert [once.value, answering.toggled(yes_no, once).value] == [0, 1]
    assert answering.toggled(item(Way.PER_OCCURRENCE), Answer(Fraction(0))).value == 0
