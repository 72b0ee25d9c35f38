"""How our sheets look: fonts by the official measures, number formats, widths; for every writer of workbooks.

方正小标宋 and 仿宋_GB2312 are seldom installed: the title is set bold, so that the 宋体 which takes its place looks
like a title, and the body names 仿宋, which every Windows and WPS has.
"""

from typing import Final

from desktop.documents.cells import lines_needed
from desktop.documents.table import Column, Kind

TITLE_FONT: Final = "方正小标宋简体"
BODY_FONT: Final = "仿宋"
HEADING_FONT: Final = "黑体"
TITLE_SIZE: Final = 20
BODY_SIZE: Final = 11
NOTE_SIZE: Final = 10
HEADING_FILL: Final = "EDF1F6"
RULE: Final = "7F8A96"  # border lines: dark enough for a grey-scale printer

TITLE_HEIGHT: Final = 36.0  # points
LINE_HEIGHT: Final = 16.0
ROW_HEIGHT: Final = 21.0
MARGINS: Final = {"left": 0.59, "right": 0.59, "top": 0.79, "bottom": 0.75}  # inches: 15, 15, 20, 19 mm
FOOTER: Final = "&C第 &P 页 共 &N 页"
EMPTY: Final = "本期没有符合条件的记录。"
CHART_COLOURS: Final = ("#1F5FBF", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#6B7683")

NUMBER_FORMATS: Final = {
    Kind.TEXT: "@",
    Kind.COUNT: "0",
    Kind.NUMBER: "0.00",
    Kind.AMOUNT: "General",
    Kind.RATE: "0.0%",
    Kind.POINTS: "+0.0;-0.0;0.0",
    Kind.CHANGE: "+0.00;-0.00;0.00",
    Kind.DATE: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}
_LEAST = {Kind.DATE: 6, Kind.MOMENT: 8}  # a narrower column would show ####


def number_format(column: Column) -> str:
    """The spreadsheet's format of a column, with the decimals it asks for."""
    if column.decimals is None or column.kind not in (Kind.NUMBER, Kind.RATE):
        return NUMBER_FORMATS[column.kind]
    plain = "0." + "0" * column.decimals if column.decimals else "0"
    return plain + "%" if column.kind is Kind.RATE else plain


def characters(column: Column) -> int:
    """The width of a column in Chinese characters, never so narrow that a date turns into ####."""
    return max(column.width, _LEAST.get(column.kind, 3))


def units(column: Column) -> float:
    """The same in a spreadsheet's units, which are digits of the default font."""
    return characters(column) * 2.1 + 0.7


def alignment(column: Column) -> str:
    """Long text to the left, figures to the right, what is short and alike in the middle."""
    match column.kind:
        case Kind.TEXT:
            return "left" if column.width > 6 else "center"
        case Kind.DATE | Kind.MOMENT:
            return "center"
        case Kind.COUNT if column.width <= 4 and not column.summed:  # a running number
            return "center"
        case _:
            return "right"


def row_height(lines: int) -> float:
    """Points for a row with `lines` lines of text; a sheet's row ends at 409."""
    return min(409.0, max(ROW_HEIGHT, lines * LINE_HEIGHT + 6))


def title_height(title: str, width: int) -> float:
    """Points for the title over columns of so many characters of the body: a narrow sheet's stands on several lines."""
    return TITLE_HEIGHT * lines_needed(title, max(1, width * BODY_SIZE // TITLE_SIZE))


def frozen_columns(columns: int) -> int:
    """Wide lists keep their first two columns in sight."""
    return 2 if columns > 12 else 0


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that every program accepts and that is not `taken` yet; it is added to `taken`."""
    plain = "".join(letter for letter in title if letter.isprintable() and letter not in "[]:*?/\\").strip("' ")
    name, number = plain[:31].rstrip("' ") or "表", 2
    while name.lower() in taken:
        tail = f"({number})"
        name, number = plain[: 31 - len(tail)] + tail, number + 1
    taken.add(name.lower())
    return name
