"""How many of the estates were inspected in a period (K21; target 100 %), and which were not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import Inspection
from desktop.domain.indicators import Rate
from desktop.domain.timing.periods import Period
from desktop.services.counting.pressed import made_in
from desktop.services.indicators import evaluating
from desktop.services.registry.serving import companies_on


@dataclass(frozen=True, slots=True)
class Coverage:
    """K21 as it is in force; `missing` are the estates in use that were not inspected, as (id, name, company)."""

    period: Period
    rate: Rate
    missing: tuple[tuple[int, str, str], ...]


def coverage(session: Session, period: Period, now: datetime) -> Coverage:
    """The coverage of a period, the missing estates by name with the company that serves them now."""
    rate = evaluating.values(session, ["K21"], period, now)["K21"].rate
    without = Estate.id.not_in(select(Inspection.estate_id).where(made_in(period)))
    rows = session.execute(select(Estate.id, Estate.name).where(Estate.active, without).order_by(Estate.name))
    companies = {key: served.company for key, served in companies_on(session, now.date()).items()}
    return Coverage(period, rate, tuple((key, name, companies.get(key, "")) for key, name in rows))
