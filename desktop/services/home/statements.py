"""The first page's questions in SQL, from which resources/home/statements.json is made: `make.py` beside it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    DateTime,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Checklist
from desktop.data.tables.offices import Office, Setting, StaffMember
from desktop.data.tables.orders import Clock, WorkOrder
from desktop.data.tables.rectification import Finding
from desktop.data.tables.reference import Category, Channel
from desktop.domain.inspection.states import FindingState
from desktop.domain.lifecycle import OPEN, State
from desktop.services.home.opening import LOOK
from desktop.services.home.page import PRESSING, TILES
from desktop.services.orders.views.listing import conditions
from desktop.services.reference.settings import FIRST_OFFICE
from desktop.services.reference.signing_key import KEY

W = WorkOrder


def texts() -> dict[str, dict[str, Any]]:
    """Each statement as SQL with :names, and the values of those names that are always the same."""
    return {name: _text(statement) for name, statement in _statements().items()}


def orders_of(session: Session, chart: str, key: Any, now: datetime, closed: bool = False) -> list[int]:
    """The orders behind a part of a chart: of a day (received or closed on it), a channel or a first-level category."""
    month = datetime(now.year, now.month, 1)
    match chart:
        case "days":
            day: date = key
            found = [_day(W.closed_at if closed else W.received_at) == day.isoformat(), W.state != State.VOID]
        case "channels":
            found = [W.channel_code == key, *_this_month(month)]
        case _:
            found = [_first_level() == key, *_this_month(month)]
    return list(session.scalars(select(W.id).where(*found).order_by(W.received_at, W.id)))


def _statements() -> dict[str, Select[*tuple[Any, ...]]]:
    return {
        "tiles": _tiles(),
        "pressing": _pressing(),
        "received": _per_day(W.received_at),
        "closed": _per_day(W.closed_at),
        "channels": _by_channel(),
        "categories": _by_category(),
        "office": select(Office.name, Office.town, Office.name == FIRST_OFFICE).order_by(Office.id).limit(1),
        "staff": _staff(StaffMember.id, StaffMember.name, StaffMember.office_id),
        "look": select(Setting.value).where(Setting.key == LOOK),
        "seeded": _seeded(),
    }


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, None, DateTime())


def _tiles() -> Select[*tuple[Any, ...]]:
    counts = [
        select(func.count())
        .select_from(W)
        .where(*conditions(filter_, _moment("now"), _moment("midnight")))
        .scalar_subquery()
        for _, filter_, _ in TILES
    ]
    waiting = select(func.count()).where(Finding.state == FindingState.ANSWERED).scalar_subquery()
    return select(*counts, waiting)


def _pressing() -> Select[*tuple[Any, ...]]:
    decided = and_(W.pending != "", W.state.in_(sorted(OPEN)))
    return (
        select(
            W.id, W.number, W.title, Estate.name, W.state, W.pending, W.category_code, W.due_kind, W.due_at,
            Clock.warn_at,
        )
        .outerjoin(Estate, Estate.id == W.estate_id)
        .outerjoin(Clock, and_(Clock.work_order_id == W.id, Clock.kind == W.due_kind))
        .where(or_(W.state.in_(sorted(OPEN - {State.HELD})), decided, W.state == State.CLOSED))
        .order_by(W.due_at.is_(None), W.due_at, W.state == State.REGISTERED, W.received_at)
        .limit(PRESSING)
    )  # fmt: skip


def _per_day(column: SQLColumnExpression[Any]) -> Select[*tuple[Any, ...]]:
    counted = select(_day(column), func.count()).where(column >= _moment("since"), W.state != State.VOID)
    return counted.group_by(_day(column))


def _by_channel() -> Select[*tuple[Any, ...]]:
    return (
        select(Channel.code, Channel.short, func.count())
        .join(W, W.channel_code == Channel.code)
        .where(*_this_month(_moment("month")))
        .group_by(Channel.code)
        .order_by(func.count().desc(), Channel.position)
    )


def _by_category() -> Select[*tuple[Any, ...]]:
    return (
        select(Category.code, Category.name, func.count())
        .select_from(W)
        .join(Category, Category.code == _first_level())
        .where(*_this_month(_moment("month")))
        .group_by(Category.code)
        .order_by(func.count().desc(), Category.code)
    )


def _this_month(first: datetime | BindParameter[datetime]) -> Sequence[ColumnElement[bool]]:
    return W.received_at >= first, W.state != State.VOID, W.excluded.is_(False)


def _day(column: SQLColumnExpression[Any]) -> ColumnElement[str]:
    return func.substr(column, 1, 10)


def _first_level() -> ColumnElement[str]:
    return func.substr(W.category_code, 1, 2)


def _staff(*columns: SQLColumnExpression[Any]) -> Select[*tuple[Any, ...]]:
    return select(*columns).where(StaffMember.active).order_by(StaffMember.id)


def _seeded() -> Select[*tuple[Any, ...]]:
    first = _staff(StaffMember.office_id).limit(1).scalar_subquery()
    return select(and_(exists().where(Checklist.office_id == first), exists().where(Setting.key == KEY)))


def _text(statement: Select[*tuple[Any, ...]]) -> dict[str, Any]:
    dialect = sqlite.dialect(paramstyle="named")
    compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    return {"sql": compiled.string.replace("\n", ""), "values": fixed}
