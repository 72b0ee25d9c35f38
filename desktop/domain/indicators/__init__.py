"""How the office's figures are computed, and what each of them means."""

from desktop.domain.indicators.figures import (
    FEW,
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

__all__ = [
    "FEW",
    "NOTHING",
    "Rate",
    "Rounding",
    "change",
    "number_words",
    "per_area",
    "percent_words",
    "points",
    "points_words",
    "ranks",
    "rounded",
]
