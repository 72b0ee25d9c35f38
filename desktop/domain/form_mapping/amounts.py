"""What a figure comes to, and how a cell takes it: as a share, as per cent, as text or as a plain number."""

from dataclasses import dataclass, replace
from fractions import Fraction

from desktop.domain.form_mapping.fillings import Blank
from desktop.domain.form_mapping.number_places import pattern
from desktop.domain.indicators import NOTHING, Rounding, number_words, percent_words, rounded

TEXT_FORMAT = "@"
GENERAL = ("", "General")


@dataclass(frozen=True, slots=True)
class Amount:
    """`exact` is unrounded (0.8969 for a percentage, 1.2 for percentage `points`), None where nothing is counted."""

    exact: Fraction | None
    percent: bool = False
    decimals: int = 0
    rounding: Rounding = Rounding.HALF_UP
    points: bool = False

    @property
    def shown(self) -> str:
        """89.70%, 618, —."""
        words = percent_words if self.percent else number_words
        return words(self.exact, self.decimals, self.rounding)


@dataclass(frozen=True, slots=True)
class Content:
    """What is written into a cell; `number_format` is for a cell that has none of its own, or that shows per cent."""

    value: str | int | float | None
    shown: str
    number_format: str | None = None


def content(amount: Amount, number_format: str, per_cent: bool, blank: Blank = Blank.DASH) -> Content:
    """The amount for a cell with this number format; `per_cent`: its label says that the figures are per cent.

    It has as many decimals as the format shows, those of the amount where the format says nothing of them. A count in a
    cell that shows per cent would be read as a hundred times as much: the cell gets a plain format.
    """
    if amount.exact is None:
        match blank:
            case Blank.ZERO:
                return Content(0, "0")
            case Blank.EMPTY:
                return Content(None, "")
            case _:
                return Content(NOTHING, NOTHING)
    look = pattern(number_format, amount.exact < 0)
    fitting = amount if look.places is None else replace(amount, decimals=look.places)
    decimals, rounding = fitting.decimals, fitting.rounding
    if amount.points and look.percent:
        return Content(float(rounded(amount.exact / 100, decimals + 2, rounding)), fitting.shown)
    if not amount.percent and look.percent:
        plain = rounded(amount.exact, amount.decimals, rounding)
        return Content(_number(plain), amount.shown, "0" + _places(amount.decimals))
    if not amount.percent:
        return Content(_number(rounded(amount.exact, decimals, rounding)), fitting.shown)
    share = rounded(amount.exact, decimals + 2, rounding)
    if look.percent:
        return Content(float(share), fitting.shown)
    if number_format == TEXT_FORMAT:
        return Content(fitting.shown, fitting.shown)
    if per_cent or number_format not in GENERAL:
        return Content(_number(share * 100), number_words(share * 100, decimals))
    return Content(float(share), fitting.shown, f"0{_places(decimals)}%")


def _places(decimals: int) -> str:
    return "." + "0" * decimals if decimals else ""


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
