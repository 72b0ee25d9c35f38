"""The list of work orders: which ones, in what order, and their rows for a table."""

import json
import re
from array import array
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    DateTime,
    Select,
    SQLColumnExpression,
    String,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from desktop.data.moments import moment
from desktop.data.prepared import Prepared
from desktop.data.raw import listed
from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.offices import ImportRun
from desktop.data.tables.orders import Clock, WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import OPEN, State
from desktop.domain.privacy.masking import mask_name, mask_phone
from desktop.domain.text import LONGEST, normalise
from desktop.domain.timing.clocks import Level
from desktop.domain.timing.order_times import due_words, level, next_midnight
from desktop.forms.order_filter import OrderFilter, Timing
from desktop.forms.outcomes import Rating

Moment = datetime | BindParameter[datetime]
W = WorkOrder
WORDS_AT_MOST = 30
_NOW, _MIDNIGHT = (bindparam(name, None, DateTime()) for name in ("now", "midnight"))
_OPEN = sorted(OPEN)  # in one order, so that a filter is the same SQL in every process


class OrderRow(NamedTuple):
    """One line of the list as it is shown, and how pressing it is."""

    number: str
    received: str
    estate: str
    place: str
    title: str
    category: str
    channel: str
    unit: str
    due: str
    state: str
    caller: str
    phone: str
    upstream: str
    closed: str
    rating: str
    level: Level


HEADINGS = OrderRow(
    "编号", "受理时间", "小区", "位置", "诉求", "类别", "渠道", "承办单位", "时限", "状态", "来电人", "电话",
    "上游工单号", "办结时间", "评价", Level.FINE,
)[:-1]  # fmt: skip

SORTS: dict[str, SQLColumnExpression[Any]] = {
    "number": W.number,
    "received": W.received_at,
    "estate": select(Estate.name).where(Estate.id == W.estate_id).scalar_subquery(),
    "title": W.title,
    "category": W.category_code,
    "channel": W.channel_code,
    "unit": select(Organisation.name).where(Organisation.id == W.organisation_id).scalar_subquery(),
    "due": W.due_at,
    "state": W.state,
    "upstream": W.upstream_number,
    "closed": W.closed_at,
    "rating": W.rating,
}


def ids(
    session: Session, wanted: OrderFilter, now: datetime, sort: str = "received", descending: bool = True
) -> "array[int]":
    """The ids that match, in the order of the column `sort` (a key of SORTS); a table keeps only these."""
    query = (_ids if wanted.text or wanted.among else _same_ids)(wanted, sort, descending)
    found = query.each(session, now=now, midnight=next_midnight(now))
    return array("q", chain.from_iterable(found))  # a million ids need no conversion


def _ids(wanted: OrderFilter, sort: str, descending: bool) -> Prepared:
    column = SORTS[sort]
    # what has no value stands last either way; descending, SQLite puts it there by itself and can walk an index
    keys = [column.desc(), W.id.desc()] if descending else [column.asc().nulls_last(), W.id]
    return Prepared(select(W.id).where(*conditions(wanted, _NOW, _MIDNIGHT)).order_by(*keys))


_same_ids = lru_cache(maxsize=64)(_ids)  # those that are asked for again and again; what was searched is not kept


def count(session: Session, wanted: OrderFilter, now: datetime) -> int:
    """How many orders match."""
    return session.scalar(select(func.count()).select_from(W).where(*conditions(wanted, now))) or 0


