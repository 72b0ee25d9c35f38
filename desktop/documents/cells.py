"""What stands in a cell: the one door through which text leaves the program, and values as people read them."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

from desktop.documents.formulas import NOTHING
from desktop.documents.table import Column, Kind, Rate
from desktop.domain.indicators.figures import Rounding, number_words, percent_words
from desktop.domain.indicators.figures import rounded as cut_off

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


def shown(value: Any, kind: Kind, decimals: int | None = None, rounding: Rounding = Rounding.HALF_UP) -> str:
    """The value as a reader sees it: 87.3%, 2026-05-04 09:30; — for a missing figure, nothing for missing text.

    A number or rate has the `decimals` and the `rounding` of its column, or else those of its kind.
    """
    if value is None:
        return NOTHING if is_figure(kind) else ""
    match kind:
        case Kind.COUNT:
            return str(value)
        case Kind.NUMBER:
            return number_words(_exact(value), 2 if decimals is None else decimals, rounding)
        case Kind.AMOUNT:
            return rounded(value, 2).rstrip("0").rstrip(".")
        case Kind.RATE:
            share = value.value if isinstance(value, Rate) else Fraction(value)
            return percent_words(share, 1 if decimals is None else decimals, rounding)
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
    return shown(value, Kind.TEXT if blank or isinstance(value, str) else column.kind, column.decimals, column.rounding)


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


def kept_in(column: Column, value: Any) -> Any:
    """The same for a cell of `column`, cut off where the column's rates are."""
    if column.rounding is Rounding.TRUNCATE and column.decimals is not None and isinstance(value, Rate):
        share = value.value
        return NOTHING if share is None else float(cut_off(share, column.decimals + 2, Rounding.TRUNCATE))
    return plain_value(value, column.kind)


def is_figure(kind: Kind) -> bool:
    """Whether a missing value of this kind is shown as —."""
    return kind in (Kind.COUNT, Kind.NUMBER, Kind.AMOUNT, Kind.RATE, Kind.POINTS, Kind.CHANGE)


def _exact(value: float | Fraction | Decimal) -> Fraction:
    """Without the error of binary fractions."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


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
