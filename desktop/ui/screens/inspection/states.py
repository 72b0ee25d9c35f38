"""In which tone an inspection's state is shown, beside its word."""

from desktop.domain.inspection.states import InspectionState
from desktop.ui.kit.appearance.tokens import Tone

_TONES = {
    InspectionState.PREPARED: Tone.NEUTRAL,
    InspectionState.ENTERING: Tone.ACCENT,
    InspectionState.DONE: Tone.DONE,
    InspectionState.VOID: Tone.VOID,
}


def tone_of_inspection(state: InspectionState) -> Tone:
    """Done is green, what is being entered blue, void grey."""
    return _TONES[state]
