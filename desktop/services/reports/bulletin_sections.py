"""The sections of the monthly bulletin: how the hotline ran, what was complained of, first and last, the discontent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.orders import CallBack, WorkOrder
from desktop.data.tables.reference import Category
from desktop.documents.formulas import share
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import earlier, this
from desktop.services.counting import scope
from desktop.services.counting.answers import Answers, answers, conditions, last_answers, together, weighed
from desktop.services.counting.scope import By, Figures, counted, looked_at, span, within
from desktop.services.indicators import defined, evaluating
from desktop.services.indicators.evaluating import Definitions
from desktop.services.reports import measures, two_periods
from desktop.services.reports.heads import head
from desktop.services.reports.kept import kept
from desktop.services.reports.keys import NOBODY
from desktop.services.reports.measures import Line, Measure, count, label
from desktop.services.reports.period_words import worded
from desktop.services.reports.two_periods import Counted, Rated

CONTENT = "K09.xining"  # the form is from that bulletin
ENDS = 3
_WITHOUT = "未派单"
W = WorkOrder


def running(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """一、运行情况: what came in, was passed on, closed and called back, beside the month before."""
    before = period.previous()
    known = kept(session, before)
    here = _month(session, period)
    last: Mapping[str, int] = _month(session, before) if known else {}
    rows = [
        Counted(key, words, here[key], last.get(key), meaning)
        for key, words, meaning in (
            ("received", "受理件次", "受理时间在期内"),
            ("dispatched", "转办件次", "派单时间在期内"),
            ("closed", "办结件次", "办结时间在期内"),
            ("called", "回访件", "期内回访接通并答复是否解决的工单"),
            ("solved", "解决", "回访件中答已解决的"),
            ("content", "满意", "回访件中评价满意的"),
            ("fairly", "基本满意", "回访件中评价基本满意的"),
            ("so_so", "一般", "回访件中评价一般的"),
            ("discontent", "不满意", "回访件中评价不满意的"),
            ("unrated", "未评价", "回访件中没有评价的"),
        )
    ]
    notes = [f"{earlier(period)}为{before.words}。"]
    lines = head(session, period, operator, now)
    return two_periods.counts("一、热线运行情况", rows, this(period), earlier(period), lines, notes, "R08.running")


def rates(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """一、运行情况(率): answers by the day of the call, as in the units' table."""
    known = defined.definitions(session)
    before = period.previous()
    here = _month_rates(session, period, known, now)
    last = _month_rates(session, before, known, now) if kept(session, before) else {}
    rows = [
        Rated(code, name, here[code], last.get(code), meaning)
        for code, name, meaning in (
            ("K05", "办结率", known["K05"].said),
            ("K10", "响应率", known["K10"].said),
            ("K08", "解决率", known["K08"].said),
            (CONTENT, "满意率", f"{known[CONTENT].said},按回访时间"),
        )
    ]
    lines = head(session, period, operator, now)
    notes = defined.notes(known, "K05", "K10", "K08")
    return two_periods.rates("一、热线运行情况(率)", rows, this(period), earlier(period), lines, notes, "R08.rates")


def _month_rates(session: Session, period: Period, known: Definitions, now: datetime) -> Mapping[str, Rate]:
    ours = evaluating.values(session, ("K05", "K10", "K08"), period, now)
    said = together(answers(session, W.organisation_id, period).values())
    return {
        "K05": ours["K05"].rate,
        "K10": ours["K10"].rate,
        "K08": ours["K08"].rate,
        CONTENT: weighed(said, known[CONTENT].weights["评价"]),
    }


