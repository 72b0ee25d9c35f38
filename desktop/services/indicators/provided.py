"""What a provider is given, and what it gives: the two numbers of an indicator that no formula says."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop.domain.errors import Refused
from desktop.domain.indicators.definition import Definition
from desktop.domain.timing.periods import Period
from desktop.services.indicators.stored import Part, Records

Pair = tuple[Fraction, Fraction]  # numerator and denominator; a denominator of 0 where there is no figure
Pairs = Mapping[tuple[Any, ...], Pair]
ZERO: Final = Fraction(0)
NOTHING: Final[Pair] = (ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Given:
    """All that a provider may look at; `count` counts another indicator by groups."""

    session: Session
    definition: Definition
    parts: tuple[Part, ...]
    period: Period
    now: datetime
    records: Records
    count: Callable[[str, tuple[Part, ...]], Mapping[tuple[Any, ...], Fraction]]


def added(given: Given, part: Part | None, rows: Sequence[tuple[Any, Fraction, Fraction]]) -> Pairs:
    """Rows of a key and two numbers: all together, or each by its own key where they are parted so.

    Refused where they cannot be parted as is asked; with `part` None they cannot be parted at all.
    """
    if given.parts and given.parts != (part,):
        raise Refused(f"“{given.definition.name}”不能这样分组;请换一个指标或分组。")
    sums: defaultdict[tuple[Any, ...], list[Fraction]] = defaultdict(lambda: [ZERO, ZERO])
    for key, above, below in rows:
        group = (key,) if given.parts else ()
        sums[group][0] += above
        sums[group][1] += below
    return {key: (above, below) for key, (above, below) in sums.items()}
