"""In which tone the state of a finding, a notice and a measure is shown, beside its word."""

from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.rectification.lifecycle import MeasureState
from desktop.ui.kit.appearance.tokens import Tone

_FINDING = {
    FindingState.FAILED: Tone.OVERDUE,
    FindingState.CLEARED: Tone.DONE,
    FindingState.FIXED: Tone.DONE,
    FindingState.VOID: Tone.VOID,
}
_NOTICE = {
    NoticeState.PARTLY: Tone.DUE_SOON,
    NoticeState.FAILED: Tone.OVERDUE,
    NoticeState.CLEARED: Tone.DONE,
    NoticeState.VOID: Tone.VOID,
}
_MEASURE = {MeasureState.WAITING: Tone.DUE_SOON, MeasureState.CLEARED: Tone.DONE, MeasureState.VOID: Tone.VOID}


def tone_of_finding(state: FindingState) -> Tone:
    """Failed again is red, put right green, void grey, all else under way."""
    return _FINDING.get(state, Tone.ACCENT)


def tone_of_notice(state: NoticeState) -> Tone:
    """As its findings."""
    return _NOTICE.get(state, Tone.ACCENT)


def tone_of_measure(state: MeasureState) -> Tone:
    """Waiting for an answer is amber."""
    return _MEASURE.get(state, Tone.ACCENT)
