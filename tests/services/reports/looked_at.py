"""A period looked at through a scope, told apart by names as the exported ledger has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.data.tables.reference import Category, Channel
from desktop.domain.extent import Extent, Scope
from desktop.domain.lifecycle import Urgency
from desktop.domain.timing.periods import Period
from desktop.forms.intake import Kind
from desktop.services.registry.cards import PROPERTY_COMPANY


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids and codes of a scope are called in the ledger; `served` are (estate, company, since, until), the
    service that came last at the end."""

    estates: Mapping[int, str]
    units: Mapping[int, str]
    channels: Mapping[str, str]
    categories: Mapping[str, tuple[str, str]]  # the first level and the words of the ledger
    served: tuple[tuple[str, int, date | None, date | None], ...]

    @classmethod
    def of(cls, session: Session) -> "Names":
        names = {row.code: row for row in session.scalars(select(Category))}
        estates = {row.id: row.name for row in session.scalars(select(Estate))}
        return cls(
            estates,
            {row.id: row.name for row in session.scalars(select(Organisation))},
            {row.code: row.short for row in session.scalars(select(Channel))},
            {
                code: (
                    (names[row.parent_code].name, f"{names[row.parent_code].name} › {row.name}")
                    if row.parent_code
                    else (row.name, row.name)
                )
                for code, row in names.items()
            },
            tuple(
                (estates[row.estate_id], row.organisation_id, row.since, row.until)
                for row in session.scalars(
                    select(EstateService)
                    .where(EstateService.party == PROPERTY_COMPANY)
                    .order_by(EstateService.since, EstateService.id)
                )
            ),
        )


@dataclass(frozen=True, slots=True)
class Looked(Extent):
    """An extent that knows its names, also when it becomes the period before."""

    names: Names = field(default_factory=lambda: Names({}, {}, {}, {}, ()))
    at: date | None = None  # the day on which companies are asked for, where it is not the last of the period

    @classmethod
    def through(cls, period: Period, scope: Scope, names: Names) -> "Looked":
        return cls(period.first, period.last, scope, names)

    def sees(self, order: Mapping[str, Any]) -> bool:
        """Whether a line of the ledger belongs to the scope, at the end of this period."""
        wanted, names = self.scope, self.names
        at = self.at or self.reached
        by = {
            estate: company
            for estate, company, since, until in names.served
            if (not since or since <= at) and (not until or until >= at)
        }
        served = {estate for estate, company in by.items() if company in wanted.companies}
        firsts = {names.categories[code][0] for code in wanted.categories if " › " not in names.categories[code][1]}
        exact = {names.categories[code][1] for code in wanted.categories}
        sides = (
            (wanted.estates, order["小区"] in {names.estates[key] for key in wanted.estates}),
            (wanted.companies, order["小区"] in served),
            (wanted.units, order["承办单位"] in {names.units[key] for key in wanted.units}),
            (wanted.channels, order["渠道"] in {names.channels[key] for key in wanted.channels}),
            (wanted.categories, order["类别"] in exact or (order["类别"] or "").split(" › ")[0] in firsts),
            (wanted.kinds, order["诉求类型"] in {Kind(kind).label for kind in wanted.kinds}),
            (wanted.urgencies, order["紧急程度"] in {Urgency(urgency).label for urgency in wanted.urgencies}),
        )
        return all(met for side, met in sides if side)


def seen(order: Mapping[str, Any], period: Period) -> bool:
    """Every order, but for a period that is looked at through a scope."""
    return period.sees(order) if isinstance(period, Looked) else True


def month_of(month: Period, period: Period, course: Period) -> Period:
    """A month of the course, through the same scope as the period; its companies are those at the end of the course."""
    if not isinstance(period, Looked):
        return month
    return Looked(month.first, month.last, period.scope, period.names, course.reached)
