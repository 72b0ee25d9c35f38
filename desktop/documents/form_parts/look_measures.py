"""Widths of columns and heights of rows in pixels, as a spreadsheet program computes them at 96 dpi."""

from math import ceil
from typing import Final

from desktop.documents.form_parts.look_data import FontLook
from desktop.documents.form_parts.xml_parts import Node, child, children, number, true, whole

_PIXELS_PER_POINT: Final = 96 / 72
_USUAL_HEIGHT: Final = 15.0
_WIDEST: Final = 2_000  # pixels; 255 characters
_HIGHEST: Final = 600


def column_widths(root: Node, count: int, font: FontLook) -> tuple[int, ...]:
    """The widths of the first `count` columns, 0 for hidden ones; `font` is the workbook's usual one."""
    digit = _digit_width(font)
    settings = child(root, "sheetFormatPr")
    written = None if settings is None else settings.get("defaultColWidth")
    if written is None:
        basic = 8 if settings is None else whole(settings.get("baseColWidth"), 8)
        usual = 8 * ceil((basic * digit + 5) / 8)
    else:
        usual = _pixels(number(written, 8.43), digit)
    widths = [usual] * count
    for node in children(child(root, "cols"), "col"):
        hidden = true(node.get("hidden"))
        width = usual if node.get("width") is None else _pixels(number(node.get("width"), 8.43), digit)
        for column in range(max(1, whole(node.get("min"))), min(count, whole(node.get("max"))) + 1):
            widths[column - 1] = 0 if hidden else width
    return tuple(widths)


def row_heights(root: Node, rows: dict[int, Node], count: int) -> tuple[int, ...]:
    """The heights of the first `count` rows, 0 for hidden ones."""
    settings = child(root, "sheetFormatPr")
    usual = _USUAL_HEIGHT if settings is None else number(settings.get("defaultRowHeight"), _USUAL_HEIGHT)
    unseen = settings is not None and true(settings.get("zeroHeight"))
    heights = []
    for at in range(1, count + 1):
        row = rows.get(at)
        if row is None:
            heights.append(0 if unseen else _height(usual))
        else:
            heights.append(0 if true(row.get("hidden")) else _height(number(row.get("ht"), usual)))
    return tuple(heights)


def _digit_width(font: FontLook) -> int:
    """Pixels of the widest digit: half a Chinese character, or about half the size of a Western one."""
    size = font.size * _PIXELS_PER_POINT
    return max(1, ceil(size / 2) if any(letter > "\u2e80" for letter in font.name) else round(size * 0.5069))


def _pixels(width: float, digit: int) -> int:
    return min(_WIDEST, max(0, int((256 * width + int(128 / digit)) / 256 * digit)))


def _height(points: float) -> int:
    return min(_HIGHEST, max(0, round(points * _PIXELS_PER_POINT)))
