"""A table as the rules see it: headed columns, named lines, and in each cell what can be reckoned with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from fractions import Fraction

from desktop.services.checking.disagreement import Where
from desktop.services.checking.headings import Role, role_of

_NUMBER = re.compile(r"([-+−]?[\d,]*\d(?:\.\d+)?)\s*(%|％|件|个|起|户|人|次|份|个百分点)?")
NOTHING = frozenset({"", "—", "-", "－", "--", "/", "／", "无", "——", "…", "*"})


class Part(Enum):
    """What a line is in its table."""

    ROW = auto()
    INSIDE = auto()  # 其中: a part of the line above it
    SUBTOTAL = auto()
    TOTAL = auto()
    AVERAGE = auto()


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell: `number` is a share of 1 where it is a percentage; `step` is the worth of its last written digit."""

    text: str = ""
    number: Fraction | None = None
    percent: bool = False
    step: Fraction = Fraction(0)
    formula: str = ""
    typed_as_text: bool = False
    day: date | None = None
    error: str = ""
    place: str = ""
    row_at: int = -1

    @property
    def empty(self) -> bool:
        """Nothing stands here, or the sign for nothing."""
        return self.number is None and not self.error and self.text.strip() in NOTHING


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its words, those of the heading above several columns, and for our own tables its key."""

    words: str
    group: str = ""
    key: str = ""
    summed: bool | None = None  # None where nobody has said

    @property
    def role(self) -> Role:
        """What the words mean."""
        return role_of(self.words)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its words and its spots, one for each head."""

    words: str
    spots: tuple[Spot, ...]
    part: Part = Part.ROW
    hidden: bool = False  # the row is there, and nobody sees it


@dataclass(frozen=True)
class Block:
    """One table; `own` says that it was made here, so that no relation need be guessed."""

    sheet: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    title: str = ""
    own: bool = False
    label: str = ""  # the heading of the column that names the lines
    labels: frozenset[int] = field(default_factory=frozenset)  # the columns of words
    notes: str = ""  # what is said over and under the table

    def where(self, line: Line, at: int) -> Where:
        """Where a spot stands."""
        spot = line.spots[at]
        head = self.heads[at]
        words = f"{head.group}·{head.words}" if head.group and head.group != head.words else head.words
        return Where(self.sheet, line.words, words, spot.place, spot.row_at, head.key)

    def ordinary(self) -> list[Line]:
        """The lines that are neither sums nor parts of others."""
        return [line for line in self.lines if line.part is Part.ROW]

    def total(self) -> Line | None:
        """The line that adds up all others."""
        return next((line for line in self.lines if line.part is Part.TOTAL), None)

    def columns(self, *roles: Role) -> list[int]:
        """The columns whose heading means one of these."""
        return [at for at, head in enumerate(self.heads) if head.role in roles]

    def numeric(self) -> list[int]:
        """The columns that hold numbers."""
        return [
            at
            for at in range(len(self.heads))
            if at not in self.labels and any(line.spots[at].number is not None for line in self.lines)
        ]

    def counts(self) -> list[int]:
        """The columns of numbers that are no rates, ranks, scores or running numbers."""
        return [at for at in self.numeric() if self.heads[at].role.counted]


@dataclass(frozen=True, slots=True)
class Entry:
    """A spot with the words that say what it counts, along a line or down a column."""

    words: str
    role: Role
    group: str
    spot: Spot
    where: Where
    part: Part = Part.ROW


def vectors(block: Block) -> Iterator[list[Entry]]:
    """Along every line, and down every column of numbers: in either may stand what adds up."""
    for line in block.lines:
        yield [
            Entry(head.words, head.role, head.group, line.spots[at], block.where(line, at))
            for at, head in enumerate(block.heads)
            if at not in block.labels
        ]
    roles = [role_of(line.words) for line in block.lines]
    for at in block.counts():
        if block.heads[at].role is Role.CHANGE:
            continue
        yield [
            Entry(line.words, role, "", line.spots[at], block.where(line, at), line.part)
            for line, role in zip(block.lines, roles, strict=True)
        ]


def number_in(text: str) -> tuple[Fraction, bool, Fraction] | None:
    """The number that a text is: its value, whether it is a percentage (then a share of 1), its last digit's worth."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    digits = found[1].replace(",", "").replace("−", "-")
    percent = found[2] in ("%", "％")
    step = step_of(digits)
    return Fraction(digits) / (100 if percent else 1), percent, step / (100 if percent else 1)


def step_of(digits: str) -> Fraction:
    """The worth of the last digit of a written number; nothing for one of many decimals, which nobody has rounded."""
    decimals = len(digits.partition(".")[2])
    return Fraction(1, 10**decimals) if decimals <= 6 else Fraction(0)


def near(number: Fraction, expected: Fraction, step: Fraction, least: Fraction) -> bool:
    """Whether a written number is the expected one, rounded or cut off to its digits, or `least` away from it."""
    off = abs(number - expected)
    step = step if number * expected >= 0 else Fraction(0)  # nothing is rounded to the other sign
    cut = abs(expected) - abs(number)
    return off <= max(step / 2, least) + Fraction(1, 10**9) or (step > 0 and 0 <= cut < step and _rounded(number, step))


def _rounded(number: Fraction, step: Fraction) -> bool:
    return (number / step).denominator == 1


def sum_of(spots: Sequence[Spot]) -> Fraction | None:
    """What the spots add up to; None where none holds a number."""
    numbers = [spot.number for spot in spots if spot.number is not None]
    return sum(numbers, Fraction(0)) if numbers else None
