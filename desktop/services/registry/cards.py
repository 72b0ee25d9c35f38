"""An estate at a glance, and which unit is responsible for a complaint there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category
from desktop.domain.lifecycle import State
from desktop.domain.privacy.masking import mask_name, mask_phone
from desktop.services.registry.serving import PROPERTY_COMPANY, running, service_of
from desktop.system.resources import load_json


@dataclass(frozen=True, slots=True)
class EstateCard:
    """What a worker wants to know of an estate while the phone rings; `area` in 10,000 m²."""

    id: int
    name: str
    address: str
    households: int | None
    building_count: int | None
    area: float | None
    company: str
    company_phone: str
    manager: str
    contract_ends: date | None
    committee_term_ends: date | None
    this_month: int
    last_month: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit that may be responsible, and why; the first of a list is the one proposed."""

    organisation_id: int
    name: str
    reasons: tuple[str, ...]


def estate_card(session: Session, estate_id: int, now: datetime) -> EstateCard | None:
    """The card of an estate, or None where it does not exist."""
    estate = session.get(Estate, estate_id)
    if estate is None:
        return None
    service = service_of(session, estate_id, now.date())
    company = session.get_one(Organisation, service.organisation_id) if service else None
    first = datetime(now.year, now.month, 1)
    before = (first - timedelta(days=1)).replace(day=1)
    return EstateCard(
        id=estate.id,
        name=estate.name,
        address=estate.address,
        households=estate.households,
        building_count=estate.building_count,
        area=estate.area,
        company=company.name if company else "",
        company_phone=company.phone if company else "",
        manager=" ".join(filter(None, [mask_name(service.manager), mask_phone(service.manager_phone)]))
        if service
        else "",
        contract_ends=service.contract_ends if service else None,
        committee_term_ends=estate.committee_term_ends,
        this_month=_received(session, estate_id, first, now + timedelta(days=1)),
        last_month=_received(session, estate_id, before, first),
    )


def suggestions(
    session: Session, estate_id: int | None, category_code: str | None, now: datetime
) -> tuple[Suggestion, ...]:
    """Who should get it: by contract of the estate, by duty of the category, and who handled the like before."""
    found: dict[int, Suggestion] = {}
    category = session.get(Category, category_code) if category_code else None
    parties = {entry["code"]: entry for entry in load_json("parties.json")["parties"]}
    named = category is not None and category.responsible  # a first-level category names nobody
    wanted = [category.responsible, *category.assisting] if category and named else [PROPERTY_COMPANY]
    for place, party in enumerate(wanted):
        duty = "本类别的责任单位" if place == 0 else "本类别的协办单位"
        word = parties[party]["short"] if party in parties else party
        if estate_id is not None:
            for service, unit in session.execute(
                select(EstateService, Organisation)
                .join(Organisation, Organisation.id == EstateService.organisation_id)
                .where(
                    EstateService.estate_id == estate_id,
                    EstateService.party == party,
                    Organisation.active,
                    running(now.date()),
                )
                .order_by(EstateService.since.desc())
            ):
                ends = f",合同至{service.contract_ends:%Y-%m-%d}" if service.contract_ends else ""
                _add(found, unit, f"该小区现任{word}{ends}", f"{duty}({word})")
        if party not in parties or not parties[party]["per_estate"]:
            for unit in session.scalars(
                select(Organisation).where(Organisation.party == party, Organisation.active).order_by(Organisation.id)
            ):
                _add(found, unit, f"{duty}({word})")
    if last := _last_handler(session, estate_id, category_code):
        unit, days = last
        _add(found, unit, f"上次同类工单由其办理,用时{days}")
    return tuple(found.values())


def _last_handler(
    session: Session, estate_id: int | None, category_code: str | None
) -> tuple[Organisation, str] | None:
    if estate_id is None or category_code is None:
        return None
    row = session.execute(
        select(Organisation, WorkOrder.received_at, WorkOrder.closed_at)
        .join(WorkOrder, WorkOrder.organisation_id == Organisation.id)
        .where(
            WorkOrder.estate_id == estate_id,
            WorkOrder.category_code == category_code,
            WorkOrder.closed_at.is_not(None),
            Organisation.active,
        )
        .order_by(WorkOrder.closed_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    span = row.closed_at - row.received_at
    hours = round(span.total_seconds() / 3600)
    return row.Organisation, f"{span.days}天{hours % 24}小时" if span.days else f"{max(hours, 1)}小时"


def _add(found: dict[int, Suggestion], unit: Organisation, *reasons: str) -> None:
    known = found.get(unit.id)
    found[unit.id] = Suggestion(unit.id, unit.name, (*(known.reasons if known else ()), *reasons))


def _received(session: Session, estate_id: int, first: datetime, end: datetime) -> int:
    query = select(func.count()).where(
        WorkOrder.estate_id == estate_id,
        WorkOrder.received_at >= first,
        WorkOrder.received_at < end,
        WorkOrder.state != State.VOID,
    )
    return session.scalar(query) or 0
