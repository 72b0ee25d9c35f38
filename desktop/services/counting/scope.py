"""What counts in which report and when: the conditions behind every figure, grouped in SQL.

受理类指标按受理时间,办结、解决与满意类按办结时间,办结率与按时办结率按办结截止时间落期 (kpis.json)。
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, bindparam, func, not_, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import Request, WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.data.tables.submissions import SubmittedOrder
from desktop.domain.extent import scope_of
from desktop.domain.lifecycle import Pending, State
from desktop.domain.timing.periods import Period
from desktop.forms.outcomes import Rating, Verdict
from desktop.services.registry.serving import served_estates

W = WorkOrder
HOTLINE = "CH06"  # 12345


class By(Enum):
    """What the orders of a report are grouped by."""

    ESTATE = "estate_id"
    CATEGORY = "category_code"
    CHANNEL = "channel_code"
    UNIT = "organisation_id"

    @property
    def column(self) -> SQLColumnExpression[Any]:
        found: SQLColumnExpression[Any] = getattr(W, self.value)
        return found


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of one group of orders in one period; every rate of the reports is made from two of them.

    Received in it: `received` (件次), of these `hotline`, `proactive` (主动发现), `matters` (事项数: not merged into
    another), `repeats`, `effective` (有效投诉量), and how they stand now: `ended`, `held`, `returned`, or under way.
    Closed in it: `closed` with verdicts, first contacts and ratings. Due in it: `due`, `due_closed`, `timed` (neither
    held nor returned), `on_time`. `before` and `a_year_before` were received in those periods.
    """

    received: int = 0
    hotline: int = 0
    proactive: int = 0
    matters: int = 0
    repeats: int = 0
    effective: int = 0
    ended: int = 0
    held: int = 0
    returned: int = 0
    closed: int = 0
    solved: int = 0
    explained: int = 0
    contacted: int = 0
    not_contacted: int = 0
    content: int = 0
    fairly: int = 0
    so_so: int = 0
    discontent: int = 0
    due: int = 0
    due_closed: int = 0
    timed: int = 0
    on_time: int = 0
    before: int = 0
    a_year_before: int = 0

    @property
    def under_way(self) -> int:
        """Received in the period and neither ended, held nor returned."""
        return self.received - self.ended - self.held - self.returned

    @property
    def judged(self) -> int:
        """Closed in the period as solved or explained."""
        return self.solved + self.explained

    @property
    def asked(self) -> int:
        """Closed in the period, and the caller said whether she had been contacted first."""
        return self.contacted + self.not_contacted

    @property
    def rated(self) -> int:
        """Closed in the period and rated by the caller; 未评价 and 未接通 are not."""
        return self.content + self.fairly + self.so_so + self.discontent


RATED = (
    (Rating.CONTENT, "content"),
    (Rating.FAIRLY, "fairly"),
    (Rating.SO_SO, "so_so"),
    (Rating.DISCONTENT, "discontent"),
)
NAMES = tuple(field.name for field in fields(Figures))


def total(figures: Iterable[Figures]) -> Figures:
    """The figures of several groups together."""
    sums = dict.fromkeys(NAMES, 0)
    for one in figures:
        for name in NAMES:
            sums[name] += getattr(one, name)
    return Figures(**sums)


def counted() -> ColumnElement[bool]:
    """Void orders (作废、误录、测试件) and excluded ones (认定剔除) never count."""
    return and_(W.state != State.VOID, W.excluded.is_(False))


