"""What an assessment found: every estate's parts, total, grade and place, and the companies'."""

from dataclasses import dataclass, field
from fractions import Fraction

from desktop.domain.assessment.scheme import Ingredient, Part
from desktop.domain.assessment.term import Term
from desktop.domain.words import Labelled


class Listed(Labelled):
    """On which list an estate or company stands."""

    NONE = "", ""
    RED = "red", "红榜"
    BLACK = "black", "黑榜"


@dataclass(frozen=True, slots=True)
class Mixed:
    """An ingredient of the score for complaints: its share with both numbers, and its points (None where the share
    has no denominator or the ingredient no weight)."""

    ingredient: Ingredient
    weight: Fraction
    numerator: Fraction
    denominator: Fraction
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One part of a row. `value` (0 to 100, rounded) is what the total is made from, None where the part is left out;
    `known` says whether it was found or set by the rule for missing parts. Where it is a share, `numerator` and
    `denominator` are its numbers. `why` says in words how it came about. `ids` are the records behind it:
    inspections, surveys, opinions, work orders or findings, by its part and `by_hand`. `mixed` are the ingredients of
    the score for complaints. `by` are the definitions that counted it, with their versions: K04第2版; none in what was
    kept before they were."""

    part: Part
    weight: Fraction
    value: Fraction | None
    known: bool
    why: str
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    ids: tuple[int, ...] = ()
    by_hand: bool = False
    mixed: tuple[Mixed, ...] = ()
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    """Bonus or penalty: what counts after the cap, the sum before it, the reasons, the adjustments behind it."""

    counted: Fraction = Fraction(0)
    before_cap: Fraction = Fraction(0)
    why: str = ""
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One estate. `total` is None where it could not be made, `why_not` says so. `rank` is the place in its group,
    `overall` among all. `before` is the total last published for the term before. `quarters` are the four totals of
    a year's row (with words saying where each is from). `area` in 10,000 m². `below` the exposure line."""

    estate_id: int
    estate: str
    group: str
    organisation_id: int | None
    company: str
    manager: str
    area: Fraction | None
    figures: tuple[Figure, ...]
    bonus: Points
    penalty: Points
    total: Fraction | None
    why_not: str
    grade: str
    rank: int | None
    overall: int | None
    before: Fraction | None
    deductions: str
    vetoed: bool
    listed: Listed
    listed_why: str
    below: bool
    quarters: tuple[Fraction | None, ...] = ()

    @property
    def change(self) -> Fraction | None:
        """Against the total last published for the term before."""
        return None if self.total is None or self.before is None else self.total - self.before

    def figure(self, part: Part) -> Figure:
        """The figure of a part; KeyError where the row has none."""
        for figure in self.figures:
            if figure.part is part:
                return figure
        raise KeyError(part)


@dataclass(frozen=True, slots=True)
class Share:
    """An estate in its company's score: the area it weighs with, and its scores; `left_out` says why it does not."""

    estate_id: int
    estate: str
    area: Fraction | None
    score: Fraction | None
    department: Fraction | None
    left_out: str = ""
    quarters: tuple[Fraction | None, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One company: its estates' scores weighted by area (`weighted`, K23) with both numbers, the department's score,
    the points for its credit, and its total of the year (of a quarter: the weighted score)."""

    organisation_id: int
    company: str
    shares: tuple[Share, ...]
    area: Fraction
    quarters: tuple[Fraction | None, ...]
    weighted: Fraction | None
    numerator: Fraction
    denominator: Fraction
    department: Fraction | None
    credit: Points
    total: Fraction | None
    grade: str
    rank: int | None
    listed: Listed
    listed_why: str
    below: bool
    why: str


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """A whole assessment; rows by group and place, those without a total last. `groups` are the names in their order.
    `warnings` are sentences for who publishes it."""

    term: Term
    rows: tuple[Row, ...]
    companies: tuple[CompanyRow, ...]
    groups: tuple[str, ...]
    scheme_number: int
    warnings: tuple[str, ...] = field(default=())

    def row(self, estate_id: int) -> Row:
        """The row of an estate; KeyError where it has none."""
        for row in self.rows:
            if row.estate_id == estate_id:
                return row
        raise KeyError(estate_id)
