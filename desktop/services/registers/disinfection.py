"""小区消毒: what was disinfected and controlled, an estate and a day to a record."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.registers import Disinfection
from desktop.domain.errors import Refused
from desktop.domain.timing.clocks import Level
from desktop.forms.registers.daily import DisinfectionForm
from desktop.services.cases import Subject
from desktop.services.registers.reach import within
from desktop.services.registers.register import (
    Line,
    ListColumn,
    Listing,
    Names,
    Register,
    Remark,
    day,
    figure,
    not_to_come,
)


class Disinfections(Register):
    """The days, the newest first."""

    key, name, one = "disinfection", "小区消毒", "消毒记录"
    hint = "每个小区每天一条;日报按这里汇总,没有登记的小区在表下列出。"
    table, form, line_form = Disinfection, DisinfectionForm, DisinfectionForm
    subject = Subject.DISINFECTION
    known_by = ("estate", "on")
    columns = (
        ListColumn("estate", "小区", 130),
        ListColumn("on", "日期", 100),
        ListColumn("buildings", "楼栋数", 72, figure=True),
        ListColumn("times", "次数", 64, figure=True),
        ListColumn("agent", "用量(升)", 84, figure=True),
        ListColumn("staff", "在岗", 64, figure=True),
        ListColumn("anomalies", "异常", 64, figure=True),
        ListColumn("problems", "问题与处置", 220, grows=True),
    )

    def listing(self, session: Session, now: datetime) -> Listing:
        names = Names.of(session)
        rows = session.scalars(select(Disinfection).order_by(Disinfection.on.desc(), Disinfection.id.desc()))
        lines = tuple(_line(row, names) for row in rows)
        today = session.scalar(select(func.count()).where(Disinfection.on == now.date()))
        return Listing(lines, (Remark(f"今日{today}", Level.FINE),) if today else ())

    def words(self, session: Session, row: Any) -> str:
        return f"{session.get_one(Estate, row.estate_id).name}{row.on}"

    def judge(self, session: Session, form: Any, row: Any | None, now: datetime) -> None:
        not_to_come(form, ("on",), now)
        if (there := self.another(session, form, row)) is not None:
            raise Refused({"on": f"这个小区{there.on}已登记,请改那一条。"})

    def prepared(self, session: Session, now: datetime) -> Any:  # noqa: ARG002
        return DisinfectionForm(on=now.date())


def recorded(
    session: Session, first: date, last: date, estates: Iterable[int] | None = None
) -> list[tuple[Disinfection, str]]:
    """The records of these days with their estates' names, by name and day."""
    query = (
        select(Disinfection, Estate.name)
        .join(Estate, Estate.id == Disinfection.estate_id)
        .where(Disinfection.on.between(first, last), *within(Disinfection.estate_id, estates))
        .order_by(Estate.name, Disinfection.on)
    )
    return [(row, name) for row, name in session.execute(query)]


def _line(row: Disinfection, names: Names) -> Line:
    cells = (
        names.estates.get(row.estate_id, ""),
        day(row.on),
        figure(row.buildings),
        figure(row.times),
        figure(row.agent),
        figure(row.staff),
        figure(row.anomalies),
        row.problems,
    )
    return Line(row.id, row.version, cells, (row.estate_id,))
