"""The town's one workbook: every office a row, estates, categories and channels together, problems, definitions.

Rates are made anew from the sums of their numerators and denominators, never averaged.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.reference import Category, Channel
from desktop.data.tables.submissions import Submission
from desktop.documents.table import Chart, Column, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting import definitions
from desktop.services.counting.scope import Figures
from desktop.services.reports import measures
from desktop.services.reports.heads import head
from desktop.services.reports.measures import Line, Measure, count, label, rate
from desktop.services.reports.r02_by_estate import NOWHERE
from desktop.services.saving import save_table
from desktop.services.sealing.sent_orders import SentOrder
from desktop.services.submissions import comparing, standing
from desktop.services.submissions.gathered import Gathered, gather
from desktop.services.submissions.standing import OfficeRow, Standing
from desktop.system.files import Place

NAME = "物业投诉汇总表"
_CHARTED = 12
_NO_GROUP, _NO_CATEGORY = "未分组", "未分类"

COUNTS = (
    count("received", "受理件次", "受理时间在期内,含重复、并案和主动发现", "K01"),
    count("hotline", "其中12345", "渠道为12345市民服务热线"),
    count("matters", "事项数", "不含并入其他工单的件"),
    count("closed", "办结", "办结时间在期内"),
    rate("K05", "closed_rate", "due_closed", "due"),
    rate("K04", "on_time_rate", "on_time", "timed"),
    rate("K06", "solved_rate", "solved", "judged"),
    measures.satisfaction(),
    count("repeats", "重复件", "期内判定为重复的件次", "K13"),
    count("effective", "有效投诉", "扣除报修、咨询、表扬、不予受理等的件次", "K02"),
)
BEHIND = (*measures.DUES, *measures.TIMED, *measures.VERDICTS, *measures.RATINGS)
OFFICES = (
    label("number", "序号", 3),
    label("office", "单位", 11),
    label("group", "分组", 6),
    label("state", "状态", 4),
    *COUNTS,
    label("remark", "说明", 16),
    *BEHIND,
)
ESTATES = (label("office", "单位", 11), label("estate", "小区", 11), *COUNTS, *BEHIND)
CATEGORIES = (
    label("parent", "一级类别", 8),
    label("category", "二级类别", 10),
    *COUNTS[:1],
    measures.share_of_all(),
    *COUNTS[1:],
    label("offices", "件次居前的单位", 16),
    *BEHIND,
)
CHANNELS = (label("channel", "渠道", 10), *COUNTS[:1], measures.share_of_all(), *COUNTS[1:], *BEHIND)


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The town's tables of a period, and what keeps them from being whole: offices missing, things that differ."""

    table: Table
    missing: tuple[str, ...]
    problems: int
    differing: int
    shared: int

    @property
    def sound(self) -> bool:
        """Everybody has sent, and everything agrees."""
        return not (self.missing or self.problems or self.differing or self.shared)


def consolidate(session: Session, period: Period, operator: Operator, now: datetime) -> Consolidated:
    """Make the tables of a period from what was taken in; the first has the others as further sheets."""
    return _Town(session, period, operator, now).consolidated()


def save(session: Session, path: Path, period: Period, operator: Operator, now: datetime) -> tuple[Consolidated, Place]:
    """Write the town's workbook; raises Refused for another ending than .xlsx or .csv."""
    made = consolidate(session, period, operator, now)
    return made, save_table(made.table, path, now)


