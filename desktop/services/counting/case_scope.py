"""A report's scope on inspections, findings, notices and measures; what it cannot be asked of them is said in words.

Whom they are addressed to is the company that served the estate then, and the unit that a measure presses.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Inspection
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.data.tables.reference import Category
from desktop.domain.extent import Scope, scope_of
from desktop.domain.timing.periods import Period
from desktop.services.registry.serving import served_estates

Conditions = list[ColumnElement[bool]]

_SIDES = {
    "estates": "小区",
    "companies": "物业企业",
    "units": "承办单位",
    "channels": "渠道",
    "categories": "类别",
    "kinds": "诉求类型",
    "urgencies": "紧急程度",
}


def of_inspections(period: Period) -> Conditions:
    """Inspections of these estates, or made while these companies served them."""
    return _where(scope_of(period), Inspection.estate_id, Inspection.organisation_id)


def of_notices(period: Period) -> Conditions:
    """Notices of these estates, or to these companies."""
    return _where(scope_of(period), RectificationNotice.estate_id, RectificationNotice.organisation_id)


def of_findings(period: Period) -> Conditions:
    """Findings of these estates, companies and categories (a first-level category takes its children along)."""
    wanted = scope_of(period)
    found = _where(wanted, Finding.estate_id, Finding.organisation_id)
    if wanted.categories:
        children = select(Category.code).where(Category.parent_code.in_(wanted.categories))
        found.append(or_(Finding.category_code.in_(wanted.categories), Finding.category_code.in_(children)))
    return found


def of_measures(period: Period) -> Conditions:
    """Measures of these estates, or towards these companies and units."""
    return _where(scope_of(period), Measure.estate_id, Measure.organisation_id)


def of_estates(period: Period) -> Conditions:
    """These estates, or those that these companies serve at the end of the period."""
    wanted = scope_of(period)
    found: Conditions = [Estate.id.in_(wanted.estates)] if wanted.estates else []
    if wanted.companies:
        found.append(Estate.id.in_(served_estates(wanted.companies, period.reached)))
    return found


def left_aside(period: Period, *applies: str) -> list[str]:
    """A note naming the sides of the scope that a table cannot be narrowed by; `applies` are those that it can."""
    wanted = scope_of(period)
    vain = [words for side, words in _SIDES.items() if side not in applies and getattr(wanted, side)]
    return [f"统计范围中的{'、'.join(vain)}不适用于本表,未按其筛选。"] if vain else []


def _where(wanted: Scope, estate: SQLColumnExpression[Any], company: SQLColumnExpression[Any]) -> Conditions:
    sides: Sequence[tuple[tuple[int, ...], SQLColumnExpression[Any]]] = (
        (wanted.estates, estate),
        (wanted.companies, company),
        (wanted.units, company),
    )
    return [column.in_(ids) for ids, column in sides if ids]
