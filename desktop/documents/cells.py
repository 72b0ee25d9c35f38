"""What stands in a cell: the one door through which text leaves the program, and values as people read them."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

from desktop.documents.formulas import NOTHING
from desktop.documents.table import Column, Kind, Rate

LONGEST: Final = 32_767  # UTF-16 units in a spreadsheet's cell
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_text(value: object) -> str:
    """Text that any file takes: no control characters but newline and tab, no lone surrogates, at most `LONGEST`.

    It is still text that may begin with "=": a workbook must write it as a string cell, plain text must prefix it.
    """
    if value is None:
        return ""
    text = _FORBIDDEN.sub("", str(value))
    if len(text) > LONGEST // 2:
        text = text.encode("utf-16-le")[: LONGEST * 2].decode("utf-16-le", "ignore")
    return text


def shown(value: Any, kind: Kind) -> str:
    """The value as a reader sees it: 87.3%, 2026-05-04 09:30; — for a missing figure, nothing for missing text."""
    if value is None:
        return NOTHING if is_figure(kind) else ""
    match kind:
        case Kind.COUNT:
            return str(value)
        case Kind.NUMBER:
            return rounded(value, 2)
        case Kind.RATE:
            share = value.value if isinstance(value, Rate) else Fraction(value)
            return NOTHING if share is None else rounded(share * 100, 1) + "%"
        case Kind.POINTS:
            text = rounded(value, 1)
            return text if Fraction(value) <= 0 or text == "0.0" else "+" + text
        case Kind.CHANGE:
            text = rounded(value, 2)
            return text if Fraction(value) <= 0 or text == "0.00" else "+" + text
        case Kind.DATE:
            return value.strftime("%Y-%m-%d") if isinstance(value, date) else clean_text(value)
        case Kind.MOMENT:
            return value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else clean_text(value)
        case Kind.TEXT:
            return clean_text(value)


def shown_in(column: Column, value: Any, total: bool) -> str:
    """What a cell of `column` shows; text may stand in a figure's place; a total row is blank where none is made."""
    blank = total and value is None and not (column.formula or column.summed or column.averaged)
    return shown(value, Kind.TEXT if blank or isinstance(value, str) else column.kind)


def plain_value(value: Any, kind: Kind) -> Any:
    """The value as a cell keeps it: a float for a rate, — for a missing figure, clean text, "" for nothing."""
    if isinstance(value, Rate):
        value = value.value
    if value is None or value != value:  # noqa: PLR0124 - not a number
        return NOTHING if is_figure(kind) else ""
    if isinstance(value, str) or kind is Kind.TEXT:
        return clean_text(value)
    if kind in (Kind.DATE, Kind.MOMENT):
        return value
    return int(value) if isinstance(value, int) else float(value)


def is_figure(kind: Kind) -> bool:
    """Whether a missing value of this kind is shown as —."""
    return kind in (Kind.COUNT, Kind.NUMBER, Kind.RATE, Kind.POINTS, Kind.CHANGE)


def rounded(value: float | Fraction | Decimal, places: int) -> str:
    """Half up (四舍五入), as spreadsheets and the office's calculators do it; Python's own rounding is half even."""
    exact = Decimal(str(value)) if isinstance(value, float) else _decimal(Fraction(value))
    return str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def wide(line: str) -> float:
    """The width of a line in Chinese characters: what GBK codes in one byte takes half a place."""
    return len(line.encode("gbk", "replace")) / 2


def lines_needed(text: str, width: float) -> int:
    """How many lines `text` takes when wrapped at `width` Chinese characters."""
    if "\n" not in text:
        short = len(text) <= width or (text.isascii() and len(text) <= 2 * width)
        return 1 if short else -int(-wide(text) // width)
    return sum(lines_needed(line, width) for line in text.split("\n"))
