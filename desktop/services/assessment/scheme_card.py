"""The scheme as the form in which it is edited, and back."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from desktop.domain.assessment.scheme import (
    QUARTER_PARTS,
    YEAR_PARTS,
    GroupRule,
    Ingredient,
    ListRule,
    Ramp,
    Scheme,
    VisitRule,
)
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Band, exact, points_words
from desktop.forms.assessment import SchemeCard
from desktop.forms.fields import check


def card(scheme: Scheme, names: Mapping[str, str]) -> SchemeCard:
    """The form filled in with a scheme; `names` of checklists by their code."""
    visits, mixture, lists = scheme.visits, scheme.complaints, scheme.lists
    parts: dict[str, Any] = {}
    for part in (*QUARTER_PARTS, *YEAR_PARTS):
        parts[part.value] = float(scheme.weight(part))
        parts[f"{part.value}_missing"] = scheme.missing[part]
    for ingredient in Ingredient:
        parts[f"{ingredient.value}_weight"] = float(mixture.weights[ingredient])
    weights = [f"{names.get(code, code)} {points_words(weight)}" for code, weight in visits.lists.items()]
    bands = [f"{points_words(band.least)} {band.name}" for band in scheme.bands]
    return SchemeCard(
        **parts,
        least_weight=float(scheme.least_weight),
        visits=visits.way,
        list_weights="\n".join(weights),
        area_good=float(mixture.area.good),
        area_bad=float(mixture.area.bad),
        households_good=float(mixture.households.good),
        households_bad=float(mixture.households.bad),
        sample=float(scheme.sample),
        bonus_cap=_perhaps(scheme.bonus_cap),
        penalty_cap=_perhaps(scheme.penalty_cap),
        highest=_perhaps(scheme.highest),
        yellow=float(scheme.yellow),
        red=float(scheme.red),
        decimals=float(scheme.decimals),
        rounding=scheme.rounding,
        bands="\n".join(bands),
        grouping=scheme.groups.way,
        group_years=float(scheme.groups.years),
        group_names="\n".join(scheme.groups.names),
        share=float(lists.share),
        counting=lists.counting,
        least_group=float(lists.least_group),
        ties=lists.ties,
        red_least=float(lists.red_least),
        red_unvetoed=lists.red_unvetoed,
        black_below=float(lists.black_below),
        exposure=float(scheme.exposure),
        least_days=float(scheme.least_days),
        no_area=scheme.no_area,
    )


def scheme_of(form: SchemeCard, before: Scheme, names: Mapping[str, str]) -> Scheme:
    """The scheme a form describes; what has no field stays as `before`. Refused with all problems, by field."""
    form = check(form)
    problems: dict[str, str] = {}
    bands, lists = _bands(form.bands, problems), _list_weights(form.list_weights, names, problems)
    if problems:
        raise Refused(problems)
    assert form.visits and form.rounding and form.grouping and form.counting and form.ties and form.no_area
    return replace(
        before,
        weights={part: _number(getattr(form, part.value)) for part in QUARTER_PARTS},
        year_weights={part: _number(getattr(form, part.value)) for part in YEAR_PARTS},
        missing={part: getattr(form, f"{part.value}_missing") for part in (*QUARTER_PARTS, *YEAR_PARTS)},
        least_weight=_number(form.least_weight),
        visits=VisitRule(form.visits, lists, before.visits.other),
        sample=_number(form.sample),
        complaints=replace(
            before.complaints,
            area=Ramp(_number(form.area_good), _number(form.area_bad)),
            households=Ramp(_number(form.households_good), _number(form.households_bad)),
            weights={one: _number(getattr(form, f"{one.value}_weight")) for one in Ingredient},
        ),
        bonus_cap=_cap(form.bonus_cap),
        penalty_cap=_cap(form.penalty_cap),
        highest=_cap(form.highest),
        yellow=_number(form.yellow),
        red=_number(form.red),
        decimals=int(form.decimals or 0),
        rounding=form.rounding,
        bands=bands,
        groups=GroupRule(form.grouping, int(form.group_years or before.groups.years), _lines(form.group_names)),
        lists=ListRule(
            _number(form.share), form.counting, int(form.least_group or 2), form.ties,
            _number(form.red_least), form.red_unvetoed, _number(form.black_below),
        ),
        exposure=_number(form.exposure),
        least_days=int(form.least_days or 0),
        no_area=form.no_area,
    )  # fmt: skip


def _bands(text: str, problems: dict[str, str]) -> tuple[Band, ...]:
    bands = []
    for line in _lines(text):
        least, _, name = line.partition(" ")
        try:
            bands.append(Band(exact(least), name.strip()))
        except ValueError:
            problems["bands"] = f"“{line}”看不懂,请写成“90 优秀”的样子,每行一档。"
    return tuple(bands)


def _list_weights(text: str, names: Mapping[str, str], problems: dict[str, str]) -> dict[str, Fraction]:
    codes = {name: code for code, name in names.items()} | {code: code for code in names}
    weights: dict[str, Fraction] = {}
    for line in _lines(text):
        name, _, weight = line.rpartition(" ")
        try:
            weights[codes[name.strip()]] = exact(weight)
        except ValueError:
            problems["list_weights"] = f"“{line}”看不懂,请写成“检查表名称 1”的样子,每行一张。"
        except KeyError:
            problems["list_weights"] = f"没有检查表“{name.strip()}”,请按检查表的全称填写。"
    return weights


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _number(value: float | None) -> Fraction:
    return Fraction(0) if value is None else exact(value)


def _cap(value: float | None) -> Fraction | None:
    return None if value is None else exact(value)


def _perhaps(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
