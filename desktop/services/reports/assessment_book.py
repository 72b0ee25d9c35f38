"""The whole assessment of a term as one workbook: summary, parts, lists, companies, scheme."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.formulas import NOTHING
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.assessment.outcome import Row
from desktop.domain.indicators import number_words
from desktop.domain.operator import Operator
from desktop.services.assessment.scheme import rules
from desktop.services.assessment.showing import Given
from desktop.services.reports import r12_assessment, r13_companies, r14_lists
from desktop.services.reports.assessed import heading

_POINTS = f'IF(ISNUMBER({{value}}),{{share}}*{{value}},"{NOTHING}")'
_PARTS = (
    Column("estate", "小区", width=9),
    Column("part", "分项", width=7),
    Column("weight", "权重(%)", Kind.NUMBER, 5, "", "考核办法定的权重"),
    Column("value", "得分", Kind.NUMBER, 5, "", "满分100"),
    Column("share", "实际占比", Kind.RATE, 5, "", "权重÷有分各项的权重合计"),
    Column("points", "折合分", Kind.NUMBER, 5, "", "实际占比×得分", _POINTS),
    Column("why", "怎么算的", width=46),
    Column("numerator", "分子", Kind.NUMBER, 7, printed=False),
    Column("denominator", "分母", Kind.NUMBER, 7, printed=False),
)


def book(session: Session, found: Given, operator: Operator, now: datetime) -> Table:
    """The summary with the others as further sheets."""
    first = r12_assessment.summary(session, found, operator, now)
    extras = (
        parts_table(session, found, operator, now),
        r14_lists.table(session, found, operator, now),
        r13_companies.table(session, found, operator, now),
        scheme_table(session, found, operator, now),
    )
    return Table(
        first.title, first.columns, first.rows, first.total, first.head, first.notes, landscape=True, extras=extras
    )


def parts_table(session: Session, found: Given, operator: Operator, now: datetime) -> Table:
    """Every part of every estate with its numbers and the reason, then bonus and penalty."""
    return Table(
        title=f"{found.view.term.words}考核分项得分表",
        columns=_PARTS,
        rows=[line for row in found.view.rows for line in _lines(row)],
        head=heading(session, found, operator, now),
        notes=["分子、分母是得分为比例或平均分时的两个数;投诉处理由四项合成,各项的数写在“怎么算的”里。"],
    )


def scheme_table(session: Session, found: Given, operator: Operator, now: datetime) -> Table:
    """What the scheme says."""
    number = found.view.scheme_number
    shipped = "软件自带的示例办法" + ("。" if found.publication else ",尚未经本单位确认。")
    return Table(
        title=f"{found.view.term.words}所用考核办法",
        columns=(Column("name", "项目", width=6), Column("rule", "规定", width=38, meaning="本次计算所用的规定")),
        rows=rules(session, found.scheme),
        head=heading(session, found, operator, now),
        notes=[f"考核办法第{number}版。" if number else shipped],
        landscape=False,
    )


def _lines(row: Row) -> list[tuple[Any, ...]]:
    there = sum(figure.weight for figure in row.figures if figure.value is not None)
    lines: list[tuple[Any, ...]] = []
    for figure in row.figures:
        share = None if figure.value is None else Rate(figure.weight, there)
        points = figure.weight * figure.value / there if figure.value is not None and there else None
        lines.append(
            (
                row.estate, figure.part.label, figure.weight, figure.value, share, points, figure.why,
                figure.numerator, figure.denominator,
            )
        )  # fmt: skip
    for name, given, sign in (("加分", row.bonus, 1), ("扣分", row.penalty, -1)):
        if given.ids:
            lines.append((row.estate, name, "", "", "", number_words(sign * given.counted, 2), given.why, "", ""))
    return lines
