"""The scheme on the screen: its form and versions in one read, and kept from its form."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.domain.operator import Operator
from desktop.forms.assessment import SchemeCard
from desktop.services.assessment import scheme as schemes
from desktop.services.assessment.scheme import KeptScheme
from desktop.services.assessment.scheme_card import card, scheme_of


@dataclass(frozen=True, slots=True)
class SchemeDesk:
    """The scheme in force with its form, and all versions, the newest first."""

    kept: KeptScheme
    card: SchemeCard
    versions: tuple[KeptScheme, ...]


def read(session: Session) -> SchemeDesk:
    """The scheme in force and its versions."""
    kept = schemes.current(session)
    return SchemeDesk(kept, card(kept.scheme, schemes.checklist_names(session)), tuple(schemes.versions(session)))


def keep(session: Session, form: SchemeCard, seen: int, operator: Operator, now: datetime) -> int:
    """Keep the form as a new version, returns its number; refused with problems by field, where nothing was changed,
    or where the scheme is no longer version `seen`."""
    before = schemes.current(session)
    scheme = scheme_of(form, before.scheme, schemes.checklist_names(session))
    return schemes.change(session, scheme, form.note, seen, operator, now)


def rules_of(session: Session, kept: KeptScheme) -> list[tuple[str, str]]:
    """What a version says, as (name, sentence)."""
    return schemes.rules(session, kept.scheme)
