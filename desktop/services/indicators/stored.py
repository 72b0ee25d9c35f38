"""How the fields of the formulas stand in a table: columns, stored words, dates, groups and the scope."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, SQLColumnExpression, TextClause, bindparam, cast, func

from desktop.domain.timing.periods import Period
from desktop.domain.words import Labelled
from desktop.services.counting.scope import By

SECONDS = 3600  # durations are kept in seconds and told in hours


class Along(Enum):
    """Further ways to part records, beside those of the reports (`By`)."""

    MONTH = "month"  # 2026-10, of the date that the indicator goes by
    WEEKDAY = "weekday"  # 0 is Sunday, of the same date
    HOUR = "hour"  # 00 to 23, of the same date
    KIND = "kind"
    URGENCY = "urgency"
    VERDICT = "verdict"
    RATING = "rating"
    STATE = "state"
    COMPANY = "company"  # the property company that serves the estate at the end of the period
    FIRST_LEVEL = "first_level"  # the code of the first-level category
    CONTRIBUTOR = "contributor"  # the office that sent it


Part = By | Along


@dataclass(frozen=True, slots=True)
class Answers:
    """A column of answers: what stands in it for each word of the formula."""

    column: SQLColumnExpression[Any]
    stored: Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Whole:
    """A number as a whole number of parts, `scale` parts to one: 1234 hundredths for 12.34; so that sums are exact."""

    column: SQLColumnExpression[Any]
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Named:
    """A text that is told by its words; `among` makes the condition that it is one of them."""

    among: Callable[[tuple[str, ...]], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Stored:
    """One kind of record in SQL: where it comes from, its fields by name, its dates, its groups, its scope."""

    table: FromClause | Any
    fields: Mapping[str, Any]  # Answers, Whole, Named, or a column (moment, day, condition, identity)
    dates: Mapping[str, SQLColumnExpression[Any]]
    parts: Mapping[Part, SQLColumnExpression[Any]]
    scope: Callable[[Period], Sequence[ColumnElement[bool] | TextClause]]
    days: frozenset[str] = frozenset()  # of `dates`, those that are days and not moments


Records = Mapping[str, Stored]


def answers(column: SQLColumnExpression[Any], words: type[Labelled]) -> Answers:
    """A column that keeps the codes of an enumeration."""
    return Answers(column, {word.label: (word.value,) for word in words})


def yes_or_no(column: SQLColumnExpression[Any]) -> Answers:
    """A column of true, false and unknown."""
    return Answers(column, {"是": (True,), "否": (False,)})


def seconds(moment: SQLColumnExpression[Any]) -> ColumnElement[int]:
    """A moment in whole seconds."""
    return cast(func.strftime("%s", moment), Integer)


def day_number(day: SQLColumnExpression[Any]) -> ColumnElement[int]:
    """A day as a whole number of days."""
    return cast(func.julianday(day) + 0.5, Integer)


def hundredths(column: SQLColumnExpression[Any], digits: int = 4) -> Whole:
    """A stored decimal with so many digits behind the point, exactly."""
    scale = 10**digits
    return Whole(cast(func.round(column * scale), Integer), scale)


def falls(stored: Stored, basis: str) -> list[ColumnElement[bool]]:
    """The record's date lies in the period of the parameters start and end (moments), first and last (days)."""
    if not basis:
        return []
    date = stored.dates[basis]
    if basis in stored.days:
        return [date >= bindparam("first"), date <= bindparam("last")]
    return [date >= bindparam("start"), date < bindparam("end")]
