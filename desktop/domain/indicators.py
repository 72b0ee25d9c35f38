"""How the office's figures are computed: rates, weights, rounding, comparisons and ranks."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that keeps its two numbers; weights make the numerator a Fraction. Shown as — when nothing is counted."""

    numerator: int | Fraction
    denominator: int | Fraction

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.numerator) / self.denominator if self.denominator else None
