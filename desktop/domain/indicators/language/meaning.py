"""What a formula means once every word is known: conditions and numbers of a record, counts and sums of many."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from desktop.domain.indicators.sources import Type


class Function(Enum):
    """What is made of many records."""

    COUNT = "计数"
    SUM = "合计"
    MEAN = "平均"
    MEDIAN = "中位数"
    QUANTILE = "分位"
    LEAST = "最小"
    MOST = "最大"
    DISTINCT = "去重"


@dataclass(frozen=True, slots=True)
class Constant:
    """A number of the formula, or a parameter's."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A field of the record."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class WeightOf:
    """How much the record's answer weighs; 0 for an answer that has no weight."""

    field: str
    of: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """+ - × ÷ of two numbers; - of two moments is in hours, of two days in days."""

    sign: str
    left: "Number"
    right: "Number"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two numbers or two moments, compared; false where either is missing."""

    sign: str
    left: "Number"
    right: "Number"


@dataclass(frozen=True, slots=True)
class Holds:
    """The field holds one of the answers; false where it is empty."""

    field: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """The field is not empty."""

    field: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A field that says yes or no."""

    field: str


@dataclass(frozen=True, slots=True)
class Every:
    """All of the conditions (且)."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of the conditions at least (或)."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite (非): true also where what is compared is missing."""

    inner: "Condition"


Number = Constant | FieldOf | WeightOf | Sum
Condition = Compared | Holds | Filled | Flag | Every | Either | Not


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What is made of all records that meet the condition; `share` is the part of a 分位 (9/10)."""

    function: Function
    of: Number | None = None
    condition: Condition | None = None
    share: Fraction | None = None


class How(Enum):
    """What is taken of another indicator: its value, that of the whole report, or the share in it."""

    OWN = "值"
    WHOLE = "全体"
    SHARE = "占比"


@dataclass(frozen=True, slots=True)
class Other:
    """Another indicator, by its code."""

    code: str
    how: How = How.OWN


@dataclass(frozen=True, slots=True)
class Present:
    """1 where the figure is above 0, or else 0 (有无)."""

    inner: "Figure"


@dataclass(frozen=True, slots=True)
class OrZero:
    """The figure, or 0 where there is none (或零)."""

    inner: "Figure"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """+ - × ÷ of two figures."""

    sign: str
    left: "Figure"
    right: "Figure"


Figure = Constant | Aggregate | Other | Present | OrZero | Reckoned
