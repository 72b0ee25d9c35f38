"""Where an imported order stands by what the sheet says of it, and when it came there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.domain.lifecycle import ENDED, WITH_UNIT, State
from desktop.domain.wording.companies import company_key
from desktop.forms.imports.orders import ImportedOrder
from desktop.forms.outcomes import Verdict
from desktop.services.imports import words

_ENDING_WORDS = ("办结", "结案", "归档", "完成")
_NEEDS_UNIT = WITH_UNIT | {State.REPORTED}


@dataclass(frozen=True, slots=True)
class Standing:
    """Only an ended order has `closed_at` and `verdict`; only one that went to a unit has `dispatched_at`."""

    state: State
    dispatched_at: datetime | None = None
    closed_at: datetime | None = None
    verdict: Verdict | None = None


def standing_of(
    form: ImportedOrder, received_at: datetime, has_unit: bool, now: datetime, remarks: list[str]
) -> Standing:
    """The state that the sheet names or that its dates and verdict imply; what does not fit is remarked."""
    closed_at = not_before(received_at, form.closed_at, "办结时间", remarks)
    if closed_at and closed_at > now:
        remarks.append(f"办结时间:{closed_at:%Y-%m-%d %H:%M}")
        closed_at = None
    verdict = meant(words.VERDICTS, form.verdict, "结案评判", remarks)
    state = _state(form, bool(closed_at or verdict), remarks)
    if state in _NEEDS_UNIT and not has_unit:
        state = State.REGISTERED
    dispatched_at = None
    if has_unit and state in _NEEDS_UNIT | ENDED:
        said = form.dispatched_at
        dispatched_at = said if said and received_at <= said <= now else received_at
    return Standing(state, dispatched_at, closed_at, verdict) if state in ENDED else Standing(state, dispatched_at)


def not_before(received_at: datetime, at: datetime | None, label: str, remarks: list[str]) -> datetime | None:
    """`at`, unless it lies before the receipt, which is remarked; the mere day of the receipt means that moment."""
    if at is None or at >= received_at:
        return at
    if at.date() == received_at.date():
        return received_at
    remarks.append(f"{label}:{at:%Y-%m-%d %H:%M}")
    return None


def meant(known: Mapping[str, Any], word: str, label: str, remarks: list[str]) -> Any:
    """The member that a word of the sheet means; None, remarked, for words we do not know."""
    if not word:
        return None
    found = known.get(company_key(word))
    if found is None:
        remarks.append(f"{label}:{word}")
    return found


def _state(form: ImportedOrder, ended: bool, remarks: list[str]) -> State:
    found: State | None = meant(words.STATES, form.state, "工单状态", remarks)
    if not form.state:
        found = words.STATES.get(company_key(form.result))  # notebooks write 已处理 where others tell the result
    if found is not None:
        return found
    return State.DONE if ended or any(word in form.state for word in _ENDING_WORDS) else State.REGISTERED
