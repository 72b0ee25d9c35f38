"""R19 小区消毒与防控日报: what was disinfected and controlled in each estate, and who did not report."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.registers import Disinfection
from desktop.documents.table import Column, Kind, Table
from desktop.domain.inspection.checklist import exact
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import left_aside, of_estates
from desktop.services.registers.disinfection import recorded
from desktop.services.registers.figures import plain
from desktop.services.registers.reach import estates_of
from desktop.services.reports import sums
from desktop.services.reports.heads import head

NAME = "小区消毒与防控日报"
_FIGURES = ("buildings", "times", "parcels", "agent", "anomalies", "staff")


def disinfection(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """A line for each estate with a record, by name; of several days added up."""
    found = recorded(session, period.first, period.last, estates_of(session, period))
    found.sort(key=lambda one: (one[1], one[0].estate_id))  # estates may share a name
    groups = [(key, [row for row, _ in rows]) for key, rows in groupby(found, lambda one: (one[0].estate_id, one[1]))]
    days = period.first != period.last
    lines = [_row(name, rows, days) for (_, name), rows in groups]
    return Table(
        title=period.words + NAME,
        columns=sums.known(COLUMNS, lines),
        rows=lines,
        total=_total([row for row, _ in found]) if found else None,
        head=head(session, period, operator, now, "按登记日期"),
        notes=[
            *(["期间多于一天:各数为逐日之和,消毒楼栋为栋次,人员在岗为人次。"] if days else []),
            "消毒剂用量单位为升。没有登记的项目显示“—”,不当作0。",
            *_silent(session, period, {key for (key, _), _ in groups}),
            *left_aside(period, "estates", "companies", "units"),
        ],
        source="R19",
        keys=[key for (key, _), _ in groups],
    )


def _row(name: str, rows: Sequence[Disinfection], days: bool) -> tuple[Any, ...]:
    figures = {each: _sum(getattr(row, each) for row in rows) for each in _FIGURES}
    return (
        name,
        figures["buildings"],
        figures["times"],
        figures["parcels"],
        figures["agent"],
        figures["anomalies"],
        _told(rows, "refuse", days),
        figures["staff"],
        _told(rows, "problems", days),
    )


def _total(rows: Sequence[Disinfection]) -> tuple[Any, ...]:
    figures = {each: _sum(getattr(row, each) for row in rows) for each in _FIGURES}
    values = {column.key: figures.get(column.key) for column in COLUMNS}
    return ("合计", *[values[column.key] for column in COLUMNS[1:]])


def _sum(values: Iterable[float | None]) -> int | float | None:
    """Exact; None where nobody said a figure."""
    known = [exact(value) for value in values if value is not None]
    if not known:
        return None
    whole = plain(sum(known, Fraction(0)))
    return whole if isinstance(whole, int) else float(whole)


def _told(rows: Sequence[Disinfection], name: str, days: bool) -> str:
    """What was written, with its day where there are several."""
    said = [(row.on, getattr(row, name)) for row in rows if getattr(row, name)]
    return ";".join(f"{on.month}月{on.day}日:{words}" if days else words for on, words in said)


def _silent(session: Session, period: Period, told: set[int]) -> list[str]:
    query = select(Estate.name).where(Estate.active, Estate.id.not_in(told), *of_estates(period)).order_by(Estate.name)
    names = list(session.scalars(query))
    return [f"没有登记的小区{len(names)}个:{'、'.join(names)}。"] if names else []


COLUMNS = (
    Column("estate", "小区", width=10),
    Column("buildings", "消毒楼栋数", Kind.COUNT, 5, meaning="登记的楼栋,多日为栋次", summed=True),
    Column("times", "消毒次数", Kind.COUNT, 5, meaning="登记的次数", summed=True),
    Column("parcels", "快递批次", Kind.COUNT, 5, meaning="登记的消毒批次", summed=True),
    Column("agent", "消毒剂用量", Kind.AMOUNT, 6, meaning="升", summed=True),
    Column("anomalies", "出入口查验异常", Kind.COUNT, 6, meaning="人次", summed=True),
    Column("refuse", "垃圾清运情况", width=12),
    Column("staff", "人员在岗", Kind.COUNT, 5, meaning="登记的人数,多日为人次", summed=True),
    Column("problems", "问题与处置", width=20),
)