def conditions(wanted: OrderFilter, now: Moment, midnight: Moment | None = None) -> list[ColumnElement[bool]]:
    """The filter as SQL; `now` may be a parameter, with the coming `midnight` as another."""
    found = _words(wanted.text)
    if wanted.among:
        found.append(W.id.in_(listed(wanted.among)))
    if wanted.states:
        found.append(W.state.in_(wanted.states))
    if wanted.category is not None:
        found.append(W.category_code.startswith(wanted.category, autoescape=True))
    for column, value in (
        (W.estate_id, wanted.estate),
        (W.channel_code, wanted.channel),
        (W.organisation_id, wanted.organisation),
        (W.urgency, wanted.urgency),
        (W.caller_id, wanted.caller),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.received_from:
        found.append(W.received_at >= datetime.combine(wanted.received_from, time.min))
    if wanted.received_to:
        found.append(W.received_at < datetime.combine(wanted.received_to, time.min) + timedelta(days=1))
    found += _marked(wanted)
    if wanted.imported:
        from desktop.forms.imports.targets import Target  # noqa: PLC0415 - the first page does not ask for it

        last = select(func.max(ImportRun.id)).where(ImportRun.target == Target.ORDERS)
        found.append(W.import_run_id == last.scalar_subquery())
    return found + _timing(wanted.timing, now, midnight)


def _marked(wanted: OrderFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []  # each made only when it is asked for: a condition costs 0.1 ms
    if wanted.pending:
        found += [W.pending != "", W.state.in_(_OPEN)]
    if wanted.supervised:
        found += [W.supervision > 0, W.state.in_(_OPEN)]
    if wanted.urged:
        found.append(W.urges > 0)
    if wanted.discontent:
        found.append(W.rating == Rating.DISCONTENT)
    if wanted.repeats:
        found.append(or_(W.repeat_of_id.is_not(None), W.repeat_of_number != ""))
    return found


def _timing(timing: Timing | None, now: Moment, midnight: Moment | None) -> list[ColumnElement[bool]]:
    if midnight is None and isinstance(now, datetime):
        midnight = next_midnight(now)
    match timing:
        case Timing.OVERDUE:
            return [W.due_at < now]
        case Timing.DUE_TODAY:
            return [W.due_at >= now, W.due_at < midnight]
        case Timing.DUE_SOON:
            warned = select(Clock.work_order_id).where(Clock.kind == W.due_kind, Clock.warn_at <= now)
            return [W.due_at >= now, W.id.in_(warned.where(Clock.work_order_id == W.id))]
    return []


def _words(text: str) -> list[ColumnElement[bool]]:
    words = list(dict.fromkeys(normalise(text).split()))
    if len(words) > WORDS_AT_MOST:
        raise Refused({"text": f"检索词最多{WORDS_AT_MOST}个,请只留最有用的几个。"})
    # a word longer than any text stands nowhere, and SQLite would choke on it
    return [_word(word) if len(word) <= LONGEST else false() for word in words]


def _word(word: str) -> ColumnElement[bool]:
    pinyin = word.lower() if word.isascii() and word.isalpha() else ""
    estate = or_(Estate.name.contains(word, autoescape=True), _keys(Estate.keys, pinyin))
    unit = or_(Organisation.name.contains(word, autoescape=True), _keys(Organisation.keys, pinyin))
    places: list[ColumnElement[bool]] = [
        W.content.contains(word, autoescape=True),
        W.title.contains(word, autoescape=True),
        W.number.contains(word, autoescape=True),
        W.upstream_number.contains(word, autoescape=True),
        W.caller_name.contains(word, autoescape=True),
        W.estate_id.in_(select(Estate.id).where(estate)),
        W.organisation_id.in_(select(Organisation.id).where(unit)),
    ]
    if re.fullmatch(r"\+?[\d-]+", word):
        places.append(W.phone.contains(word, autoescape=True))
    return or_(*places)


def _keys(column: Any, pinyin: str) -> ColumnElement[bool]:
    return column.contains(pinyin, autoescape=True) if pinyin else false()


def _statement() -> Select[*tuple[Any, ...]]:
    return (
        select(
            W.id, W.number, W.received_at, Estate.name, W.building, W.unit, W.spot, W.title, Category.name,
            Channel.short, Organisation.name, W.due_at, W.state, W.caller_name, W.phone, W.upstream_number,
            W.closed_at, W.rating, Clock.warn_at, W.close_due_at,
        )
        .outerjoin(Estate, Estate.id == W.estate_id)
        .outerjoin(Category, Category.code == W.category_code)
        .outerjoin(Channel, Channel.code == W.channel_code)
        .outerjoin(Organisation, Organisation.id == W.organisation_id)
        .outerjoin(Clock, and_(Clock.work_order_id == W.id, Clock.kind == W.due_kind))
    )  # fmt: skip


_IDS = func.json_each(bindparam("ids", type_=String())).table_valued("value")  # one value: the SQL stays the same
_ROWS = Prepared(_statement().where(W.id.in_(select(_IDS.c.value))))
_STATES = {str(state): state for state in State}
_RATINGS: dict[str | None, str] = {None: "", **{str(rating): rating.label for rating in Rating}}
_BLANK = OrderRow._make([""] * 15 + [Level.FINE])


def rows(session: Session, wanted: Sequence[int], now: datetime) -> list[OrderRow]:
    """The lines with these ids, in this order; an order deleted meanwhile comes back blank."""
    found = {row[0]: _row(row, now) for row in _ROWS.each(session, ids=json.dumps(list(wanted)))}
    return [found.get(key, _BLANK) for key in wanted]


def _row(row: tuple[Any, ...], now: datetime) -> OrderRow:
    (
        _, number, received, estate, building, unit, spot, title, category, channel, organisation, due, state_code,
        caller, phone, upstream, closed, rating, warn, close_due,
    ) = row  # fmt: skip
    state = _STATES[state_code]
    due_at, warn_at, closed_at, close_due_at = None, None, None, None
    if state in OPEN:
        due_at, warn_at = moment(due), moment(warn)
    else:
        closed_at, close_due_at = moment(closed), moment(close_due)
    return OrderRow(
        number,
        received[:16],  # to the minute, as it is stored
        estate or "",
        place_of(building, unit, spot),
        title,
        category or "",
        channel or "",
        organisation or ("" if state is not State.CONSULTING else "会诊中"),
        due_words(state, due_at, closed_at, close_due_at, now),
        state.label,
        mask_name(caller),
        mask_phone(phone),
        upstream,
        closed[:16] if closed else "",
        _RATINGS[rating],
        level(state, due_at, warn_at, now),
    )


def place_of(building: str, unit: str, spot: str) -> str:
    """Where in the estate, to the building: 12号楼2单元 楼道. No room."""
    parts = [f"{building}号楼" if building.isdigit() else building, f"{unit}单元" if unit.isdigit() else unit]
    return " ".join(filter(None, ["".join(parts), spot]))
