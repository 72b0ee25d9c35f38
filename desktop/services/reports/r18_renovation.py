"""R18 老旧小区改造进度表: the projects of a period, how far they are, and what their residents complained of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.formulas import NOTHING
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.inspection.checklist import exact
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.registers.renovations import RenovationKind
from desktop.forms.summaries import this
from desktop.services.counting.case_scope import left_aside
from desktop.services.counting.definitions import indicator
from desktop.services.counting.scope import By, figures
from desktop.services.registers.reach import estates_of
from desktop.services.registers.renovations import Works, works
from desktop.services.reports import sums
from desktop.services.reports.heads import head
from desktop.services.reports.period_words import worded

NAME = "老旧小区改造进度表"
_RATE = f'IF(COUNT({{started}},{{planned}})<2,"{NOTHING}",IF({{planned}}=0,"{NOTHING}",{{started}}/{{planned}}))'
_SUMMED = ("estates", "buildings", "households", "area", "investment", "invested", "started", "planned")


def renovation(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The projects that were not finished before the period, with their newest progress up to its end."""
    found = works(session, period.last, period.first, estates_of(session, period))
    received = {key: one.received for key, one in figures(session, By.ESTATE, period).items() if key is not None}
    rows = [_row(one, received) for one in found]
    shared = _shared(found)
    return Table(
        title=period.words + NAME,
        columns=worded(sums.known(columns(summed=not shared), rows), period),
        rows=rows,
        total=_total(rows, found, received) if rows else None,
        head=head(session, period, operator, now, f"截至{period.last:%Y-%m-%d}最近一次填报的进度,开工以来累计"),
        notes=[
            f"{indicator('K30').words}没有填报进度的项目显示“—”,合计里按未开工计。",
            f"{this(period)}诉求为项目所含小区在统计期内受理的件次;没有选所含小区的显示“—”。",
            *(["有小区同属几个项目:各项目都列,合计只计一次。"] if shared else []),
            *left_aside(period, "estates", "companies", "units", "channels", "categories", "kinds", "urgencies"),
        ],
        source="R18",
        keys=[one.project.id for one in found],
    )


def _row(one: Works, received: Mapping[int, int]) -> tuple[Any, ...]:
    project, at = one.project, one.progress
    started = one.started
    return (
        project.name,
        project.community,
        RenovationKind(project.kind).label if project.kind else "",
        project.estates,
        project.buildings,
        project.households,
        project.area,
        project.investment,
        project.starts_on or "—",
        project.ends_on or "—",
        None if at is None or at.done is None else Rate(exact(at.done), 100),
        at.invested if at else None,
        _yes(None if started is None else started > 0),
        _yes(one.finished if at else None),
        Rate(started or 0, one.planned) if started is not None else None,
        sum(received.get(key, 0) for key in project.estate_ids) if project.estate_ids else None,
        at.problems if at else "",
        at.plan if at else "",
        started,
        one.planned,
    )


def _total(rows: Sequence[tuple[Any, ...]], found: Sequence[Works], received: Mapping[int, int]) -> tuple[Any, ...]:
    places = {column.key: place for place, column in enumerate(columns(summed=True))}
    total: list[Any] = [None] * len(places)
    total[0] = "合计"
    for key in _SUMMED:
        sizes = [exact(row[places[key]]) for row in rows if row[places[key]] is not None]
        whole = sum(sizes)
        total[places[key]] = None if not sizes else int(whole) if whole == int(whole) else float(whole)
    if total[places["started"]] is not None:
        total[places["rate"]] = Rate(total[places["started"]], total[places["planned"]])
    estates = {key for one in found for key in one.project.estate_ids}
    total[places["received"]] = sum(received.get(key, 0) for key in estates) if estates else None
    return tuple(total)


def _shared(found: Sequence[Works]) -> bool:
    """Whether an estate belongs to several projects."""
    return any(times > 1 for times in Counter(key for one in found for key in one.project.estate_ids).values())


def _yes(known: bool | None) -> str:
    return "—" if known is None else "是" if known else "否"


def columns(summed: bool) -> tuple[Column, ...]:
    """The columns; those that estates shared by projects keep from being added up are not `summed` then."""
    return (
        Column("project", "项目", width=9),
        Column("community", "社区", width=5),
        Column("kind", "类型", width=3),
        Column("estates", "小区数", Kind.COUNT, 3, meaning="项目计划改造的小区", summed=True),
        Column("buildings", "楼栋数", Kind.COUNT, 3, meaning="项目登记的楼栋", summed=True),
        Column("households", "户数", Kind.COUNT, 4, meaning="项目登记的户数", summed=True),
        Column("area", "面积(万㎡)", Kind.NUMBER, 5, meaning="项目登记的建筑面积", summed=True),
        Column("investment", "总投资(万元)", Kind.NUMBER, 6, meaning="项目登记的总投资", summed=True),
        Column("starts", "开工日", Kind.DATE, 6),
        Column("ends", "计划完工", Kind.DATE, 6),
        Column("done", "工程量%", Kind.RATE, 4, meaning="开工以来完成的工程量"),
        Column("invested", "完成投资(万元)", Kind.NUMBER, 6, meaning="开工以来累计", summed=True),
        Column("begun", "已开工", width=3, meaning="至少一个小区已开工"),
        Column("finished", "已完工", width=3, meaning="所有小区已完工"),
        Column("rate", "开工率", Kind.RATE, 4, "K30", indicator("K30").meaning, _RATE),
        Column("received", "本月诉求", Kind.COUNT, 3, meaning="所含小区在统计期内受理的件次", summed=summed),
        Column("problems", "存在问题", width=11),
        Column("plan", "下月计划", width=10),
        Column("started", "已开工小区", Kind.COUNT, 5, meaning="最近一次填报的", summed=True, printed=False),
        Column("planned", "计划小区", Kind.COUNT, 5, meaning="项目计划改造的", summed=True, printed=False),
    )
