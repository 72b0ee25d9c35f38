"""The figures that a period is judged by, in large letters, with how they compare to the last period and last year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.orders import WorkOrder
from desktop.domain.indicators.value import Value
from desktop.domain.timing.periods import Period
from desktop.domain.wording.figures_in_words import Share, points_than, than
from desktop.services.indicators.evaluating import values

CODES = ("N01", "K02", "K04", "K06", "K09", "K13")
_LESS_IS_BETTER = frozenset({"N01", "K02", "K13"})
LAST, LAST_YEAR = "上期", "上年同期"


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure as it is shown; `better` is None where it did not change or cannot be compared with the last period."""

    code: str
    name: str
    shown: str
    compared: tuple[str, ...]
    better: bool | None
    meaning: str


def headlines(session: Session, period: Period, now: datetime) -> list[Headline]:
    """The figures of the period, by the definitions in force."""
    this = values(session, CODES, period, now)
    last, year = (_kept(session, then, now) for then in (period.previous(), period.a_year_before()))
    return [_headline(this[code], _of(last, code), _of(year, code), period.then(LAST)) for code in CODES]


def _kept(session: Session, period: Period, now: datetime) -> Mapping[str, Value] | None:
    """The figures of an earlier period; None where the office did not yet keep its orders here."""
    earlier = select(WorkOrder.id).where(WorkOrder.received_at < period.end).limit(1)
    return values(session, CODES, period, now) if session.scalar(earlier) else None


def _of(found: Mapping[str, Value] | None, code: str) -> Value | None:
    return found[code] if found else None


def _headline(this: Value, last: Value | None, year: Value | None, before: str) -> Headline:
    told = (_compared(this, last, before), _compared(this, year, LAST_YEAR))
    return Headline(
        this.code,
        this.definition.name,
        this.shown,
        tuple(filter(None, told)),
        _better(this, last),
        this.definition.words,
    )


def _compared(now: Value, before: Value | None, earlier: str) -> str:
    if now.denominator is None:
        return than(int(now.numerator), None if before is None else int(before.numerator), earlier, now.definition.unit)
    return points_than(_share(now), None if before is None else _share(before), earlier)


def _share(value: Value) -> Share:
    one = value.definition
    return Share(value.numerator, value.denominator or 0, one.decimals, one.rounding)


def _better(now: Value, before: Value | None) -> bool | None:
    if before is None or now.exact is None or before.exact is None or now.exact == before.exact:
        return None
    return (now.exact < before.exact) == (now.code in _LESS_IS_BETTER)
