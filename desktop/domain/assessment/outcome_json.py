"""An assessment as JSON, as it is kept when it is published; exact numbers stand as texts like 461/514."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from desktop.domain.assessment.outcome import AssessmentView, CompanyRow, Figure, Listed, Mixed, Points, Row, Share
from desktop.domain.assessment.scheme import Ingredient, Part
from desktop.domain.assessment.term import Term


def plain(view: AssessmentView) -> dict[str, Any]:
    """The whole assessment; `parse` gives the same back."""
    return {
        "term": view.term.code,
        "groups": list(view.groups),
        "scheme_number": view.scheme_number,
        "warnings": list(view.warnings),
        "rows": [_jsonable(asdict(row)) for row in view.rows],
        "companies": [_jsonable(asdict(row)) for row in view.companies],
    }


def parse(entry: Mapping[str, Any]) -> AssessmentView:
    """From JSON as `plain` writes it; KeyError or ValueError for anything else."""
    return AssessmentView(
        term=Term.parse(entry["term"]),
        rows=tuple(_row(row) for row in entry["rows"]),
        companies=tuple(_company(row) for row in entry["companies"]),
        groups=tuple(entry["groups"]),
        scheme_number=entry["scheme_number"],
        warnings=tuple(entry["warnings"]),
    )


def digest(*contents: Mapping[str, Any]) -> str:
    """The SHA-256 of JSON, the same for the same content however it was read."""
    text = json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _jsonable(value: Any) -> Any:
    match value:
        case Fraction():
            return str(value)
        case dict():
            return {key: _jsonable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_jsonable(inner) for inner in value]
        case Part() | Ingredient() | Listed():
            return value.value
    return value


def _row(entry: Mapping[str, Any]) -> Row:
    return Row(
        **{
            **entry,
            "area": _number(entry["area"]),
            "figures": tuple(_figure(figure) for figure in entry["figures"]),
            "bonus": _points(entry["bonus"]),
            "penalty": _points(entry["penalty"]),
            "total": _number(entry["total"]),
            "before": _number(entry["before"]),
            "listed": Listed(entry["listed"]),
            "quarters": _numbers(entry["quarters"]),
        }
    )


def _figure(entry: Mapping[str, Any]) -> Figure:
    return Figure(
        **{
            **entry,
            "part": Part(entry["part"]),
            "weight": Fraction(entry["weight"]),
            "value": _number(entry["value"]),
            "numerator": _number(entry["numerator"]),
            "denominator": _number(entry["denominator"]),
            "ids": tuple(entry["ids"]),
            "mixed": tuple(_mixed(one) for one in entry["mixed"]),
            "by": tuple(entry.get("by", ())),
        }
    )


def _mixed(entry: Mapping[str, Any]) -> Mixed:
    return Mixed(
        Ingredient(entry["ingredient"]),
        Fraction(entry["weight"]),
        Fraction(entry["numerator"]),
        Fraction(entry["denominator"]),
        _number(entry["points"]),
    )


def _points(entry: Mapping[str, Any]) -> Points:
    return Points(Fraction(entry["counted"]), Fraction(entry["before_cap"]), entry["why"], tuple(entry["ids"]))


def _company(entry: Mapping[str, Any]) -> CompanyRow:
    return CompanyRow(
        **{
            **entry,
            "shares": tuple(_share(share) for share in entry["shares"]),
            "area": Fraction(entry["area"]),
            "quarters": _numbers(entry["quarters"]),
            "weighted": _number(entry["weighted"]),
            "numerator": Fraction(entry["numerator"]),
            "denominator": Fraction(entry["denominator"]),
            "department": _number(entry["department"]),
            "credit": _points(entry["credit"]),
            "total": _number(entry["total"]),
            "listed": Listed(entry["listed"]),
        }
    )


def _share(entry: Mapping[str, Any]) -> Share:
    return Share(
        **{
            **entry,
            "area": _number(entry["area"]),
            "score": _number(entry["score"]),
            "department": _number(entry["department"]),
            "quarters": _numbers(entry["quarters"]),
        }
    )


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _numbers(texts: Sequence[str | None]) -> tuple[Fraction | None, ...]:
    return tuple(_number(text) for text in texts)
