"""The columns that the reports share: each knows its heading, its live formula and its value for a group of orders."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop.documents.formulas import difference, growth, share
from desktop.documents.table import Column, Kind, Rate, Subtotal
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.figures import Rounding
from desktop.domain.indicators.value import Value
from desktop.domain.timing.periods import Period
from desktop.services.counting import scope
from desktop.services.counting.definitions import indicator
from desktop.services.counting.scope import RATED, By, Figures, total
from desktop.services.indicators import evaluating
from desktop.services.indicators.effective import effective

NONE = Figures()
Counted = Mapping[Any, tuple[Figures, Mapping[str, Value]]]
KEYS: Final = {
    "K03": "contact_rate",
    "K04": "on_time_rate",
    "K05": "closed_rate",
    "K06": "solved_rate",
    "K07": "explained_rate",
    "K08": "resolved_rate",
    "K09": "satisfaction",
    "K10": "response_rate",
    "K13": "repeat_rate",
}  # the column of each rate; its working columns are on_time_rate_above and on_time_rate_below


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report: whom it is about (`cells`, by column key, and `key` for `Table.keys`), its figures,
    those of the whole report, and its rates by their code."""

    cells: dict[str, Any]
    figures: Figures
    whole: Figures = NONE
    subtotal: bool = False
    key: Any = None
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measure:
    """A column, and how its value is found for a line."""

    column: Column
    of: Callable[[Line], Any]


def row(measures: Sequence[Measure], line: Line) -> tuple[Any, ...]:
    """The line as a row of the table."""
    values = tuple(measure.of(line) for measure in measures)
    return Subtotal(values) if line.subtotal else values


def label(key: str, title: str, width: int, kind: Kind = Kind.TEXT, summed: bool = False, meaning: str = "") -> Measure:
    """A column that is filled from the line's cells."""
    return Measure(Column(key, title, kind, width, "", meaning, summed=summed), lambda line: line.cells.get(key))


def count(name: str, title: str, meaning: str = "", code: str = "", printed: bool = True) -> Measure:
    """A count of `Figures`, added up in totals."""
    column = Column(name, title, Kind.COUNT, 4, code, meaning, summed=True, printed=printed)
    return Measure(column, lambda line: getattr(line.figures, name))


def working(name: str, title: str, meaning: str) -> Measure:
    """A count behind a rate, which stands beside the form and is not printed."""
    return count(name, title, meaning, printed=False)


def measured(definition: Definition, title: str = "") -> Measure:
    """The column of a rate, as the office defines it; needs its `parts` among the columns, for the live formula."""
    code, cut = definition.code, definition.decimals if definition.rounding is Rounding.TRUNCATE else None
    column = Column(
        KEYS[code],
        title or indicator(code).name,
        Kind.RATE,
        4,
        code,
        definition.said,
        share(f"{KEYS[code]}_above", f"{KEYS[code]}_below", cut),
        decimals=definition.decimals,
        rounding=definition.rounding,
    )
    return Measure(column, lambda line: line.values[code].rate if code in line.values else None)


def parts(*definitions: Definition) -> tuple[Measure, ...]:
    """The numerator and denominator of each rate, which stand beside the form and are added up in totals."""
    return tuple(part for one in definitions for part in (_part(one, above=True), _part(one, above=False)))


def _part(definition: Definition, above: bool) -> Measure:
    code, formula = definition.code, definition.numerator if above else definition.denominator
    column = Column(
        f"{KEYS[code]}_{'above' if above else 'below'}",
        f"{indicator(code).name}{'分子' if above else '分母'}",
        Kind.NUMBER if above and definition.weights else Kind.COUNT,
        4,
        "",
        f"{code}:{formula},{definition.where}" if definition.where else f"{code}:{formula}",
        summed=True,
        printed=False,
    )

    def of(line: Line) -> int | Fraction:
        value = line.values.get(code)
        part = Fraction(0) if value is None else value.rate.numerator if above else value.rate.denominator
        return int(part) if part == int(part) and column.kind is Kind.COUNT else part

    return Measure(column, of)


def counted(session: Session, by: By, period: Period, now: datetime, codes: Sequence[str]) -> Counted:
    """The figures and the rates of every group that has any."""
    figures = scope.figures(session, by, period, effective(session, now))
    rates = evaluating.grouped(session, codes, by, period, now)
    told = [key for key, values in rates.items() if any(value.rate.denominator for value in values.values())]
    return {key: (figures.get(key, NONE), rates.get(key, {})) for key in dict.fromkeys([*figures, *told])}


def rates_of(lines: Sequence[Line]) -> dict[str, Value]:
    """The rates of all lines together, from the sums of their numbers; without subtotals."""
    found: dict[str, Value] = {}
    for line in lines:
        if not line.subtotal:
            for code, value in line.values.items():
                found[code] = found[code] + value if code in found else value
    return found


def share_of_all(title: str = "占比") -> Measure:
    """The share of the line's orders in all that were received."""
    column = Column("share", title, Kind.RATE, 4, "", "本行件次÷合计件次", share("received", "received:total"))
    return Measure(column, lambda line: Rate(line.figures.received, line.whole.received))


def share_of_whole(title: str = "占比") -> Measure:
    """The same where the table lists only some of the lines; needs the column `WHOLE`, as no total row has them all."""
    column = Column("share", title, Kind.RATE, 4, "", "本行件次÷全部受理件次", share("received", "whole"))
    return Measure(column, lambda line: Rate(line.figures.received, line.whole.received))


def change() -> Measure:
    """增减: how many more than in the period before."""
    column = Column("change", "增减", Kind.COUNT, 4, "", "本期-上期", difference("received", "before"))
    return Measure(column, lambda line: line.figures.received - line.figures.before)


def against_before(title: str = "") -> Measure:
    """环比: the change against the period before as a share of it; needs the columns received and before."""
    return _growth("K26", "growth", "before", title)


def against_a_year_before() -> Measure:
    """同比; needs the columns received and a_year_before."""
    return _growth("K25", "yearly_growth", "a_year_before")


def _growth(code: str, key: str, before: str, title: str = "") -> Measure:
    known = indicator(code)
    column = Column(key, title or known.name, Kind.RATE, 4, code, known.meaning, growth("received", before))

    def of(line: Line) -> Rate:
        then = getattr(line.figures, before)
        return Rate(line.figures.received - then, then)

    return Measure(column, of)


WHOLE = Measure(
    Column("whole", "全部件次", Kind.COUNT, 4, "", "全部受理件次,列出的和没有列出的", printed=False),
    lambda line: line.whole.received,
)
RATINGS = tuple(working(name, rating.label, f"期内办结、评价为{rating.label}") for rating, name in RATED)
BEFORE = working("before", "上期件次", "上一期受理")
A_YEAR_BEFORE = working("a_year_before", "上年同期件次", "上年同期受理")


def named(counts: Mapping[Any, int], names: Mapping[Any, str]) -> Counter[str]:
    """The counts by name; what is called alike is counted together."""
    found: Counter[str] = Counter()
    for key, number in counts.items():
        found[names[key]] += number
    return found


def top(counts: Mapping[str, int], most: int = 3) -> str:
    """The names with the highest counts: 屋面渗漏(5)、车辆乱停(3)、电梯困人(2); equal counts by name."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "、".join(f"{name}({number})" for name, number in ordered[:most])


def whole_of(lines: Sequence[Line]) -> Figures:
    """All that the lines have, without subtotals."""
    return total(line.figures for line in lines if not line.subtotal)
