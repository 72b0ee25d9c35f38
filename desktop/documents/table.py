"""A finished report as data: title, headings, rows, notes; the same for screen, workbook, Word and paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from desktop.domain.indicators import Rate, Rounding

__all__ = ["Chart", "Column", "Kind", "Rate", "Subtotal", "Table"]


class Kind(Enum):
    """What a column holds, which decides its number format and alignment."""

    TEXT = auto()
    COUNT = auto()  # int
    NUMBER = auto()  # float, two decimals
    AMOUNT = auto()  # int, float or Fraction with as many decimals as it has, at most two
    RATE = auto()  # Rate
    POINTS = auto()  # difference of two rates in percentage points (float)
    CHANGE = auto()  # difference of two scores, two decimals and always a sign
    DATE = auto()
    MOMENT = auto()  # datetime to the minute


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in Chinese characters; `code` and `meaning` name and define the indicator (K05, 期内应办结中已办结…);
    `formula` is the live formula of every row and of the total row (see `formulas`): the row still holds its value;
    `summed` columns are added up in the total row, `averaged` ones have their mean there. What is not `printed` are the
    working figures behind a rate; they stand to the right of the form's own columns, off the paper. `own_title` is the
    form's heading where `title` follows the period."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 10
    code: str = ""
    meaning: str = ""
    formula: str = ""
    summed: bool = False
    printed: bool = True
    averaged: bool = False
    decimals: int | None = None
    rounding: Rounding = Rounding.HALF_UP
    own_title: str = ""

    @property
    def name(self) -> str:
        """What a template asks for the column by: the form's heading, whatever the period, without its unit."""
        return (self.own_title or self.title).partition("(")[0]


class Subtotal(tuple[Any, ...]):
    """A row that adds up (or averages) the rows since the subtotal before it; the total row adds up the subtotals, or
    averages the rows.

    Where a table has one, every row belongs to one.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart over columns of the table: `kind` is bar, column, line or pie; `first` rows only."""

    kind: str
    title: str
    labels: str
    values: tuple[str, ...]
    first: int = 10


@dataclass(frozen=True)
class Table:
    """`rows` are tuples as long as `columns`; `total` is one such tuple or None; `head` are lines under the title
    (unit, period, who compiled it and when); `notes` stand below.

    `source` names the report and the sheet of it (R03, R03.first) and `keys` say what each row is about (an estate's
    id, a category's code; None where there is none), one for every row: with both and a column's key,
    `services.reports.behind` finds the records behind a figure.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[tuple[Any, ...]]
    total: tuple[Any, ...] | None = None
    head: Sequence[str] = ()
    notes: Sequence[str] = ()
    charts: Sequence[Chart] = ()
    landscape: bool = True
    extras: Sequence["Table"] = field(default=())  # further sheets of the same workbook
    source: str = ""
    keys: Sequence[Any] = ()
