"""The period of an assessment: a quarter (2026Q3) or a year (2026)."""

import re
from dataclasses import dataclass

from desktop.domain.timing.periods import Period

_CODE = re.compile(r"(20\d\d)(?:-?[Qq]([1-4])|年?(?:第?([一二三四1-4])季度?|度)?)?")
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A quarter, or a whole year where `quarter` is 0."""

    year: int
    quarter: int = 0

    @classmethod
    def parse(cls, text: str) -> "Term":
        """From 2026Q3, 2026-Q3, 2026年第三季度, 2026 or 2026年; ValueError for anything else."""
        found = _CODE.fullmatch(text.strip().replace(" ", ""))
        if found is None:
            raise ValueError(f"“{text}”不是考核期,请写成 2026Q3(季度)或 2026(年度)。")
        named = found[2] or found[3]
        quarter = 0 if named is None else _QUARTERS.index(named) + 1 if named in _QUARTERS else int(named)
        return cls(int(found[1]), quarter)

    @classmethod
    def quarter_of(cls, period: Period) -> "Term":
        """The quarter in which a period ends."""
        return cls(period.last.year, (period.last.month + 2) // 3)

    @property
    def code(self) -> str:
        """As it is stored: 2026Q3, 2026."""
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def ordinal(self) -> int:
        """One number for each term, under which its history is kept: 20263, 20260."""
        return self.year * 10 + self.quarter

    @property
    def period(self) -> Period:
        """Its days."""
        if not self.quarter:
            return Period(Period.month(self.year, 1).first, Period.month(self.year, 12).last)
        last = self.quarter * 3
        return Period(Period.month(self.year, last - 2).first, Period.month(self.year, last).last)

    @property
    def words(self) -> str:
        """2026年第三季度, 2026年."""
        return self.period.words

    @property
    def previous(self) -> "Term":
        """The term of the same length before it."""
        if not self.quarter:
            return Term(self.year - 1)
        return Term(self.year, self.quarter - 1) if self.quarter > 1 else Term(self.year - 1, 4)

    @property
    def following(self) -> "Term":
        """The term of the same length after it."""
        if not self.quarter:
            return Term(self.year + 1)
        return Term(self.year, self.quarter + 1) if self.quarter < 4 else Term(self.year + 1, 1)

    @property
    def quarters(self) -> tuple["Term", ...]:
        """The four quarters of a year; a quarter itself."""
        return (self,) if self.quarter else tuple(Term(self.year, number) for number in (1, 2, 3, 4))
