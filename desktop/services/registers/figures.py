"""Figures of a period that no work order gives: counted from inspections and registers, else as the office states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Inspection
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.data.tables.registers import (
    CommitteeTerm,
    Disinfection,
    Renovation,
    ServiceContract,
    Supply,
    SupplyMovement,
)
from desktop.domain.assessment.outcome import Listed
from desktop.domain.assessment.term import Term
from desktop.domain.extent import scope_of
from desktop.domain.inspection.checklist import exact
from desktop.domain.inspection.states import InspectionState
from desktop.domain.rectification.escalation import RED, WRITTEN, YELLOW
from desktop.domain.timing.periods import Period
from desktop.forms.registers.daily import MovementKind
from desktop.services.counting.pressed import issued_in, made_in, pressed_in
from desktop.services.counting.rectified import rectified
from desktop.services.published import published_view
from desktop.services.registers import committees
from desktop.services.registers.reach import estates_of
from desktop.services.registers.renovations import Works, works
from desktop.services.registers.stated import Figure, figures, stated

Amount = int | Fraction
RECORDED = "按台账"


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of a period, None where nobody knows it, and where it is from."""

    value: Amount | None
    words: str


def figure(session: Session, code: str, period: Period) -> Found:
    """The figure with this code of registers.json; KeyError for any other."""
    known = figures()[code]
    if known.counted:
        value = _COUNTED[code](session, known, period)
        if value is not None:
            return Found(value, RECORDED)
    if not scope_of(period).whole:
        return Found(None, "填报数字不分小区")
    value, words = stated(session, code, period)
    return Found(None if value is None else plain(value), words)


def _inspections(what: ColumnElement[int]) -> Callable[[Session, Figure, Period], Amount | None]:
    def count(session: Session, _figure: Figure, period: Period) -> Amount | None:
        if not _inspected(session, period):
            return None
        found: int | None = session.scalar(select(what).select_from(Inspection).where(made_in(period)))
        return found or 0

    return count


def _notices(session: Session, _figure: Figure, period: Period) -> Amount | None:
    if not _inspected(session, period):
        return None
    found: int | None = session.scalar(select(func.count()).select_from(RectificationNotice).where(issued_in(period)))
    return found or 0


def _findings(name: str) -> Callable[[Session, Figure, Period], Amount | None]:
    def count(session: Session, _figure: Figure, period: Period) -> Amount | None:
        if not _inspected(session, period):
            return None
        sizes: list[int] = [getattr(one, name) for one in rectified(session, Finding.organisation_id, period).values()]
        return sum(sizes)

    return count


def _measures(what: ColumnElement[int], *levels: int) -> Callable[[Session, Figure, Period], Amount | None]:
    def count(session: Session, _figure: Figure, period: Period) -> Amount | None:
        if not _pressed(session, period):
            return None
        found: int | None = session.scalar(select(what).select_from(Measure).where(pressed_in(period, *levels)))
        return found or 0

    return count


def _inspected(session: Session, period: Period) -> bool:
    """Whether the office kept its inspections here by then; before, its figures are missing and not 0."""
    begun = select(Inspection.id).where(
        Inspection.state == InspectionState.DONE, Inspection.inspected_on <= period.last
    )
    return session.scalar(begun.limit(1)) is not None


def _pressed(session: Session, period: Period) -> bool:
    """Whether it kept its measures here by then: it does so from its first inspection or measure on."""
    known = select(Measure.id).where(Measure.issued_at < period.end)
    return _inspected(session, period) or session.scalar(known.limit(1)) is not None


def _contracts(session: Session, _figure: Figure, period: Period) -> Amount | None:
    C = ServiceContract
    known = select(C.id).where(or_(C.signed_on <= period.last, C.filed_on <= period.last)).limit(1)
    if session.scalar(known) is None:
        return None
    query = select(func.count()).where(C.filed_on.between(period.first, period.last))
    estates = estates_of(session, period)
    return session.scalar(query if estates is None else query.where(C.estate_id.in_(estates))) or 0


def _committees(
    count: Callable[[Session, Period, frozenset[int] | None], int],
) -> Callable[[Session, Figure, Period], Amount | None]:
    def counted(session: Session, _figure: Figure, period: Period) -> Amount | None:
        known = select(CommitteeTerm.id).where(CommitteeTerm.starts <= period.last).limit(1)
        return None if session.scalar(known) is None else count(session, period, estates_of(session, period))

    return counted


