"""The columns and formulas that the tables of an assessment share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.formulas import NOTHING, difference
from desktop.documents.table import Column, Kind, Subtotal
from desktop.domain.assessment.outcome import Row
from desktop.domain.assessment.scheme import Part, Scheme
from desktop.domain.assessment.term import Term
from desktop.domain.extent import WHOLE, Extent, scope_of
from desktop.domain.indicators import Rounding
from desktop.domain.inspection.checklist import points_words
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.assessment.showing import Given
from desktop.services.counting.definitions import indicator
from desktop.services.reports.heads import head

QUARTERS = ("一季", "二季", "三季", "四季")
FOOT = "公示前须经审核人签字;本表不含任何居民个人信息。"


@dataclass(frozen=True, slots=True)
class Measure:
    """A column, and how its value is found in a row of an assessment."""

    column: Column
    of: Callable[[Row], Any]


def rounding(scheme: Scheme, formula: str) -> str:
    """A formula's result as the scheme rounds it; first to 8 decimals, so that binary fractions do no harm."""
    cut = "TRUNC" if scheme.rounding is Rounding.TRUNCATE else "ROUND"
    return f"{cut}(ROUND({formula},8),{scheme.decimals})"


def clamping(scheme: Scheme, formula: str) -> str:
    """Never below 0, never above the scheme's highest."""
    inside = formula if scheme.highest is None else f"MIN({float(scheme.highest):g},{formula})"
    return f"MAX(0,{inside})"


def weighing(weights: Iterable[tuple[str, Fraction]]) -> str:
    """Σ weight × part ÷ Σ weight of those columns that hold a figure."""
    there = [(key, float(weight)) for key, weight in weights if weight]
    above = "+".join(f"IF(ISNUMBER({{{key}}}),{weight:g}*{{{key}}},0)" for key, weight in there)
    below = "+".join(f"IF(ISNUMBER({{{key}}}),{weight:g},0)" for key, weight in there)
    return f"({above})/({below})"


def grading(scheme: Scheme) -> str:
    """The grade of the row's total."""
    bands = sorted(scheme.bands, key=lambda band: band.least)
    formula = f'"{bands[0].name}"'
    for band in bands[1:]:
        formula = f'IF({{total}}>={float(band.least):g},"{band.name}",{formula})'
    return f'IF(ISNUMBER({{total}}),{formula},"")'


IN_GROUP = '{group:all},"="&{group},'
IN_ALL = '{group:all},"<>",'  # the rows of means have no group


def ranking(among: str = "") -> str:
    """The place by the total, 1-2-2-4, among the rows that meet a condition (`IN_GROUP`, `IN_ALL`) or all."""
    return f'IF(ISNUMBER({{total}}),COUNTIFS({among}{{total:all}},">"&{{total}})+1,"{NOTHING}")'


