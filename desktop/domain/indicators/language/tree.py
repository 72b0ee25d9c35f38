"""A formula as it is written: what the parser makes of the tokens, before anyone asks what the words mean."""

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or a percentage (90% is 9/10)."""

    value: Fraction
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A field, a parameter, an answer, or another indicator: `quoted` words can only be answers."""

    text: str
    quoted: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with what stands between its brackets."""

    name: str
    arguments: tuple["Node", ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Sign:
    """Two sides of + - × ÷ = ≠ < ≤ > ≥; `at` is where the sign stands."""

    sign: str
    left: "Node"
    right: "Node"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Logic:
    """Parts joined by 且 or 或, two or more."""

    word: str
    parts: tuple["Node", ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Opposite:
    """非 of a condition."""

    inner: "Node"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with a minus before it."""

    inner: "Node"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Among:
    """A field that holds one of several answers: 评价 属于 (满意、基本满意)."""

    left: "Node"
    answers: tuple[Word, ...]
    at: int = field(default=0, compare=False)


Node = Number | Word | Call | Sign | Logic | Opposite | Negative | Among
