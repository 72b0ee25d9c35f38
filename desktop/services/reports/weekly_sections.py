"""The sections of the weekly bulletin: the five first categories and estates, and what was rated badly or presses."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category
from desktop.documents.table import Column, Kind, Table
from desktop.domain.lifecycle import State
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting import scope
from desktop.services.counting.members import order_ids
from desktop.services.counting.pressing_now import PRESSING, late, soon
from desktop.services.counting.scope import By, counted, looked_at
from desktop.services.reports import measures
from desktop.services.reports.companies import companies
from desktop.services.reports.heads import head
from desktop.services.reports.keys import NOBODY
from desktop.services.reports.measures import Line, Measure, count, label
from desktop.services.reports.period_words import worded
from desktop.services.reports.r01_ledger import abstract

FIRST = 5
W = WorkOrder


def categories(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """二、分类前五及增减."""
    found = scope.figures(session, By.CATEGORY, period)
    whole = scope.total(found.values())
    top = aliased(Category)
    names: dict[Any, str] = {
        code: " › ".join(filter(None, (first, name)))
        for code, name, first in session.execute(
            select(Category.code, Category.name, top.name).outerjoin(top, top.code == Category.parent_code)
        )
    }
    lines = [
        Line({"category": names.get(code, "未分类")}, figures, whole, key=code or NOBODY)
        for code, figures in found.items()
        if figures.received
    ]
    return _first(session, "二、分类前五及增减", CATEGORIES, lines, "category", period, operator, now, "R07.categories")


def estates(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """三、重点小区(前五)与重复来件; what belongs to no estate is left out."""
    found = scope.figures(session, By.ESTATE, period)
    whole = scope.total(found.values())
    crossed = scope.crossing(session, By.ESTATE, By.CATEGORY, period)
    named: dict[Any, str] = dict(session.execute(select(Category.code, Category.name)).all())
    served = companies(session, period)
    lines = []
    for key, name in session.execute(select(Estate.id, Estate.name)):
        if key in found and found[key].received:
            cells = {
                "estate": name,
                "company": served[key][1] if key in served else "",
                "problems": measures.top(measures.named(crossed.get(key, {}), named)),
            }
            lines.append(Line(cells, found[key], whole, key=key))
    title = "三、重点小区前五与重复来件"
    return _first(session, title, ESTATES, lines, "estate", period, operator, now, "R07.estates")


def _first(
    session: Session,
    title: str,
    columns: Sequence[Measure],
    lines: list[Line],
    name: str,
    period: Period,
    operator: Operator,
    now: datetime,
    source: str,
) -> Table:
    lines.sort(key=lambda line: (-line.figures.received, line.cells[name]))
    first = lines[:FIRST]
    return Table(
        title=title,
        columns=worded([measure.column for measure in columns], period),
        rows=[measures.row(columns, line) for line in first],
        head=head(session, period, operator, now),
        notes=[f"按受理件次列出前{FIRST}个,件次相同的按名称;占比为占全部受理件次。"],
        landscape=False,
        source=source,
        keys=[line.key for line in first],
    )


def listed(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """四、不满意与预警件清单, without anybody's name or number."""
    discontent = order_ids(session, "discontent", period)
    seen = (counted(), *looked_at(period))
    pressing = {
        words: list(session.scalars(select(W.id).where(*seen, wanted).order_by(W.close_due_at, W.id)))
        for words, wanted in (("逾期", late(now)), ("临期", soon(now)))
    }
    named = [("不满意", key) for key in discontent] + [(words, key) for words, keys in pressing.items() for key in keys]
    orders = _orders(session, [key for _, key in named])
    return Table(
        title="四、不满意与预警件清单",
        columns=LISTED,
        rows=[(place, words, *orders[key]) for place, (words, key) in enumerate(named, 1)],
        head=head(session, period, operator, now),
        notes=[
            f"不满意为期内办结、回访评价不满意的;临期为{PRESSING}小时内到办结截止的,逾期为已过截止还没有办结的,不论何时受理。"
            "姓名、电话和门牌已隐去。"
        ],
        landscape=False,
        source="R07.list",
        keys=[key for _, key in named],
    )


def _orders(session: Session, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    rows = session.execute(
        select(W, Estate.name, Category.name, Organisation.name)
        .outerjoin(Estate, Estate.id == W.estate_id)
        .outerjoin(Category, Category.code == W.category_code)
        .outerjoin(Organisation, Organisation.id == W.organisation_id)
        .where(W.id.in_(ids))
    )
    return {
        order.id: (
            order.number,
            estate or "",
            category or "",
            unit or "",
            abstract(order.content, (order.caller_name, order.phone, order.room)),
            order.close_due_at,
            State(order.state).label,
        )
        for order, estate, category, unit in rows
    }


CATEGORIES: tuple[Measure, ...] = (
    label("category", "类别", 16),
    count("received", "件数", "受理时间在期内的件次", "K01"),
    measures.share_of_whole(),
    count("before", "上周件数", "上一期受理件次"),
    measures.change(),
    measures.against_before(),
    measures.WHOLE,
)
ESTATES: tuple[Measure, ...] = (
    label("estate", "小区", 9),
    label("company", "物业服务企业", 10),
    count("received", "件数", "受理时间在期内的件次", "K01"),
    measures.share_of_whole(),
    count("before", "上周件数", "上一期受理件次"),
    measures.change(),
    measures.against_before(),
    count("repeats", "重复件", "期内判定为重复的件次", "K13"),
    label("problems", "突出问题", 14, meaning="受理最多的三个末级类别"),
    measures.WHOLE,
)
LISTED = (
    Column("place", "序号", Kind.COUNT, 3),
    Column("kind", "类型", width=4),
    Column("number", "受理编号", width=8),
    Column("estate", "小区", width=7),
    Column("category", "类别", width=7),
    Column("unit", "承办单位", width=8),
    Column("abstract", "诉求摘要(脱敏)", width=17),
    Column("due", "办结截止", Kind.MOMENT, 8),
    Column("state", "状态", width=4),
)
