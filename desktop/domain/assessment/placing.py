"""Totals, grades, places and the red and black lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from desktop.domain.assessment.outcome import Figure, Listed, Points
from desktop.domain.assessment.scheme import Counting, ListRule, Missing, Part, Scheme, Ties
from desktop.domain.indicators import number_words, rounded


def total_of(scheme: Scheme, figures: Sequence[Figure], bonus: Points, penalty: Points) -> tuple[Fraction | None, str]:
    """The total from the figures as they are shown, or None and the reason why there is none."""
    weighed = [figure for figure in figures if figure.weight]
    for figure in weighed:
        if not figure.known and scheme.missing[figure.part] is Missing.NOT_RANKED:
            return None, f"缺{figure.part.label},不计总分"
    whole = sum((figure.weight for figure in weighed), Fraction(0))
    known = sum((figure.weight for figure in weighed if figure.known), Fraction(0))
    with_value = sum((figure.weight for figure in weighed if figure.value is not None), Fraction(0))
    if not with_value or known * 100 < scheme.least_weight * whole:
        share = number_words(known / whole * 100 if whole else 0, 0)
        return None, f"有分的各项权重合计{share}%,不足{number_words(scheme.least_weight, 0)}%,不计总分"
    sums = sum((figure.weight * figure.value for figure in weighed if figure.value is not None), Fraction(0))
    total = rounded(sums / with_value + bonus.counted - penalty.counted, scheme.decimals, scheme.rounding)
    return clamped(scheme, total), ""


def clamped(scheme: Scheme, total: Fraction) -> Fraction:
    """Never below 0, never above the scheme's highest."""
    return max(Fraction(0), total if scheme.highest is None else min(scheme.highest, total))


def grade_of(scheme: Scheme, total: Fraction | None) -> str:
    """The grade a total falls into; "" without one."""
    if total is None:
        return ""
    bands = sorted(scheme.bands, key=lambda band: band.least, reverse=True)
    return next((band.name for band in bands if total >= band.least), bands[-1].name)


def lost(figures: Iterable[Figure]) -> dict[Part, Fraction]:
    """How many points of the total each part has cost, the most first; parts without a figure cost none."""
    there = [figure for figure in figures if figure.weight and figure.value is not None]
    whole = sum((figure.weight for figure in there), Fraction(0))
    costs = {f.part: f.weight * (100 - f.value) / whole for f in there if f.value is not None and f.value < 100}
    return dict(sorted(costs.items(), key=lambda item: -item[1]))


def deduction_words(figures: Iterable[Figure], faults: Mapping[Part, str], most: int = 3) -> str:
    """现场检查-4.20(楼道堆物、飞线充电);投诉处理-2.10."""
    words = []
    for part, cost in list(lost(figures).items())[:most]:
        inside = f"({faults[part]})" if faults.get(part) else ""
        words.append(f"{part.label}-{number_words(cost, 2)}{inside}")
    return ";".join(words)


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides on a place on the lists: total (None for unranked), group, and whether a veto item failed."""

    total: Fraction | None
    group: str
    vetoed: bool = False


def places_on_lists(rule: ListRule, standings: Sequence[Standing]) -> list[tuple[Listed, str]]:
    """For each standing its list and the reason, group by group; ("", "") for most.

    Who meets the border of both lists (all totals equal) stands on neither. A place that is not taken because its
    holder lacks the points stays free.
    """
    found: list[tuple[Listed, str]] = [(Listed.NONE, "")] * len(standings)
    groups = dict.fromkeys(standing.group for standing in standings)
    for group in groups:
        ranked = [
            (place, standing.total)
            for place, standing in enumerate(standings)
            if standing.group == group and standing.total is not None
        ]
        count = list_size(rule, len(ranked))
        totals = [total for _, total in ranked]
        for place, total in ranked:
            top, bottom = _among(rule, total, totals, count, 1), _among(rule, total, totals, count, -1)
            if top and not bottom:
                found[place] = _red(rule, standings[place], total, count, len(ranked))
            elif bottom and not top and total < rule.black_below:
                found[place] = Listed.BLACK, f"本组{len(ranked)}个中的后{count}名"
    return found


def list_size(rule: ListRule, ranked: int) -> int:
    """How many places a list of a group has."""
    if ranked < rule.least_group:
        return 0
    exact = rule.share * ranked / 100
    match rule.counting:
        case Counting.FLOOR:
            whole = exact.__floor__()
        case Counting.CEILING:
            whole = exact.__ceil__()
        case Counting.HALF_UP:
            whole = (exact + Fraction(1, 2)).__floor__()
    return max(1, whole)


def _among(rule: ListRule, total: Fraction, totals: Sequence[Fraction], count: int, sign: int) -> bool:
    """Whether a total is among the first `count` from the top (`sign` 1) or from the bottom (-1)."""
    before = sum((other - total) * sign > 0 for other in totals)
    equal = sum(other == total for other in totals)
    return before < count if rule.ties is Ties.INCLUDE else before + equal <= count


def _red(rule: ListRule, standing: Standing, total: Fraction, count: int, ranked: int) -> tuple[Listed, str]:
    if total < rule.red_least or (standing.vetoed and rule.red_unvetoed):
        return Listed.NONE, ""
    return Listed.RED, f"本组{ranked}个中的前{count}名"
