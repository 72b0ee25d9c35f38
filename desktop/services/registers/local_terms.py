"""What the place prescribes for committees and contracts: shipped, or as the office has set it."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.operator import Operator
from desktop.domain.timing.legal_terms import Back, LegalTerms
from desktop.forms.fields import check
from desktop.forms.registers.committees import LegalTermsForm
from desktop.services.reference.settings import keep_setting, setting
from desktop.system.resources import load_json

KEY = "legal_terms"
_NUMBERS = ("report_months", "group_days", "meeting_days", "election_filing_days", "contract_filing_days", "renewal")


def legal_terms(session: Session) -> LegalTerms:
    """The terms in force."""
    shipped = load_json("registers.json")
    values = _shipped(shipped["terms"]) | setting(session, KEY, {})
    numbers: dict[str, Any] = {name: values[name] for name in _NUMBERS}
    return LegalTerms(**numbers, renewal_unit=Back(values["renewal_unit"]), near_days=shipped["near_days"])


def terms_form(session: Session) -> LegalTermsForm:
    """The terms in force as the form that changes them."""
    found = legal_terms(session)
    numbers: dict[str, Any] = {name: float(getattr(found, name)) for name in _NUMBERS}
    return LegalTermsForm(**numbers, renewal_unit=found.renewal_unit)


def keep_terms(session: Session, form: LegalTermsForm, _operator: Operator, _now: datetime) -> None:
    """Set the office's own terms."""
    form = check(form)
    values = {name: int(getattr(form, name)) for name in _NUMBERS}
    keep_setting(session, KEY, values | {"renewal_unit": str(form.renewal_unit)})


def _shipped(found: dict[str, Any]) -> dict[str, Any]:
    values = {name: entry["value"] for name, entry in found.items()}
    return values | {"renewal_unit": found["renewal"]["unit"]}
