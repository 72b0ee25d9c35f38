"""Cutting a formula into words, numbers and signs."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from typing import Final
from unicodedata import category, normalize

from desktop.domain.indicators.language.faults import FormulaFault

LONGEST: Final = 600  # characters of a formula
MOST: Final = 200  # tokens of a formula
_DIGITS: Final = 9  # of a number: enough for every count, and no sum of them overflows
_DECIMALS: Final = 4

KEYWORDS: Final = ("且", "或", "非", "属于")
_SIGNS: Final = {
    "(": "(", ")": ")", "+": "+", "-": "-", "\u2212": "-", "\u2013": "-", "×": "×", "*": "×", "÷": "÷", "/": "÷",
    ",": ",", "、": ",", ";": ",", "=": "=", "≠": "≠", "<": "<", ">": ">", "≤": "≤", "≥": "≥", "%": "%",
}  # fmt: skip
_PAIRS: Final = {"<=": "≤", ">=": "≥", "<>": "≠", "!=": "≠", "==": "=", "=<": "≤", "=>": "≥"}
_POWER: Final = re.compile(r"[0-9.]+[eE][0-9]+")
_QUOTES: Final = {"“": "”", '"': '"', "‘": "’", "'": "'", "「": "」"}


class What(Enum):
    """What a token is."""

    NUMBER = auto()
    WORD = auto()
    TEXT = auto()
    SIGN = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula: `text` as it is meant (≤ for <=), `at` where it begins; `value` of a number, `typed` of a
    sign as it stands there."""

    what: What
    text: str
    at: int
    value: Fraction = Fraction(0)
    typed: str = ""

    @property
    def quoted(self) -> str:
        """What a fault calls it."""
        return self.typed or self.text


def tokens(text: str, known: Collection[str]) -> list[Token]:
    """The tokens of a formula, the last of them END.

    Chinese has no spaces: a run of characters that is not itself in `known` is cut where known words and the keywords
    且 或 非 属于 meet. Raises FormulaFault for what is no formula at all.
    """
    if len(text) > LONGEST:
        raise FormulaFault(LONGEST, f"公式太长,最多{LONGEST}个字;请拆成几个指标,再用编号引用。")
    found: list[Token] = []
    text = "".join(map(_narrow, text))
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        read, at = _next(text, at, known)
        found += read
        if len(found) > MOST:
            raise FormulaFault(at, "公式太长;请拆成几个指标,再用编号引用。")
    return [*found, Token(What.END, "", len(text))]


def _narrow(sign: str) -> str:
    """A full-width sign as its ASCII twin, so that both may be typed; every character stays one character, and a number
    in a ring or above the line (①, ²) what it is."""
    twin = normalize("NFKC", sign)
    return twin if len(twin) == 1 and not _is_ornament(sign) else sign


def _is_ornament(sign: str) -> bool:
    return category(sign) == "No"


def _next(text: str, at: int, known: Collection[str]) -> tuple[list[Token], int]:
    sign = text[at]
    if text[at : at + 2] in _PAIRS:
        return [Token(What.SIGN, _PAIRS[text[at : at + 2]], at, typed=text[at : at + 2])], at + 2
    if sign in _QUOTES:
        end = text.find(_QUOTES[sign], at + 1)
        if end < 0:
            raise FormulaFault(at, f"引号没有配对,请补上“{_QUOTES[sign]}”。")
        return [Token(What.TEXT, text[at + 1 : end], at)], end + 1
    if sign.isdecimal() and sign.isascii():
        return _number(text, at)
    if sign in _SIGNS:
        return [Token(What.SIGN, _SIGNS[sign], at, typed=sign)], at + 1
    if not _in_word(sign):
        raise FormulaFault(at, f"这里不能有“{sign}”。")
    end = at
    while end < len(text) and _in_word(text[end]):
        end += 1
    if end < len(text) and text[end] == "." and text[at].isascii():  # K04.closed_base
        further = end + 1
        while further < len(text) and _in_word(text[further]) and text[further].isascii():
            further += 1
        end = further if further > end + 1 else end
    return _cut(text[at:end], at, known), end


def _in_word(sign: str) -> bool:
    return (sign.isalnum() and not _is_ornament(sign)) or sign in "_㎡"


def _number(text: str, at: int) -> tuple[list[Token], int]:
    end = at
    while end < len(text) and (text[end] in "0123456789" or (text[end] == "." and "." not in text[at:end])):
        end += 1
    whole, _, part = text[at:end].partition(".")
    if end < len(text) and _in_word(text[end]):  # a word that begins with a digit: 12345工单
        while end < len(text) and _in_word(text[end]):
            end += 1
        if _POWER.fullmatch(text[at:end]):
            raise FormulaFault(at, f"不能用“{text[at:end]}”这样的写法,请把数写全。")
        return [Token(What.WORD, text[at:end], at)], end
    if len(whole) > _DIGITS or len(part) > _DECIMALS:
        raise FormulaFault(at, f"数太长;整数最多{_DIGITS}位,小数最多{_DECIMALS}位。")
    return [Token(What.NUMBER, text[at:end], at, Fraction(text[at:end].rstrip(".") or "0"))], end


def _cut(run: str, at: int, known: Collection[str]) -> list[Token]:
    """One word, or several where the run is nothing but known words."""
    if run in known or run in KEYWORDS:
        return [Token(What.WORD, run, at)]
    words = sorted({*known, *KEYWORDS}, key=len, reverse=True)
    found: list[Token] = []
    place = 0
    while place < len(run):
        word = next((word for word in words if run.startswith(word, place)), "")
        if not word:
            return _at_keyword(run, at)
        found.append(Token(What.WORD, word, at + place))
        place += len(word)
    return found


def _at_keyword(run: str, at: int) -> list[Token]:
    """An unknown run; a leading 非 is still a keyword, so that the fault is found behind it."""
    if run.startswith("非") and len(run) > 1:
        return [Token(What.WORD, "非", at), Token(What.WORD, run[1:], at + 1)]
    return [Token(What.WORD, run, at)]