def within(moment: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """`moment` lies in the period given as the parameters `start` and `end`."""
    return and_(moment >= bindparam("start"), moment < bindparam("end"))


def looked_at(period: Period) -> list[ColumnElement[bool]]:
    """The conditions of the extent's scope on work orders; none for the whole office."""
    wanted = scope_of(period)
    found: list[ColumnElement[bool]] = []
    if wanted.estates:
        found.append(W.estate_id.in_(wanted.estates))
    if wanted.companies:
        found.append(W.estate_id.in_(served_estates(wanted.companies, period.reached)))
    if wanted.units:
        found.append(W.organisation_id.in_(wanted.units))
    return found + travelling(W, period)


def travelling(orders: type[WorkOrder] | type[SubmittedOrder], period: Period) -> list[ColumnElement[bool]]:
    """The conditions of what every office calls by the same codes; the orders that another sent have them too."""
    wanted = scope_of(period)
    found: list[ColumnElement[bool]] = []
    if wanted.channels:
        found.append(orders.channel_code.in_(wanted.channels))
    if wanted.categories:
        children = select(Category.code).where(Category.parent_code.in_(wanted.categories))
        found.append(or_(orders.category_code.in_(wanted.categories), orders.category_code.in_(children)))
    if wanted.kinds:
        found.append(orders.kind.in_(wanted.kinds))
    if wanted.urgencies:
        found.append(orders.urgency.in_(wanted.urgencies))
    return found


def span(period: Period) -> dict[str, Any]:
    """The parameters of `within`."""
    return {"start": period.start, "end": period.end}


def _held() -> ColumnElement[bool]:
    return W.state == State.HELD


def returned() -> ColumnElement[bool]:
    """Returned with approval and with no unit since (已批准退单,尚未重新派出)."""
    agreed = select(Request.id).where(
        Request.work_order_id == W.id, Request.kind == Pending.RETURN, Request.approved.is_(True)
    )
    return and_(W.returns > 0, W.state == State.REGISTERED, agreed.exists())


def proactive() -> ColumnElement[bool]:
    """Found by the office itself (主动发现)."""
    return W.channel_code.in_(select(Channel.code).where(Channel.counted.is_(False)))


def received_parts() -> dict[str, ColumnElement[bool]]:
    """What is counted of the orders received in a period, by the names of `Figures`."""
    return {
        "hotline": W.channel_code == HOTLINE,
        "proactive": proactive(),
        "matters": W.merged_into_id.is_(None),
        "repeats": or_(W.repeat_of_id.is_not(None), W.repeat_of_number != ""),
        "ended": W.closed_at.is_not(None),
        "held": and_(W.closed_at.is_(None), _held()),
        "returned": and_(W.closed_at.is_(None), returned()),
    }


def closed_parts() -> dict[str, ColumnElement[bool]]:
    """What is counted of the orders closed in a period."""
    return {
        "solved": W.verdict == Verdict.SOLVED,
        "explained": W.verdict == Verdict.EXPLAINED,
        "contacted": W.contacted.is_(True),
        "not_contacted": W.contacted.is_(False),
        "content": W.rating == Rating.CONTENT,
        "fairly": W.rating == Rating.FAIRLY,
        "so_so": W.rating == Rating.SO_SO,
        "discontent": W.rating == Rating.DISCONTENT,
    }


def due_parts() -> dict[str, ColumnElement[bool]]:
    """What is counted of the orders that were to be closed in a period."""
    timed = and_(not_(_held()), not_(returned()))
    return {
        "due_closed": W.closed_at.is_not(None),
        "timed": timed,
        "on_time": and_(timed, W.closed_at <= W.close_due_at),
    }


@cache
def _statements(by: By) -> tuple[tuple[Select[Any], Callable[[Period], Period]], ...]:
    """The five queries of a grouping, each with the period it is asked for; built once."""

    def grouped(
        name: str, moment: SQLColumnExpression[Any], parts: Mapping[str, ColumnElement[bool]] | None = None
    ) -> Select[Any]:
        counts: list[ColumnElement[Any]] = [func.count().label(name)]
        counts += [func.count().filter(condition).label(part) for part, condition in (parts or {}).items()]
        return select(by.column.label("key")).add_columns(*counts).where(counted(), within(moment)).group_by(by.column)

    return (
        (grouped("received", W.received_at, received_parts()), lambda period: period),
        (grouped("closed", W.closed_at, closed_parts()), lambda period: period),
        (grouped("due", W.close_due_at, due_parts()), lambda period: period),
        (grouped("before", W.received_at), Period.previous),
        (grouped("a_year_before", W.received_at), Period.a_year_before),
    )


def figures(
    session: Session, by: By, period: Period, effective: ColumnElement[bool] | None = None
) -> dict[Any, Figures]:
    """The figures of every group that has any, by its key; None is the key of what belongs to no group.

    有效投诉量 is counted where its condition is given (`services.indicators.effective`).
    """
    found: defaultdict[Any, dict[str, int]] = defaultdict(dict)
    for statement, when in _statements(by):
        asked = when(period)
        for row in session.execute(statement.where(*looked_at(asked)), span(asked)).mappings():
            counts = dict(row)
            found[counts.pop("key")].update(counts)
    if effective is not None:
        received = select(by.column, func.count()).where(within(W.received_at), effective, *looked_at(period))
        for key, count in session.execute(received.group_by(by.column), span(period)):
            found[key]["effective"] = count
    return {key: Figures(**counts) for key, counts in found.items()}


@cache
def _crossing(by: By, other: By) -> Select[Any]:
    return (
        select(by.column, other.column, func.count())
        .where(counted(), within(W.received_at), other.column.is_not(None))
        .group_by(by.column, other.column)
    )


def crossing(session: Session, by: By, other: By, period: Period) -> dict[Any, dict[Any, int]]:
    """How many orders of each group were received under each key of `other`: {group: {other: count}}."""
    found: defaultdict[Any, dict[Any, int]] = defaultdict(dict)
    for key, inner, count in session.execute(_crossing(by, other).where(*looked_at(period)), span(period)):
        found[key][inner] = count
    return dict(found)
