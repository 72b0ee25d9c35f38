"""A finished report as data: title, headings, rows, notes; the same for screen, workbook, Word and paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from desktop.domain.indicators import Rate

__all__ = ["Chart", "Column", "Kind", "Rate", "Table"]


class Kind(Enum):
    """What a column holds, which decides its number format and alignment."""

    TEXT = auto()
    COUNT = auto()  # int
    NUMBER = auto()  # float, two decimals
    RATE = auto()  # Rate
    POINTS = auto()  # difference of two rates in percentage points (float)
    DATE = auto()
    MOMENT = auto()  # datetime to the minute


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in Chinese characters; `code` names the indicator's definition (K05 …); `formula` is Excel text for each
    body row in which {key} stands for the cell of the column with that key in the same row and {key:total} for that
    column's cell in the total row."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 10
    code: str = ""
    formula: str = ""
    summed: bool = False


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
    (unit, period, who compiled it and when); `notes` stand below."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[tuple[Any, ...]]
    total: tuple[Any, ...] | None = None
    head: Sequence[str] = ()
    notes: Sequence[str] = ()
    charts: Sequence[Chart] = ()
    landscape: bool = True
    extras: Sequence["Table"] = field(default=())  # further sheets of the same workbook
