"""The office's way to assess: weights, formulas, caps, grades, groups and lists, as data (resources/assessment.json).

The weights and thresholds shipped are examples; no town has published all of its own (实务第5节【推断】).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from desktop.domain.indicators import Rounding
from desktop.domain.inspection.checklist import Band
from desktop.domain.words import Labelled


class Part(Labelled):
    """What an estate's score is made of: six parts in a quarter, two in a year."""

    INSPECTION = "inspection", "现场检查"
    SURVEY = "survey", "业主满意度"
    NEIGHBORHOOD = "neighborhood", "居委会意见"
    OWNERS = "owners", "业委会意见"
    COMPLAINTS = "complaints", "投诉处理"
    COOPERATION = "cooperation", "配合整改"
    TOWN = "town", "街镇季度考核"
    DEPARTMENT = "department", "主管部门考评"


QUARTER_PARTS = (
    Part.INSPECTION, Part.SURVEY, Part.NEIGHBORHOOD, Part.OWNERS, Part.COMPLAINTS, Part.COOPERATION,
)  # fmt: skip
YEAR_PARTS = (Part.TOWN, Part.DEPARTMENT)
BY_HAND = (Part.NEIGHBORHOOD, Part.OWNERS, Part.COOPERATION, Part.DEPARTMENT)  # can be given as an opinion


class Missing(Labelled):
    """What becomes of a part without a figure."""

    REDISTRIBUTE = "redistribute", "权重摊给其他各项"
    ZERO = "zero", "按0分计"
    FULL = "full", "按满分计"
    NOT_RANKED = "not_ranked", "不计总分,不参加排名"


class Visits(Labelled):
    """How the inspections of a quarter become one score."""

    MEAN = "mean", "取平均分"
    LAST = "last", "取最近一次"
    WEIGHTED = "weighted", "按检查表加权"


class Grouping(Labelled):
    """How estates are told apart for ranking."""

    AGE = "age", "按前期物业和交付年限"
    OWN = "own", "本单位自定分组"
    ONE = "one", "不分组"


class Counting(Labelled):
    """How a share of a group becomes a number of estates."""

    HALF_UP = "half_up", "四舍五入"
    FLOOR = "floor", "只舍不入"
    CEILING = "ceiling", "只入不舍"


class Ties(Labelled):
    """What becomes of equal totals at the border of a list."""

    INCLUDE = "include", "并列的都列入"
    EXCLUDE = "exclude", "并列的都不列入"


class NoArea(Labelled):
    """How much an estate without an area counts in its company's score."""

    MEAN = "mean", "按该企业其他项目的平均面积计"
    LEAVE_OUT = "leave_out", "不计入企业得分"


class Ingredient(Labelled):
    """What the score for complaints is mixed from."""

    AREA = "area", "每10万㎡投诉量"
    HOUSEHOLDS = "households", "每千户投诉量"
    ON_TIME = "on_time", "按时办结率"
    SATISFACTION = "satisfaction", "满意率"


@dataclass(frozen=True, slots=True)
class Ramp:
    """100 points up to `good`, 0 from `bad` on, in a straight line between."""

    good: Fraction
    bad: Fraction

    def points(self, value: Fraction) -> Fraction:
        """Points for a value, 0 to 100."""
        if value <= self.good:
            return Fraction(100)
        return Fraction(0) if value >= self.bad else (self.bad - value) / (self.bad - self.good) * 100


@dataclass(frozen=True, slots=True)
class VisitRule:
    """Which inspections count (all kinds but look-backs) and how: `lists` weighs checklists by their code, 0 leaves one
    out; `other` is the weight of a list not named."""

    way: Visits
    lists: Mapping[str, Fraction]
    other: Fraction

    def weight(self, code: str) -> Fraction:
        """The weight of a checklist."""
        return self.lists.get(code, self.other)


@dataclass(frozen=True, slots=True)
class ComplaintRule:
    """The straight lines for how many complaints there are, and the weight of each ingredient."""

    area: Ramp
    households: Ramp
    weights: Mapping[Ingredient, Fraction]


@dataclass(frozen=True, slots=True)
class GroupRule:
    """How groups are made: `years` since the estate was built divide the young from the old; `names` are the office's
    own groups. What the office says of a single estate goes before."""

    way: Grouping
    years: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListRule:
    """The red list is the top and the black list the bottom `share` percent of each group of at least `least_group`
    ranked estates, rounded as `counting` says and then at least 1. A red one needs `red_least` points and, where
    `red_unvetoed`, no failed veto item; a black one lies below `black_below`."""

    share: Fraction
    counting: Counting
    least_group: int
    ties: Ties
    red_least: Fraction
    red_unvetoed: bool
    black_below: Fraction


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole way to assess. Weights and points are out of 100; caps in points, None for none.

    A total needs parts with figures of together at least `least_weight` percent. `sample` is the share of households
    a survey should reach, in percent; `exposure` the total below which an estate is exposed; `least_days` how long
    a company must have served an estate for it to count in the company's score; `yellow` and `red` the points that
    are proposed off for a card.
    """

    name: str
    weights: Mapping[Part, Fraction]
    year_weights: Mapping[Part, Fraction]
    missing: Mapping[Part, Missing]
    least_weight: Fraction
    visits: VisitRule
    answers: tuple[Fraction, ...]
    sample: Fraction
    complaints: ComplaintRule
    bonus_cap: Fraction | None
    penalty_cap: Fraction | None
    highest: Fraction | None
    yellow: Fraction
    red: Fraction
    decimals: int
    rounding: Rounding
    bands: tuple[Band, ...]
    groups: GroupRule
    lists: ListRule
    exposure: Fraction
    least_days: int
    no_area: NoArea

    def weight(self, part: Part) -> Fraction:
        """The weight of a part, of a quarter or of a year."""
        return self.weights[part] if part in QUARTER_PARTS else self.year_weights[part]
