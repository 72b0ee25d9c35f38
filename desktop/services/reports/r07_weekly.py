"""R07 热线工单周报: the units' week; further sheets hold all of it, categories, estates, a list and the week ahead."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Organisation
from desktop.data.tables.reference import Category
from desktop.documents.table import Kind, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SummaryKind
from desktop.services.counting import scope
from desktop.services.counting.pressing_now import PRESSING, pressing_now
from desktop.services.counting.scope import By, Figures
from desktop.services.indicators import defined
from desktop.services.reports import measures, weekly_ahead, weekly_overall, weekly_sections
from desktop.services.reports.heads import head
from desktop.services.reports.keys import NOBODY
from desktop.services.reports.measures import Line, Measure, count, label
from desktop.services.reports.period_words import named, worded

NAME = "热线工单周报"
_OVER_OTHERS = "热线工单情况"
_WITHOUT = "未派单"


def weekly(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The units by how much they got this week; what no unit has stands last."""
    lines = _lines(session, period, now)
    whole = measures.whole_of(lines)
    return Table(
        title=named(period, SummaryKind.WEEKLY, NAME, _OVER_OTHERS),
        columns=worded([measure.column for measure in MEASURES], period),
        rows=[measures.row(MEASURES, line) for line in lines],
        total=measures.row(MEASURES, _total(lines, whole)) if lines else None,
        head=head(session, period, operator, now, "受理按受理时间,不满意按办结时间;临期、逾期按填报时"),
        notes=[
            f"已办结、在办、挂账、退单为本期受理件至填报时的情况,四项之和等于受理;临期为{PRESSING}小时内到办结截止的,"
            "逾期为已过办结截止还没有办结的,都不论何时受理,挂账、退单的不计。",
            *defined.notes({}, "K26"),
        ],
        extras=[
            weekly_overall.overall(session, period, operator, now),
            weekly_overall.rates(session, period, operator, now),
            weekly_sections.categories(session, period, operator, now),
            weekly_sections.estates(session, period, operator, now),
            weekly_sections.listed(session, period, operator, now),
            weekly_ahead.ahead(session, period, operator, now),
        ],
        landscape=False,
        source="R07",
        keys=[line.key for line in lines],
    )


def _lines(session: Session, period: Period, now: datetime) -> list[Line]:
    found = scope.figures(session, By.UNIT, period)
    pressing = pressing_now(session, By.UNIT, period, now)
    crossed = scope.crossing(session, By.UNIT, By.CATEGORY, period)
    units: dict[Any, str] = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    names: dict[Any, str] = dict(session.execute(select(Category.code, Category.name)).all())
    lines = []
    for key in {**found, **pressing}:
        soon, late = pressing.get(key, (0, 0))
        counts = measures.named(crossed.get(key, {}), names)
        cells = {
            "unit": units.get(key, _WITHOUT),
            "due_soon": soon,
            "overdue": late,
            "counts": counts,
            "problems": measures.top(counts),
        }
        lines.append(Line(cells, found.get(key, Figures()), key=NOBODY if key is None else key))
    lines = [line for line in lines if _tells(line)]
    lines.sort(key=lambda line: (line.key == NOBODY, -line.figures.received, line.cells["unit"]))
    for number, line in enumerate(lines, 1):
        line.cells["number"] = number
    return lines


def _tells(line: Line) -> bool:
    """Whether anything on the form is not 0."""
    figures = line.figures
    return any((figures.received, figures.before, figures.discontent, line.cells["due_soon"], line.cells["overdue"]))


def _total(lines: list[Line], whole: Figures) -> Line:
    sums: dict[str, Any] = {key: sum(line.cells[key] for line in lines) for key in ("due_soon", "overdue")}
    counts = sum((line.cells["counts"] for line in lines), Counter[str]())
    return Line({"unit": "合计", "problems": measures.top(counts), **sums}, whole)


MEASURES: tuple[Measure, ...] = (
    label("number", "序号", 3, Kind.COUNT),
    label("unit", "承办单位/小区", 10),
    count("received", "本周受理", "受理时间在期内的件次", "K01"),
    measures.against_before("环比上周"),
    count("ended", "已办结", "本期受理、至填报时已办结"),
    count("under_way", "在办", "本期受理,至填报时没有办结、挂账、退单"),
    label(
        "due_soon", f"临期({PRESSING}小时内)", 5, Kind.COUNT, summed=True, meaning=f"填报时起{PRESSING}小时内到办结截止"
    ),
    label("overdue", "逾期", 4, Kind.COUNT, summed=True, meaning="填报时已过办结截止还没有办结"),
    count("discontent", "不满意", "期内办结、评价为不满意"),
    count("repeats", "重复", "期内判定为重复的件次", "K13"),
    label("problems", "本周突出问题", 13, meaning="受理最多的三个末级类别"),
    measures.working("held", "挂账", "本期受理,已批准挂账"),
    measures.working("returned", "退单", "本期受理,已批准退单、尚未重新派出"),
    measures.BEFORE,
)
