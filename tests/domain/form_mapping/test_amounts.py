"""A figure is rounded to what its cell shows: nothing is hidden behind it, nothing is lost before it."""

from fractions import Fraction

import pytest

from desktop.domain.form_mapping.amounts import Amount, content
from desktop.domain.form_mapping.number_places import Pattern, pattern
from desktop.domain.indicators import Rounding

SHARE = Amount(Fraction(14, 15), percent=True, decimals=1)
HOURS = Amount(Fraction(200, 3), decimals=1)


@pytest.mark.parametrize(
    ("number_format", "value", "shown"),
    [
        ("0.00%", 0.9333, "93.33%"),
        ("0.0%", 0.933, "93.3%"),
        ("0%", 0.93, "93%"),
        ("0.000%;[Red]-0.000%", 0.93333, "93.333%"),
        ("0.00", 93.33, "93.33"),
        ("0", 93, "93"),
        ('0.00"%"', 93.33, "93.33"),
        ("@", "93.3%", "93.3%"),
        ("General", 0.933, "93.3%"),
    ],
)
def test_a_rate_is_rounded_to_what_the_cell_shows(number_format: str, value: object, shown: str) -> None:
    made = content(SHARE, number_format, per_cent=False)
    assert (made.value, made.shown) == (value, shown)


def test_a_rate_that_is_cut_off_is_cut_off_there() -> None:
    cut = Amount(Fraction(2, 3), percent=True, decimals=1, rounding=Rounding.TRUNCATE)
    assert content(cut, "0.00%", per_cent=False).value == 0.6666
    assert content(cut, "General", per_cent=True).value == 66.6


@pytest.mark.parametrize(
    ("number_format", "value"),
    [("0.00", 66.67), ("#,##0", 67), ("General", 66.7), ("0.00E+00", 66.7), ("# ?/?", 66.7), ("0.0,", 66.7)],
)
def test_a_number_is_rounded_to_what_the_cell_shows(number_format: str, value: float) -> None:
    assert content(HOURS, number_format, per_cent=False).value == value


def test_points_and_counts_in_a_cell_of_per_cent() -> None:
    points = Amount(Fraction(4, 3), decimals=1, points=True)
    made = content(points, "0.00%", per_cent=False)
    assert (made.value, made.shown) == (0.0133, "1.33")
    count = content(Amount(Fraction(618)), "0.00%", per_cent=False)
    assert (count.value, count.shown, count.number_format) == (618, "618", "0")
    hours = content(HOURS, "0%", per_cent=False)
    assert (hours.value, hours.number_format) == (66.7, "0.0")


@pytest.mark.parametrize(
    ("number_format", "negative", "found"),
    [
        ("0.00%;-0.0%", True, Pattern(1, percent=True)),
        ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', False, Pattern(2, percent=False)),
        ("[>=1]0%;0.00%", False, Pattern(2, percent=True)),
        ("yyyy/m/d", False, Pattern(None, percent=False)),
        ("@", False, Pattern(None, percent=False)),
        ("", False, Pattern(None, percent=False)),
    ],
)
def test_a_format_says_how_many_places_it_shows(number_format: str, negative: bool, found: Pattern) -> None:
    assert pattern(number_format, negative) == found
