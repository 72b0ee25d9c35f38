"""Writing one value into a cell of a sheet's XML: text is always a string cell, the style stays."""

import math
import re
from datetime import date, datetime, timedelta
from typing import Final

from desktop.documents.cells import clean_text
from desktop.documents.form_parts.xml_parts import SPACE, Node, added, child

Value = str | int | float | bool | date | datetime | None
_CODE_LIKE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # which spreadsheets would read as a character's code
_EPOCH_1900: Final = datetime(1899, 12, 30)
_EPOCH_1904: Final = datetime(1904, 1, 1)
_EARLIEST: Final = datetime(1900, 3, 1)  # before it spreadsheets count a day that never was
_DIGITS: Final = 10**15  # a spreadsheet keeps fifteen digits of a number


def write_value(cell: Node, value: Value, from_1904: bool) -> None:
    """Replace what stands in the cell; None and "" clear it. Numbers of more than fifteen digits become text."""
    for node in list(cell):
        cell.remove(node)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, None)
    match value:
        case None | "":
            return
        case bool():
            cell.set("t", "b")
            added(cell, "v").text = str(int(value))
        case int() if abs(value) < _DIGITS:
            added(cell, "v").text = str(value)
        case float() if math.isfinite(value):
            added(cell, "v").text = repr(value)
        case date() if (serial := serial_of(value, from_1904)) is not None:
            added(cell, "v").text = serial
        case _:
            _write_text(cell, str(value))


def is_formula(cell: Node) -> bool:
    """Whether a formula stands in the cell."""
    return cell is not None and child(cell, "f") is not None


def serial_of(value: date, from_1904: bool) -> str | None:
    """The day's number as it stands in a cell; None for days that a spreadsheet cannot count."""
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    epoch = _EPOCH_1904 if from_1904 else _EPOCH_1900
    if moment < (epoch if from_1904 else _EARLIEST):
        return None
    span: timedelta = moment.replace(tzinfo=None) - epoch
    seconds = span.seconds + span.microseconds / 1e6
    return str(span.days) if not seconds else repr(span.days + seconds / 86_400)


def _write_text(cell: Node, text: str) -> None:
    cell.set("t", "inlineStr")
    node = added(added(cell, "is"), "t")
    node.set(SPACE, "preserve")
    node.text = _CODE_LIKE.sub("_x005F_", clean_text(text))
