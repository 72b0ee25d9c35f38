"""Reckoning as every spreadsheet program does; where they may differ, nothing is said (`Beyond`)."""

import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

from desktop.documents.form_parts.simple_formulas import Beyond

Value: TypeAlias = float | str | bool | None
_MOST: Final = 1e15  # a number has fifteen digits
_ALMOST: Final = 1e-9


class Fault(Exception):
    """The formula's value is an error; which one does not matter to IFERROR."""


def of_many(name: str, values: Sequence[Value]) -> float:
    """Words in an area do not count, but for COUNTA; a truth value does in some programs."""
    if any(isinstance(value, bool) for value in values):
        raise Beyond
    if name == "COUNTA":
        return float(len(values))
    numbers = [value for value in values if isinstance(value, float)]
    match name:
        case "COUNT":
            return float(len(numbers))
        case "SUM":
            return _total(numbers)
        case "AVERAGE":
            if not numbers:
                raise Fault
            return _total(numbers) / len(numbers)
    return (max if name == "MAX" else min)(numbers, default=0.0)


def reckoned(sign: str, one: float, other: float) -> float:
    """+ - * / of two numbers; nothing is said of a difference that is almost nought."""
    match sign:
        case "*":
            return _sure(one * other)
        case "/":
            if not other:
                raise Fault
            return _sure(one / other)
    found = one + (other if sign == "+" else -other)
    if found and abs(found) < _ALMOST * max(abs(one), abs(other)):
        raise Beyond
    return _sure(found)


def rounded(number: float, places: float) -> float:
    """Half away from nought; a number so near a half that only its last digits decide is left alone."""
    if not places.is_integer() or abs(places) > 9:
        raise Beyond
    step = Decimal(1).scaleb(-int(places))
    exact = _decimal(_sure(number)) / step
    half = abs(exact) % 1 - Decimal("0.5")
    binary = not half and Decimal(number) == _decimal(number)  # nothing was lost on the way to this half
    if abs(half) < _decimal(_ALMOST) and not binary:
        raise Beyond
    return _sure(float(exact.quantize(Decimal(1), ROUND_HALF_UP) * step))


def compared(sign: str, one: Value, other: Value) -> bool:
    """Two numbers, or two texts for being the same; an empty cell is either."""
    if isinstance(one, bool) or isinstance(other, bool):
        raise Beyond
    if isinstance(one, str) or isinstance(other, str):
        mine, theirs = ("" if value is None else value for value in (one, other))
        alike = isinstance(mine, str) and isinstance(theirs, str) and _folded(mine) == _folded(theirs)
        if sign not in ("=", "<>") or (alike and mine != theirs):
            raise Beyond
        return (mine == theirs) is (sign == "=")
    low, high = one or 0.0, other or 0.0
    if low != high and abs(low - high) <= _ALMOST * max(abs(low), abs(high)):
        raise Beyond
    return {
        "=": low == high, "<>": low != high, "<": low < high, ">": low > high, "<=": low <= high, ">=": low >= high
    }[sign]  # fmt: skip


def _total(numbers: Sequence[float]) -> float:
    """Fractions that cancel each other out leave a rest in some programs, in others none."""
    found = sum(numbers, 0.0)
    fractions = not all(number.is_integer() for number in numbers)
    if fractions and abs(found) < _ALMOST * max(map(abs, numbers)):
        raise Beyond
    return _sure(found)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _decimal(number: float) -> Decimal:
    """The number as it is written; a cell keeps what somebody typed."""
    return Decimal(repr(number))


def _sure(number: float) -> float:
    if abs(number) >= _MOST:
        raise Beyond
    return number
