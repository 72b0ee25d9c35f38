"""Setting lines of an official text: on a grid of characters, full to the right edge, titles in even lines."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from desktop.paper import fonts
from desktop.paper.lines import break_lines
from desktop.paper.official.measures import CHARACTER, FIELD
from desktop.paper.pages import Page

_MOST = 2.6  # characters of room at a line's end that are shared out; a line with more was broken on purpose


def grid_font(families: tuple[str, ...], size: float) -> QFont:
    """A font whose full-width characters stand `CHARACTER` apart, 28 in a line."""
    made = fonts.font(families, size)
    _space(made, CHARACTER / made.pixelSize() * 100)
    return made


def set_line(page: Page, area: QRectF, text: str, used: QFont, justified: bool) -> None:
    """One line; a `justified` one fills the area to the right edge, one that is a little too long is drawn together."""
    wide = QFontMetricsF(used).horizontalAdvance(text)
    free = area.width() - wide
    if len(text) > 1 and (free < 0 or (justified and free < _MOST * CHARACTER)):
        used = QFont(used)
        _space(used, used.letterSpacing() * area.width() / wide)
    page.write(area, text, used)


def _space(used: QFont, percent: float) -> None:
    """In percent: Qt takes an absolute spacing times the resolution of the device, six times too wide in a PDF."""
    used.setLetterSpacing(QFont.SpacingType.PercentageSpacing, percent)


def text_lines(text: str, used: QFont) -> list[str]:
    """The lines of running text in the field; a fifth of a character more than fits is drawn together."""
    return break_lines(text, used, FIELD.width() + CHARACTER / 5)


def balanced(text: str, used: QFont, width: float) -> list[str]:
    """The fewest lines that `width` takes, each about as long as the others."""
    lines = break_lines(text, used, width)
    wide = width
    while len(lines) > 1 and wide > width * 0.4:
        wide -= used.pixelSize() / 4
        tried = break_lines(text, used, wide)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines
