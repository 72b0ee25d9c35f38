"""Which tone an order's state and clocks are shown in; a tone never stands without its word."""

from desktop.domain.lifecycle import ENDED, State
from desktop.domain.timing.clocks import Level
from desktop.ui.kit.appearance.tokens import Tone

_OF_LEVEL = {
    Level.FINE: Tone.NEUTRAL,
    Level.DUE_SOON: Tone.DUE_SOON,
    Level.OVERDUE: Tone.OVERDUE,
    Level.PAUSED: Tone.VOID,
    Level.MET: Tone.DONE,
    Level.MET_LATE: Tone.OVERDUE,
}


def tone_of_state(state: State) -> Tone:
    """Done is green, out of the count is grey, all else is under way."""
    if state in ENDED:
        return Tone.DONE
    return Tone.VOID if state in (State.MERGED, State.VOID) else Tone.ACCENT


def tone_of_level(level: Level) -> Tone:
    """How a clock stands, as a tone."""
    return _OF_LEVEL[level]
