"""The figures of the registers for a summary: those that are counted from them, and those that somebody stated."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure with its unit; `then` is that of the year before, None where nothing is known of it."""

    name: str
    unit: str
    now: float
    then: float | None