class _Town:
    """All that the tables are made of, found once."""

    def __init__(self, session: Session, period: Period, operator: Operator, now: datetime) -> None:
        self._period = period
        self._found = gather(session, period)
        self._offices = standing.standings(session, period, self._found)
        self._names = {row.contributor_id: row.name for row in self._offices}
        self._whole = standing.whole(self._offices)
        self._head = head(session, period, operator, now)
        self._differing = comparing.differing(session, self._found)
        self._shared = comparing.shared(self._found)
        self._channels, self._categories = _names(session, self._found)

    def consolidated(self) -> Consolidated:
        tables = [self._by_estate(), self._by_category(), self._by_channel(), self._problems(), self._definitions()]
        missing = tuple(row.name for row in self._offices if row.standing in (Standing.MISSING, Standing.PARTLY))
        problems = sum(len(row.problems) for row in self._offices)
        return Consolidated(
            self._by_office(tables), missing, problems, len({one.code for one in self._differing}), len(self._shared)
        )

    def _by_office(self, extras: Sequence[Table]) -> Table:
        groups: defaultdict[str, list[Line]] = defaultdict(list)
        for row in sorted(self._offices, key=lambda row: (row.group == "", row.group, row.name)):
            groups[row.group or _NO_GROUP].append(self._office_line(row))
        lines: list[Line] = []
        for name, members in groups.items():
            lines += members
            if len(groups) > 1:
                lines.append(Line({"office": f"{name}小计"}, measures.whole_of(members), self._whole, subtotal=True))
        for number, line in enumerate((line for line in lines if not line.subtotal), 1):
            line.cells["number"] = str(number)
        absent = [row.name for row in self._offices if row.standing is Standing.MISSING]
        charted = [row for row in self._offices if row.figures.received]
        return self._table(
            f"{NAME}(各单位)",
            OFFICES,
            lines,
            "office",
            rows=[_blank_where_missing(OFFICES, line) for line in lines],
            notes=[
                f"应报{len(self._offices)}个单位,未报{len(absent)}个" + (f":{'、'.join(absent)}。" if absent else "。"),
                "各率按合计分子÷合计分母重算,不取平均;两个单位报了同一上游单号的,见“问题清单”,件次没有扣除。",
                *definitions.notes("K02", "K04", "K05", "K06", "K09", "K13"),
            ],
            charts=[
                Chart("bar", f"{self._period.words}各单位受理件次", "office", ("received",), min(len(lines), _CHARTED))
            ]
            if charted and len(groups) == 1
            else (),
            extras=extras,
        )

    def _office_line(self, row: OfficeRow) -> Line:
        remarks = []
        if row.missing:
            remarks.append(f"缺{'、'.join(month.words for month in row.missing)}")
        if row.problems:
            remarks.append(f"{len(row.problems)}处不符")
        differing = sorted({one.code for one in self._differing if one.contributor_id == row.contributor_id})
        if differing:
            remarks.append(f"口径不同:{'、'.join(differing)}")
        cells = {
            "office": row.name,
            "group": row.group,
            "state": row.standing.label,
            "remark": ";".join(remarks),
            "missing": row.standing is Standing.MISSING,
        }
        return Line(cells, row.figures, self._whole)

    def _by_estate(self) -> Table:
        found = {
            (office, estate): figures
            for office, orders in self._found.orders.items()
            for estate, figures in self._of(orders, lambda order: order.estate or NOWHERE).items()
        }
        lines = [
            Line({"office": self._names[office], "estate": estate}, figures, self._whole)
            for (office, estate), figures in found.items()
        ]
        lines.sort(key=lambda line: (-line.figures.received, line.cells["office"], line.cells["estate"]))
        return self._table(f"{NAME}(分小区)", ESTATES, lines, "office")

    def _of(self, orders: Iterable[SentOrder], key: Callable[[SentOrder], Hashable]) -> dict[Any, Figures]:
        one = Gathered(self._period, {}, {0: tuple(orders)}, self._found.uncounted)
        return one.by(key)

    def _by_category(self) -> Table:
        tops: defaultdict[Any, Counter[str]] = defaultdict(Counter)
        for office, orders in self._found.orders.items():
            for code, figures in self._of(orders, lambda order: order.category_code).items():
                tops[code][self._names[office]] += figures.received
        lines = []
        for code, figures in self._found.by(lambda order: order.category_code).items():
            parent, name = self._categories.get(code or "", ("", _NO_CATEGORY if code is None else code))
            offices = measures.top({office: number for office, number in tops[code].items() if number})
            lines.append(Line({"parent": parent or name, "category": name, "offices": offices}, figures, self._whole))
        lines.sort(key=lambda line: (-line.figures.received, line.cells["category"]))
        return self._table(f"{NAME}(分类别)", CATEGORIES, lines, "parent")

    def _by_channel(self) -> Table:
        lines = [
            Line({"channel": self._channels.get(code, code)}, figures, self._whole)
            for code, figures in self._found.by(lambda order: order.channel_code).items()
        ]
        lines.sort(key=lambda line: (-line.figures.received, line.cells["channel"]))
        return self._table(f"{NAME}(分渠道)", CHANNELS, lines, "channel", landscape=False)

    def _problems(self) -> Table:
        rows: list[tuple[Any, ...]] = [
            (row.name, row.group, row.standing.label, "", "", "请催报" if row.standing is Standing.MISSING else months)
            for row in self._offices
            if row.standing in (Standing.MISSING, Standing.PARTLY)
            for months in ["、".join(month.words for month in row.missing)]
        ]
        rows += [
            (row.name, row.group, problem.kind.label, problem.sheet, problem.cell, problem.words)
            for row in self._offices
            for problem in row.problems
        ]
        for one in self._shared:
            told = "、".join(f"{self._names[office]}{number}" for office, number in one.orders)
            rows.append((told, "", "两单位重复", "", "", f"上游单号{one.upstream_number}在几个单位都有,请核实由谁统计"))
        return Table(
            title=f"{self._period.words}问题清单",
            columns=[
                Column("office", "单位", width=12),
                Column("group", "分组", width=6),
                Column("kind", "问题", width=6),
                Column("sheet", "所在表", width=14),
                Column("cell", "单元格", width=5),
                Column("words", "说明", width=26),
            ],
            rows=rows,
            head=self._head,
        )

    def _definitions(self) -> Table:
        return Table(
            title=f"{self._period.words}口径对照",
            columns=[
                Column("code", "代码", width=4),
                Column("name", "指标", width=7),
                Column("office", "单位", width=11),
                Column("theirs", "该单位口径", width=26),
                Column("ours", "本单位口径", width=26),
            ],
            rows=[
                (one.code, one.name, self._names[one.contributor_id], one.theirs, one.ours) for one in self._differing
            ],
            head=self._head,
            notes=["只列与本单位口径不同的;汇总表一律按本单位口径重算。"],
        )

    def _table(
        self,
        title: str,
        columns: Sequence[Measure],
        lines: Sequence[Line],
        named: str,
        rows: Sequence[tuple[Any, ...]] | None = None,
        **more: Any,
    ) -> Table:
        return Table(
            title=self._period.words + title,
            columns=[measure.column for measure in columns],
            rows=[measures.row(columns, line) for line in lines] if rows is None else rows,
            total=measures.row(columns, Line({named: "合计"}, self._whole, self._whole)) if lines else None,
            head=self._head,
            **more,
        )


def _blank_where_missing(columns: Sequence[Measure], line: Line) -> tuple[Any, ...]:
    """An office that has not sent has no figures: neither 0 nor a rate."""
    if not line.cells.get("missing"):
        return measures.row(columns, line)
    return tuple(line.cells.get(measure.column.key) or "" for measure in columns)


def _names(session: Session, found: Gathered) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """What the codes are called: as in this office's lists, else as the senders call them."""
    channels: dict[str, str] = {}
    categories: dict[str, tuple[str, str]] = {}
    ids = [row.id for sent in found.sent.values() for row in sent]
    for content in session.scalars(select(Submission.content).where(Submission.id.in_(ids)).order_by(Submission.id)):
        channels |= {code: entry["name"] for code, entry in content["names"]["channels"].items()}
        named = content["names"]["categories"]
        for code, entry in named.items():
            categories[code] = (named.get(entry["parent"] or "", {}).get("name", ""), entry["name"])
    channels |= dict(session.execute(select(Channel.code, Channel.short)).all())
    listed = session.execute(select(Category.code, Category.name, Category.parent_code))
    own = {code: (name, parent) for code, name, parent in listed}
    categories |= {code: (own[parent][0] if parent else "", name) for code, (name, parent) in own.items()}
    return channels, categories
