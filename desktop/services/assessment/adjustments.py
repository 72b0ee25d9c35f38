"""Bonus and penalty points with their reasons; yellow and red cards propose theirs."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Adjustment
from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.rectification import Measure
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.forms.assessment import AdjustmentForm, Direction
from desktop.forms.fields import check
from desktop.services.assessment.entries import begin, estate_name, told
from desktop.services.assessment.scheme import current

YELLOW, RED = 3, 4  # levels of resources/escalation.json


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """Points on (above 0) or off in a list of them; `about` is the estate or the company."""

    id: int
    version: int
    estate_id: int | None
    organisation_id: int | None
    about: str
    points: float
    reason: str
    basis: str
    on: date | None
    measure_id: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A card of the term for which no points were taken off yet."""

    measure_id: int
    number: str
    estate_id: int
    estate: str
    points: Fraction
    reason: str
    on: date


def adjustments(session: Session, term: Term) -> list[AdjustmentRow]:
    """The points of a term, estates before companies."""
    query = (
        select(Adjustment, Estate.name, Organisation.name)
        .outerjoin(Estate, Estate.id == Adjustment.estate_id)
        .outerjoin(Organisation, Organisation.id == Adjustment.organisation_id)
        .where(Adjustment.period == term.code)
        .order_by(Adjustment.estate_id.is_(None), Estate.name, Organisation.name, Adjustment.on, Adjustment.id)
    )
    return [
        AdjustmentRow(
            row.id, row.version, row.estate_id, row.organisation_id, estate or company, row.points, row.reason,
            row.basis, row.on, row.measure_id,
        )
        for row, estate, company in session.execute(query)
    ]  # fmt: skip


def enter(session: Session, term: Term, form: AdjustmentForm, operator: Operator, now: datetime) -> int:
    """Give or take points; returns the id."""
    row = Adjustment(office_id=operator.office_id, period=term.code)
    name = _fill(session, row, form)
    session.add(row)
    session.flush()
    told(session, term, "adjustment", operator, now, f"{name}{_words(row)}", adjustment=row.id)
    return row.id


def change(
    session: Session, adjustment_id: int, form: AdjustmentForm, operator: Operator, now: datetime,
    seen: int | None = None,
) -> None:  # fmt: skip
    """Correct points."""
    row = begin(session, Adjustment, adjustment_id, seen)
    before = _words(row)
    name = _fill(session, row, form)
    session.flush()
    text = f"更正{name}的加扣分:{before}改为{_words(row)}"
    told(session, Term.parse(row.period), "adjustment", operator, now, text, adjustment=row.id)


def remove(session: Session, adjustment_id: int, operator: Operator, now: datetime, seen: int | None = None) -> None:
    """Take points back."""
    row = begin(session, Adjustment, adjustment_id, seen)
    text = f"撤销{_name(session, row.estate_id, row.organisation_id)}的{_words(row)}"
    session.delete(row)
    session.flush()
    told(session, Term.parse(row.period), "adjustment", operator, now, text, adjustment=adjustment_id)


def form_of(session: Session, adjustment_id: int) -> AdjustmentForm:
    """Points as the form that corrects them."""
    row = begin(session, Adjustment, adjustment_id, None)
    direction = Direction.BONUS if row.points > 0 else Direction.PENALTY
    return AdjustmentForm(row.estate_id, row.organisation_id, direction, abs(row.points), row.reason, row.basis, row.on)


def proposals(session: Session, term: Term) -> list[Proposal]:
    """The yellow and red cards of a quarter that have cost no points yet."""
    scheme, period = current(session).scheme, term.period
    query = (
        select(Measure, Estate.name)
        .join(Estate, Estate.id == Measure.estate_id)
        .outerjoin(Adjustment, Adjustment.measure_id == Measure.id)
        .where(
            Measure.level.in_((YELLOW, RED)),
            Measure.issued_at >= period.start,
            Measure.issued_at < period.end,
            Adjustment.id.is_(None),
        )
        .order_by(Measure.issued_at, Measure.id)
    )
    found = []
    for row, estate in session.execute(query):
        points, card = (scheme.red, "红牌") if row.level == RED else (scheme.yellow, "黄牌")
        if points and row.estate_id is not None:
            reason = f"{card}:{row.matter}"[:200]
            found.append(Proposal(row.id, row.number, row.estate_id, estate, points, reason, row.issued_at.date()))
    return found


def accept(session: Session, term: Term, measure_id: int, operator: Operator, now: datetime) -> int:
    """Take off what a card proposes; returns the id of the points. Refused where it proposes nothing (any more)."""
    for proposal in proposals(session, term):
        if proposal.measure_id == measure_id:
            form = AdjustmentForm(
                estate=proposal.estate_id,
                direction=Direction.PENALTY,
                points=float(proposal.points),
                reason=proposal.reason,
                basis=proposal.number,
                on=proposal.on,
            )
            key = enter(session, term, form, operator, now)
            session.get_one(Adjustment, key).measure_id = measure_id
            return key
    raise Refused("这张牌已经扣过分,或不在本期,请刷新后再看。")


def _fill(session: Session, row: Adjustment, form: AdjustmentForm) -> str:
    form = check(form)
    if (form.estate is None) == (form.organisation is None):
        raise Refused({"estate": "请选小区或物业服务企业中的一个。"})
    assert form.points is not None
    name = _name(session, form.estate, form.organisation)
    row.estate_id, row.organisation_id = form.estate, form.organisation
    row.points = form.points if form.direction is Direction.BONUS else -form.points
    row.reason, row.basis, row.on = form.reason, form.basis, form.on
    return name


def _name(session: Session, estate_id: int | None, organisation_id: int | None) -> str:
    if organisation_id is None:
        return estate_name(session, estate_id)
    company = session.get(Organisation, organisation_id)
    if company is None:
        raise Refused({"organisation": "请从列表里选物业服务企业。"})
    return company.name


def _words(row: Adjustment) -> str:
    return f"{'加' if row.points > 0 else '扣'}{abs(row.points):g}分({row.reason})"
