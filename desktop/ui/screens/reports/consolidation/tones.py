"""How the standing of an office is coloured; the word always stands beside it."""

from desktop.services.submissions.standing import Standing
from desktop.ui.kit.appearance.tokens import Tone

TONES = {
    Standing.MISSING: Tone.OVERDUE,
    Standing.PARTLY: Tone.DUE_SOON,
    Standing.UNEVEN: Tone.DUE_SOON,
    Standing.AGAIN: Tone.ACCENT,
    Standing.SENT: Tone.DONE,
}
