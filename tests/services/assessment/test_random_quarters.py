"""A thousand quarters by chance, each worked out a second time in another way."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import naive
import pytest
import random_quarter

from desktop.domain.assessment import parts, scheme_json
from desktop.domain.assessment.outcome import Row
from desktop.domain.assessment.scheme import Ingredient, Part, Scheme
from desktop.domain.indicators import Rate
from desktop.services.assessment.estates import Project
from desktop.services.assessment.scoring import Scored, ranked


def exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def scored(scheme: Scheme, at: int, estate: dict[str, Any]) -> Scored:
    """The estate's raw facts through the parts of the program."""
    visits = [
        parts.Visit(n, day, code, code, Fraction(score), vetoed)
        for n, (day, code, score, vetoed) in enumerate(estate["visits"])
    ]
    sheets = [parts.Sheets(n, tuple(counts)) for n, counts in enumerate(estate["sheets"])]
    given = {source: parts.Opinion(0, Fraction(score)) for source, score in estate["opinions"].items()}
    content = sum(Fraction(naive.RATINGS[name]) * n for name, n in estate["ratings"].items())
    effective = estate["effective"]
    numbers = {
        Ingredient.AREA: (effective * 10, exact(estate["area"]) or 0),
        Ingredient.HOUSEHOLDS: (effective * 1000, estate["households"] or 0),
        Ingredient.ON_TIME: (estate["on_time"], estate["timed"]),
        Ingredient.SATISFACTION: (Fraction(content), sum(estate["ratings"].values())),
    }
    shares = {ingredient: parts.Counted(Rate(*pair)) for ingredient, pair in numbers.items()}
    complaints = parts.Complaints(parts.Counted(Rate(effective, 1)), shares)
    put_right = parts.Counted(Rate(estate["cleared"], estate["due"]))
    looked_at = parts.inspection(scheme, visits)
    figures = (
        looked_at,
        parts.survey(scheme, sheets, estate["households"]),
        parts.opinion(scheme, Part.NEIGHBORHOOD, given.get("neighborhood")),
        parts.opinion(scheme, Part.OWNERS, given.get("owners")),
        parts.complaints(scheme, complaints),
        parts.cooperation(scheme, put_right, range(estate["due"]), given.get("cooperation")),
    )
    project = Project(
        at, estate["name"], exact(estate["area"]), estate["households"], estate["group"], None, None, "", ""
    )
    return Scored(
        project,
        figures,
        parts.points([(0, Fraction(p), "好") for p in estate["plus"]], scheme.bonus_cap),
        parts.points([(0, Fraction(p), "差") for p in estate["minus"]], scheme.penalty_cap),
        any(visits[n].vetoed for n in looked_at.ids),
    )


@pytest.mark.parametrize("block", range(10))
def test_a_hundred_quarters_agree_with_the_second_calculation(block: int):
    seen: Counter[str] = Counter()
    for seed in range(block * 100, block * 100 + 100):
        random = Random(seed)
        plan, estates = random_quarter.scheme(random), random_quarter.estates(random)
        scheme = scheme_json.parse(plan)
        rows = ranked(scheme, [scored(scheme, at, estate) for at, estate in enumerate(estates)], {})
        expected = naive.assess(plan, estates)
        assert len(rows) == len(expected)
        for row in rows:
            compare(row, expected[row.estate], seed)
            seen[row.listed.value or "none"] += 1
            seen["unranked" if row.rank is None else "ranked"] += 1
        seen["ties"] += len({row.total for row in rows if row.total is not None}) < sum(
            r.total is not None for r in rows
        )
    assert min(seen[kind] for kind in ("red", "black", "none", "ranked", "unranked", "ties")) > 3


def compare(row: Row, expected: dict[str, Any], seed: int) -> None:
    found = {figure.part.value: figure.value for figure in row.figures}
    assert found == {part: exact(value) for part, value in expected["values"].items()}, seed
    assert (row.bonus.counted, row.penalty.counted) == (exact(expected["bonus"]), exact(expected["penalty"])), seed
    assert row.total == exact(expected["total"]), (seed, row.estate, row.why_not)
    assert (row.grade, row.rank, row.overall, row.listed.value, row.below) == (
        expected["grade"], expected["rank"], expected["overall"], expected["listed"], expected["below"],
    ), (seed, row.estate)  # fmt: skip
    assert bool(row.why_not) == (row.total is None)
