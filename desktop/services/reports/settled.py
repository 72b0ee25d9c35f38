"""整改完成率 (K20) as the tables of findings show it: a live rate of the working columns `passed` and `due`."""

from fractions import Fraction

from desktop.documents.formulas import share
from desktop.documents.table import Column, Kind
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.figures import Rounding


def settled_rate(title: str, known: Definition, width: int) -> Column:
    """The column of the rate, as the definition in force says and rounds it."""
    cut = known.decimals if known.rounding is Rounding.TRUNCATE else None
    return Column(
        "rate",
        title,
        Kind.RATE,
        width,
        known.code,
        known.said,
        share("passed", "due", cut),
        decimals=known.decimals,
        rounding=known.rounding,
    )


def whole(number: int | Fraction) -> int | Fraction:
    """A count as a plain number; only weights make it another."""
    return int(number) if number == int(number) else number
