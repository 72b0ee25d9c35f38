"""R11 整改、约谈、黄红牌汇总表: one line for each property company."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import astuple
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.data.tables.inspections import Inspection
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.documents.formulas import share
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.indicators import percent_words
from desktop.domain.inspection.states import InspectionState, NoticeState
from desktop.domain.operator import Operator
from desktop.domain.rectification.escalation import RED, UPWARD, YELLOW
from desktop.domain.rectification.lifecycle import Outcome
from desktop.domain.timing.periods import Period
from desktop.services.counting.definitions import indicator
from desktop.services.counting.rectified import Rectified, coverage, rectified
from desktop.services.registry.cards import PROPERTY_COMPANY
from desktop.services.reports.heads import head

NAME = "整改、约谈、黄红牌汇总表"
NOBODY = "未明确企业"
_BASES = "检查、下达、发现按发生时间;整改完成率按整改期限"
_NOTHING = Rectified()


def enforcement(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The companies that serve an estate or have anything to tell, by their cards and findings."""
    rows = _rows(session, period)
    seen = coverage(session, period)
    covered = f"{indicator('K21').name}:{seen.numerator}÷{seen.denominator}={percent_words(seen.value)}。"
    return Table(
        title=period.words + NAME,
        columns=COLUMNS,
        rows=rows,
        total=_total(rows) if rows else None,
        head=head(session, period, operator, now, _BASES),
        notes=[
            covered,
            "约谈场次为黄牌、红牌约谈之和;已撤回的不计。问题数、已整改为期内发现的,整改完成率按期内到期的算。",
            *(indicator(code).words for code in ("K20", "K21")),
        ],
    )


def _rows(session: Session, period: Period) -> list[tuple[Any, ...]]:
    names: dict[int, str] = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    estates = _estates(session, period)
    inspected = _by_company(session, Inspection.organisation_id, _inspected(period))
    notices = _by_company(session, RectificationNotice.organisation_id, _noticed(period))
    found = rectified(session, Finding.organisation_id, period)
    cards = _cards(session, period)
    told = estates.keys() | inspected.keys() | notices.keys() | found.keys() | {key for key, _ in cards}
    rows = []
    for key in told:
        figures = found.get(key, _NOTHING)
        _found, put_right, due, passed = astuple(figures)
        yellow, red, upward = (cards.get((key, level), 0) for level in (YELLOW, RED, UPWARD))
        late = due - passed
        rows.append(
            (
                names.get(key, NOBODY),
                estates.get(key, 0),
                inspected.get(key, 0),
                notices.get(key, 0),
                figures.found,
                put_right,
                Rate(passed, due),
                yellow + red,
                yellow,
                red,
                upward,
                f"期内到期未销号{late}项" if late else "",
                due,
                passed,
            )
        )
    return sorted(rows, key=lambda row: (row[0] == NOBODY, -row[9], -row[8], -row[4], row[0]))


def _total(rows: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    sums = {place: sum(row[place] for row in rows) for place in (1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13)}
    filled = {**sums, 0: "合计", 6: Rate(sums[13], sums[12])}
    return tuple(filled.get(place) for place in range(len(COLUMNS)))


def _estates(session: Session, period: Period) -> Mapping[Any, int]:
    """How many estates in use each company serves at the end of the period."""
    query = (
        select(EstateService.organisation_id, func.count(EstateService.estate_id.distinct()))
        .join(Estate, Estate.id == EstateService.estate_id)
        .where(
            Estate.active,
            EstateService.party == PROPERTY_COMPANY,
            or_(EstateService.since.is_(None), EstateService.since <= period.last),
            or_(EstateService.until.is_(None), EstateService.until > period.last),
        )
        .group_by(EstateService.organisation_id)
    )
    return dict(session.execute(query).all())


def _by_company(session: Session, company: Any, wanted: ColumnElement[bool]) -> Mapping[Any, int]:
    return dict(session.execute(select(company, func.count()).where(wanted).group_by(company)).all())


def _inspected(period: Period) -> ColumnElement[bool]:
    return (Inspection.state == InspectionState.DONE) & Inspection.inspected_on.between(period.first, period.last)


def _noticed(period: Period) -> ColumnElement[bool]:
    issued = RectificationNotice.issued_at
    return (RectificationNotice.state != NoticeState.VOID) & (issued >= period.start) & (issued < period.end)


def _cards(session: Session, period: Period) -> Counter[tuple[Any, int]]:
    query = select(Measure.organisation_id, Measure.level).where(
        Measure.level.in_((YELLOW, RED, UPWARD)),
        Measure.outcome != Outcome.VOID,
        Measure.issued_at >= period.start,
        Measure.issued_at < period.end,
    )
    return Counter(session.execute(query).all())


COLUMNS = [
    Column("company", "物业服务企业", width=13),
    Column("estates", "在管小区", Kind.COUNT, 5, "", "期末在管", summed=True),
    Column("inspected", "检查次数", Kind.COUNT, 5, "", "期内完成的检查,含回头看", summed=True),
    Column("notices", "整改通知书", Kind.COUNT, 5, "", "期内下达,作废的不计", summed=True),
    Column("found", "问题数", Kind.COUNT, 5, "", "期内发现,作废的不计", summed=True),
    Column("put_right", "已整改", Kind.COUNT, 5, "", "期内发现的问题中至今已销号或当场已改的", summed=True),
    Column("rate", "整改完成率", Kind.RATE, 6, "K20", indicator("K20").meaning, share("passed", "due")),
    Column("talks", "约谈场次", Kind.COUNT, 5, "", "黄牌、红牌约谈", "{yellow}+{red}"),
    Column("yellow", "黄牌", Kind.COUNT, 4, "", "期内下达的黄牌", summed=True),
    Column("red", "红牌", Kind.COUNT, 4, "", "期内下达的红牌", summed=True),
    Column("upward", "信用线索上报", Kind.COUNT, 5, "", "期内上报移送", summed=True),
    Column("remark", "备注", width=12),
    Column("due", "期内到期", Kind.COUNT, 5, "", "整改期限在期内的问题", summed=True, printed=False),
    Column("passed", "其中已销号", Kind.COUNT, 5, "", "期内到期且复查合格", summed=True, printed=False),
]
