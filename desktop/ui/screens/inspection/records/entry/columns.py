"""Where the columns and boxes of a sheet stand; shared by what draws them and what the mouse hits."""

from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from desktop.domain.inspection.checklist import Item, Way
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.screens.inspection.records.entry import answering

INSIDE, CODE, POINTS, RESULT, TAKEN = 12, 42, 44, 172, 52  # design pixels
GAP = 8  # between columns
BOX = 16  # a box to tick
DIGIT = 24  # a numbered box
FIELD = 68  # the box for a number
MOST_DIGITS = 6  # numbered boxes beside one another


class Columns(NamedTuple):
    """The parts of a row, as rectangles of its full height."""

    code: QRect
    text: QRect
    points: QRect
    result: QRect
    taken: QRect


def columns(area: QRect) -> Columns:
    """Cut a row into its columns; the text takes what the others leave."""
    px = current().px
    right = area.right() - px(INSIDE)
    parts = []
    for width in (TAKEN, RESULT, POINTS):
        parts.append(QRect(right - px(width), area.top(), px(width), area.height()))
        right -= px(width) + px(GAP)
    taken, result, points = parts
    code = QRect(area.left() + px(INSIDE), area.top(), px(CODE), area.height())
    text = QRect(code.right() + 1, area.top(), right - code.right() - 1, area.height())
    return Columns(code, text, points, result, taken)


def text_width(width: int) -> int:
    """The width of the text in a row of that width."""
    px = current().px
    others = sum(px(part) + px(GAP) for part in (TAKEN, RESULT, POINTS))
    return width - 1 - 2 * px(INSIDE) - px(CODE) - others


def field(result: QRect) -> QRect:
    """The box for a number."""
    px = current().px
    high = px(28)
    return QRect(result.left(), result.center().y() - high // 2 + 1, px(FIELD), high)


def boxes(item: Item, result: QRect) -> list[QRect]:
    """The boxes to tick, in order; with the words beside them they can be clicked. Empty for a number."""
    labels = answering.choices(item)
    px, middle = current().px, result.center().y() + 1
    if item.way is Way.TIERED:
        if len(labels) > MOST_DIGITS:
            return []
        side = px(DIGIT)
        return [QRect(result.left() + at * (side + px(4)), middle - side // 2, side, side) for at in range(len(labels))]
    metrics, left, found = QFontMetrics(body_font()), result.left(), []
    for label in labels:
        wide = px(BOX) + px(6) + metrics.horizontalAdvance(label)
        found.append(QRect(left, middle - px(12), wide, px(24)))
        left += wide + px(14)
    return found
