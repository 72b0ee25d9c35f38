"""How each part of an estate's score is found, exactly, with its numbers and the reason in words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from desktop.domain.assessment.outcome import Figure, Mixed, Points
from desktop.domain.assessment.scheme import Ingredient, Missing, Part, Scheme, Visits
from desktop.domain.indicators import NOTHING, Rate, number_words, percent_words, rounded

_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Visit:
    """A done inspection with its score out of 100, by the code and name of its list."""

    id: int
    on: date
    code: str
    name: str
    score: Fraction
    vetoed: bool = False


@dataclass(frozen=True, slots=True)
class Sheets:
    """A survey: how many sheets gave 5, 4, 3, 2, 1 and 0 points, and how many were not valid."""

    id: int
    counts: tuple[int, ...]
    invalid: int = 0

    @property
    def valid(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Opinion:
    """Points given by hand."""

    id: int
    score: Fraction
    by: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Two numbers as a definition of the office counts them; `by` says which at which version: K04第2版."""

    rate: Rate
    by: str = ""


@dataclass(frozen=True, slots=True)
class Complaints:
    """One estate in one term: how many effective complaints (K02, their `ids`), and the share of each ingredient."""

    effective: Counted
    shares: Mapping[Ingredient, Counted] = field(default_factory=dict)
    ids: tuple[int, ...] = ()

    @property
    def by(self) -> tuple[str, ...]:
        """The definitions, each once."""
        return tuple(dict.fromkeys(one.by for one in (self.effective, *self.shares.values()) if one.by))


def missing(scheme: Scheme, part: Part, why: str) -> Figure:
    """A part without a figure, as the scheme's rule has it."""
    rule = scheme.missing[part]
    value = {Missing.ZERO: Fraction(0), Missing.FULL: _HUNDRED}.get(rule)
    return Figure(part, scheme.weight(part), value, False, f"{why},{rule.label}")


def inspection(scheme: Scheme, visits: Sequence[Visit]) -> Figure:
    """现场检查: one score of the inspections whose list has a weight."""
    counted = sorted((visit for visit in visits if scheme.visits.weight(visit.code)), key=lambda v: (v.on, v.id))
    if not counted:
        return missing(scheme, Part.INSPECTION, "本期没有已完成的检查")
    match scheme.visits.way:
        case Visits.LAST:
            last = counted[-1]
            counted, share = [last], Rate(last.score, 1)
            why = f"{last.on:%m-%d}最近一次检查({last.name})得{_short(last.score)}分"
        case Visits.MEAN:
            share = Rate(sum((visit.score for visit in counted), Fraction(0)), len(counted))
            why = f"{len(counted)}次检查({'、'.join(_short(visit.score) for visit in counted)})的平均分"
        case Visits.WEIGHTED:
            share, why = _by_lists(scheme, counted)
    if any(visit.vetoed for visit in counted):
        why += ";有一票否决项"
    return _shared(scheme, Part.INSPECTION, share, Fraction(1), why, tuple(visit.id for visit in counted))


def survey(scheme: Scheme, sheets: Sequence[Sheets], households: int | None) -> Figure:
    """业主满意度 (K24): points of the valid sheets in the most they could give."""
    valid = sum(one.valid for one in sheets)
    if not valid:
        return missing(scheme, Part.SURVEY, "没有有效的问卷" if sheets else "没有做问卷")
    given = sum(
        (points * n for one in sheets for points, n in zip(scheme.answers, one.counts, strict=True)), Fraction()
    )
    share = Rate(given, valid * max(scheme.answers))
    why = f"有效问卷{valid}份,得分{_short(given)}÷满分{_short(Fraction(share.denominator))}"
    why += ";" + sample_words(scheme, valid, households)
    return _shared(scheme, Part.SURVEY, share, _HUNDRED, why, tuple(one.id for one in sheets))


def sample_words(scheme: Scheme, valid: int, households: int | None) -> str:
    """样本120份÷户数1204户=9.97%,少于15%."""
    if not households:
        return f"样本{valid}份,户数未填,样本比例算不出"
    words = f"样本{valid}份÷户数{households}户={percent_words(Fraction(valid, households))}"
    return words + (f",少于{_short(scheme.sample)}%" if small_sample(scheme, valid, households) else "")


def small_sample(scheme: Scheme, valid: int, households: int | None) -> bool:
    """Whether fewer households answered than the scheme wants; not where their number is unknown."""
    return bool(households) and Fraction(valid * 100, households or 1) < scheme.sample


def opinion(scheme: Scheme, part: Part, given: Opinion | None) -> Figure:
    """A part that somebody gave points for."""
    if given is None:
        return missing(scheme, part, f"没有{part.label}")
    value = rounded(given.score, scheme.decimals, scheme.rounding)
    why = f"{given.by or '登记'}评{_short(given.score)}分"
    return Figure(part, scheme.weight(part), value, True, why, given.score, Fraction(1), (given.id,), True)


