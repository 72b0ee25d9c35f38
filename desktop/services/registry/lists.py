"""The lists from which estates, units, categories, channels, orders and the like are chosen, the most used first."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session, aliased

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection, InspectionPlan
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category, Channel
from desktop.data.tables.registers import Renovation
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import ENDED, OPEN, State
from desktop.services.registry.pinyin import keys_of
from desktop.services.registry.serving import PROPERTY_COMPANY
from desktop.system.resources import load_json

USED_WITHIN = timedelta(days=90)


class Option(NamedTuple):
    """One entry of a list: `keys` are its pinyin and aliases, `weight` how often it was used of late."""

    key: int | str
    text: str
    keys: str
    detail: str
    weight: int


def options(session: Session, of: str, now: datetime) -> list[Option]:
    """The list named `of` (see forms.fields.Pick), the most used first."""
    found: Iterable[Option]
    match of:
        case "estate":
            found = _estates(session, now)
        case "organisation":
            found = _organisations(session, now)
        case "company":
            found = _organisations(session, now, PROPERTY_COMPANY)
        case "category":
            found = _categories(session, now)
        case "any_category":
            found = [*_first_level(session), *_categories(session, now)]
        case "channel":
            found = _channels(session, now)
        case "party":
            found = (
                Option(entry["code"], entry["name"], " ".join(entry["aliases"]), "", 0)
                for entry in load_json("parties.json")["parties"]
            )
        case "work_order":
            found = _orders(session, now)
        case "checklist":
            found = _checklists(session, now)
        case "plan":
            found = _plans(session)
        case "renovation" | "stated_figure":
            found = _of_registers(session, of)
        case _:
            raise Refused(f"没有名为“{of}”的列表。")
    return sorted(found, key=lambda option: -option.weight)


def _estates(session: Session, now: datetime) -> Iterable[Option]:
    used = _used(session, WorkOrder.estate_id, now)
    query = select(Estate.id, Estate.name, Estate.keys, Estate.aliases, Estate.address).where(Estate.active)
    for key, name, keys, aliases, address in session.execute(query.order_by(Estate.name)):
        yield Option(key, name, f"{keys} {aliases}".strip(), address.split(",")[0][:40], used.get(key, 0))


def _organisations(session: Session, now: datetime, only: str = "") -> Iterable[Option]:
    used = _used(session, WorkOrder.organisation_id, now)
    parties = {entry["code"]: entry["short"] for entry in load_json("parties.json")["parties"]}
    query = select(Organisation.id, Organisation.name, Organisation.keys, Organisation.party)
    if only:
        query = query.where(Organisation.party == only)
    for key, name, keys, party in session.execute(query.where(Organisation.active).order_by(Organisation.name)):
        yield Option(key, name, keys, parties.get(party, ""), used.get(key, 0))


def _categories(session: Session, now: datetime) -> Iterable[Option]:
    used = _used(session, WorkOrder.category_code, now)
    parent = aliased(Category)
    query = (
        select(Category.code, Category.name, Category.keys, Category.aliases, parent.name)
        .join(parent, parent.code == Category.parent_code)
        .where(Category.active)
        .order_by(Category.code)
    )
    for code, name, keys, aliases, above in session.execute(query):
        yield Option(code, name, f"{keys} {' '.join(aliases)}", f"{code[:2]} {above}", used.get(code, 0))


def _first_level(session: Session) -> Iterable[Option]:
    query = select(Category.code, Category.name, Category.keys).where(Category.parent_code.is_(None), Category.active)
    for code, name, keys in session.execute(query.order_by(Category.position)):
        yield Option(code, name, keys, f"{code} 一级类别", 0)


def _channels(session: Session, now: datetime) -> Iterable[Option]:
    used = _used(session, WorkOrder.channel_code, now)
    query = select(Channel.code, Channel.name, Channel.short, Channel.aliases)
    for code, name, short, aliases in session.execute(query.where(Channel.active).order_by(Channel.position)):
        yield Option(code, short, f"{name} {' '.join(aliases)}", name, used.get(code, 0))


def _orders(session: Session, now: datetime) -> Iterable[Option]:
    """Orders that another may be merged into: the open ones, and those that ended of late."""
    query = (
        select(WorkOrder.id, WorkOrder.number, WorkOrder.title, WorkOrder.state, Estate.name)
        .outerjoin(Estate, Estate.id == WorkOrder.estate_id)
        .where(WorkOrder.state.in_(OPEN | ENDED), WorkOrder.received_at >= now - USED_WITHIN)
        .order_by(WorkOrder.received_at.desc())
        .limit(2000)
    )
    for key, number, title, state, estate in session.execute(query):
        yield Option(key, f"{number} {title}", estate or "", f"{estate or ''} {State(state).label}".strip(), 0)


def _checklists(session: Session, now: datetime) -> Iterable[Option]:
    made = (
        select(ChecklistVersion.checklist_id, func.count())
        .join(Inspection, Inspection.checklist_version_id == ChecklistVersion.id)
        .where(Inspection.created_at >= now - USED_WITHIN)
        .group_by(ChecklistVersion.checklist_id)
    )
    used = dict(session.execute(made).all())
    query = select(Checklist.id, Checklist.name, Checklist.latest).where(Checklist.active)
    for key, name, latest in session.execute(query.order_by(Checklist.position, Checklist.id)):
        yield Option(key, name, keys_of(name), f"第{latest}版", used.get(key, 0))


def _plans(session: Session) -> Iterable[Option]:
    query = select(InspectionPlan.id, InspectionPlan.name, InspectionPlan.first, InspectionPlan.last)
    newest = query.where(InspectionPlan.active).order_by(InspectionPlan.last.desc(), InspectionPlan.id.desc())
    for key, name, first, last in session.execute(newest):
        yield Option(key, name, keys_of(name), f"{first:%m月%d日}至{last:%m月%d日}", 0)


def _of_registers(session: Session, of: str) -> Iterable[Option]:
    """Renovation projects, or the figures that the office states."""
    if of == "stated_figure":
        for entry in load_json("registers.json")["figures"]:
            yield Option(entry["code"], entry["name"], keys_of(entry["name"]), entry["group"], 0)
        return
    query = select(Renovation.id, Renovation.name, Renovation.community).order_by(Renovation.name)
    for key, name, community in session.execute(query):
        yield Option(key, name, keys_of(name), community, 0)


def _used(session: Session, column: SQLColumnExpression[Any], now: datetime) -> dict[Any, int]:
    query = select(column, func.count()).where(WorkOrder.received_at >= now - USED_WITHIN).group_by(column)
    return {key: total for key, total in session.execute(query) if key is not None}
