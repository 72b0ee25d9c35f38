"""The names that a list goes through: estates, first-level categories, channels, handling units."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.reference import Category, Channel
from desktop.domain.extent import WHOLE, scope_of
from desktop.domain.form_mapping.fillings import Figure, Lists
from desktop.domain.timing.periods import Period
from desktop.services.registry.serving import served_estates
from desktop.services.town_forms.vocabulary import Subject, narrowed


def names(session: Session, side: Lists, period: Period | None = None) -> Iterator[Subject]:
    """Everything in use of one side, in the office's own order, as far as the scope of the period goes.

    Of companies the estates that they serve at its end.
    """
    scope = scope_of(period) if period is not None else WHOLE
    query, wanted = _QUERIES[side], getattr(scope, side.value)
    if side is Lists.ESTATES and period is not None and scope.companies:
        query = query.where(Estate.id.in_(served_estates(scope.companies, period.reached)))
    for key, name in session.execute(query).all():
        if not wanted or key in wanted:
            yield Subject(side, key, name)


_QUERIES: dict[Lists, Any] = {
    Lists.ESTATES: select(Estate.id, Estate.name).where(Estate.active).order_by(Estate.name, Estate.id),
    Lists.CATEGORIES: select(Category.code, Category.name)
    .where(Category.active, Category.parent_code.is_(None))
    .order_by(Category.position, Category.code),
    Lists.CHANNELS: select(Channel.code, Channel.short).where(Channel.active).order_by(Channel.position, Channel.code),
    Lists.UNITS: select(Organisation.id, Organisation.name)
    .where(Organisation.active)
    .order_by(Organisation.name, Organisation.id),
}


def of_subject(figure: Figure, subject: Subject) -> Figure:
    """The figure of this subject alone."""
    return replace(figure, scope=narrowed(figure.scope, subject))
