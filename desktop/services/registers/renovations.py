"""老旧小区改造: projects, and how far each is at the end of a month."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.registers import Renovation, RenovationProgress
from desktop.domain.errors import Refused
from desktop.domain.timing.clocks import Level
from desktop.domain.wording import cleaning
from desktop.domain.wording.cleaning import Cell
from desktop.forms.registers.renovations import ProgressForm, RenovationForm, RenovationKind
from desktop.services.cases import Subject
from desktop.services.registers.register import (
    Line,
    ListColumn,
    Listing,
    Register,
    Remark,
    day,
    figure,
    in_order,
)

WHOLE = 100.0  # percent
_MONTH = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*月?")


@dataclass(frozen=True, slots=True)
class Works:
    """A project and its newest progress up to a day (None before the first)."""

    project: Renovation
    progress: RenovationProgress | None

    @property
    def planned(self) -> int:
        """Estates that the project is for."""
        return self.project.estates or 0

    @property
    def started(self) -> int | None:
        """Estates where the works have begun; None where nobody said."""
        return self.progress.started if self.progress else None

    @property
    def finished(self) -> bool:
        """Whether all estates are done."""
        at = self.progress
        return at is not None and ((at.finished or 0) >= max(1, self.planned) or (at.done or 0) >= WHOLE)


class Renovations(Register):
    """The projects."""

    key, name, one = "renovations", "老旧改造项目", "改造项目"
    hint = "一个项目一条;选了所含小区,进度表才能统计本月诉求。月进度记在下一个台账里。"
    table, form, line_form = Renovation, RenovationForm, RenovationForm
    subject = Subject.RENOVATION
    known_by = ("name",)
    columns = (
        ListColumn("name", "项目", 170, grows=True),
        ListColumn("community", "社区", 96),
        ListColumn("kind", "类型", 56),
        ListColumn("estates", "小区数", 68, figure=True),
        ListColumn("households", "户数", 64, figure=True),
        ListColumn("area", "面积(万㎡)", 90, figure=True),
        ListColumn("investment", "投资(万元)", 90, figure=True),
        ListColumn("ends", "计划完工", 96),
        ListColumn("state", "进度", 124, state=True),
    )

    def listing(self, session: Session, now: datetime) -> Listing:
        found = works(session, now.date(), everything=True)
        return Listing(tuple(_project_line(one, now.date()) for one in found))

    def words(self, session: Session, row: Any) -> str:  # noqa: ARG002
        return str(row.name)

    def judge(self, session: Session, form: Any, row: Any | None, now: datetime) -> None:  # noqa: ARG002
        in_order(form, (("starts_on", "ends_on"),))
        if form.estates is not None and len(form.estate) > form.estates:
            raise Refused({"estates": f"选了{len(form.estate)}个小区,小区数不能少于它,请检查。"})
        if self.another(session, form, row) is not None:
            raise Refused({"name": "已有同名的改造项目,请改那一条,或换个能区分的名称。"})

    def clear(self, session: Session, row: Any) -> None:
        months = select(func.count()).where(RenovationProgress.renovation_id == row.id)
        if told := session.scalar(months):
            raise Refused(f"这个项目有{told}条月进度,请先在“改造月进度”里删除。")
        session.delete(row)


class Progress(Register):
    """Their months, the newest first."""

    key, name, one = "progress", "改造月进度", "月进度"
    hint = "每个项目每月一条,数字都是开工以来的累计;报表取到期末为止最近的一条。"
    table, form, line_form = RenovationProgress, ProgressForm, ProgressForm
    subject = Subject.PROGRESS
    known_by = ("renovation", "month")
    columns = (
        ListColumn("project", "项目", 160),
        ListColumn("month", "月份", 90),
        ListColumn("started", "已开工", 66, figure=True),
        ListColumn("finished", "已完工", 66, figure=True),
        ListColumn("done", "工程量", 66, figure=True),
        ListColumn("invested", "完成投资(万元)", 116, figure=True),
        ListColumn("problems", "存在问题", 150, grows=True),
        ListColumn("plan", "下月计划", 140),
    )

    def listing(self, session: Session, now: datetime) -> Listing:
        query = (
            select(RenovationProgress, Renovation)
            .join(Renovation, Renovation.id == RenovationProgress.renovation_id)
            .order_by(RenovationProgress.month.desc(), Renovation.name)
        )
        lines = tuple(_month_line(row, project) for row, project in session.execute(query))
        last_month = now.date().replace(day=1) - timedelta(days=1)
        silent = sum(
            one.progress is None or one.progress.month < last_month.replace(day=1) for one in works(session, last_month)
        )
        return Listing(lines, (Remark(f"缺上月进度{silent}", Level.DUE_SOON),) if silent else ())

    def words(self, session: Session, row: Any) -> str:
        return f"{session.get_one(Renovation, row.renovation_id).name}{row.month:%Y年%m月}"

    def judge(self, session: Session, form: Any, row: Any | None, now: datetime) -> None:
        if form.month > now.date():
            raise Refused({"month": f"{form.month:%Y年%m月}还没有到,请改月份。"})
        project = session.get(Renovation, form.renovation)
        if project is None:
            raise Refused({"renovation": "请从列表里选改造项目。"})
        if form.finished > form.started:
            raise Refused({"finished": "已完工小区不能多于已开工小区,请检查。"})
        if project.estates is not None and form.started > project.estates:
            raise Refused({"started": f"这个项目共{project.estates}个小区,已开工不能多于它,请检查。"})
        if (there := self.another(session, form, row)) is not None:
            raise Refused({"month": f"这个项目{there.month:%Y年%m月}的进度已登记,请改那一条。"})

    def fill(self, session: Session, row: Any, form: Any) -> None:
        super().fill(session, row, form)
        row.month = row.month.replace(day=1)

    def same(self, session: Session, form: Any) -> Any | None:
        return session.scalars(
            select(RenovationProgress).where(
                RenovationProgress.renovation_id == form.renovation,
                RenovationProgress.month == form.month.replace(day=1),
            )
        ).first()

    def read(self, name: str, cell: Cell) -> Cell:
        """A month may be written without its day: 2026-10, 2026年10月."""
        written = cleaning.line(cell) if name == "month" and isinstance(cell, str) else ""
        found = _MONTH.fullmatch(written)
        return date(int(found[1]), int(found[2]), 1) if found and 1 <= int(found[2]) <= 12 else cell

    def prepared(self, session: Session, now: datetime) -> Any:  # noqa: ARG002
        return ProgressForm(month=now.date().replace(day=1))


def works(
    session: Session, until: date, since: date | None = None, estates: Iterable[int] | None = None,
    everything: bool = False,
) -> list[Works]:  # fmt: skip
    """The projects with their newest progress up to the month of `until`, by name; without those that were finished
    before the month of `since` (without it: of `until`), unless `everything` is wanted."""
    at = select(RenovationProgress).where(RenovationProgress.month <= until)
    newest: dict[int, RenovationProgress] = {}
    earlier: dict[int, RenovationProgress] = {}
    begins = (since or until).replace(day=1)
    for row in session.scalars(at.order_by(RenovationProgress.month)):
        newest[row.renovation_id] = row
        if row.month < begins:
            earlier[row.renovation_id] = row
    wanted = None if estates is None else set(estates)
    found = []
    for project in session.scalars(select(Renovation).order_by(Renovation.name)):
        if wanted is not None and not wanted & set(project.estate_ids):
            continue
        if everything or not Works(project, earlier.get(project.id)).finished:
            found.append(Works(project, newest.get(project.id)))
    return found


def _project_line(one: Works, today: date) -> Line:
    project, at = one.project, one.progress
    if one.finished:
        words, level = "已完工", Level.MET
    elif project.ends_on and project.ends_on < today:
        words, level = "已过计划完工", Level.OVERDUE
    elif one.started:
        words, level = f"在建 {figure(at.done if at else None)}%".replace(" %", ""), Level.FINE
    else:
        words, level = "未开工", Level.PAUSED
    cells = (
        project.name,
        project.community,
        RenovationKind(project.kind).label if project.kind else "",
        figure(project.estates),
        figure(project.households),
        figure(project.area),
        figure(project.investment),
        day(project.ends_on),
        words,
    )
    return Line(project.id, project.version, cells, tuple(project.estate_ids), level)


def _month_line(row: RenovationProgress, project: Renovation) -> Line:
    cells = (
        project.name,
        f"{row.month:%Y-%m}",
        figure(row.started),
        figure(row.finished),
        "" if row.done is None else f"{figure(row.done)}%",
        figure(row.invested),
        row.problems,
        row.plan,
    )
    return Line(row.id, row.version, cells, tuple(project.estate_ids))
