"""The orders that a weekly report names one by one, by number and place and without anybody in them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category
from desktop.documents.table import Column, Kind, Table
from desktop.domain.lifecycle import State
from desktop.domain.timing.periods import Period
from desktop.forms.outcomes import Rating
from desktop.services.counting.scope import counted, looked_at

W = WorkOrder
SOON = timedelta(days=7)
MOST = 100  # orders that a list on paper takes


def discontent(session: Session, period: Period) -> Table:
    """Closed in the period, and the caller is not content."""
    wanted = (W.rating == Rating.DISCONTENT, W.closed_at >= period.start, W.closed_at < period.end)
    return _table("不满意工单清单", "办结日期", session, W.closed_at, (*wanted, *looked_at(period)))


def pressing(session: Session, period: Period, now: datetime) -> Table:
    """Open, and late or due within a week: the earliest first."""
    wanted = (W.closed_at.is_(None), W.state != State.HELD, W.close_due_at < now + SOON)
    return _table("超期和临期工单清单", "办结截止", session, W.close_due_at, (*wanted, *looked_at(period)))


def _table(
    title: str,
    dated: str,
    session: Session,
    moment: SQLColumnExpression[Any],
    wanted: Sequence[ColumnElement[bool]],
) -> Table:
    query = (
        select(W.number, Estate.name, Category.name, Organisation.name, moment)
        .outerjoin(Estate, Estate.id == W.estate_id)
        .outerjoin(Category, Category.code == W.category_code)
        .outerjoin(Organisation, Organisation.id == W.organisation_id)
        .where(counted(), *wanted)
        .order_by(moment, W.id)
        .limit(MOST)
    )
    rows = [
        (place, number, estate or "", category or "", unit or "未派单", at.date())
        for place, (number, estate, category, unit, at) in enumerate(session.execute(query), 1)
    ]
    columns = (
        Column("place", "序号", Kind.COUNT, 3),
        Column("number", "工单编号", width=10),
        Column("estate", "小区", width=9),
        Column("category", "类别", width=9),
        Column("unit", "承办单位", width=12),
        Column("at", dated, Kind.DATE, 7),
    )
    return Table(title, columns, rows, notes=(f"只列前{MOST}件。",) if len(rows) == MOST else ())