def _renovation(of: Callable[[Works], float | None]) -> Callable[[Session, Figure, Period], Amount | None]:
    """Added up over the projects of the period; None where there is none, or none that has the figure."""

    def counted(session: Session, _figure: Figure, period: Period) -> Amount | None:
        if session.scalar(select(Renovation.id).where(_begun(period)).limit(1)) is None:
            return None
        found = works(session, period.last, period.first, estates_of(session, period))
        sizes = [exact(size) for one in found if (size := of(one)) is not None]
        return plain(sum(sizes, Fraction(0))) if sizes or not found else None

    return counted


def _begun(period: Period) -> ColumnElement[bool]:
    return or_(Renovation.starts_on.is_(None), Renovation.starts_on <= period.last)


def _disinfected(session: Session, _figure: Figure, period: Period) -> Amount | None:
    if session.scalar(select(Disinfection.id).where(Disinfection.on <= period.last).limit(1)) is None:
        return None
    query = select(func.sum(Disinfection.buildings)).where(Disinfection.on.between(period.first, period.last))
    estates = estates_of(session, period)
    return session.scalar(query if estates is None else query.where(Disinfection.estate_id.in_(estates))) or 0


def _given_out(session: Session, known: Figure, period: Period) -> Amount | None:
    """What went out of the supplies whose name has the word in it and that are kept in its unit."""
    mine = select(Supply.id).where(Supply.name.contains(known.supply), Supply.unit == known.unit)
    moved = select(SupplyMovement).where(SupplyMovement.supply_id.in_(mine), SupplyMovement.on <= period.last)
    if not scope_of(period).whole or session.scalars(moved.limit(1)).first() is None:
        return None
    out = moved.where(SupplyMovement.kind == MovementKind.OUT, SupplyMovement.on >= period.first)
    return plain(sum((exact(row.amount) for row in session.scalars(out)), Fraction(0)))


def _listed(which: Listed) -> Callable[[Session, Figure, Period], Amount | None]:
    def counted(session: Session, _figure: Figure, period: Period) -> Amount | None:
        views = [view for term in _terms(period) if (view := published_view(session, term)) is not None]
        estates = estates_of(session, period)
        rows = [row for view in views for row in view.rows if estates is None or row.estate_id in estates]
        return sum(row.listed is which for row in rows) if views else None

    return counted


def _terms(period: Period) -> list[Term]:
    """The quarters that end in the period."""
    years = range(period.first.year, period.last.year + 1)
    terms = [Term(year, quarter) for year in years for quarter in range(1, 5)]
    return [term for term in terms if period.first <= term.period.last <= period.last]


def plain(value: Fraction) -> Amount:
    """Whole where it is whole."""
    return value.numerator if value.denominator == 1 else value


_COUNTED: Mapping[str, Callable[[Session, Figure, Period], Any]] = {
    "contract_filed": _contracts,
    "inspections": _inspections(func.count()),
    "inspected": _inspections(func.count(Inspection.estate_id.distinct())),
    "notices": _notices,
    "findings": _findings("found"),
    "settled": _findings("put_right"),
    "interviews": _measures(func.count(), YELLOW, RED),
    "interviewed": _measures(func.count(Measure.organisation_id.distinct()), YELLOW, RED),
    "written": _measures(func.count(), WRITTEN),
    "committees_formed": _committees(lambda s, p, e: committees.begun_between(s, p.first, p.last, e)[0]),
    "committees_renewed": _committees(lambda s, p, e: committees.begun_between(s, p.first, p.last, e)[1]),
    "committees": _committees(lambda s, p, e: committees.in_office(s, p.last, e)),
    "renovation_estates": _renovation(lambda one: one.planned),
    "renovation_households": _renovation(lambda one: one.project.households),
    "renovation_area": _renovation(lambda one: one.project.area),
    "renovation_investment": _renovation(lambda one: one.project.investment),
    "disinfected": _disinfected,
    "masks": _given_out,
    "disinfectant": _given_out,
    "gloves": _given_out,
    "red": _listed(Listed.RED),
    "black": _listed(Listed.BLACK),
}
