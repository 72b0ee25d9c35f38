"""The town's one workbook: every office a row, estates, categories and channels together, changes, problems,
definitions.

Rates are made anew from the sums of their numerators and denominators, never averaged.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.reference import Category, Channel
from desktop.data.tables.submissions import Submission
from desktop.documents.table import Chart, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting.scope import By, Figures
from desktop.services.indicators import defined
from desktop.services.indicators.stored import Along
from desktop.services.reports import measures
from desktop.services.reports.heads import head
from desktop.services.reports.measures import Line, Measure, count, label, measured, parts
from desktop.services.reports.r02_by_estate import NOWHERE
from desktop.services.saving import save_table
from desktop.services.sealing.sent_orders import SentOrder
from desktop.services.submissions import comparing, standing
from desktop.services.submissions.counting import figures
from desktop.services.submissions.doubt_tables import definition_table, problem_table
from desktop.services.submissions.gathered import Gathered, gather
from desktop.services.submissions.periods_before import count_table, earlier, rate_table
from desktop.services.submissions.rates import Rates, Values
from desktop.services.submissions.standing import OfficeRow, Standing
from desktop.system.files import Place

NAME = "物业投诉汇总表"
_CHARTED = 12
_AT_ONCE = 20  # reports whose lists are looked at together
_NO_GROUP, _NO_CATEGORY = "未分组", "未分类"

RECEIVED = count("received", "受理件次", "受理时间在期内,含重复、并案和主动发现", "K01")
FURTHER = (
    count("hotline", "其中12345", "渠道为12345市民服务热线"),
    count("matters", "事项数", "不含并入其他工单的件"),
    count("closed", "办结", "办结时间在期内"),
)
LAST = (
    count("repeats", "重复件", "期内判定为重复的件次", "K13"),
    count("effective", "有效投诉", "扣除报修、咨询、表扬、不予受理等的件次", "K02"),
)
OFFICE, ESTATE = label("office", "单位", 11), label("estate", "小区", 11)
STANDING = (label("number", "序号", 3), OFFICE, label("group", "分组", 6), label("state", "状态", 4))
CATEGORY = (label("parent", "一级类别", 8), label("category", "二级类别", 10))
CHANNEL = label("channel", "渠道", 10)


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
        self._rates = Rates(session, period, now)
        self._offices = standing.standings(session, self._found, self._rates)
        self._names = {row.contributor_id: row.name for row in self._offices}
        self._whole = standing.whole(self._offices)
        self._thens = earlier(session, period, self._offices, now)
        rates = tuple(measured(one) for one in self._rates.definitions)
        self._behind = parts(*self._rates.definitions)
        self._figures = (*FURTHER, *rates, *LAST)
        self._head = head(session, period, operator, now)
        self._differing = comparing.differing(session, self._found)
        self._shared = comparing.shared(self._found)
        self._channels, self._categories = _names(session, self._found)

    def consolidated(self) -> Consolidated:
        tables = [self._by_estate(), self._by_category(), self._by_channel(), *self._against_then()]
        tables += [self._doubts(), self._other_definitions()]
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
                lines.append(_subtotal(name, members, self._whole))
        for number, line in enumerate((line for line in lines if not line.subtotal), 1):
            line.cells["number"] = str(number)
        absent = [row.name for row in self._offices if row.standing is Standing.MISSING]
        charted = [row for row in self._offices if row.figures.received]
        columns = (*STANDING, RECEIVED, *self._figures, label("remark", "说明", 16), *self._behind)
        return self._table(
            f"{NAME}(各单位)",
            columns,
            lines,
            "office",
            rows=[_blank_where_missing(columns, line) for line in lines],
            notes=[
                f"应报{len(self._offices)}个单位,未报{len(absent)}个" + (f":{'、'.join(absent)}。" if absent else "。"),
                "各率按合计分子÷合计分母重算,不取平均;两个单位报了同一上游单号的,见“问题清单”,件次没有扣除。",
                *(f"{code}没有算:{why}" for code, why in self._rates.left_out.items()),
                *defined.notes(self._rates.known, "K02", *self._rates.codes, "K13"),
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
            remarks.append(f"{row.told}不符")
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
        return Line(cells, row.figures, self._whole, values=row.values)

    def _by_estate(self) -> Table:
        found = {
            (office, estate): figures
            for office, orders in self._found.orders.items()
            for estate, figures in self._of(orders, lambda order: order.estate).items()
        }
        lines = [
            Line({"office": self._names[office], "estate": estate or NOWHERE}, figures, self._whole, values=values)
            for (office, estate), figures, values in _together(found, self._rates.by(Along.CONTRIBUTOR, By.ESTATE))
        ]
        lines.sort(key=lambda line: (-line.figures.received, line.cells["office"], line.cells["estate"]))
        columns = (OFFICE, ESTATE, RECEIVED, *self._figures, *self._behind)
        return self._table(f"{NAME}(分小区)", columns, lines, "office")

    def _of(self, orders: Iterable[SentOrder], key: Callable[[SentOrder], Hashable]) -> dict[Any, Figures]:
        return figures(orders, self._period, key, self._found.uncounted)

    def _by_category(self) -> Table:
        tops: defaultdict[Any, Counter[str]] = defaultdict(Counter)
        for office, orders in self._found.orders.items():
            for code, counted in self._of(orders, lambda order: order.category_code).items():
                tops[code][self._names[office]] += counted.received
        found = self._found.by(lambda order: order.category_code)
        lines = []
        for code, counted, values in _together(found, self._rates.by(By.CATEGORY)):
            parent, name = self._categories.get(code or "", ("", _NO_CATEGORY if code is None else code))
            offices = measures.top({office: number for office, number in tops[code].items() if number})
            cells = {"parent": parent or name, "category": name, "offices": offices}
            lines.append(Line(cells, counted, self._whole, values=values))
        lines.sort(key=lambda line: (-line.figures.received, line.cells["category"]))
        columns = (*CATEGORY, RECEIVED, measures.share_of_all(), *self._figures)
        columns += (label("offices", "件次居前的单位", 16), *self._behind)
        return self._table(f"{NAME}(分类别)", columns, lines, "parent")

    def _by_channel(self) -> Table:
        found = self._found.by(lambda order: order.channel_code)
        lines = [
            Line({"channel": self._channels.get(code, code)}, counted, self._whole, values=values)
            for code, counted, values in _together(found, self._rates.by(By.CHANNEL))
        ]
        lines.sort(key=lambda line: (-line.figures.received, line.cells["channel"]))
        columns = (CHANNEL, RECEIVED, measures.share_of_all(), *self._figures, *self._behind)
        return self._table(f"{NAME}(分渠道)", columns, lines, "channel", landscape=False)

    def _against_then(self) -> list[Table]:
        counts = count_table(self._period, self._head, self._offices, self._thens)
        rates = self._rates
        return [
            counts,
            rate_table(self._period, self._head, self._offices, rates.whole, self._thens, rates.definitions),
        ]

    def _doubts(self) -> Table:
        return problem_table(self._period, self._head, self._offices, self._shared)

    def _other_definitions(self) -> Table:
        return definition_table(self._period, self._head, self._names, self._differing)

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
            total=measures.row(columns, Line({named: "合计"}, self._whole, self._whole, values=self._rates.whole))
            if lines
            else None,
            head=self._head,
            **more,
        )


def _subtotal(name: str, members: Sequence[Line], whole: Figures) -> Line:
    return Line(
        {"office": f"{name}小计"},
        measures.whole_of(members),
        whole,
        subtotal=True,
        values=measures.rates_of(members),
    )


def _together(counted: Mapping[Any, Figures], values: Mapping[Any, Values]) -> Iterator[tuple[Any, Figures, Values]]:
    """The figures and the rates of every group that has any of them."""
    told = [key for key, rates in values.items() if any(value.rate.denominator for value in rates.values())]
    for key in dict.fromkeys([*counted, *told]):
        yield key, counted.get(key, Figures()), values.get(key, {})


def _blank_where_missing(columns: Sequence[Measure], line: Line) -> tuple[Any, ...]:
    """An office that has not sent has no figures: neither 0 nor a rate."""
    if not line.cells.get("missing"):
        return measures.row(columns, line)
    return tuple(line.cells.get(measure.column.key) or "" for measure in columns)


def _names(session: Session, found: Gathered) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """What the codes are called: as in this office's lists; those it does not have as the senders call them."""
    channels: dict[str, str] = dict(session.execute(select(Channel.code, Channel.short)).all())
    listed = session.execute(select(Category.code, Category.name, Category.parent_code))
    own = {code: (name, parent) for code, name, parent in listed}
    categories = {code: (own[parent][0] if parent else "", name) for code, (name, parent) in own.items()}
    orders = [order for sent in found.orders.values() for order in sent]
    if {order.channel_code for order in orders} <= channels.keys() and {
        order.category_code for order in orders
    } <= categories.keys() | {None}:
        return channels, categories
    ids = [row.id for sent in found.sent.values() for row in sent]
    told = select(Submission.content["names"]).where(Submission.id.in_(ids)).order_by(Submission.id)
    for names in session.scalars(told.execution_options(yield_per=_AT_ONCE)):
        named = names["categories"]
        for code, entry in names["channels"].items():
            channels.setdefault(code, entry["name"])
        for code, entry in named.items():
            above = named.get(entry["parent"] or "", {}).get("name", "")
            categories.setdefault(code, (above, entry["name"]))
    return channels, categories
