"""Which reports there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.documents.table import Table
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.reports import (
    by_unit,
    r01_ledger,
    r02_by_estate,
    r03_by_category,
    r04_by_channel,
    r05_overview,
    r06_performance,
    r07_weekly,
    r08_bulletin,
    r09_supervision,
    r10_findings,
    r11_enforcement,
    r12_assessment,
    r13_companies,
    r14_lists,
    r15_votes,
    r16_terms,
    r17_contracts,
    r18_renovation,
    r19_disinfection,
    r20_supplies,
    r21_civilised,
    r22_concentration,
    r23_summary,
    r24_disclosures,
    tables_for_screen,
    u02_ranking,
    u03_common_causes,
)


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its id and name as the town knows them, its usual periods, and the service that makes it."""

    id: str
    name: str
    periods: str
    make: Callable[[Session, Period, Operator, datetime], Table]


CATALOGUE = {
    entry.id: entry
    for entry in (
        Report("R01", r01_ledger.NAME, "月", r01_ledger.ledger),
        Report("R02", r02_by_estate.NAME, "月", r02_by_estate.by_estate),
        Report("R03", r03_by_category.NAME, "月、季、半年", r03_by_category.by_category),
        Report("R04", r04_by_channel.NAME, "月、半年", r04_by_channel.by_channel),
        Report("R05", r05_overview.NAME, "季、半年、年", r05_overview.overview),
        Report("R06", r06_performance.NAME, "月、年", r06_performance.performance),
        Report("R07", r07_weekly.NAME, "周", r07_weekly.weekly),
        Report("R08", r08_bulletin.NAME, "月", r08_bulletin.bulletin),
        Report("R09", r09_supervision.NAME, "月", r09_supervision.supervision),
        Report("R10", r10_findings.NAME, "月、季", r10_findings.findings),
        Report("R11", r11_enforcement.NAME, "月、季", r11_enforcement.enforcement),
        Report("R12", r12_assessment.NAME, "季", r12_assessment.assessment),
        Report("R13", r13_companies.NAME, "年", r13_companies.companies),
        Report("R14", r14_lists.NAME, "季、半年、年", r14_lists.lists),
        Report("R15", r15_votes.NAME, "月、年", r15_votes.votes),
        Report("R16", r16_terms.NAME, "月", r16_terms.terms),
        Report("R17", r17_contracts.NAME, "月", r17_contracts.contracts),
        Report("R18", r18_renovation.NAME, "月", r18_renovation.renovation),
        Report("R19", r19_disinfection.NAME, "日", r19_disinfection.disinfection),
        Report("R20", r20_supplies.NAME, "月", r20_supplies.supplies),
        Report("R21", r21_civilised.NAME, "周、月", r21_civilised.civilised),
        Report("R22", r22_concentration.NAME, "月、季", r22_concentration.concentration),
        Report("R23", r23_summary.NAME, "半年、年", r23_summary.summary),
        Report("R24", r24_disclosures.NAME, "月", r24_disclosures.disclosures),
        Report("U01", by_unit.NAME, "月、季、半年", by_unit.by_unit),
        Report("U02", u02_ranking.NAME, "月、季、年", u02_ranking.ranking),
        Report("U03", u03_common_causes.NAME, "月、季", u03_common_causes.common),
        Report("monthly", tables_for_screen.NAME, "月", tables_for_screen.monthly),
    )
}


def report(wanted: str) -> Report:
    """The report with this id, however it is written, or this name; refused where there is none."""
    asked = wanted.strip().lower()
    for key, found in CATALOGUE.items():
        if asked in (key.lower(), found.name.lower(), found.name.partition("(")[0].lower()):
            return found
    raise Refused(f"没有编号为“{wanted}”的报表,请用 report list 查看全部编号。")
