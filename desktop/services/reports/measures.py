"""The columns that the reports share: each knows its heading, its live formula and its value for a group of orders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.documents.formulas import NOTHING, difference, growth, share
from desktop.documents.table import Column, Kind, Rate, Subtotal
from desktop.services.counting.definitions import indicator, weights
from desktop.services.counting.scope import RATED, Figures, rating_score, total

NONE = Figures()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report: whom it is about (`cells`, by column key, and `key` for `Table.keys`), its figures,
    and those of the whole report."""

    cells: dict[str, Any]
    figures: Figures
    whole: Figures = NONE
    subtotal: bool = False
    key: Any = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A column, and how its value is found for a line."""

    column: Column
    of: Callable[[Line], Any]


def row(measures: Sequence[Measure], line: Line) -> tuple[Any, ...]:
    """The line as a row of the table."""
    values = tuple(measure.of(line) for measure in measures)
    return Subtotal(values) if line.subtotal else values


def label(key: str, title: str, width: int, kind: Kind = Kind.TEXT, summed: bool = False) -> Measure:
    """A column that is filled from the line's cells."""
    return Measure(Column(key, title, kind, width, summed=summed), lambda line: line.cells.get(key))


def count(name: str, title: str, meaning: str = "", code: str = "", printed: bool = True) -> Measure:
    """A count of `Figures`, added up in totals."""
    column = Column(name, title, Kind.COUNT, 4, code, meaning, summed=True, printed=printed)
    return Measure(column, lambda line: getattr(line.figures, name))


def working(name: str, title: str, meaning: str) -> Measure:
    """A count behind a rate, which stands beside the form and is not printed."""
    return count(name, title, meaning, printed=False)


def rate(code: str, key: str, numerator: str, denominator: str, title: str = "") -> Measure:
    """The share of one count in another; both must be columns of the same table, for the live formula."""
    known = indicator(code)
    column = Column(key, title or known.name, Kind.RATE, 4, code, known.meaning, share(numerator, denominator))
    return Measure(column, lambda line: Rate(getattr(line.figures, numerator), getattr(line.figures, denominator)))


def satisfaction(title: str = "满意率") -> Measure:
    """K09: the ratings by their weights among all that were rated; needs the columns of `RATINGS`."""
    formula = "+".join(f"{float(weights()[rating]):g}*{{{name}}}" for rating, name in RATED if weights()[rating])
    rated = "+".join(f"{{{name}}}" for _, name in RATED)
    live = f'IF({rated}=0,"{NOTHING}",({formula})/({rated}))'
    column = Column("satisfaction", title, Kind.RATE, 4, "K09", indicator("K09").meaning, live)
    return Measure(column, lambda line: Rate(rating_score(line.figures), line.figures.rated))


def share_of_all(title: str = "占比") -> Measure:
    """The share of the line's orders in all that were received."""
    column = Column("share", title, Kind.RATE, 4, "", "本行件次÷合计件次", share("received", "received:total"))
    return Measure(column, lambda line: Rate(line.figures.received, line.whole.received))


def change() -> Measure:
    """增减: how many more than in the period before."""
    column = Column("change", "增减", Kind.COUNT, 4, "", "本期-上期", difference("received", "before"))
    return Measure(column, lambda line: line.figures.received - line.figures.before)


def against_before() -> Measure:
    """环比: the change against the period before as a share of it; needs the columns received and before."""
    return _growth("K26", "growth", "before")


def against_a_year_before() -> Measure:
    """同比; needs the columns received and a_year_before."""
    return _growth("K25", "yearly_growth", "a_year_before")


def _growth(code: str, key: str, before: str) -> Measure:
    known = indicator(code)
    column = Column(key, known.name, Kind.RATE, 4, code, known.meaning, growth("received", before))

    def of(line: Line) -> Rate:
        then = getattr(line.figures, before)
        return Rate(line.figures.received - then, then)

    return Measure(column, of)


RATINGS = tuple(working(name, rating.label, f"期内办结、评价为{rating.label}") for rating, name in RATED)
DUES = (
    working("due", "应办结", "办结截止时间在期内"),
    working("due_closed", "应办结中已办结", "应办结中至今已办结"),
)
TIMED = (
    working("timed", "按时考核件", "应办结中除去挂账、退单的"),
    working("on_time", "按时办结", "按时考核件中截止前办结的"),
)
VERDICTS = (
    working("solved", "实际解决", "期内办结、评判为实际解决"),
    working("explained", "解释说明", "期内办结、评判为解释说明"),
    working("judged", "有结案评判", "实际解决与解释说明之和"),
)
BEFORE = working("before", "上期件次", "上一期受理")
A_YEAR_BEFORE = working("a_year_before", "上年同期件次", "上年同期受理")


def top(counts: dict[str, int], most: int = 3) -> str:
    """The names with the highest counts: 屋面渗漏(5)、车辆乱停(3)、电梯困人(2); equal counts by name."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "、".join(f"{name}({number})" for name, number in ordered[:most])


def whole_of(lines: Sequence[Line]) -> Figures:
    """All that the lines have, without subtotals."""
    return total(line.figures for line in lines if not line.subtotal)
