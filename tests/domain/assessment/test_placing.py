"""Totals, grades and lists at their borders."""

from fractions import Fraction
from typing import Any

import pytest
from test_scheme import shipped

from desktop.domain.assessment.outcome import Figure, Listed, Points
from desktop.domain.assessment.placing import (
    Standing,
    deduction_words,
    grade_of,
    list_size,
    places_on_lists,
    total_of,
)
from desktop.domain.assessment.scheme import Part, Scheme

F = Fraction


def figures(scheme: Scheme, **values: int | str | None) -> list[Figure]:
    """Parts with values; what is not named is left out."""
    return [
        Figure(part, weight, None if (value := values.get(part.value)) is None else F(value), value is not None, "")
        for part, weight in scheme.weights.items()
    ]


def test_the_weight_of_a_missing_part_goes_to_the_others():
    scheme = shipped()
    whole = figures(scheme, inspection=90, survey=80, neighborhood=70, owners=60, complaints=50, cooperation=40)
    assert total_of(scheme, whole, Points(F(2)), Points(F("1.5"))) == (F("78.3"), "")
    some = figures(scheme, inspection=90, survey=80)
    assert total_of(scheme, some, Points(), Points()) == (F("87.14"), "")
    few = figures(scheme, survey=80, neighborhood=70, owners=60, complaints=50)
    assert total_of(scheme, few, Points(), Points()) == (None, "有分的各项权重合计45%,不足50%,不计总分")
    assert total_of(shipped(least_weight=0), figures(scheme), Points(), Points())[0] is None


def test_a_total_stays_between_nothing_and_the_highest():
    scheme = shipped()
    assert total_of(scheme, figures(scheme, inspection=99), Points(F(5)), Points())[0] == 100
    assert total_of(shipped(highest=None), figures(scheme, inspection=99), Points(F(5)), Points())[0] == 104
    assert total_of(scheme, figures(scheme, inspection=3), Points(), Points(F(10)))[0] == 0


def test_who_must_have_a_part_and_has_not_is_not_ranked():
    scheme = shipped(missing={"survey": "not_ranked"})
    assert total_of(scheme, figures(scheme, inspection=90), Points(), Points()) == (None, "缺业主满意度,不计总分")


@pytest.mark.parametrize(
    ("total", "grade"),
    [(None, ""), ("90", "优秀"), ("89.99", "良好"), ("60", "合格"), ("59.99", "不合格"), ("0", "不合格")],
)
def test_grades_begin_at_their_points(total: str | None, grade: str):
    assert grade_of(shipped(), None if total is None else F(total)) == grade


@pytest.mark.parametrize(
    ("counting", "ranked", "size"),
    [
        ("half_up", 4, 0), ("half_up", 5, 1), ("half_up", 10, 2), ("floor", 10, 1), ("ceiling", 10, 2),
        ("half_up", 45, 7), ("floor", 45, 6), ("half_up", 35, 5), ("ceiling", 35, 6), ("half_up", 159, 24),
    ],
)  # fmt: skip
def test_how_many_places_a_list_has(counting: str, ranked: int, size: int):
    assert list_size(shipped(lists={"counting": counting}).lists, ranked) == size


def listed(totals: list[int | None], vetoed: tuple[int, ...] = (), **rule: Any) -> str:
    """The lists as letters: r, b and a dot for neither."""
    scheme = shipped(lists={"share": 20, "least_group": 2, "red_least": 90, "black_below": 80} | rule)
    standings = [Standing(None if total is None else F(total), "组", at in vetoed) for at, total in enumerate(totals)]
    found = places_on_lists(scheme.lists, standings)
    return "".join({Listed.RED: "r", Listed.BLACK: "b", Listed.NONE: "."}[kind] for kind, _ in found)


def test_equal_totals_at_the_border_of_a_list():
    totals: list[int | None] = [95, 95, 94, 85, 84, 83, 82, 70, 60, 60]
    assert listed(totals) == "rr......bb"
    assert listed(totals, share=10) == "rr......bb"
    assert listed(totals, share=10, ties="exclude") == "." * 10
    assert listed(totals, share=30, ties="exclude") == "rrr....bbb"


def test_a_place_needs_its_points_and_is_not_passed_on():
    assert listed([89, 88, 87, 86, 81]) == "....."
    assert listed([95, 94, 93, 92, 79], vetoed=(0,)) == "....b"
    assert listed([95, 94, 93, 92, 79], vetoed=(0,), red_unvetoed=False) == "r...b"


def test_groups_that_are_small_or_all_alike_have_no_lists():
    assert listed([95, None, None]) == "..."
    assert listed([]) == ""
    assert listed([75] * 6, red_least=70) == "......"
    assert listed([95, 60]) == "rb"
    assert listed([95, 60], least_group=3) == ".."


def test_groups_are_listed_apart():
    rule = shipped(lists={"least_group": 2}).lists
    standings = [Standing(F(total), group) for group in ("甲", "乙") for total in (95, 85, 60)]
    found = places_on_lists(rule, standings)
    assert [kind for kind, _ in found] == [Listed.RED, Listed.NONE, Listed.BLACK] * 2
    assert found[0][1] == "本组3个中的前1名"


def test_the_main_deductions_are_told_by_their_cost():
    scheme = shipped()
    given = figures(scheme, inspection=90, survey=80, complaints=100, owners=0)
    words = deduction_words(given, {Part.INSPECTION: "楼道堆物"}, 2)
    assert words == "业委会意见-8.05;现场检查-5.75(楼道堆物)"
