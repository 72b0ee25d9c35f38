"""The seal of a report's workbook: whose it is and what it says, and below the monthly one its orders."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

import desktop
from desktop.data.tables.offices import Office
from desktop.documents.hidden_sheet import ORDERS, REPORT, HiddenSheet, hidden_sheets
from desktop.documents.workbooks.writing import Seal
from desktop.domain.extent import scope_of
from desktop.domain.timing.periods import Period
from desktop.services.reference.settings import office
from desktop.services.reference.signing_key import signing_key
from desktop.services.sealing.definitions import definitions
from desktop.services.sealing.sent_orders import COLUMNS, as_json, names_of, sent_orders
from desktop.system.signing import public_key, sign

WITH_ORDERS = "monthly"  # the report that a town consolidates


def seal_of(session: Session, report: str, name: str, period: Period, now: datetime) -> Seal:
    """The seal for a workbook that is written from this session; `report` and `name` are its id and its name."""
    private = signing_key(session)

    def seal(sheets: Sequence[dict[str, Any]]) -> Sequence[HiddenSheet]:
        parts = {REPORT: {**_facts(session, report, name, period, now), "sheets": list(sheets)}}
        if report == WITH_ORDERS:
            rows = [as_json(order) for order in sent_orders(session, period)]
            parts[ORDERS] = {"columns": list(COLUMNS), "rows": rows, "names": names_of(session)}
        return hidden_sheets(parts, public_key(private), lambda message: sign(private, message))

    return seal


def _facts(session: Session, report: str, name: str, period: Period, now: datetime) -> dict[str, Any]:
    card = office(session)
    return {
        "office": {"gid": session.get_one(Office, card.id).gid, "name": card.name, "town": card.town},
        "period": {
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            **({"until": period.until.isoformat()} if period.until else {}),
        },
        "scope": scope_of(period).as_json(),
        "report": report,
        "report_name": name,
        "definitions": definitions(session),
        "program": desktop.__version__,
        "made_at": now.isoformat(timespec="seconds"),
    }
