"""其他数字: figures that the office states because no record gives them, and what they make of a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.registers import StatedFigure
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import exact
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.registers.stated import StatedFigureForm
from desktop.services.cases import Subject
from desktop.services.registers import keeping
from desktop.services.registers.register import Line, ListColumn, Listing, Register, figure, in_order
from desktop.system.resources import load_json


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that reports ask for: `counted` from records where there are any, else stated. A `stock` is what there
    is on the last day: it is not added up over months. `supply` is the word for the supplies whose giving out it is."""

    code: str
    name: str
    unit: str
    group: str
    counted: bool = False
    stock: bool = False
    supply: str = ""
    words: str = ""

    @property
    def told(self) -> str:
        """What stands before the number in a sentence: 下达整改通知书(5份)."""
        return self.words or self.name


@dataclass(frozen=True, slots=True)
class Cell:
    """A stated figure as the grid shows it."""

    id: int
    version: int
    value: float
    note: str


class StatedFigures(Register):
    """What was stated, the newest first; the page shows it as a grid."""

    key, name, one = "stated", "其他数字", "填报数字"
    hint = "没有台账可计的数字在这里填:空着显示“—”,不当作0。有记录的项目,报表以记录为准。"
    table, form, line_form = StatedFigure, StatedFigureForm, StatedFigureForm
    subject = Subject.STATED
    known_by = ("figure", "first", "last")
    with_estate = False
    columns = (
        ListColumn("figure", "数字项", 160, grows=True),
        ListColumn("period", "期间", 180),
        ListColumn("value", "数", 90, figure=True),
        ListColumn("note", "说明", 200),
    )

    def listing(self, session: Session, now: datetime) -> Listing:  # noqa: ARG002
        rows = session.scalars(select(StatedFigure).order_by(StatedFigure.first.desc(), StatedFigure.id))
        return Listing(tuple(_line(row) for row in rows))

    def words(self, session: Session, row: Any) -> str:  # noqa: ARG002
        return f"{name_of(row.code)}{Period(row.first, row.last).words}{figure(row.value)}"

    def judge(self, session: Session, form: Any, row: Any | None, now: datetime) -> None:  # noqa: ARG002
        in_order(form, (("first", "last"),))
        if form.figure not in figures():
            raise Refused({"figure": "请从列表里选数字项。"})
        if self.another(session, form, row) is not None:
            raise Refused({"first": "这个数字在同一期间已填报,请改那一条。"})

    def column(self, name: str) -> str:
        return "code" if name == "figure" else super().column(name)


REGISTER = StatedFigures()


@cache
def figures() -> Mapping[str, Figure]:
    """All of them by code, in the order of registers.json."""
    return {entry["code"]: Figure(**entry) for entry in load_json("registers.json")["figures"]}


def name_of(code: str) -> str:
    """招标备案(件); a code that is no longer known is its own name."""
    found = figures().get(code)
    return f"{found.name}({found.unit})" if found else code


def stated(session: Session, code: str, period: Period) -> tuple[Fraction | None, str]:
    """What was stated for a period: for just these days, or for parts that make them up without gap or overlap; a stock
    is that of the last part. None with the reason in words where nothing, or not all, was stated."""
    query = select(StatedFigure).where(
        StatedFigure.code == code, StatedFigure.first >= period.first, StatedFigure.last <= period.last
    )
    rows = list(session.scalars(query.order_by(StatedFigure.first, StatedFigure.last.desc())))
    known = figures()[code]
    if known.stock and rows:
        newest = max(rows, key=lambda row: (row.last, -row.first.toordinal()))
        return exact(newest.value), f"填报({Period(newest.first, newest.last).words})"
    reached = {period.first: Fraction(0)}  # what the parts up to a day add up to; of two ways the longer parts win
    for row in rows:
        if row.first in reached:
            reached.setdefault(row.last + timedelta(days=1), reached[row.first] + exact(row.value))
    if (total := reached.get(period.last + timedelta(days=1))) is not None:
        return total, "本单位填报"
    return None, "填报不全" if rows else ""


def grid(session: Session, columns: tuple[Period, ...]) -> dict[tuple[str, int], Cell]:
    """What was stated for each of these periods, by code and place of the period."""
    places = {(one.first, one.last): place for place, one in enumerate(columns)}
    rows = session.scalars(
        select(StatedFigure).where(
            StatedFigure.first >= min(one.first for one in columns),
            StatedFigure.last <= max(one.last for one in columns),
        )
    )
    return {
        (row.code, places[row.first, row.last]): Cell(row.id, row.version, row.value, row.note)
        for row in rows
        if (row.first, row.last) in places
    }


def state(
    session: Session,
    code: str,
    period: Period,
    value: float | None,
    seen: tuple[int, int] | None,
    operator: Operator,
    now: datetime,
) -> None:
    """Put a figure into a cell of the grid; None empties it. `seen` is the id and the version that stood there."""
    if value is None:
        if seen is not None:
            keeping.remove(session, REGISTER, seen[0], operator, now, seen[1])
        return
    form = StatedFigureForm(code, period.first, period.last, value)
    if seen is None:
        keeping.enter(session, REGISTER, form, operator, now)
    else:
        keeping.change(session, REGISTER, seen[0], form, operator, now, seen[1])


def _line(row: StatedFigure) -> Line:
    period = Period(row.first, row.last)
    days: tuple[date, date] = (row.first, row.last)
    words = period.words if period.months else f"{days[0]}至{days[1]}"
    return Line(row.id, row.version, (name_of(row.code), words, figure(row.value), row.note))
