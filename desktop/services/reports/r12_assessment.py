"""R12 物业服务项目季度考核汇总表: one line for each estate, by groups and places; and the same of a year."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.table import Table
from desktop.domain.assessment.outcome import AssessmentView
from desktop.domain.assessment.scheme import QUARTER_PARTS, YEAR_PARTS
from desktop.domain.assessment.term import Term
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.assessment.showing import Given, given
from desktop.services.reports.assessed import averages, definitions_of, grouped, heading, row_measures
from desktop.services.reports.assessed_scope import narrowed, ranked_among_all, scope_notes
from desktop.services.reports.keys import subtotal

NAME = "物业服务项目季度考核汇总表"


def assessment(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The quarter in which the period ends: as published, else live."""
    return summary(session, given(session, Term.quarter_of(period), now), operator, now, period)


def summary(session: Session, found: Given, operator: Operator, now: datetime, asked: Period | None = None) -> Table:
    """The table of a quarter or of a year; `asked` brings the scope."""
    asked = asked or found.view.term.period
    found = narrowed(found, asked)
    view, scheme = found.view, found.scheme
    measures = row_measures(scheme, view.term, QUARTER_PARTS if view.term.quarter else YEAR_PARTS)
    name = NAME if view.term.quarter else "物业服务项目年度考评汇总表"
    codes = ("K22", "K24") if view.term.quarter else ("K22",)
    return Table(
        title=view.term.words + name,
        columns=ranked_among_all([measure.column for measure in measures], asked),
        rows=grouped(measures, view.rows, view.groups),
        total=averages(measures, view.rows, "全部平均") if view.rows else None,
        head=heading(session, found, operator, now, asked),
        notes=[
            "各项得分先取到小数位,再按权重合计,加上加分、减去扣分;分类排名,并列的名次相同,其后名次顺延。"
            "没有得分的分项显示“—”,没有总分的在末栏写明原因。平均分按有分的项目算术平均。",
            *(() if found.publication else view.warnings),
            *definitions_of(*codes),
            *_counted_by(view),
            *scope_notes(asked),
        ],
        source="R12",
        keys=_keys(view),
    )


def _counted_by(view: AssessmentView) -> list[str]:
    """The definitions that complaints and findings were counted by, as they were then."""
    by = dict.fromkeys(one for row in view.rows for figure in row.figures for one in figure.by)
    return [f"投诉处理、配合整改按统计口径{'、'.join(by)}计算。"] if by else []


def _keys(view: AssessmentView) -> list[Any]:
    """An estate's id for each row, then that of its group's means."""
    return [
        key
        for group in view.groups
        for key in (*(row.estate_id for row in view.rows if row.group == group), subtotal(group))
    ]
