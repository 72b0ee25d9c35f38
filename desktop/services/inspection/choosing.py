"""Estates and plans by the names people type, for the headless verbs."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import InspectionPlan, PlannedEstate
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import InspectionKind
from desktop.domain.text import normalise
from desktop.services.registry.known import KnownEstates


@dataclass(frozen=True, slots=True)
class Plan:
    """A running plan: its list and its estates by id."""

    id: int
    kind: InspectionKind
    checklist_id: int
    estates: tuple[int, ...]


def all_estates(session: Session) -> list[int]:
    """Every estate in use, by name."""
    return list(session.scalars(select(Estate.id).where(Estate.active).order_by(Estate.name, Estate.id)))


def estates_named(session: Session, names: Sequence[str]) -> list[int]:
    """The estates with these names or aliases in their order; refused with all that are unknown or not one only."""
    known = KnownEstates(session)
    found: list[int] = []
    wrong: list[str] = []
    for name in names:
        try:
            found.append(known.one(normalise(name).strip()))
        except ValueError as error:
            wrong.append(str(error))
    if wrong:
        raise Refused(f"{';'.join(wrong)}。")
    return found


def plan_named(session: Session, name: str) -> Plan:
    """The newest running plan with this name; refused where there is none."""
    row = session.scalars(
        select(InspectionPlan)
        .where(InspectionPlan.active, InspectionPlan.name == normalise(name).strip())
        .order_by(InspectionPlan.id.desc())
    ).first()
    if row is None:
        raise Refused(f"没有名为“{name}”的检查计划,请先在“检查”的计划页新建。")
    estates = session.scalars(
        select(PlannedEstate.estate_id)
        .join(Estate, Estate.id == PlannedEstate.estate_id)
        .where(PlannedEstate.plan_id == row.id, Estate.active)
        .order_by(PlannedEstate.id)
    )
    return Plan(row.id, InspectionKind(row.kind), row.checklist_id, tuple(estates))
