"""All that a screen needs to begin with a form: what it is, what fills it, what is proposed, what may be chosen."""

from base64 import b64decode
from collections.abc import Mapping as Known
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.form_mapping.mapping import Mapping
from desktop.services.indicators.defined import definitions
from desktop.services.reports.catalogue import CATALOGUE
from desktop.services.town_forms.choosing import Choice, choices, proposals, subjects
from desktop.services.town_forms.keeping import kept_form
from desktop.services.town_forms.matching import Matched, matched, unchanged
from desktop.services.town_forms.opening import OpenForm, open_bytes
from desktop.services.town_forms.proposals import Proposal
from desktop.services.town_forms.vocabulary import Subject

DRAFT = "reports.forms"


@dataclass(frozen=True)
class Begun:
    """`mapping` is what fills the form now: carried over, kept, or from a draft. `names` are those of the indicators
    and reports by code."""

    form: OpenForm
    matched: Matched | None
    mapping: Mapping
    proposals: tuple[Proposal, ...]
    choices: tuple[Choice, ...]
    subjects: tuple[Subject, ...]
    names: Known[str, str]


def begin(session: Session, form: OpenForm) -> Begun:
    """With a workbook that was just opened."""
    found = matched(session, form)
    if found is None:
        return _begun(session, form, None, Mapping())
    return _begun(session, found.form, found, found.carried.mapping)


def begin_kept(session: Session, form_id: int) -> Begun:
    """With a form of the list."""
    found = unchanged(kept_form(session, form_id))
    return _begun(session, found.form, found, found.carried.mapping)


def begin_draft(session: Session, draft: dict[str, Any]) -> Begun:
    """Where it was left without a save."""
    mapping = Mapping.from_json(draft["mapping"])
    form_id = draft["form_id"]
    if draft["file"]:
        form = open_bytes(draft["file_name"], b64decode(draft["file"]))
        found = matched(session, form, draft["name"]) if form_id is not None else None
        return _begun(session, found.form if found else form, found, mapping)
    kept = unchanged(kept_form(session, form_id))
    return _begun(session, kept.form, kept, mapping)


def names_of(session: Session) -> dict[str, str]:
    """What the codes of indicators and reports are called."""
    called = {code: definition.name for code, definition in definitions(session).items()}
    return called | {report.id: report.name for report in CATALOGUE.values()}


def _begun(session: Session, form: OpenForm, found: Matched | None, mapping: Mapping) -> Begun:
    return Begun(
        form,
        found,
        mapping,
        tuple(proposals(session, form, mapping)),
        tuple(choices(session)),
        tuple(subjects(session)),
        names_of(session),
    )
