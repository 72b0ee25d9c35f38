"""R02 物业投诉月报表(分小区): one line for each estate with anything to tell."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.reference import Category
from desktop.documents.formulas import NOTHING
from desktop.documents.table import Chart, Column, Kind, Table
from desktop.domain.indicators import per_area
from desktop.domain.indicators.definition import Definition
from desktop.domain.inspection.checklist import exact
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting import scope
from desktop.services.counting.scope import By
from desktop.services.indicators import defined
from desktop.services.indicators.evaluating import Definitions
from desktop.services.reports import measures
from desktop.services.reports.companies import companies
from desktop.services.reports.heads import head
from desktop.services.reports.keys import NOBODY
from desktop.services.reports.measures import Line, Measure, count, label, measured, working

NAME = "物业投诉月报表(分小区)"
NOWHERE = "未落小区"
CHARTED = 12
RATES = ("K04", "K05", "K06", "K09")


def by_estate(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The estates by how many complaints they have; what belongs to no estate stands last."""
    known = defined.definitions(session)
    columns = _measures(known)
    lines = _lines(session, period, now)
    named = sum(line.cells["estate"] != NOWHERE and line.figures.received > 0 for line in lines)
    title = f"{period.words}受理件次居前的小区"
    return Table(
        title=period.words + NAME,
        columns=[measure.column for measure in columns],
        rows=[measures.row(columns, line) for line in lines],
        total=measures.row(columns, _total(lines)) if lines else None,
        head=head(session, period, operator, now),
        notes=[
            "户数、建筑面积只合计列出的小区;本期、上期、上年同期都没有诉求,也没有应办结、办结件的小区不列。",
            *defined.notes(known, "K02", "K04", "K05", "K06", "K09", "K13", "K17", "K25", "K26"),
        ],
        charts=[Chart("bar", title, "estate", ("received",), min(named, CHARTED))] if named else (),
        source="R02",
        keys=[line.key for line in lines],
    )


def _lines(session: Session, period: Period, now: datetime) -> list[Line]:
    found = measures.counted(session, By.ESTATE, period, now, RATES)
    problems = _problems(session, period)
    served = companies(session, period)
    estates = {
        key: (name, households, area)
        for key, name, households, area in session.execute(
            select(Estate.id, Estate.name, Estate.households, Estate.area)
        )
    }
    lines = []
    for key, (figures, values) in found.items():
        name, households, area = estates.get(key, (NOWHERE, None, None))
        cells = {
            "estate": name,
            "company": served[key][1] if key in served else "",
            "households": households,
            "area": area,
            "sized": figures.effective if area else 0,
            "counts": problems.get(key, Counter()),
            "problems": measures.top(problems.get(key, Counter())),
        }
        lines.append(Line(cells, figures, key=NOBODY if key is None else key, values=values))
    lines.sort(key=lambda line: (line.cells["estate"] == NOWHERE, -line.figures.received, line.cells["estate"]))
    for number, line in enumerate(lines, 1):
        line.cells["number"] = number
    return lines


def _total(lines: Sequence[Line]) -> Line:
    cells: dict[str, Any] = {"estate": "合计"}
    for key in ("households", "sized"):
        cells[key] = sum(line.cells[key] or 0 for line in lines)
    cells["area"] = sum((exact(line.cells["area"] or 0) for line in lines), Fraction(0))  # tenths are no binary numbers
    cells["problems"] = measures.top(sum((line.cells["counts"] for line in lines), Counter()))
    return Line(cells, measures.whole_of(lines), values=measures.rates_of(lines))


def _problems(session: Session, period: Period) -> dict[int | None, Counter[str]]:
    names: dict[str, str] = dict(session.execute(select(Category.code, Category.name)).all())
    crossed = scope.crossing(session, By.ESTATE, By.CATEGORY, period)
    return {key: measures.named(counts, names) for key, counts in crossed.items()}


def _per_area(known: Definition) -> Measure:
    live = f'IF(N({{area}})=0,"{NOTHING}",{{sized}}*10/{{area}})'
    column = Column("per_area", "每10万㎡", Kind.NUMBER, 4, "K17", known.said, live)

    def of(line: Line) -> Fraction | None:
        return per_area(line.cells["sized"], line.cells["area"])

    return Measure(column, of)


def _sized() -> Measure:
    meaning = "有建筑面积的小区的有效投诉量"
    column = Column("sized", "有面积的有效投诉", Kind.COUNT, 5, "", meaning, summed=True, printed=False)
    return Measure(column, lambda line: line.cells["sized"])


def _measures(known: Definitions) -> tuple[Measure, ...]:
    return (
        label("number", "序号", 3, Kind.COUNT),
        label("estate", "小区", 9),
        label("company", "物业服务企业", 9),
        label("households", "户数", 4, Kind.COUNT, summed=True, meaning="登记的户数"),
        label("area", "建筑面积(万㎡)", 5, Kind.NUMBER, summed=True, meaning="登记的建筑面积"),
        count("received", "受理件次", "受理时间在期内,含重复、并案和主动发现", "K01"),
        count("hotline", "其中12345", "渠道为12345市民服务热线"),
        count("matters", "事项数", "不含并入其他工单的件"),
        count("closed", "办结", "办结时间在期内"),
        measured(known["K05"]),
        measured(known["K04"]),
        measured(known["K06"]),
        measured(known["K09"]),
        count("repeats", "重复件", "期内判定为重复的件次", "K13"),
        _per_area(known["K17"]),
        measures.against_before(),
        measures.against_a_year_before(),
        label("problems", "主要问题", 15),
        working("proactive", "其中主动发现", "渠道为网格巡查、检查发现、物业自报,不计投诉量"),
        count("effective", "有效投诉量", known["K02"].said, "K02", printed=False),
        _sized(),
        measures.BEFORE,
        measures.A_YEAR_BEFORE,
        *measures.parts(*(known[code] for code in RATES)),
        *measures.RATINGS,
    )
