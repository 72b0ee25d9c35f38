"""R01 诉求受理台账: every order on a line, without anybody's name or number, streamed however many there are."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from desktop.data.moments import moment
from desktop.data.raw import raw_rows
from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.documents.table import Column, Kind, Table
from desktop.domain.folding import fold
from desktop.domain.lifecycle import Pending, State, Urgency
from desktop.domain.operator import Operator
from desktop.domain.privacy.masking import mask_name, mask_phone, mask_text
from desktop.domain.timing.periods import Period
from desktop.domain.words import Labelled
from desktop.forms.intake import Kind as Wish
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.counting.scope import looked_at, returned, span, within
from desktop.services.orders.views.listing import place_of
from desktop.services.reports.heads import head

NAME = "诉求受理台账"
READ = 100  # characters of a complaint that are masked for its abstract
ABSTRACT = 60  # characters of them that are shown
SHORTEST_PHONE = 7  # digits; a place with fewer cannot hide a number written apart
_BASES = "按受理时间;已作废的列出并注明,不计入统计"

W = WorkOrder
Into, First, Top = aliased(WorkOrder), aliased(WorkOrder), aliased(Category)


def ledger(session: Session, period: Period | None, operator: Operator, now: datetime) -> Table:
    """The twenty columns of R01 of the orders received in the period, or of all; its rows can be walked once."""
    return _table(session, period, operator, now, LEDGER)


def full_ledger(session: Session, period: Period | None, operator: Operator, now: datetime) -> Table:
    """The same with all else that is on record, so that every figure of the other reports can be counted from it."""
    return _table(session, period, operator, now, LEDGER + BESIDES)


class Entry(NamedTuple):
    """A column, and how its value is found in a row of the query."""

    column: Column
    of: Callable[[Any], Any]


def _table(
    session: Session, period: Period | None, operator: Operator, now: datetime, entries: tuple[Entry, ...]
) -> Table:
    return Table(
        title=(period.words if period else "") + NAME,
        columns=[entry.column for entry in entries],
        rows=_rows(session, period, entries),
        head=head(session, period, operator, now, _BASES),
        notes=["姓名、电话和门牌已隐去;查看全号须在工单上填写用途并留痕。"],
    )


def _rows(session: Session, period: Period | None, entries: tuple[Entry, ...]) -> Iterator[tuple[Any, ...]]:
    statement = _ORDERS.where(within(W.received_at), *looked_at(period)) if period else _ORDERS
    readers = [entry.of for entry in entries]
    for number, values in enumerate(raw_rows(session, statement, span(period) if period else {}), 1):
        row = _Order(number, *values)
        yield tuple([read(row) for read in readers])


def _statement() -> Select[*tuple[Any, ...]]:
    return (
        select(
            W.number, W.received_at, W.upstream_number, W.building, W.unit, W.room, W.spot, W.caller_name, W.phone,
            W.content, W.urgency, W.kind, W.state, W.pending, W.dispatched_at, W.first_contact_at, W.close_due_at,
            W.closed_at, W.finished_at, W.verdict, W.rating, W.solved, W.contacted, W.urges, W.supervision, W.returns,
            W.redos, W.excluded, W.note,
            or_(W.repeat_of_id.is_not(None), W.repeat_of_number != "").label("repeat"),
            W.repeat_of_number,
            returned().label("returned"),
            First.number.label("first_number"),
            Into.number.label("into_number"),
            Channel.short.label("channel"),
            Estate.name.label("estate"),
            Category.name.label("category"),
            Top.name.label("top_category"),
            Organisation.name.label("organisation"),
        )
        .join(Channel, Channel.code == W.channel_code)
        .outerjoin(Estate, Estate.id == W.estate_id)
        .outerjoin(Category, Category.code == W.category_code)
        .outerjoin(Top, Top.code == Category.parent_code)
        .outerjoin(Organisation, Organisation.id == W.organisation_id)
        .outerjoin(Into, Into.id == W.merged_into_id)
        .outerjoin(First, First.id == W.repeat_of_id)
        .order_by(W.received_at, W.id)
    )  # fmt: skip


_ORDERS = _statement()
_tuple_of: Callable[..., Any] = namedtuple  # the names come from the statement, which no type checker reads
_Order = _tuple_of("_Order", ["place_in_list", *_ORDERS.selected_columns.keys()])  # as raw as its values


def _place(row: Any) -> str:
    place = place_of(row.building, row.unit, row.spot)
    if not row.spot:
        return place  # only spots are free text
    plain = fold(place)
    hidden = (row.caller_name, row.phone, row.room)
    own = sum(map(str.isdecimal, plain)) >= SHORTEST_PHONE or any(
        fold(word).strip() in plain for word in hidden if word
    )
    return mask_text(place, hidden) if own else _masked_place(place)


@lru_cache(maxsize=4_096)
def _masked_place(place: str) -> str:
    """A place in which nothing of the order's own caller stands: there are few of them, and thousands of orders."""
    return mask_text(place)


