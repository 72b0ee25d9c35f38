"""The estates that are assessed, who served them, and in which group they are ranked."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import EstateGroup
from desktop.data.tables.estates import Estate, EstateService
from desktop.domain.assessment.scheme import Scheme
from desktop.domain.assessment.scheme_words import group_names, group_of
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import exact
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.assessment import GroupForm
from desktop.forms.fields import check
from desktop.services.assessment import scheme as schemes
from desktop.services.cases import Subject, record
from desktop.services.registry.serving import Served, companies_on, services


@dataclass(frozen=True, slots=True)
class Project:
    """An estate as it is assessed: its size, its group, its property company and manager at the end of the term.
    `said` is the group the office gave it, None where the rule gives it."""

    id: int
    name: str
    area: Fraction | None
    households: int | None
    group: str
    said: str | None
    organisation_id: int | None
    company: str
    manager: str


def projects(session: Session, scheme: Scheme, term: Term) -> list[Project]:
    """The estates in use, by name."""
    served = serving(session, term.period)
    query = (
        select(Estate, EstateGroup.group)
        .outerjoin(EstateGroup, EstateGroup.estate_id == Estate.id)
        .where(Estate.active)
        .order_by(Estate.name, Estate.id)
    )
    found = []
    for estate, said in session.execute(query):
        group = group_of(scheme, said, estate.kind, estate.built_year, term.year)
        by = served.get(estate.id)
        found.append(
            Project(
                estate.id,
                estate.name,
                exact(estate.area) if estate.area else None,
                estate.households,
                group,
                said if said == group else None,
                by.organisation_id if by else None,
                by.company if by else "",
                by.manager if by else "",
            )
        )
    return found


def serving(session: Session, period: Period) -> dict[int, Served]:
    """The property company of each estate at the end of the period, or the last that served in it."""
    before: dict[int, Served] = {}
    for estate, served in services_within(session, period):
        before.setdefault(estate, served)
    return before | companies_on(session, period.reached)


def services_within(session: Session, period: Period) -> list[tuple[int, Served]]:
    """Every service of a property company at an estate on some day of the period, the latest first."""
    begun = or_(EstateService.since.is_(None), EstateService.since <= period.last)
    return services(session, begun, or_(EstateService.until.is_(None), EstateService.until >= period.first))


def put_in_group(session: Session, estate_id: int, form: GroupForm, operator: Operator, now: datetime) -> None:
    """Say in which group an estate is ranked from now on, or leave it to the rule again."""
    form = check(form)
    kept = schemes.current(session)
    if form.group is not None and form.group not in group_names(kept.scheme):
        raise Refused({"group": f"没有分组“{form.group}”,请从列表里选。"})
    estate = session.get_one(Estate, estate_id)
    row = session.scalar(select(EstateGroup).where(EstateGroup.estate_id == estate_id))
    if form.group is None:
        if row is not None:
            session.delete(row)
        text = f"{estate.name}改为按规则分组"
    else:
        if row is None:
            session.add(EstateGroup(office_id=operator.office_id, estate_id=estate_id, group=form.group))
        else:
            row.group = form.group
        text = f"{estate.name}列入“{form.group}”"
    session.flush()
    record(session, Subject.GROUP, estate_id, "group", operator, now, text, details={"group": form.group})
