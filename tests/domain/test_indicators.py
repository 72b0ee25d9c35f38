"""Figures come out as the published reports have them, exactly, and say when nothing was counted."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents import table
from desktop.domain.indicators import (
    NOTHING,
    Rate,
    Rounding,
    change,
    number_words,
    per_area,
    percent_words,
    points,
    points_words,
    ranks,
    rounded,
)
from desktop.system.resources import load_json

DATA = load_json("kpis.json")
PUBLISHED = [vector for vector in DATA["test_vectors"] if "answers" not in vector]  # these need records


def value_of(vector: dict[str, Any]) -> Fraction | None:
    if "now" in vector:
        return change(vector["now"], vector["before"])
    return Rate(vector["numerator"], vector["denominator"]).value


@pytest.mark.parametrize("vector", PUBLISHED, ids=lambda vector: vector["name"])
@pytest.mark.parametrize("rounding", Rounding)
def test_published_figures(vector: dict[str, Any], rounding: Rounding):
    assert percent_words(value_of(vector), vector["decimals"], rounding) == vector[rounding.value]


def test_the_report_table_uses_the_same_rate():
    assert table.Rate is Rate


def test_nothing_counted_is_a_dash():
    assert percent_words(Rate(0, 0).value) == NOTHING
    assert percent_words(Rate(0, 3).value, 1) == "0.0%"
    assert number_words(None, 2) == NOTHING
    assert points_words(points(Rate(1, 2), Rate(0, 0))) == NOTHING
    assert change(3, 0) is None


@pytest.mark.parametrize(
    ("value", "decimals", "half_up", "cut"),
    [
        (Fraction(5, 1000), 2, "0.01", "0.00"),
        (Fraction(-5, 1000), 2, "-0.01", "0.00"),
        (Fraction(2005, 1000), 2, "2.01", "2.00"),
        (Fraction(99995, 1000), 2, "100.00", "99.99"),
        (Fraction(3, 2), 0, "2", "1"),
        (Fraction(-3, 2), 0, "-2", "-1"),
        (7, 1, "7.0", "7.0"),
        (Fraction(1, 3), 3, "0.333", "0.333"),
    ],
)
def test_rounding_is_exact(value: Fraction, decimals: int, half_up: str, cut: str):
    assert number_words(value, decimals) == half_up
    assert number_words(value, decimals, Rounding.TRUNCATE) == cut


def test_a_total_rate_comes_from_the_sums():
    rows = [Rate(1, 2), Rate(9, 10), Rate(0, 0)]
    assert sum(rows, Rate(0, 0)) == Rate(10, 12)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (Rate(9120, 10000), Rate(9000, 10000), "上升1.20个百分点"),
        (Rate(89, 100), Rate(90, 100), "下降1.00个百分点"),
        (Rate(9, 10), Rate(90, 100), "持平"),
        (Rate(900001, 1000000), Rate(90, 100), "持平"),
    ],
)
def test_rates_differ_in_percentage_points(now: Rate, before: Rate, words: str):
    found = points_words(points(now, before))
    assert found == words
    assert "%" not in found


def test_equal_ones_share_a_place_and_the_next_is_left_out():
    assert ranks([90, 80, 80, 70]) == [1, 2, 2, 4]
    assert ranks([Fraction(1, 3), None, Fraction(2, 6), 1]) == [2, None, 2, 1]
    assert ranks([]) == []


def test_complaints_per_area():
    assert per_area(22, 10) == 22
    assert per_area(3, 1.5) == 20
    assert per_area(3, "12.34") == Fraction(3000, 1234)
    assert per_area(3, None) is None
    assert per_area(3, 0) is None


@given(st.lists(st.one_of(st.none(), st.integers(0, 20)), max_size=30))
def test_a_place_is_one_more_than_those_ahead(values: list[int | None]):
    for value, place in zip(values, ranks(values), strict=True):
        ahead = None if value is None else 1 + sum(other is not None and other > value for other in values)
        assert place == ahead


@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_rounding_stays_near(value: Fraction, decimals: int):
    near = rounded(value, decimals)
    cut = rounded(value, decimals, Rounding.TRUNCATE)
    assert abs(near - value) <= Fraction(1, 2 * 10**decimals)
    assert abs(cut) <= abs(value)
    assert abs(value) - abs(cut) < Fraction(1, 10**decimals)
    assert Fraction(number_words(value, decimals)) == near
