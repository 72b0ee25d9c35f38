"""Every further report of an office, held against its ledger and rows."""

from datetime import datetime

from hotline_reports import Hotline
from place_reports import Places
from plain_facts import Facts
from sqlalchemy.orm import Session

from desktop.documents.table import Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period


def check_further(session: Session, facts: Facts, period: Period, operator: Operator, now: datetime) -> list[Table]:
    """R06, R07, R08, R21, R22, R24 and U02, which it returns."""
    hotline = Hotline(session, facts, period, operator, now)
    places = Places(session, facts, period, operator, now)
    checks = {
        "R06": hotline.performance,
        "R07": hotline.weekly,
        "R08": hotline.bulletin,
        "R21": places.civilised,
        "R22": places.gathered,
        "R24": places.disclosures,
        "U02": places.ranked,
    }
    tables = []
    for code, check in checks.items():
        table = hotline.table(code)
        check(table)
        tables.append(table)
    return tables
