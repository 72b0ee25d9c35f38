"""物业合同: contracts of property services, whether they were filed in time and when their renewal is decided."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService
from desktop.data.tables.registers import ServiceContract
from desktop.domain.timing.clocks import Level
from desktop.domain.timing.legal_terms import LegalTerms
from desktop.domain.timing.workdays import WorkCalendar
from desktop.forms.registers.contracts import ContractKind, ServiceContractForm
from desktop.services.cases import Subject
from desktop.services.reference.worktime import work_calendar
from desktop.services.registers.local_terms import legal_terms
from desktop.services.registers.register import (
    Line,
    ListColumn,
    Listing,
    Names,
    Register,
    Remark,
    day,
    in_order,
    not_to_come,
    pressing_first,
)
from desktop.services.registry.serving import PROPERTY_COMPANY


@dataclass(frozen=True, slots=True)
class Filing:
    """How a contract stands on a day: the last day for filing it and whether that passed without it (None where it is
    not known when it was signed), the days it still runs, the last day to decide on its renewal."""

    due: date | None
    late: bool | None
    days_late: int
    left: int | None
    renew_by: date | None


def filing(row: ServiceContract, today: date, rules: LegalTerms, calendar: WorkCalendar) -> Filing:
    """How the contract stands; what was filed later was not filed yet."""
    due = rules.file_contract_by(row.signed_on, calendar) if row.signed_on else None
    filed = row.filed_on if row.filed_on and row.filed_on <= today else None
    over = max(0, ((filed or today) - due).days) if due else 0
    left = (row.ends - today).days if row.ends else None
    return Filing(due, over > 0 if due else None, over, left, rules.renew_by(row.ends) if row.ends else None)


class ServiceContracts(Register):
    """The contracts, the newest first."""

    key, name, one = "contracts", "物业合同", "物业合同"
    hint = "合同签订后登记,备案后补上备案日;备案截止和续聘决定截止自动推算。"
    table, form, line_form = ServiceContract, ServiceContractForm, ServiceContractForm
    subject = Subject.CONTRACT
    known_by = ("estate", "kind", "signed_on", "starts")
    columns = (
        ListColumn("estate", "小区", 110),
        ListColumn("company", "物业企业", 130, grows=True),
        ListColumn("kind", "合同类型", 112),
        ListColumn("signed", "签订日", 96),
        ListColumn("due", "备案截止", 96),
        ListColumn("filed", "备案日", 96),
        ListColumn("ends", "合同止", 96),
        ListColumn("state", "状态", 148, state=True),
    )

    def listing(self, session: Session, now: datetime) -> Listing:
        today, names, rules, calendar = now.date(), Names.of(session), legal_terms(session), work_calendar(session)
        query = select(ServiceContract).join(Estate, Estate.id == ServiceContract.estate_id)
        rows = session.scalars(query.order_by(Estate.name, ServiceContract.ends.desc(), ServiceContract.id.desc()))
        lines, late, renewing = [], 0, 0
        newest: set[int] = set()  # estates whose newest contract was seen: the others have been renewed already
        for row in rows:
            stands = filing(row, today, rules, calendar)
            if row.estate_id in newest:
                stands = replace(stands, renew_by=None)
            newest.add(row.estate_id)
            words, level = state_words(row, stands, today, rules.near_days)
            late += words.startswith("备案超期")
            renewing += words.startswith("续聘")
            cells = (
                names.estates.get(row.estate_id, ""),
                names.organisations.get(row.organisation_id or 0, ""),
                ContractKind(row.kind).label,
                day(row.signed_on),
                day(stands.due),
                day(row.filed_on),
                day(row.ends),
                words,
            )
            lines.append(Line(row.id, row.version, cells, (row.estate_id,), level))
        remarks = [Remark(f"备案超期{late}", Level.OVERDUE)] if late else []
        remarks += [Remark(f"待定续聘{renewing}", Level.DUE_SOON)] if renewing else []
        return Listing(pressing_first(lines), tuple(remarks))

    def words(self, session: Session, row: Any) -> str:
        signed = f"({row.signed_on}签订)" if row.signed_on else ""
        return f"{session.get_one(Estate, row.estate_id).name}{ContractKind(row.kind).label}{signed}"

    def judge(self, session: Session, form: Any, row: Any | None, now: datetime) -> None:  # noqa: ARG002
        in_order(form, (("signed_on", "filed_on"), ("starts", "ends")))
        not_to_come(form, ("signed_on", "filed_on"), now)

    def after(self, session: Session, before: Any | None, now: Any | None) -> None:  # noqa: ARG002
        """The estate's card goes by the end of its company's newest contract."""
        if now is None or now.organisation is None or now.ends is None:
            return
        service = session.scalars(
            select(EstateService).where(
                EstateService.estate_id == now.estate,
                EstateService.organisation_id == now.organisation,
                EstateService.party == PROPERTY_COMPANY,
                EstateService.until.is_(None),
            )
        ).first()
        if service is not None and (service.contract_ends is None or service.contract_ends < now.ends):
            service.contract_ends = now.ends


def state_words(row: ServiceContract, stands: Filing, today: date, near: int) -> tuple[str, Level]:
    """备案超期12天, 待备案, 续聘待定(至2026-12-01), 已到期, 履行中."""
    filed = row.filed_on is not None and row.filed_on <= today
    if stands.left is not None and stands.left < 0:
        return "已到期", Level.PAUSED
    if not filed and stands.late:
        return f"备案超期{stands.days_late}天", Level.OVERDUE
    if stands.renew_by is not None and stands.renew_by < today:
        return f"续聘待定,过期{(today - stands.renew_by).days}天", Level.OVERDUE
    if stands.renew_by is not None and (stands.renew_by - today).days <= near:
        return f"续聘待定(至{stands.renew_by:%m-%d})", Level.DUE_SOON
    if not filed:
        return "待备案", Level.DUE_SOON
    return ("超期备案", Level.FINE) if stands.late else ("已备案", Level.MET)
