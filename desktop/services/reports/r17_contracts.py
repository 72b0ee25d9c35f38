"""R17 物业合同与备案台账: the contracts of a period, whether they were filed in time, and when renewal is decided."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService, Organisation
from desktop.data.tables.registers import ServiceContract
from desktop.documents.table import Column, Kind, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.legal_terms import LegalTerms
from desktop.domain.timing.periods import Period
from desktop.domain.timing.workdays import WorkCalendar
from desktop.forms.registers.contracts import Charging, ContractKind
from desktop.services.counting.case_scope import left_aside, of_estates
from desktop.services.reference.worktime import work_calendar
from desktop.services.registers.contracts import filing
from desktop.services.registers.local_terms import legal_terms
from desktop.services.registry.serving import PROPERTY_COMPANY
from desktop.services.reports.heads import head
from desktop.services.reports.r16_terms import as_of

NAME = "物业合同与备案台账"
C = ServiceContract


def contracts(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """Contracts that ran in the period, were signed or filed in it, or are not filed yet; by estate and beginning."""
    today, rules, calendar = as_of(period, now), legal_terms(session), work_calendar(session)
    query = (
        select(C, Estate.name, Organisation.name)
        .join(Estate, Estate.id == C.estate_id)
        .outerjoin(Organisation, Organisation.id == C.organisation_id)
        .where(
            or_(C.signed_on.is_(None), C.signed_on <= period.last),
            or_(C.ends.is_(None), C.ends >= period.first, C.filed_on >= period.first, C.signed_on >= period.first),
            *of_estates(period),
        )
        .order_by(Estate.name, C.starts, C.id)
    )
    found = session.execute(query).all()
    return Table(
        title=period.words + NAME,
        columns=COLUMNS,
        rows=[_row(row, estate, company or "", today, rules, calendar) for row, estate, company in found],
        head=head(session, period, operator, now, f"期内在履行、签订或备案的合同,截至{today:%Y-%m-%d}"),
        notes=[
            f"备案截止为签订后{rules.contract_filing_days}日(当日不算,末日遇休假日顺延);续聘决定截止为合同期满前"
            f"{rules.renewal}{rules.renewal_unit.label}。两者都是本单位设定的地方期限(上海30日、北京和杭州15日;北京续聘6个月)。",
            "没有签订日的算不出备案截止,显示“—”。",
            *_not_entered(session, period),
            *left_aside(period, "estates", "companies", "units"),
        ],
        source="R17",
        keys=[row.id for row, _estate, _company in found],
    )


def _row(
    row: ServiceContract, estate: str, company: str, today: date, rules: LegalTerms, calendar: WorkCalendar
) -> tuple[Any, ...]:
    stands = filing(row, today, rules, calendar)
    filed = row.filed_on if row.filed_on and row.filed_on <= today else None
    late = f"{'超期备案' if filed else '未备案,超期'}{stands.days_late}天" if stands.late else ""
    waiting = "待备案" if not filed and not stands.late and row.signed_on else ""
    return (
        estate,
        company,
        ContractKind(row.kind).label,
        row.signed_on or "—",
        stands.due or "—",
        filed or "—",
        {True: "是", False: "否", None: "—"}[stands.late],
        row.starts or "—",
        row.ends or "—",
        stands.left,
        stands.renew_by or "—",
        row.fee,
        Charging(row.charging).label if row.charging else "",
        ";".join(filter(None, (late or waiting, row.note))),
    )


def _not_entered(session: Session, period: Period) -> list[str]:
    """The estates that are served but have no contract here."""
    entered = select(C.estate_id)
    query = (
        select(Estate.name)
        .join(EstateService, EstateService.estate_id == Estate.id)
        .where(
            Estate.active,
            Estate.id.not_in(entered),
            EstateService.party == PROPERTY_COMPANY,
            EstateService.until.is_(None),
            *of_estates(period),
        )
        .order_by(Estate.name)
        .distinct()
    )
    names = list(session.scalars(query))
    return [f"在管而未登记合同的小区{len(names)}个:{'、'.join(names)}。"] if names else []


COLUMNS = (
    Column("estate", "小区", width=8),
    Column("company", "物业服务企业", width=10),
    Column("kind", "合同类型", width=7),
    Column("signed", "签订日", Kind.DATE, 6),
    Column("due", "备案截止", Kind.DATE, 6, meaning="签订日后若干日(地方参数),末日遇休假日顺延"),
    Column("filed", "备案日", Kind.DATE, 6),
    Column("late", "是否超期", width=4, meaning="备案日晚于备案截止,或已过截止而未备案"),
    Column("starts", "合同起", Kind.DATE, 6),
    Column("ends", "合同止", Kind.DATE, 6),
    Column("left", "距届满(天)", Kind.COUNT, 5, meaning="合同止-截至日;负数为已到期"),
    Column("renew_by", "续聘决定截止", Kind.DATE, 6, meaning="合同止之前若干日或月(地方参数)"),
    Column("fee", "收费标准", width=8),
    Column("charging", "计费方式", width=5),
    Column("note", "备注", width=10),
)
