"""U03 共性诉求分析表: what several people of one estate complain of, this period against the last, and what spreads."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.formulas import difference
from desktop.documents.table import Chart, Column, Kind, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.analysis.common_causes import PEOPLE, Causes, Common, Spread, common_causes
from desktop.services.reports.heads import head

NAME = "共性诉求分析表"
SOURCE = "U03"
SPREAD = "U03.spread"
MANY = 5  # people behind one cause: more than a notice is due (推断)
CHARTED = 10
_BASES = "按受理时间;有效投诉,同一人多次来电按一人"


def common(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The causes by how many people they trouble; a further sheet has what is found in several estates."""
    causes = common_causes(session, period, now)
    lines = head(session, period, operator, now, _BASES)
    rows = [_row(number, cause) for number, cause in enumerate(causes.places, 1)]
    return Table(
        title=period.words + NAME,
        columns=COLUMNS,
        rows=rows,
        total=_total(causes.places) if rows else None,
        head=lines,
        notes=[
            f"同一小区有{PEOPLE}名以上不同居民反映同一原因的列入;说法相近的归为一类,其余按末级类别归并。",
            f"上期为{period.previous().words}。建议处置由规则给出,供研判参考:两期都有且未减少的提级督办,"
            f"{MANY}人以上的约谈,其余告知物业限期处理。",
        ],
        source=SOURCE,
        keys=[str(cause.orders[0]) for cause in causes.places],
        extras=[_spread(causes, period, lines)] if causes.spreads else (),
    )


def advice(cause: Common) -> str:
    """What the town may do, by rule (推断)."""
    if cause.before and cause.change >= 0:
        return "两期重复,提级督办并约谈" if cause.people >= MANY else "两期重复,提级督办"
    if cause.people >= MANY:
        return "反映人多,约谈承办单位"
    return "限期处理后回访" if cause.still_open else "回访核实是否反弹"


def _row(number: int, cause: Common) -> tuple[Any, ...]:
    return (
        number,
        cause.estate,
        cause.words,
        cause.category,
        cause.people,
        len(cause.orders),
        len(cause.before),
        cause.change,
        cause.still_open,
        cause.repeats,
        cause.buildings,
        cause.units,
        advice(cause),
    )


def _total(places: Sequence[Common]) -> tuple[Any, ...]:
    now, before = sum(len(cause.orders) for cause in places), sum(len(cause.before) for cause in places)
    still_open, repeats = sum(cause.still_open for cause in places), sum(cause.repeats for cause in places)
    return (None, "合计", None, None, None, now, before, now - before, still_open, repeats, None, None, None)


def _spread(causes: Causes, period: Period, lines: Sequence[str]) -> Table:
    charted = min(CHARTED, len(causes.spreads))
    return Table(
        title=f"{period.words}跨小区共性问题表",
        columns=SPREAD_COLUMNS,
        rows=[_spread_row(number, spread) for number, spread in enumerate(causes.spreads, 1)],
        head=lines,
        notes=[f"{PEOPLE}个以上小区都有反映的末级类别,按小区数排列。"],
        charts=[Chart("bar", "涉及小区较多的问题", "category", ("estates",), charted)],
        source=SPREAD,
        keys=[spread.category_code for spread in causes.spreads],
    )


def _spread_row(number: int, spread: Spread) -> tuple[Any, ...]:
    now = len(spread.orders)
    where = "、".join(f"{name}({count})" for name, count in spread.estates[:5])
    return (
        number,
        spread.category,
        len(spread.estates),
        spread.people,
        now,
        spread.before,
        now - spread.before,
        spread.still_open,
        where,
    )


_PEOPLE = "不同的来电人,按电话、来电人或姓名分辨"
COLUMNS = (
    Column("number", "序号", Kind.COUNT, 3),
    Column("estate", "小区", width=7),
    Column("words", "反映的问题", width=16),
    Column("category", "类别", width=8),
    Column("people", "反映人数", Kind.COUNT, 4, "", _PEOPLE),
    Column("now", "本期件次", Kind.COUNT, 4, "", "受理时间在期内的有效投诉", summed=True),
    Column("before", "上期件次", Kind.COUNT, 4, "", "上期受理、归入同一原因的", summed=True),
    Column("change", "增减", Kind.COUNT, 4, "", "本期-上期", difference("now", "before")),
    Column("open", "未办结", Kind.COUNT, 4, "", "本期件中至今未办结", summed=True),
    Column("repeats", "重复件", Kind.COUNT, 4, "", "本期件中判定为重复的", summed=True),
    Column("buildings", "集中楼栋", width=8),
    Column("units", "承办单位", width=10),
    Column("advice", "建议处置", width=8),
)
SPREAD_COLUMNS = (
    Column("number", "序号", Kind.COUNT, 3),
    Column("category", "问题", width=10),
    Column("estates", "涉及小区", Kind.COUNT, 5, "", "期内有这类有效投诉的小区"),
    Column("people", "反映人数", Kind.COUNT, 5, "", _PEOPLE),
    Column("now", "本期件次", Kind.COUNT, 5, "", "受理时间在期内的有效投诉"),
    Column("before", "上期件次", Kind.COUNT, 5, "", "上期受理的同类有效投诉"),
    Column("change", "增减", Kind.COUNT, 5, "", "本期-上期", difference("now", "before")),
    Column("open", "未办结", Kind.COUNT, 5, "", "本期件中至今未办结"),
    Column("where", "主要小区", width=22),
)
