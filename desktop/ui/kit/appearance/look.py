"""The look in force: which colours and how large; whatever paints asks here at the moment it paints."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from desktop.ui.kit.appearance.tokens import DARK, LIGHT, Palette, Tone


@dataclass(frozen=True, slots=True)
class Look:
    """`factor` enlarges text and controls: 1.0, 1.25 or 1.5."""

    colours: Palette = LIGHT
    factor: float = 1.0

    @property
    def dark(self) -> bool:
        return self.colours is DARK

    def px(self, pixels: float) -> int:
        """A measure of the design in pixels of this look."""
        return round(pixels * self.factor)

    def colour(self, role: str) -> QColor:
        """The colour of a role of the palette (`accent`, `muted` …)."""
        return QColor(getattr(self.colours, role))

    def ink(self, tone: Tone) -> QColor:
        return QColor(self.colours.ink(tone))

    def soft(self, tone: Tone) -> QColor:
        return QColor(self.colours.soft(tone))


class _InForce:
    """Qt has one application with one style, so there is one look."""

    look = Look()


def current() -> Look:
    """The look as it is now; ask at each painting, it may change while the program runs."""
    return _InForce.look


def put_in_force(look: Look) -> None:
    """Called by `style` only, which also repaints everything."""
    _InForce.look = look