def _abstract(row: Any) -> str:
    return abstract(row.content, (row.caller_name, row.phone, row.room))


def abstract(content: str, hidden: Iterable[str]) -> str:
    """The beginning of a complaint without the people; masked before it is cut, so that no half of a number slips
    through."""
    text = mask_text(" ".join(content[:READ].split()), hidden)
    return text if len(text) <= ABSTRACT and len(content) <= READ else text[: ABSTRACT - 1] + "…"


def _on_time(row: Any) -> str:
    if row.closed_at is None or row.close_due_at is None:
        return ""
    return "是" if row.closed_at <= row.close_due_at else "否"


def _remark(row: Any) -> str:
    redone = f"重办{row.redos}次" if row.redos else ""
    state = row.state
    parts = [
        f"并入{row.into_number}" if row.into_number else "",
        f"重复于{row.first_number or row.repeat_of_number}" if row.repeat else "",
        State(state).label if state in (State.HELD, State.VOID) else Pending(row.pending).label if row.pending else "",
        "已退单,待重派" if row.returned else "",
        redone,
        "认定剔除,不计" if row.excluded else "",
        mask_text(row.note, (row.caller_name, row.phone, row.room)) if row.note else "",
    ]
    return ";".join(filter(None, parts))


def _word(name: str, words: type[Labelled]) -> Callable[[Any], str]:
    labels, code = {member.value: member.label for member in words}, attrgetter(name)
    return lambda row: labels.get(code(row), "")


def _category(row: Any) -> str:
    return " › ".join(filter(None, (row.top_category, row.category)))


def _yes_no(value: bool | None) -> str:
    return {True: "是", False: "否", None: ""}[value]


def _text(key: str, title: str, width: int, of: Callable[[Any], Any] | None = None) -> Entry:
    return Entry(Column(key, title, width=width), of or attrgetter(key))


def _moment(key: str, title: str) -> Entry:
    stored = attrgetter(key)
    return Entry(Column(key, title, Kind.MOMENT, 8), lambda row: moment(stored(row)))


LEDGER = (
    Entry(Column("place_in_list", "序号", Kind.COUNT, 3), attrgetter("place_in_list")),
    _text("number", "受理编号", 8),
    _moment("received_at", "受理时间"),
    _text("channel", "渠道", 4),
    _text("upstream_number", "上游工单号", 8),
    _text("estate", "小区", 7),
    _text("place", "楼栋部位", 6, _place),
    _text("category", "类别", 7, _category),
    _text("abstract", "诉求摘要(脱敏)", 17, _abstract),
    _text("urgency", "紧急程度", 3, _word("urgency", Urgency)),
    _text("organisation", "承办单位", 8),
    _moment("dispatched_at", "派单时间"),
    _moment("first_contact_at", "先行联系时间"),
    _moment("close_due_at", "办结截止"),
    _moment("closed_at", "办结时间"),
    _text("on_time", "是否按时", 3, _on_time),
    _text("verdict", "结案评判", 4, _word("verdict", Verdict)),
    _text("rating", "回访评价", 4, _word("rating", Rating)),
    _text("repeat", "重复件", 3, lambda row: _yes_no(bool(row.repeat))),
    _text("remark", "备注", 7, _remark),
)
BESIDES = (
    _text("state", "状态", 5, _word("state", State)),
    _text("wish", "诉求类型", 5, _word("kind", Wish)),
    _text("caller", "称呼(脱敏)", 6, lambda row: mask_name(row.caller_name)),
    _text("phone", "电话(脱敏)", 8, lambda row: mask_phone(row.phone)),
    _text("contacted", "先行联系", 4, lambda row: _yes_no(row.contacted)),
    _text("solved", "是否解决", 5, _word("solved", Solved)),
    _text("into", "并入工单", 9, attrgetter("into_number")),
    _text("counts", "计入统计", 4, lambda row: _yes_no(row.state != State.VOID and not row.excluded)),
    Entry(Column("urges", "催办次数", Kind.COUNT, 4), attrgetter("urges")),
    Entry(Column("supervision", "督办级别", Kind.COUNT, 4), attrgetter("supervision")),
)