def hot(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """二、投诉热点分析: the first level of categories with an estate as an example."""
    found = scope.figures(session, By.CATEGORY, period)
    places = scope.crossing(session, By.CATEGORY, By.ESTATE, period)
    estates: dict[int, str] = dict(session.execute(select(Estate.id, Estate.name)).all())
    whole = scope.total(found.values())
    parents: dict[Any, Any] = dict(session.execute(select(Category.code, Category.parent_code)).all())
    names: dict[Any, str] = dict(session.execute(select(Category.code, Category.name)).all())
    groups: dict[Any, list[Figures]] = {}
    examples: dict[Any, Counter[str]] = {}
    for code, figures in found.items():
        first = parents.get(code) or code
        groups.setdefault(first, []).append(figures)
        examples.setdefault(first, Counter()).update(measures.named(places.get(code, {}), estates))
    lines = [
        Line(
            {"category": names.get(first, "未分类"), "example": measures.top(examples[first], 1)},
            scope.total(parts),
            whole,
            key=first or NOBODY,
        )
        for first, parts in groups.items()
    ]
    lines = [line for line in lines if line.figures.received or line.figures.before]
    lines.sort(key=lambda line: (line.key == NOBODY, -line.figures.received, line.cells["category"]))
    return Table(
        title="二、投诉热点分析",
        columns=worded([measure.column for measure in HOT], period),
        rows=[measures.row(HOT, line) for line in lines],
        total=measures.row(HOT, Line({"category": "合计"}, measures.whole_of(lines), whole)) if lines else None,
        head=head(session, period, operator, now),
        notes=["按受理件次,一级类别;举例为该类诉求最多的小区。"],
        landscape=False,
        source="R08.hot",
        keys=[line.key for line in lines],
    )


def ends(main: Table, head: Sequence[str]) -> Table:
    """三、承接办理情况: the three first and the three last of the units that have a place."""
    place = [column.key for column in main.columns].index("rank")
    ranked = [(key, row) for key, row in zip(main.keys, main.rows, strict=True) if isinstance(row[place], int)]
    first, last = ranked[:ENDS], ranked[ENDS:][-ENDS:]
    wanted = (*_ENDS_SHOW, *_ENDS_PARTS)
    places = [[column.key for column in main.columns].index(key) for key in wanted]
    rows = [
        (words, *(row[at] for at in places)) for words, part in (("前三", first), ("后三", last)) for _, row in part
    ]
    columns = {column.key: column for column in main.columns}
    return Table(
        title="三、承接办理前三后三",
        columns=(
            Column("part", "位次", width=4),
            *(_plain(columns[key]) for key in _ENDS_SHOW),
            *(replace(columns[key], summed=False, printed=False) for key in _ENDS_PARTS),
        ),
        rows=rows,
        head=head,
        notes=[f"有名次的单位不足{2 * ENDS}个的,不重复列出。各项的口径见承办单位表。"],
        landscape=False,
        source="R08.ends",
        keys=[key for key, _ in (*first, *last)],
    )


def discontent(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """四、不满意工单分析: discontent with the service and with the result apart, by unit."""
    said = answers(session, W.organisation_id, period)
    names: dict[Any, str] = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    problems = _bad_categories(session, period)
    whole = together(said.values())
    found = sorted(
        ((key, one) for key, one in said.items() if one.bad),
        key=lambda item: (item[0] is None, -item[1].bad, names.get(item[0], "")),
    )
    every = sum(problems.values(), Counter[str]())
    return Table(
        title="四、不满意工单分析",
        columns=DISCONTENT,
        rows=[_bad(names.get(key, _WITHOUT), one, whole, problems.get(key, Counter())) for key, one in found],
        total=_bad("合计", whole, whole, every) if found else None,
        head=head(session, period, operator, now),
        notes=["按期内回访的最后一次答复;对服务态度和办理结果都不满意的,不满意件只计一件。"],
        landscape=False,
        source="R08.discontent",
        keys=[NOBODY if key is None else key for key, _ in found],
    )


def _month(session: Session, period: Period) -> dict[str, int]:
    figures = scope.total(scope.figures(session, By.UNIT, period).values())
    said = together(answers(session, W.organisation_id, period).values())
    wanted = (counted(), within(W.dispatched_at), *looked_at(period))
    dispatched = session.execute(select(func.count()).select_from(W).where(*wanted), span(period)).scalar_one()
    return {
        "received": figures.received,
        "dispatched": dispatched,
        "closed": figures.closed,
        "called": said.all,
        "solved": said.solved,
        "content": said.content,
        "fairly": said.fairly,
        "so_so": said.so_so,
        "discontent": said.discontent,
        "unrated": said.unrated,
    }


def _bad_categories(session: Session, period: Period) -> dict[Any, Counter[str]]:
    """By unit, the categories of the orders whose caller was discontent with anything."""
    bad = conditions()
    rows = session.execute(
        select(W.organisation_id, Category.name, func.count())
        .select_from(CallBack)
        .join(W, W.id == CallBack.work_order_id)
        .join(Category, Category.code == W.category_code)
        .where(CallBack.id.in_(last_answers(period)), or_(bad["discontent"], bad["bad_service"]))
        .group_by(W.organisation_id, Category.code),
        span(period),
    )
    found: dict[Any, Counter[str]] = {}
    for unit, name, number in rows:
        found.setdefault(unit, Counter())[name] += number
    return found


def _bad(name: str, one: Answers, whole: Answers, problems: Mapping[str, int]) -> tuple[Any, ...]:
    part = Rate(one.bad, whole.bad)
    return (name, one.bad, part, one.bad_service, one.discontent, one.bad_both, measures.top(dict(problems)))


def _plain(column: Column) -> Column:
    """The column with the live formula of a rate only: what others go over is not on this sheet."""
    formula = column.formula if column.kind is Kind.RATE else ""
    return replace(column, width=max(column.width, 5), formula=formula, summed=False, printed=True)


_ENDS_SHOW = ("rank", "unit", "taken", "closed", "answered_rate", "solved_rate", "satisfaction", "score")
_ENDS_PARTS = ("asked", "answered", "called", "solved", "content", "fairly", "so_so", "discontent")  # of the rates
HOT: tuple[Measure, ...] = (
    label("category", "类别", 10),
    count("received", "件数", "受理时间在期内的件次", "K01"),
    measures.share_of_all(),
    count("before", "上月件数", "上一期受理件次"),
    measures.change(),
    measures.against_before(),
    label("example", "举例小区", 12, meaning="该类诉求最多的小区"),
)
DISCONTENT = (
    Column("unit", "承办单位", width=11),
    Column("bad", "不满意件", Kind.COUNT, 5, "", "对服务态度或办理结果不满意的", "{service}+{result}-{both}"),
    Column("share", "占比", Kind.RATE, 5, "", "不满意件÷合计不满意件", share("bad", "bad:total")),
    Column("service", "服务不满意", Kind.COUNT, 5, "", "对服务态度不满意", summed=True),
    Column("result", "结果不满意", Kind.COUNT, 5, "", "对办理结果不满意", summed=True),
    Column("both", "其中都不满意", Kind.COUNT, 5, "", "对服务态度和办理结果都不满意", summed=True),
    Column("problems", "主要类别", width=16, meaning="不满意件最多的三个末级类别"),
)