def complaints(scheme: Scheme, found: Complaints) -> Figure:
    """投诉处理: how many there are for the estate's size, whether in time, how content the callers are."""
    rule = scheme.complaints
    ramps = {Ingredient.AREA: rule.area, Ingredient.HOUSEHOLDS: rule.households}
    mixed = []
    for ingredient in Ingredient:
        share = found.shares[ingredient].rate if ingredient in found.shares else Rate(0, 0)
        weight = rule.weights[ingredient]
        points = share.value if weight else None
        if points is not None:
            points = ramps[ingredient].points(points) if ingredient in ramps else points * 100
        numbers = Fraction(share.numerator), Fraction(share.denominator)
        mixed.append(Mixed(ingredient, weight, *numbers, points))
    weights = sum((one.weight for one in mixed if one.points is not None), Fraction(0))
    if not weights:
        return replace(
            missing(scheme, Part.COMPLAINTS, "没有面积、户数,也没有应办结和评价的件"),
            ids=found.ids,
            mixed=tuple(mixed),
            by=found.by,
        )
    share = Rate(sum((one.weight * one.points for one in mixed if one.points is not None), Fraction(0)), weights)
    why = f"有效投诉{_short(Fraction(found.effective.rate.numerator))}件{_by(found.effective.by)};"
    why += ";".join(_ingredient(one, found.shares) for one in mixed if one.weight)
    figure = _shared(scheme, Part.COMPLAINTS, share, Fraction(1), why, found.ids)
    return replace(figure, mixed=tuple(mixed), by=found.by)


def cooperation(scheme: Scheme, found: Counted, ids: Sequence[int] = (), given: Opinion | None = None) -> Figure:
    """配合整改 (K20): of the findings due in the term (their `ids`) those that were cleared; or as given by hand."""
    if given is not None:
        return opinion(scheme, Part.COOPERATION, given)
    due, cleared = Fraction(found.rate.denominator), Fraction(found.rate.numerator)
    if not due:
        return missing(scheme, Part.COOPERATION, "本期没有到期的整改问题")
    why = f"到期问题{_short(due)}个,复查合格{_short(cleared)}个{_by(found.by)}"
    figure = _shared(scheme, Part.COOPERATION, found.rate, _HUNDRED, why, tuple(ids))
    return replace(figure, by=(found.by,) if found.by else ())


def points(given: Sequence[tuple[int, Fraction, str]], cap: Fraction | None) -> Points:
    """Bonus or penalty of (id, size, reason), up to the cap; sizes are above 0."""
    whole = sum((size for _, size, _ in given), Fraction(0))
    counted = whole if cap is None else min(whole, cap)
    why = ";".join(f"{reason} {_short(size)}分" for _, size, reason in given)
    if counted != whole:
        why += f"(合计{_short(whole)}分,按上限计{_short(counted)}分)"
    return Points(counted, whole, why, tuple(key for key, _, _ in given))


def _by_lists(scheme: Scheme, visits: Sequence[Visit]) -> tuple[Rate, str]:
    lists: defaultdict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        lists[visit.code].append(visit)
    numerator = weights = Fraction(0)
    words = []
    for code, found in lists.items():
        weight, mean = scheme.visits.weight(code), sum((v.score for v in found), Fraction(0)) / len(found)
        numerator, weights = numerator + weight * mean, weights + weight
        words.append(f"{found[-1].name}{len(found)}次平均{_short(mean)}分×{_short(weight)}")
    return Rate(numerator, weights), f"{';'.join(words)};除以权重合计{_short(weights)}"


def _shared(scheme: Scheme, part: Part, share: Rate, times: Fraction, why: str, ids: tuple[int, ...]) -> Figure:
    exact = share.value
    value = None if exact is None else rounded(exact * times, scheme.decimals, scheme.rounding)
    numerator, denominator = Fraction(share.numerator), Fraction(share.denominator)
    return Figure(part, scheme.weight(part), value, True, why, numerator, denominator, ids)


def _ingredient(one: Mixed, counted: Mapping[Ingredient, Counted]) -> str:
    name = one.ingredient.label
    if one.ingredient in counted:
        name += _by(counted[one.ingredient].by)
    if one.points is None:
        return f"{name}{NOTHING}(分母为0,不计)"
    numbers = f"{_short(one.numerator)}÷{_short(one.denominator)}"
    return f"{name}{numbers}得{number_words(one.points, 2)}分(占{_short(one.weight)}%)"


def _by(definition: str) -> str:
    return f"({definition})" if definition else ""


def _short(value: Fraction) -> str:
    """At most two decimals, without noughts at the end."""
    words = number_words(value, 2)
    return words.rstrip("0").rstrip(".")
