"""What stands behind R21, R22 and R24: findings and inspections, complaints, and orders that somebody showed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Inspection
from desktop.data.tables.orders import Disclosure, WorkOrder
from desktop.data.tables.rectification import Finding
from desktop.domain.inspection.states import InspectionKind
from desktop.domain.rectification.lifecycle import SETTLED
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import of_findings
from desktop.services.counting.pressed import made_in
from desktop.services.counting.rectified import counts, found_in
from desktop.services.counting.scope import received_parts
from desktop.services.indicators.effective import EFFECTIVE
from desktop.services.reports import gathering, r21_civilised, r24_disclosures, u02_ranking
from desktop.services.reports.behind import indicators
from desktop.services.reports.behind.cases import SETTLED_RATE, settled_behind
from desktop.services.reports.behind.opening import FINDINGS, INSPECTIONS, ORDERS, Behind, Find, Opener, find_record
from desktop.services.reports.keys import TOTAL, of_subtotal
from desktop.services.reports.r22_concentration import REST

W = WorkOrder


def _civilised(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    if column in ("score", "change"):
        return _inspections(session, row, period) if row != TOTAL else None
    if column in SETTLED_RATE:
        place = [] if row == TOTAL else [Finding.estate_id == row]
        return settled_behind(session, column, period, now, [r21_civilised.of_list(), *place])
    sections = r21_civilised.sections_of_items(session)
    query = (
        select(Finding.id, Finding.item_code, Finding.state, Inspection.checklist_version_id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(r21_civilised.with_list(), counts(), found_in(period), *of_findings(period))
        .order_by(Finding.found_on, Finding.id)
    )
    if row != TOTAL:
        query = query.where(Finding.estate_id == row)
    rows = session.execute(query).all()
    done = [key for key, _, state, _ in rows if state in SETTLED]
    every = [key for key, _, _, _ in rows]
    match column:
        case "found":
            return Behind(FINDINGS, every, "期内发现的问题")
        case "put_right":
            return Behind(FINDINGS, done, "已整改的问题")
    other = r21_civilised.OTHER
    ids = [key for key, item, _, version in rows if sections.get((version, item or ""), other) == column]
    return Behind(FINDINGS, ids, f"“{r21_civilised.SECTIONS.get(column, '其他')}”部分的问题")


def _inspections(session: Session, estate: int, period: Period) -> Behind:
    """Those of the period, the last of which gave the score."""
    query = (
        select(Inspection.id)
        .where(r21_civilised.with_list(), made_in(period), Inspection.kind != InspectionKind.LOOK_BACK)
        .where(Inspection.estate_id == estate, Inspection.score.is_not(None))
        .order_by(Inspection.inspected_on, Inspection.id)
    )
    return Behind(INSPECTIONS, list(session.scalars(query)), "期内的检查,得分取最后一次", counts=False)


def _gathered(by_company: bool) -> Any:
    def find(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
        where: list[ColumnElement[bool]] = []
        if row != TOTAL:
            where.append(W.estate_id.in_(_estates(session, row, period, now, by_company)))
        if column == "repeats":
            where.append(received_parts()["repeats"])
        if column == "sized":
            where.append(W.estate_id.in_(place.key for place in gathering.estates(session, period, now) if place.area))
        return _effective(session, period, now, where, column in ("effective", "repeats", "sized"))

    return find


def _estates(session: Session, row: Any, period: Period, now: datetime, by_company: bool) -> list[int]:
    """The estates of a row: one, those of a company, or of all that are not listed."""
    places = (gathering.by_company if by_company else gathering.estates)(session, period, now)
    wanted = gathering.cut(gathering.ranked(places))[1] if row == REST else [one for one in places if one.key == row]
    return [estate for place in wanted for estate in place.of]


def _ranked(group: Callable[[u02_ranking.Place], str]) -> Find:
    """Complaints of an estate or of a group of estates in use."""

    def find(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
        wanted = of_subtotal(row)
        places = u02_ranking.places(session, period, now)
        if column in ("per_thousand", "counted"):
            places = [place for place in places if place.households]
        if column in ("per_area", "sized"):
            places = [place for place in places if place.area]
        if row != TOTAL:
            places = [place for place in places if place.key == row or (wanted is not None and group(place) == wanted)]
        where = [W.estate_id.in_(place.key for place in places)]
        return _effective(session, period, now, where, column in ("effective", "counted", "sized"))

    return find


def _effective(
    session: Session, period: Period, now: datetime, where: Sequence[ColumnElement[bool]], counts: bool
) -> Behind | None:
    found = indicators.numerator(session, EFFECTIVE, period, now, where)
    return replace(found, words="有效投诉", counts=counts) if found else None


def _shown(session: Session, row: Any, column: str, period: Period, _now: datetime) -> Behind | None:
    """The orders that a person showed or passed on; what belongs to no order has none."""
    query = select(Disclosure.work_order_id).where(*r24_disclosures.disclosed_in(period))
    if row != TOTAL:
        query = query.where(Disclosure.staff_id == row)
    if column != "all":
        query = query.where(Disclosure.what == column)
    found = session.scalars(query.where(Disclosure.work_order_id.is_not(None)).order_by(Disclosure.at, Disclosure.id))
    return Behind(ORDERS, list(dict.fromkeys(key for key in found if key)), "涉及的工单", counts=False)


_GATHERED = frozenset({"effective", "share", "running", "per_area", "repeats", "sized"})
_RANKED = frozenset({"effective", "counted", "sized", "per_thousand", "per_area"})
_SPOTS = frozenset({"score", "change", "found", "put_right", "due", "passed", "rate"})
OPENERS = {
    "R21": Opener(_SPOTS | {*r21_civilised.SECTIONS, r21_civilised.OTHER}, _civilised),
    "R22": Opener(_GATHERED, _gathered(by_company=False)),
    "R22.companies": Opener(_GATHERED, _gathered(by_company=True)),
    "U02": Opener(_RANKED, _ranked(u02_ranking.size_of)),
    "U02.kinds": Opener(_RANKED, _ranked(lambda place: place.kind)),
    "R24": Opener(frozenset(column.key for column in r24_disclosures.COLUMNS), find_record(ORDERS, "本行的工单")),
    "R24.counts": Opener(frozenset(column.key for column in r24_disclosures.COUNTS[1:]), _shown),
}
