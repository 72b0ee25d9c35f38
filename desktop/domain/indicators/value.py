"""A figure that keeps its two numbers and the definition it was made by."""

from dataclasses import dataclass
from fractions import Fraction

from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.figures import Rate, number_words, percent_words, rounded

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Value:
    """What an indicator comes to; without a denominator the numerator is the figure. A denominator of 0 says that
    there is no figure: neither 0% nor 100%."""

    code: str
    numerator: Fraction
    denominator: Fraction | None
    definition: Definition

    @property
    def exact(self) -> Fraction | None:
        """The figure unrounded (0.8969 for a rate), None where nothing is counted."""
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None

    @property
    def shown(self) -> str:
        """As a reader sees it: 89.7%, 618, —."""
        words = percent_words if self.definition.is_rate else number_words
        return words(self.exact, self.definition.decimals, self.definition.rounding)

    @property
    def number(self) -> int | float | None:
        """The rounded figure for a cell: 0.897, 618."""
        exact = self.exact
        if exact is None:
            return None
        further = 2 if self.definition.is_rate else 0
        found = rounded(exact, self.definition.decimals + further, self.definition.rounding)
        return int(found) if found.denominator == 1 and not further else float(found)

    @property
    def rate(self) -> Rate:
        """Its two numbers; of a mere count, itself in 1."""
        return Rate(self.numerator, 1 if self.denominator is None else self.denominator)

    def __add__(self, other: "Value") -> "Value":
        """Both together, from the sums of their numbers; only for what is counted and added up."""
        below = None if self.denominator is None else self.denominator + (other.denominator or _ZERO)
        return Value(self.code, self.numerator + other.numerator, below, self.definition)
