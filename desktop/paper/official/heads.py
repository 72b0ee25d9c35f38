"""The head of a letter: the body's name, its rules and the number, as a letter (GB/T 9704 10.1) or a file (7.2)."""

from PySide6.QtCore import QPointF, QRectF, Qt

from desktop.documents.official.letter import Head
from desktop.documents.punctuation import full_width
from desktop.forms.papers import HeadInk, HeadStyle
from desktop.paper import fonts
from desktop.paper.official.measures import FIELD, LINE, PAPER, RED, SIZE_3, SMALL_4
from desktop.paper.official.setting import balanced, grid_font
from desktop.paper.pages import BLACK, Page, Rule

_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
_LONG = QRectF((PAPER.width() - 1700) / 2, 0, 1700, 0)  # the letter's double rules are 170 mm long
_TALLEST, _SMALLEST = 165.0, 105.0  # of the name's characters


def draw_head(page: Page, head: Head, number: str) -> float:
    """Draw the head and answer where the title may begin, in tenths of a millimetre from the top."""
    return _letter_head(page, head, number) if head.style is HeadStyle.LETTER else _file_head(page, head, number)


def draw_mark(page: Page, mark: str) -> None:
    """Which copy it is, in the upper right corner."""
    used = fonts.font(fonts.HEADING, SMALL_4)
    page.write(QRectF(FIELD.left(), 150, FIELD.width(), 70), full_width(mark), used, _RIGHT)


def _letter_head(page: Page, head: Head, number: str) -> float:
    """Name 30 mm from the top edge, a double rule 4 mm below it, the number under that at the right."""
    bottom = _name(page, head, 300.0, 1540.0) + 40
    if head.ink is not HeadInk.PREPRINTED:
        ink = _ink(head)
        _double(page, bottom, ink, heavy_first=True)
        _double(page, PAPER.height() - 200, ink, heavy_first=False)
    top = bottom + 7 + SIZE_3 * 7 / 8
    page.write(QRectF(FIELD.left(), top, FIELD.width(), SIZE_3), number, grid_font(fonts.BODY, SIZE_3), _RIGHT)
    return top + SIZE_3 + 1.6 * LINE


def _file_head(page: Page, head: Head, number: str) -> float:
    """Name 35 mm below the field's upper edge, the number two lines below, a rule 4 mm under the number."""
    bottom = _name(page, head, FIELD.top() + 350, 1500.0) + 2 * LINE
    page.write(QRectF(FIELD.left(), bottom, FIELD.width(), SIZE_3), number, grid_font(fonts.BODY, SIZE_3), _CENTRE)
    rule = bottom + SIZE_3 + 40
    if head.ink is not HeadInk.PREPRINTED:
        page.marks.append(Rule(QPointF(FIELD.left(), rule), QPointF(FIELD.right(), rule), 7, ink=_ink(head)))
    return rule + 2 * LINE


def _name(page: Page, head: Head, top: float, width: float) -> float:
    """The body's name as large as the width allows, in two lines where it is long; answers its lower edge."""
    name = full_width(head.name) or "\u3000"
    tall = max(_SMALLEST, min(_TALLEST, width / len(name)))
    used = fonts.title_font(tall)
    lines = balanced(name, used, width)
    if len(lines) == 1 and 1 < len(name) <= 8:
        lines = [("\u2005" if len(name) > 5 else "\u2002").join(name)]
    for line in lines:
        if head.ink is not HeadInk.PREPRINTED:
            page.write(QRectF(FIELD.center().x() - width, top, 2 * width, tall), line, used, _CENTRE, _ink(head))
        top += tall * 1.15
    return top - tall * 0.15


def _double(page: Page, at: float, ink: str, heavy_first: bool) -> None:
    for shift, width in ((0.0, 10.0 if heavy_first else 3.0), (13.0, 3.0 if heavy_first else 10.0)):
        page.marks.append(Rule(QPointF(_LONG.left(), at + shift), QPointF(_LONG.right(), at + shift), width, ink=ink))


def _ink(head: Head) -> str:
    return RED if head.ink is HeadInk.RED else BLACK
