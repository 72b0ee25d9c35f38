"""R16 业委会届期与换届预警表: the newest term of every committee, what is due, and how many stand alike."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.table import Column, Kind, Subtotal, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.legal_terms import LegalTerms, Standing
from desktop.domain.timing.periods import Period
from desktop.domain.wording.ordinals import ordinal_words
from desktop.services.counting.case_scope import left_aside
from desktop.services.registers.committees import Current, newest
from desktop.services.registers.local_terms import legal_terms
from desktop.services.registers.reach import estates_of
from desktop.services.reports.heads import head

NAME = "业委会届期与换届预警表"
_ORDER = (
    Standing.ENDED,
    Standing.UNREPORTED,
    Standing.NEAR,
    Standing.ELECTED,
    Standing.CHANGING,
    Standing.REPORTED,
    Standing.FORMING,
    Standing.FILED,
    Standing.RUNNING,
    Standing.UNKNOWN,
)


def terms(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The estates in use, those that press first, with a subtotal for each state; as of today, or of the period's end
    where that has passed."""
    today = as_of(period, now)
    rules = legal_terms(session)
    found = newest(session, today, estates_of(session, period))
    rows: list[tuple[Any, ...]] = []
    keys: list[int | None] = []
    for state in _ORDER:
        mine = [one for one in found if one.standing is state]
        rows += [_row(one, today, rules) for one in mine]
        keys += [one.estate.id for one in mine]
        if mine:
            rows.append(Subtotal(_counted(f"小计:{state.label}", mine)))
            keys.append(None)
    return Table(
        title=period.words + NAME,
        columns=COLUMNS,
        rows=rows,
        total=_counted("合计", found) if found else None,
        head=head(session, period, operator, now, f"截至{today:%Y-%m-%d}的最近一届"),
        notes=[
            f"应报告日为任期届满前{rules.report_months}个月,按本单位设定的地方期限(上海5个月、北京6个月、杭州3个月、台州2个月);"
            "倒推的期限不因休假日顺延。",
            f"收到报告后{rules.group_days}日内组建换届小组,选举后{rules.election_filing_days}日内备案;末日遇休假日顺延。",
            "届别空着的,任期止取自小区基础信息;未登记的显示“—”。",
            *left_aside(period, "estates", "companies", "units"),
        ],
        source="R16",
        keys=keys,
    )


def as_of(period: Period, now: datetime) -> date:
    """Today, or the last day of a period that is over."""
    return min(now.date(), period.last)


def _row(one: Current, today: date, rules: LegalTerms) -> tuple[Any, ...]:
    row, ends = one.row, one.ends
    members = "" if row is None or row.members_due is None else f"{row.members_due}/{_seen(row.members_present)}"
    return (
        one.estate.name,
        ordinal_words(row.ordinal) if row else "",
        row.starts if row and row.starts else "—",
        ends or "—",
        (ends - today).days if ends else None,
        rules.report_by(ends) if ends else "—",
        "" if row is None else "否" if _happened(row.reported_on, today) == "—" else "是",
        _happened(row.group_formed_on if row else None, today),
        _happened(row.elected_on if row else None, today),
        _happened(row.filed_on if row else None, today),
        members,
        one.standing.label,
        one.advice,
    )


def _happened(on: date | None, today: date) -> date | str:
    """What happened after the day that the table is of had not happened yet."""
    return on if on is not None and on <= today else "—"


def _seen(present: int | None) -> str:
    return "—" if present is None else str(present)


def _counted(words: str, found: Sequence[Current]) -> tuple[Any, ...]:
    return (words, f"{len(found)}个", *([None] * (len(COLUMNS) - 2)))


COLUMNS = (
    Column("estate", "小区", width=11),
    Column("ordinal", "届别", width=4),
    Column("starts", "任期起", Kind.DATE, 6),
    Column("ends", "任期止", Kind.DATE, 6),
    Column("left", "距届满(天)", Kind.COUNT, 5, meaning="任期止-截至日;负数为已届满"),
    Column("report_by", "应报告日", Kind.DATE, 6, meaning="任期止之前若干个月(地方参数)"),
    Column("reported", "是否报告", width=4),
    Column("group", "换届小组成立", Kind.DATE, 6),
    Column("elected", "首次大会/选举日", Kind.DATE, 6),
    Column("filed", "备案日", Kind.DATE, 6),
    Column("members", "委员应/实到", width=5),
    Column("state", "状态", width=7),
    Column("advice", "提醒", width=17),
)
