"""How the office's figures are computed: rates, rounding, comparisons and ranks (resources/kpis.json)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from desktop.domain.words import Labelled

NOTHING = "—"  # where nothing is counted: neither 0% nor 100%
FEW = 10  # 评价数少于10的率加*号,不参与排名


class Rounding(Labelled):
    """Both are found in published reports; the office chooses (实务第0节第4条)."""

    HALF_UP = "half_up", "四舍五入"
    TRUNCATE = "truncate", "截断"


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that keeps its two numbers; weights make the numerator a Fraction. Shown as — when nothing is counted."""

    numerator: int | Fraction
    denominator: int | Fraction

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.numerator) / self.denominator if self.denominator else None

    def __add__(self, other: "Rate") -> "Rate":
        """The rate of both together, from the sums of their numbers, never from an average."""
        return Rate(self.numerator + other.numerator, self.denominator + other.denominator)


def rounded(value: Fraction | int, decimals: int, rounding: Rounding = Rounding.HALF_UP) -> Fraction:
    """`value` to so many decimals, exactly; a half goes away from zero, cutting goes towards it."""
    scale = 10**decimals
    size = abs(value) * scale
    whole = size.__floor__() if rounding is Rounding.TRUNCATE else (size + Fraction(1, 2)).__floor__()
    return Fraction(whole if value >= 0 else -whole, scale)


def number_words(value: Fraction | int | None, decimals: int = 0, rounding: Rounding = Rounding.HALF_UP) -> str:
    """A number with exactly so many decimals, or — for None."""
    if value is None:
        return NOTHING
    exact = rounded(value, decimals, rounding)
    whole, part = divmod(abs(exact.numerator) * 10**decimals // exact.denominator, 10**decimals)
    return f"{'-' if exact < 0 else ''}{whole}" + (f".{part:0{decimals}d}" if decimals else "")


def percent_words(value: Fraction | None, decimals: int = 2, rounding: Rounding = Rounding.HALF_UP) -> str:
    """89.69%, or — for None."""
    return NOTHING if value is None else number_words(value * 100, decimals, rounding) + "%"


def change(now: int | Fraction, before: int | Fraction) -> Fraction | None:
    """By how much of `before` a count has grown (环比, 同比: K26, K25); None where there was nothing before."""
    return Fraction(now - before) / before if before else None


def points(now: Rate, before: Rate) -> Fraction | None:
    """The difference of two rates in percentage points; None where either has none."""
    if now.value is None or before.value is None:
        return None
    return (now.value - before.value) * 100


def points_words(value: Fraction | None, decimals: int = 2, rounding: Rounding = Rounding.HALF_UP) -> str:
    """上升1.20个百分点, 下降0.50个百分点, 持平; never written with % (实务V9)."""
    if value is None:
        return NOTHING
    size = rounded(abs(value), decimals, rounding)
    if not size:
        return "持平"
    return f"{'上升' if value > 0 else '下降'}{number_words(size, decimals)}个百分点"


def ranks(values: Sequence[Fraction | int | float | None]) -> list[int | None]:
    """Places from the highest down, 1-2-2-4 where two are equal (S40); None has no place."""
    ordered = sorted((value for value in values if value is not None), reverse=True)
    place: dict[Any, int] = {}
    for at, value in enumerate(ordered, 1):
        place.setdefault(value, at)
    return [None if value is None else place[value] for value in values]


def per_area(count: int, area: Fraction | int | float | str | None) -> Fraction | None:
    """Complaints on 100,000 m² (K17) for an area in 10,000 m²; None where the area is not known."""
    size = Fraction(str(area)) if area else None
    return Fraction(count) * 10 / size if size else None
