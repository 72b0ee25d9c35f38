"""A scheme as JSON, for the database and resources/assessment.json."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from desktop.domain.assessment.scheme import (
    QUARTER_PARTS,
    YEAR_PARTS,
    ComplaintRule,
    Counting,
    Grouping,
    GroupRule,
    Ingredient,
    ListRule,
    Missing,
    NoArea,
    Part,
    Ramp,
    Scheme,
    Ties,
    VisitRule,
    Visits,
)
from desktop.domain.indicators import Rounding
from desktop.domain.inspection.checklist import Band, exact, number


def parse(entry: Mapping[str, Any]) -> Scheme:
    """From JSON as `plain` writes it; KeyError or ValueError for anything else."""
    visits, mixture, groups, lists = entry["visits"], entry["complaints"], entry["groups"], entry["lists"]
    return Scheme(
        name=entry["name"],
        weights={part: exact(entry["weights"][part]) for part in QUARTER_PARTS},
        year_weights={part: exact(entry["year_weights"][part]) for part in YEAR_PARTS},
        missing={part: Missing(entry["missing"][part]) for part in (*QUARTER_PARTS, *YEAR_PARTS)},
        least_weight=exact(entry["least_weight"]),
        visits=VisitRule(
            Visits(visits["way"]),
            {code: exact(weight) for code, weight in visits["lists"].items()},
            exact(visits["other"]),
        ),
        answers=tuple(exact(points) for points in entry["answers"]),
        sample=exact(entry["sample"]),
        complaints=ComplaintRule(
            _ramp(mixture["area"]),
            _ramp(mixture["households"]),
            {ingredient: exact(mixture["weights"][ingredient]) for ingredient in Ingredient},
        ),
        bonus_cap=_perhaps(entry["bonus_cap"]),
        penalty_cap=_perhaps(entry["penalty_cap"]),
        highest=_perhaps(entry["highest"]),
        yellow=exact(entry["yellow"]),
        red=exact(entry["red"]),
        decimals=int(entry["decimals"]),
        rounding=Rounding(entry["rounding"]),
        bands=tuple(Band(exact(band["least"]), band["name"]) for band in entry["bands"]),
        groups=GroupRule(Grouping(groups["way"]), int(groups["years"]), tuple(groups["names"])),
        lists=ListRule(
            share=exact(lists["share"]),
            counting=Counting(lists["counting"]),
            least_group=int(lists["least_group"]),
            ties=Ties(lists["ties"]),
            red_least=exact(lists["red_least"]),
            red_unvetoed=bool(lists["red_unvetoed"]),
            black_below=exact(lists["black_below"]),
        ),
        exposure=exact(entry["exposure"]),
        least_days=int(entry["least_days"]),
        no_area=NoArea(entry["no_area"]),
    )


def plain(scheme: Scheme) -> dict[str, Any]:
    """The scheme as JSON; `parse` gives the same scheme back."""
    visits, mixture, groups, lists = scheme.visits, scheme.complaints, scheme.groups, scheme.lists
    return {
        "name": scheme.name,
        "weights": _numbers(scheme.weights),
        "year_weights": _numbers(scheme.year_weights),
        "missing": {part.value: rule.value for part, rule in scheme.missing.items()},
        "least_weight": number(scheme.least_weight),
        "visits": {
            "way": visits.way.value,
            "lists": {code: number(weight) for code, weight in visits.lists.items()},
            "other": number(visits.other),
        },
        "answers": [number(points) for points in scheme.answers],
        "sample": number(scheme.sample),
        "complaints": {
            "area": _plain_ramp(mixture.area),
            "households": _plain_ramp(mixture.households),
            "weights": _numbers(mixture.weights),
        },
        "bonus_cap": _perhaps_number(scheme.bonus_cap),
        "penalty_cap": _perhaps_number(scheme.penalty_cap),
        "highest": _perhaps_number(scheme.highest),
        "yellow": number(scheme.yellow),
        "red": number(scheme.red),
        "decimals": scheme.decimals,
        "rounding": scheme.rounding.value,
        "bands": [{"least": number(band.least), "name": band.name} for band in scheme.bands],
        "groups": {"way": groups.way.value, "years": groups.years, "names": list(groups.names)},
        "lists": {
            "share": number(lists.share),
            "counting": lists.counting.value,
            "least_group": lists.least_group,
            "ties": lists.ties.value,
            "red_least": number(lists.red_least),
            "red_unvetoed": lists.red_unvetoed,
            "black_below": number(lists.black_below),
        },
        "exposure": number(scheme.exposure),
        "least_days": scheme.least_days,
        "no_area": scheme.no_area.value,
    }


def _ramp(entry: Mapping[str, Any]) -> Ramp:
    return Ramp(exact(entry["good"]), exact(entry["bad"]))


def _plain_ramp(ramp: Ramp) -> dict[str, int | float]:
    return {"good": number(ramp.good), "bad": number(ramp.bad)}


def _numbers(weights: Mapping[Part, Fraction] | Mapping[Ingredient, Fraction]) -> dict[str, int | float]:
    return {key.value: number(weight) for key, weight in weights.items()}


def _perhaps(value: float | None) -> Fraction | None:
    return None if value is None else exact(value)


def _perhaps_number(value: Fraction | None) -> int | float | None:
    return None if value is None else number(value)
