"""Where complaints gather: estates and companies by their effective complaints."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Measure
from desktop.data.tables.reference import Category
from desktop.domain.indicators import ranks
from desktop.domain.rectification.lifecycle import Outcome
from desktop.domain.timing.periods import Period
from desktop.forms.rectification import MeasureLevel
from desktop.services.counting.scope import looked_at, received_parts, span, within
from desktop.services.indicators.effective import effective
from desktop.services.reports.companies import companies
from desktop.services.reports.keys import NOBODY

LISTED = 20  # places; who shares the last of them is listed too
_WITHOUT = "未明确企业"
W = WorkOrder


@dataclass(slots=True)
class Place:
    """An estate or a company with its effective complaints; `area` is that of its estates, in 10,000 m², `sized`
    the complaints of those whose area is known, and `of` are its estates."""

    key: Any
    name: str
    company: str = ""
    effective: int = 0
    repeats: int = 0
    area: Fraction = Fraction(0)
    sized: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    handling: str = ""
    of: list[int] = field(default_factory=list)
    rank: int | None = None

    def add(self, other: "Place") -> None:
        """Take another's complaints and area in."""
        self.effective += other.effective
        self.repeats += other.repeats
        self.area += other.area
        self.sized += other.sized
        self.problems += other.problems
        self.of += other.of


def estates(session: Session, period: Period, now: datetime) -> list[Place]:
    """Every estate with an effective complaint in the period."""
    repeated = func.count().filter(received_parts()["repeats"])
    wanted = (within(W.received_at), effective(session, now), *looked_at(period))
    counts = session.execute(
        select(Estate.id, Estate.name, Estate.area, func.count(), repeated)
        .join(W, W.estate_id == Estate.id)
        .where(*wanted)
        .group_by(Estate.id),
        span(period),
    ).all()
    problems = session.execute(
        select(W.estate_id, Category.name, func.count())
        .join(Category, Category.code == W.category_code)
        .where(*wanted)
        .group_by(W.estate_id, Category.code),
        span(period),
    ).all()
    served = companies(session, period)
    found: dict[Any, Place] = {
        key: Place(
            key,
            name,
            served[key][1] if key in served else "",
            number,
            repeats,
            Fraction(str(area)) if area else Fraction(0),
            number if area else 0,
            of=[key],
        )
        for key, name, area, number, repeats in counts
    }
    for key, name, number in problems:
        found[key].problems[name] += number
    for key, words in _handling(session, period).items():
        if key in found:
            found[key].handling = words
    return list(found.values())


def by_company(session: Session, period: Period, now: datetime) -> list[Place]:
    """The same complaints by the company that serves the estate at the end of the period."""
    served = companies(session, period)
    found: dict[Any, Place] = {}
    for place in estates(session, period, now):
        key, name = served.get(place.key, (NOBODY, _WITHOUT))
        whole = found.setdefault(key, Place(key, name))
        whole.add(place)
    return list(found.values())


def ranked(places: Sequence[Place]) -> list[Place]:
    """By their complaints, with places; who is no company has none."""
    ordered = sorted(places, key=lambda place: (-place.effective, place.name))
    found = ranks([None if place.key == NOBODY else place.effective for place in ordered])
    for place, rank in zip(ordered, found, strict=True):
        place.rank = rank
    return sorted(ordered, key=lambda place: place.rank is None)


def cut(places: Sequence[Place]) -> tuple[list[Place], list[Place]]:
    """Those that are listed one by one, and the rest; those without a place are listed last."""
    listed = [place for place in places if place.rank is None or place.rank <= LISTED]
    return listed, [place for place in places if place.rank is not None and place.rank > LISTED]


def _handling(session: Session, period: Period) -> dict[Any, str]:
    """What was done about an estate in the period: 督办2次、黄牌约谈1次."""
    rows = session.execute(
        select(Measure.estate_id, Measure.level, func.count())
        .where(
            Measure.estate_id.is_not(None),
            Measure.outcome != Outcome.VOID,
            Measure.issued_at >= period.start,
            Measure.issued_at < period.end,
        )
        .group_by(Measure.estate_id, Measure.level)
        .order_by(Measure.level)
    )
    found: dict[Any, list[str]] = {}
    for estate, level, number in rows:
        found.setdefault(estate, []).append(f"{MeasureLevel(str(level)).label}{number}次")
    return {estate: "已" + "、".join(words) for estate, words in found.items()}
