"""The colours and measures of the look, by role, for the light and the dark theme."""

from dataclasses import dataclass
from enum import Enum


class Tone(Enum):
    """What a colour may mean; the meaning is always written out beside it."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    DONE = "done"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours as #RRGGBB; `*_soft` is the ground under the colour of the same name."""

    ground: str
    card: str
    line: str
    border: str  # of editors and buttons
    stripe: str  # every other row
    hover: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_soft: str
    accent_strong: str  # the primary button under the pointer
    on_accent: str
    overdue: str
    overdue_soft: str
    due_soon: str
    due_soon_soft: str
    done: str
    done_soft: str
    void: str
    void_soft: str

    def ink(self, tone: Tone) -> str:
        """The text colour of a tone."""
        return self.text if tone is Tone.NEUTRAL else str(getattr(self, tone.value))

    def soft(self, tone: Tone) -> str:
        """The ground of a chip in that tone."""
        return self.void_soft if tone is Tone.NEUTRAL else str(getattr(self, f"{tone.value}_soft"))


LIGHT = Palette(
    ground="#F4F6F8",
    card="#FFFFFF",
    line="#DDE2E8",
    border="#B4BDC8",
    stripe="#F8FAFC",
    hover="#EFF2F6",
    text="#1F2933",
    muted="#5F6C7B",
    disabled="#98A2AE",
    accent="#1F5FBF",
    accent_soft="#E8F0FB",
    accent_strong="#194E9E",
    on_accent="#FFFFFF",
    overdue="#B42318",
    overdue_soft="#FDECEA",
    due_soon="#8A5200",
    due_soon_soft="#FFF4E0",
    done="#1B7A43",
    done_soft="#E7F5EC",
    void="#5F6977",
    void_soft="#EEF1F4",
)

DARK = Palette(
    ground="#15191E",
    card="#1E242B",
    line="#333B45",
    border="#55606D",
    stripe="#222931",
    hover="#2A323B",
    text="#E6EAEE",
    muted="#A3AEBA",
    disabled="#6C7783",
    accent="#7FB0F5",
    accent_soft="#22354F",
    accent_strong="#A5C8FA",
    on_accent="#0E1B2C",
    overdue="#FF9A8F",
    overdue_soft="#45211E",
    due_soon="#F2BE68",
    due_soon_soft="#3D2F16",
    done="#7BD3A0",
    done_soft="#1B3828",
    void="#A9B3BE",
    void_soft="#2C343D",
)
