"""What the registers remind of on the first page: committees that must report, contracts that are not filed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.registers import ServiceContract
from desktop.domain.timing.legal_terms import PRESSING
from desktop.services.reference.worktime import work_calendar
from desktop.services.registers.committees import Current, newest
from desktop.services.registers.contracts import filing
from desktop.services.registers.local_terms import legal_terms


@dataclass(frozen=True, slots=True)
class Due:
    """One sentence, and where it leads on the page of registers: its key and the record."""

    words: str
    register: str
    record: int | None


def committees(session: Session, today: date) -> Iterator[Due]:
    """Terms that have ended, or whose report is due or late, the most pressing first."""
    found = [one for one in newest(session, today) if one.standing in PRESSING]
    for one in sorted(found, key=lambda each: each.ends or today):
        yield Due(f"{one.estate.name}业委会{_ends(one)},{one.advice}", "committees", one.row.id if one.row else None)


def unfiled(session: Session, today: date) -> Iterator[Due]:
    """Contracts that run and whose last day for filing has passed, the latest first."""
    rules, calendar = legal_terms(session), work_calendar(session)
    query = (
        select(ServiceContract, Estate.name)
        .join(Estate, Estate.id == ServiceContract.estate_id)
        .where(ServiceContract.filed_on.is_(None), ServiceContract.signed_on.is_not(None))
        .where(ServiceContract.ends.is_(None) | (ServiceContract.ends >= today))
        .order_by(ServiceContract.signed_on)
    )
    for row, estate in session.execute(query):
        stands = filing(row, today, rules, calendar)
        if stands.late:
            yield Due(f"{estate}物业合同备案已超期{stands.days_late}天,请督促备案", "contracts", row.id)


def _ends(one: Current) -> str:
    return f"{one.ends:%Y年%m月%d日}届满" if one.ends else "届期不明"
