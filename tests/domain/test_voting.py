"""Votes of the owners: the published vectors, and every share on and beside its threshold."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.domain.voting import Rules, Tally, judge
from desktop.system.resources import load_json

FILE = load_json("voting_rules.json")
RULES = Rules.parse(FILE)


def tally(found: dict[str, Any]) -> Tally:
    return Tally(
        *(
            found[name] if name.endswith("heads") else Fraction(str(found[name]))
            for name in ("total_heads", "total_area", "part_heads", "part_area", "agree_heads", "agree_area")
        )
    )


@pytest.mark.parametrize(
    ("vector", "words"),
    list(
        zip(
            FILE["test_vectors"],
            (
                "通过",
                "参与不足,不通过:参与人数66/100不足2/3",
                "不通过:同意人数33/66恰为1/2,须过半数",
                "通过",
                "不通过:同意面积5999/8000不足3/4",
            ),
            strict=True,
        )
    ),
)
def test_the_published_votes(vector: dict[str, Any], words: str) -> None:
    found = judge(RULES, vector["matter"], tally(vector))
    assert found.words == words
    assert found.passed == vector["expect"].startswith("通过")
    assert found.valid == (vector["expect"] != "参与人数不足")


def test_nobody_at_all_decides_nothing() -> None:
    found = judge(RULES, 1, Tally(0, Fraction(0), 0, Fraction(0), 0, Fraction(0)))
    assert not found.passed and not found.valid
    assert found.words == "参与不足,不通过:参与人数0/0不足2/3;参与面积0/0不足2/3"


@given(
    matter=some.integers(1, 9),
    heads=some.tuples(some.integers(0, 60), some.integers(0, 60), some.integers(0, 60)).map(sorted),
    areas=some.tuples(some.integers(0, 600), some.integers(0, 600), some.integers(0, 600)).map(sorted),
)
def test_a_vote_passes_where_all_four_shares_do(matter: int, heads: list[int], areas: list[int]) -> None:
    found = judge(
        RULES,
        matter,
        Tally(heads[2], Fraction(areas[2], 10), heads[1], Fraction(areas[1], 10), heads[0], Fraction(areas[0], 10)),
    )
    three_quarters = matter in (6, 7, 8)

    def reached(agree: int, part: int, whole: int) -> bool:
        if not whole or not part or Fraction(part, whole) < Fraction(2, 3):
            return False
        share = Fraction(agree, part)
        return share >= Fraction(3, 4) if three_quarters else share > Fraction(1, 2)

    assert found.passed == (reached(*heads) and reached(*areas))
    assert bool(found.reasons) != found.passed
