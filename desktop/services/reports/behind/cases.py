"""The inspections, findings, notices and measures behind the figures of R09, R10 and R11."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import EstateService
from desktop.data.tables.inspections import Inspection
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.domain.rectification.escalation import RED, UPWARD, YELLOW
from desktop.domain.rectification.lifecycle import ACTIVE, SETTLED
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import of_findings
from desktop.services.counting.pressed import issued_in, made_in, pressed_in, serving
from desktop.services.counting.rectified import alive_in, counts, found_in
from desktop.services.reports import r09_supervision, r10_findings
from desktop.services.reports.behind import indicators
from desktop.services.reports.behind.opening import (
    ESTATES,
    FINDINGS,
    INSPECTIONS,
    MEASURES,
    NOTICES,
    Behind,
    Opener,
    find_record,
)
from desktop.services.reports.keys import NOBODY, TOTAL

_DONE = Finding.state.in_(SETTLED)
_GOING = Finding.state.in_(ACTIVE)
SETTLED_RATE = frozenset({"due", "passed", "rate"})
_CARDS = {"talks": (YELLOW, RED), "yellow": (YELLOW,), "red": (RED,), "upward": (UPWARD,)}


def findings_behind(session: Session, words: str, *where: ColumnElement[bool]) -> Behind:
    """The findings that meet the conditions, the earliest first; void ones never count."""
    found = select(Finding.id).where(counts(), *where).order_by(Finding.found_on, Finding.id)
    return Behind(FINDINGS, list(session.scalars(found)), words)


def settled_behind(
    session: Session, column: str, period: Period, now: datetime, where: Sequence[ColumnElement[bool]]
) -> Behind | None:
    """The findings behind 整改完成率 (K20) and its two numbers, as the definition in force counts them."""
    below = indicators.denominator(session, "K20", period, now, where)
    above = indicators.numerator(session, "K20", period, now, where)
    if column != "rate" or below is None or above is None:
        return above if column == "passed" else below
    return Behind(below.screen, below.ids, below.words, (above,), counts=False)


def _of_estate(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    late = and_(_GOING, Finding.due_at < datetime.combine(now.date(), time.min))
    known = {
        "every": ("台账所列的问题", ()),
        "done": ("已销号", (_DONE,)),
        "going": ("整改中", (_GOING,)),
        "late": ("超期", (late,)),
    }
    place = [] if row == TOTAL else [Finding.estate_id == row]
    if column in SETTLED_RATE:
        return settled_behind(session, column, period, now, place)
    words, conditions = known[column]
    return findings_behind(session, words, alive_in(period), *of_findings(period), *place, *conditions)


def _of_company(session: Session, row: Any, column: str, period: Period, now: datetime) -> Behind | None:
    if column in _CARDS:
        query = select(Measure.id).where(pressed_in(period, *_CARDS[column])).order_by(Measure.issued_at, Measure.id)
        return _ids(session, MEASURES, "下达的约谈、牌和上报", query, row, Measure.organisation_id)
    match column:
        case "estates":
            query = select(EstateService.estate_id).where(serving(period)).order_by(EstateService.estate_id)
            return _ids(session, ESTATES, "在管小区", query, row, EstateService.organisation_id)
        case "inspected":
            query = select(Inspection.id).where(made_in(period)).order_by(Inspection.inspected_on, Inspection.id)
            return _ids(session, INSPECTIONS, "期内完成的检查", query, row, Inspection.organisation_id)
        case "notices":
            query = select(RectificationNotice.id).where(issued_in(period))
            query = query.order_by(RectificationNotice.issued_at, RectificationNotice.id)
            return _ids(session, NOTICES, "期内下达的整改通知书", query, row, RectificationNotice.organisation_id)
    company = _at(row, Finding.organisation_id)
    if column in SETTLED_RATE:
        return settled_behind(session, column, period, now, company)
    words, further = ("期内发现的问题中已整改的", [_DONE]) if column == "put_right" else ("期内发现的问题", [])
    return findings_behind(session, words, *of_findings(period), *company, found_in(period), *further)


def _at(row: Any, company: Any) -> list[ColumnElement[bool]]:
    if row == TOTAL:
        return []
    return [company.is_(None) if row == NOBODY else company == row]


def _ids(session: Session, screen: str, words: str, query: Select[int], row: Any, company: Any) -> Behind:
    return Behind(screen, list(session.scalars(query.where(*_at(row, company)))), words)


OPENERS = {
    "R09": Opener(frozenset(column.key for column in r09_supervision.COLUMNS), find_record(MEASURES, "本行的督办")),
    "R10": Opener(frozenset(column.key for column in r10_findings.COLUMNS), find_record(FINDINGS, "本行的问题")),
    "R10.estates": Opener(frozenset({"every", "done", "going", "late", "due", "passed", "rate"}), _of_estate),
    "R11": Opener(
        frozenset({"estates", "inspected", "notices", "found", "put_right", "due", "passed", "rate", *_CARDS}),
        _of_company,
    ),
}
