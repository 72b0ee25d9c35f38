"""Numbers of an assessment as they are read."""

from fractions import Fraction

from desktop.domain.indicators import number_words


def short(value: Fraction) -> str:
    """At most two decimals, without noughts at the end: 50, 2.5, 1203.67."""
    words = number_words(value, 2)
    return words.rstrip("0").rstrip(".")
