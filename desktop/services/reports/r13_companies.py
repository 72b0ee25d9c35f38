"""R13 物业服务企业年度考评表: the companies' estates weighted by area, with the department's score and the credit."""

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.formulas import NOTHING
from desktop.documents.table import Column, Kind, Table
from desktop.domain.assessment.outcome import CompanyRow
from desktop.domain.assessment.scheme import Missing, Part, Scheme
from desktop.domain.assessment.term import Term
from desktop.domain.indicators import rounded
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.assessment.showing import Given, given
from desktop.services.reports.assessed import (
    QUARTERS,
    clamping,
    definitions_of,
    grading,
    heading,
    ranking,
    rounding,
    weighing,
)
from desktop.services.reports.assessed_scope import narrowed, ranked_among_all, scope_notes

NAME = "物业服务企业年度考评表"

Columns = list[tuple[Column, Callable[[CompanyRow], Any]]]


def companies(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The year in which the period ends: as published, else live."""
    return table(session, given(session, Term(period.last.year), now), operator, now, period)


def table(session: Session, found: Given, operator: Operator, now: datetime, asked: Period | None = None) -> Table:
    """The companies of a year, or of a quarter with its scores only; `asked` brings the scope."""
    asked = asked or found.view.term.period
    found = narrowed(found, asked)
    view, scheme = found.view, found.scheme
    yearly = not view.term.quarter
    columns = _columns(scheme, yearly)
    name = NAME if yearly else "物业服务企业季度考核表"
    return Table(
        title=view.term.words + name,
        columns=ranked_among_all([column for column, _ in columns], asked),
        rows=[tuple(of(row) for _, of in columns) for row in view.companies],
        total=_total(scheme, columns, view.companies),
        head=heading(session, found, operator, now, asked),
        notes=[
            *definitions_of("K23"),
            *(f"{row.company}:{row.why}。" for row in view.companies if row.why),
            *(() if found.publication else view.warnings),
            *scope_notes(asked),
        ],
        source="R13",
        keys=[row.organisation_id for row in view.companies],
    )


def _columns(scheme: Scheme, yearly: bool) -> Columns:
    weighted = f'IF(N({{denominator}})=0,"{NOTHING}",{rounding(scheme, "{numerator}/{denominator}")})'
    scored = "{weighted}"
    if yearly:
        parts = (("weighted", scheme.weight(Part.TOWN)), ("department", scheme.weight(Part.DEPARTMENT)))
        scored = clamping(scheme, rounding(scheme, f"{weighing(parts)}+{{credit}}"))
    total = f'IF(ISNUMBER({{weighted}}),{scored},"{NOTHING}")'
    shares = "街镇{:g}%、主管部门{:g}%,加信用加扣分".format(*map(float, scheme.year_weights.values()))
    columns: Columns = [
        (Column("rank", "排名", Kind.COUNT, 3, "", "并列的名次相同", ranking()), lambda row: _or(row, row.rank)),
        (Column("company", "物业服务企业", width=14), lambda row: row.company),
        (
            Column("projects", "在管项目", Kind.COUNT, 5, "", "参加考核的在管项目数", summed=True),
            lambda row: len(row.shares),
        ),
        (Column("area", "在管面积(万㎡)", Kind.NUMBER, 6, "", "在管项目的建筑面积", summed=True), lambda row: row.area),
    ]
    if yearly:
        columns += [_quarter(at, name) for at, name in enumerate(QUARTERS)]
    columns.append(
        (Column("weighted", "项目加权分", Kind.NUMBER, 6, "K23", "按建筑面积加权", weighted), lambda row: row.weighted)
    )
    if yearly:
        columns += [
            (
                Column("department", "主管部门考评", Kind.NUMBER, 6, "", "主管部门给出的考评分"),
                lambda row: _department(scheme, row),
            ),
            (Column("credit", "信用加扣分", Kind.NUMBER, 5, "", "信用加分减信用扣分"), lambda row: row.credit.counted),
            (Column("total", "年度总分", Kind.NUMBER, 6, "K23", shares, total), lambda row: _or(row, row.total)),
        ]
    else:
        columns.append(
            (Column("total", "总分", Kind.NUMBER, 6, "", "本季为项目加权分", total), lambda row: _or(row, row.total))
        )
    columns += [
        (Column("grade", "等次", width=5, formula=grading(scheme)), lambda row: row.grade),
        (Column("listed", "红黑榜", width=5), lambda row: row.listed.label),
        (
            Column(
                "numerator", "Σ得分×面积", Kind.NUMBER, 7, "", "各项目得分×建筑面积之和", summed=True, printed=False
            ),
            lambda row: row.numerator,
        ),
        (
            Column(
                "denominator", "Σ计分面积", Kind.NUMBER, 7, "", "有得分的项目的建筑面积之和", summed=True, printed=False
            ),
            lambda row: row.denominator,
        ),
    ]
    return columns


def _quarter(at: int, name: str) -> tuple[Column, Callable[[CompanyRow], Any]]:
    column = Column(f"q{at + 1}", name, Kind.NUMBER, 5, "K23", f"{name}度项目加权分")
    return column, lambda row: row.quarters[at]


def _total(scheme: Scheme, columns: Columns, rows: tuple[CompanyRow, ...]) -> tuple[Any, ...] | None:
    """Counts and areas are added up, the weighted score is made again from its sums."""
    if not rows:
        return None
    above = sum((row.numerator for row in rows), Fraction(0))
    below = sum((row.denominator for row in rows), Fraction(0))
    weighted = rounded(above / below, scheme.decimals, scheme.rounding) if below else None
    sums = {
        "company": "合计",
        "projects": sum(len(row.shares) for row in rows),
        "area": sum((row.area for row in rows), Fraction(0)),
        "weighted": NOTHING if weighted is None else weighted,
        "numerator": above,
        "denominator": below,
    }
    return tuple(sums.get(column.key, "") for column, _ in columns)


def _department(scheme: Scheme, row: CompanyRow) -> Fraction | None:
    """The department's score as it counts in the total."""
    if row.department is None:
        return {Missing.ZERO: Fraction(0), Missing.FULL: Fraction(100)}.get(scheme.missing[Part.DEPARTMENT])
    return row.department


def _or(row: CompanyRow, value: Any) -> Any:
    return NOTHING if row.total is None else value