def row_measures(scheme: Scheme, term: Term, parts: Sequence[Part]) -> list[Measure]:
    """The columns of the summary of a quarter or a year, as the form has them, then the working figures."""
    before = "较上季" if term.quarter else "较上年"
    code = "K22" if term.quarter else ""
    weighed = weighing((part.value, scheme.weight(part)) for part in parts)
    total = clamping(scheme, rounding(scheme, f"{weighed}+{{bonus}}-{{penalty}}"))
    return [
        Measure(
            Column("rank", "排名", Kind.COUNT, 3, "", "组内名次,并列的相同,其后顺延", ranking(IN_GROUP)),
            lambda row: _or(row, row.rank),
        ),
        Measure(Column("estate", "小区", width=8), lambda row: row.estate),
        Measure(Column("group", "类别", width=5), lambda row: row.group),
        Measure(Column("company", "物业服务企业", width=9), lambda row: row.company),
        *(_quarter(place, name) for place, name in enumerate(QUARTERS) if not term.quarter),
        *(_part(scheme, part) for part in parts),
        Measure(
            Column("bonus", "加分", Kind.NUMBER, 3, "", "本期加分,不超过办法规定的上限", averaged=True),
            lambda row: row.bonus.counted,
        ),
        Measure(
            Column("penalty", "扣分", Kind.NUMBER, 3, "", "本期扣分,不超过办法规定的上限", averaged=True),
            lambda row: row.penalty.counted,
        ),
        Measure(
            Column("total", "总分", Kind.NUMBER, 4, code, _weights(scheme, parts), total, averaged=True),
            lambda row: _or(row, row.total),
        ),
        Measure(Column("grade", "等次", width=4, formula=grading(scheme)), lambda row: row.grade),
        Measure(
            Column("change", before, Kind.CHANGE, 4, "", "总分减上一期公布的总分", difference("total", "before")),
            lambda row: row.change,
        ),
        Measure(Column("deductions", "主要扣分项", width=18), lambda row: row.deductions or row.why_not),
        Measure(
            Column("before", "上期公布总分", Kind.NUMBER, 5, "", "上一期最后一次公布的总分", printed=False),
            lambda row: row.before,
        ),
        Measure(
            Column("overall", "全部排名", Kind.COUNT, 4, "", "不分组的名次", ranking(IN_ALL), printed=False),
            lambda row: _or(row, row.overall),
        ),
    ]


def averages(measures: Sequence[Measure], rows: Sequence[Row], label: str) -> tuple[Any, ...]:
    """A row of means of what has figures; — where nothing has."""

    def value(measure: Measure) -> Any:
        if measure.column.key == "estate":
            return label
        if not measure.column.averaged:
            return ""
        there = [found for row in rows if not isinstance(found := measure.of(row), str) and found is not None]
        return sum(map(Fraction, there), Fraction(0)) / len(there) if there else None

    return tuple(value(measure) for measure in measures)


def grouped(measures: Sequence[Measure], rows: Sequence[Row], groups: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows of each group, with its means below."""
    found: list[tuple[Any, ...]] = []
    for group in groups:
        own = [row for row in rows if row.group == group]
        found += [tuple(measure.of(row) for measure in measures) for row in own]
        found.append(Subtotal(averages(measures, own, "分类平均")))
    return found


def heading(
    session: Session, given: Given, operator: Operator, now: datetime, period: Period | None = None
) -> list[str]:
    """The lines over a table of an assessment; `period` brings the scope that it was asked for."""
    number = given.view.scheme_number
    bases = f"{given.scheme.name}第{number}版" if number else given.scheme.name
    lines = head(
        session, Extent.of(given.view.term.period, scope_of(period) if period else WHOLE), operator, now, bases
    )
    return [*lines[:-1], f"公布情况:{given.words}", lines[-1]]


def definitions_of(*codes: str) -> list[str]:
    """The definitions of indicators, for the foot."""
    return [indicator(code).words for code in codes]


def _quarter(place: int, name: str) -> Measure:
    column = Column(f"q{place + 1}", name, Kind.NUMBER, 4, "K22", f"{name}度的考核总分", averaged=True)
    return Measure(column, lambda row: row.quarters[place])


def _part(scheme: Scheme, part: Part) -> Measure:
    meaning = f"权重{points_words(scheme.weight(part))}%,满分100;没有得分时{scheme.missing[part].label}"
    code = {Part.SURVEY: "K24", Part.COOPERATION: "K20"}.get(part, "")
    column = Column(part.value, part.label, Kind.NUMBER, 4, code, meaning, averaged=True)
    return Measure(column, lambda row: row.figure(part).value)


def _weights(scheme: Scheme, parts: Sequence[Part]) -> str:
    words = "+".join(f"{points_words(scheme.weight(part))}%×{part.label}" for part in parts)
    return f"{words}+加分-扣分;缺项的权重摊给其他各项"


def _or(row: Row, value: Any) -> Any:
    """A figure that its formula makes; where the row has no total, a — that no formula overrules."""
    return NOTHING if row.total is None else value
