"""What callers said in a period: of each order that was reached, the last answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import CallBack, WorkOrder
from desktop.domain.indicators import Rate
from desktop.domain.timing.periods import Period
from desktop.forms.outcomes import Rating, Solved
from desktop.services.counting.scope import counted, looked_at, span, within


@dataclass(frozen=True, slots=True)
class Answers:
    """Orders by what the caller said last: whether it is solved (`solved`, `partly`, `unsolved` are all of them), how
    content she is with the result (`content` to `unrated` are all of them too), and with the service."""

    solved: int = 0
    partly: int = 0
    unsolved: int = 0
    content: int = 0
    fairly: int = 0
    so_so: int = 0
    discontent: int = 0
    unrated: int = 0
    bad_service: int = 0
    bad_both: int = 0

    @property
    def all(self) -> int:
        """回访件: orders whose caller was reached and answered."""
        return self.solved + self.partly + self.unsolved

    @property
    def bad(self) -> int:
        """Discontent with the service, the result or both."""
        return self.bad_service + self.discontent - self.bad_both


NAMES = tuple(field.name for field in fields(Answers))
RATED = (("满意", "content"), ("基本满意", "fairly"), ("一般", "so_so"), ("不满意", "discontent"))


def together(several: Iterable[Answers]) -> Answers:
    """The answers of several groups."""
    found = list(several)
    return Answers(**{name: sum(getattr(one, name) for one in found) for name in NAMES})


def weighed(said: Answers, weights: Mapping[str, Fraction]) -> Rate:
    """满意率 with these weights; an answer without a weight is not counted."""
    counts = [(weights[label], getattr(said, name)) for label, name in RATED if label in weights]
    return Rate(sum((weight * number for weight, number in counts), Fraction(0)), sum(number for _, number in counts))


def answers(session: Session, by: SQLColumnExpression[Any], period: Period) -> Mapping[Any, Answers]:
    """The answers by a column of work orders, for each group that has any."""
    counts: list[ColumnElement[Any]] = [
        func.count().filter(condition).label(name) for name, condition in conditions().items()
    ]
    query = (
        select(by.label("key"))
        .add_columns(*counts)
        .join(WorkOrder, WorkOrder.id == CallBack.work_order_id)
        .where(CallBack.id.in_(last_answers(period)))
        .group_by(by)
    )
    return {key: Answers(*found) for key, *found in session.execute(query, span(period))}


def answered_ids(session: Session, period: Period, *where: ColumnElement[bool]) -> list[int]:
    """The orders whose last answer meets the conditions, by when it was given."""
    query = (
        select(CallBack.work_order_id)
        .join(WorkOrder, WorkOrder.id == CallBack.work_order_id)
        .where(CallBack.id.in_(last_answers(period)), *where)
        .order_by(CallBack.at, CallBack.id)
    )
    return list(session.scalars(query, span(period)))


def conditions() -> dict[str, ColumnElement[bool]]:
    """What of a call makes it count as one of `Answers`."""
    bad_result, bad_service = CallBack.rating == Rating.DISCONTENT, CallBack.attitude == Rating.DISCONTENT
    rated = [rating for rating in Rating if rating is not Rating.NONE]
    return {
        "solved": CallBack.solved == Solved.YES,
        "partly": CallBack.solved == Solved.PARTLY,
        "unsolved": CallBack.solved == Solved.NO,
        "content": CallBack.rating == Rating.CONTENT,
        "fairly": CallBack.rating == Rating.FAIRLY,
        "so_so": CallBack.rating == Rating.SO_SO,
        "discontent": bad_result,
        "unrated": func.coalesce(CallBack.rating.not_in(rated), True),
        "bad_service": bad_service,
        "bad_both": bad_service & bad_result,
    }


def last_answers(period: Period) -> Select[Any]:
    """The ids of the last call of each order in which the caller was reached and said whether it is solved."""
    return (
        select(func.max(CallBack.id))
        .join(WorkOrder, WorkOrder.id == CallBack.work_order_id)
        .where(
            counted(),
            within(CallBack.at),
            CallBack.reached.is_(True),
            CallBack.solved.is_not(None),
            *looked_at(period),
        )
        .group_by(CallBack.work_order_id)
    )
