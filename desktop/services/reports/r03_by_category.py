"""R03 物业投诉分类统计表: two levels of categories, with a subtotal for each of the first level."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.reference import Category
from desktop.documents.table import Chart, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting import scope
from desktop.services.counting.scope import By
from desktop.services.indicators import defined
from desktop.services.indicators.evaluating import Definitions
from desktop.services.reports import measures
from desktop.services.reports.heads import head
from desktop.services.reports.keys import NOBODY, of_subtotal
from desktop.services.reports.keys import subtotal as key_of_subtotal
from desktop.services.reports.measures import Line, Measure, count, label, measured

NAME = "物业投诉分类统计表"
UNSORTED = "未分类"
_LAST = 10_000  # behind every category's position
RATES = ("K05", "K09")
_NOTES = ("K05", "K09", "K25", "K26")


def by_category(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The second level with subtotals; a further sheet holds the first level alone, with its chart."""
    known = defined.definitions(session)
    columns = (*_SECOND, *_figures(known), _HOT, *_working(known))
    lines = _lines(session, period, now)
    groups = [list(group) for _, group in groupby(lines, key=lambda line: line.cells["first"])]
    sums = [_sum(group, lines, subtotal=True) for group in groups]
    listed = [
        line for group, added in zip(groups, sums, strict=True) for line in (*group, _named(added, "second", "小计"))
    ]
    return Table(
        title=period.words + NAME,
        columns=[measure.column for measure in columns],
        rows=[measures.row(columns, line) for line in listed],
        total=measures.row(columns, _named(_sum(lines, lines), "first", "合计")) if lines else None,
        head=head(session, period, operator, now),
        notes=[
            "件数为件次,含重复、并案和主动发现;没有分类的工单列在最后。热点类别为市级8类热点的归并。",
            *defined.notes(known, *_NOTES),
        ],
        extras=[_first_level(session, sums, lines, period, operator, now, known)] if lines else (),
        source="R03",
        keys=[line.key for line in listed],
    )


def _first_level(
    session: Session, sums: Sequence[Line], lines: Sequence[Line], period: Period, operator: Operator, now: datetime,
    known: Definitions,
) -> Table:  # fmt: skip
    columns = (_FIRST, *_figures(known), *_working(known))
    ordered = [replace(line, subtotal=False, key=of_subtotal(line.key)) for line in sums]
    ordered.sort(key=lambda line: -line.figures.received)
    charted = sum(line.figures.received > 0 for line in ordered)
    return Table(
        title=f"{period.words}投诉一级类别汇总表",
        columns=[measure.column for measure in columns],
        rows=[measures.row(columns, line) for line in ordered],
        total=measures.row(columns, _named(_sum(lines, lines), "first", "合计")),
        head=head(session, period, operator, now),
        notes=defined.notes(known, *_NOTES),
        charts=[Chart("bar", f"{period.words}各类诉求件数", "first", ("received", "before"), charted)]
        if charted
        else (),
        landscape=False,
        source="R03.first",
        keys=[line.key for line in ordered],
    )


def _lines(session: Session, period: Period, now: datetime) -> list[Line]:
    """The second level in the order of the lists; what has only a first level, or none, stands behind it."""
    found = measures.counted(session, By.CATEGORY, period, now, RATES)
    places = _places(session, period)
    whole = scope.total(figures for figures, _ in found.values())
    categories = {row.code: row for row in session.scalars(select(Category))}
    lines = []
    for code, (figures, values) in found.items():
        category = categories.get(code)
        parent = categories.get(category.parent_code) if category and category.parent_code else None
        top = parent or category
        cells = {
            "first": top.name if top else UNSORTED,
            "second": category.name if category and parent else "(未细分)" if category else UNSORTED,
            "hot": category.hot_class if category else "",
            "order": (top.position if top else _LAST, category.position if category and parent else _LAST),
            "top": top.code if top else NOBODY,
            "counts": places.get(code, Counter()),
            "estates": measures.top(places.get(code, Counter())),
        }
        lines.append(Line(cells, figures, whole, key=code or NOBODY, values=values))
    return sorted(lines, key=lambda line: (line.cells["order"], line.cells["first"], line.cells["second"]))


def _sum(lines: Sequence[Line], everything: Sequence[Line], subtotal: bool = False) -> Line:
    counts = sum((line.cells["counts"] for line in lines), Counter[str]())
    cells = {"first": lines[0].cells["first"] if lines else "", "estates": measures.top(counts)}
    key = key_of_subtotal(lines[0].cells["top"]) if subtotal else None
    return Line(cells, measures.whole_of(lines), measures.whole_of(everything), subtotal, key, measures.rates_of(lines))


def _named(line: Line, key: str, word: str) -> Line:
    return replace(line, cells={**line.cells, key: word})


def _places(session: Session, period: Period) -> dict[str | None, Counter[str]]:
    """The estates of each category, by how often it came up there."""
    names: dict[int, str] = dict(session.execute(select(Estate.id, Estate.name)).all())
    crossed = scope.crossing(session, By.CATEGORY, By.ESTATE, period)
    return {code: measures.named(counts, names) for code, counts in crossed.items()}


def _figures(known: Definitions) -> tuple[Measure, ...]:
    return (
        count("received", "件数", "受理时间在期内的件次", "K01"),
        measures.share_of_all(),
        count("before", "上期件数", "上一期受理件次"),
        measures.change(),
        measures.against_before(),
        measures.against_a_year_before(),
        measured(known["K05"]),
        measured(known["K09"]),
        label("estates", "重点小区", 14),
    )


def _working(known: Definitions) -> tuple[Measure, ...]:
    return (
        measures.working("proactive", "其中主动发现", "渠道为网格巡查、检查发现、物业自报,不计投诉量"),
        measures.A_YEAR_BEFORE,
        *measures.parts(*(known[code] for code in RATES)),
        *measures.RATINGS,
    )


_SECOND = (label("first", "一级类别", 8), label("second", "二级类别", 11))
_FIRST = label("first", "一级类别", 10)
_HOT = label("hot", "热点类别", 6)
