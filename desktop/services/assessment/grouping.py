"""The groups in which estates are ranked, for all estates at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import EstateGroup
from desktop.data.tables.estates import Estate
from desktop.domain.assessment.scheme_words import group_names, group_of
from desktop.domain.operator import Operator
from desktop.forms.assessment import GroupForm
from desktop.services.assessment.estates import put_in_group
from desktop.services.assessment.scheme import current


@dataclass(frozen=True, slots=True)
class Grouped:
    """An estate and its group; `said` is the group the office gave it, None where the rule gives it."""

    estate_id: int
    estate: str
    kind: str
    built_year: int | None
    group: str
    said: str | None


@dataclass(frozen=True, slots=True)
class Groups:
    """The names of the groups in their order, and the estates in use by group and name."""

    names: tuple[str, ...]
    estates: tuple[Grouped, ...]


def groups(session: Session, now: datetime) -> Groups:
    """The groups as they are this year by the scheme in force."""
    scheme = current(session).scheme
    names = group_names(scheme)
    query = (
        select(Estate, EstateGroup.group)
        .outerjoin(EstateGroup, EstateGroup.estate_id == Estate.id)
        .where(Estate.active)
        .order_by(Estate.name, Estate.id)
    )
    found = []
    for estate, said in session.execute(query):
        group = group_of(scheme, said, estate.kind, estate.built_year, now.year)
        kept = said if said == group else None
        found.append(Grouped(estate.id, estate.name, estate.kind, estate.built_year, group, kept))
    found.sort(key=lambda one: names.index(one.group))
    return Groups(names, tuple(found))


def assign(session: Session, wanted: Sequence[tuple[int, str | None]], operator: Operator, now: datetime) -> None:
    """Put estates into groups, each (id, group); None leaves one to the rule again. All or none."""
    for estate, group in wanted:
        put_in_group(session, estate, GroupForm(group), operator, now)
