"""What a spreadsheet's formula gives: arithmetic and the few functions that reports use; nothing else is known."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from desktop.documents.cells import rounded as rounded_text

Value = Fraction | str | bool | None
Look = Callable[[str], "Value | list[Value]"]
_Thunk = Callable[[], "Value | list[Value]"]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<text>"(?:[^"]|"")*")
    | (?P<reference>\{\w+(?::\w+)?\}
        | (?:'[^']+'!|[\w.\u4e00-\u9fff]+!)?\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?(?![\w(]))
    | (?P<name>[A-Za-z][\w.]*)
    | (?P<sign><=|>=|<>|[-+*/^&=<>(),%])
    )""",
    re.VERBOSE,
)


class Unknown(Exception):
    """The formula uses something that is not understood here."""


class Fault(Exception):
    """The formula itself goes wrong."""


def evaluate(formula: str, look: Look) -> Value:
    """The value of a formula (its leading = may be there); `look` gives what stands in a cell, or a list for a range.

    Raises Unknown where the formula says more than is understood, Fault where it divides by zero.
    """
    parser = _Parser(formula.lstrip("="), look)
    found = parser.comparison()
    parser.end()
    return _single(found())


class _Parser:
    """Builds what is to be computed, so that IF computes only the side it takes."""

    def __init__(self, text: str, look: Look) -> None:
        self._look = look
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            if found is None or found.lastgroup is None:
                raise Unknown(text)
            self._tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self._at = 0

    def end(self) -> None:
        """Everything must have been understood."""
        if self._at < len(self._tokens):
            raise Unknown(self._tokens[self._at][1])

    def comparison(self) -> _Thunk:
        left = self._joined()
        while sign := self._take("=", "<>", "<=", ">=", "<", ">"):
            left = _compared(sign, left, self._joined())
        return left

    def _joined(self) -> _Thunk:
        left = self._sum()
        while self._take("&"):
            left = _concatenated(left, self._sum())
        return left

    def _sum(self) -> _Thunk:
        left = self._product()
        while sign := self._take("+", "-"):
            left = _reckoned(sign, left, self._product())
        return left

    def _product(self) -> _Thunk:
        left = self._signed()
        while sign := self._take("*", "/"):
            left = _reckoned(sign, left, self._signed())
        return left

    def _signed(self) -> _Thunk:
        if self._take("-"):
            return _reckoned("-", lambda: Fraction(0), self._signed())
        self._take("+")
        found = self._plain()
        while self._take("%"):
            found = _reckoned("/", found, lambda: Fraction(100))
        return found

    def _plain(self) -> _Thunk:
        kind, text = self._next()
        match kind:
            case "number":
                number = Fraction(text)
                return lambda: number
            case "text":
                words = text[1:-1].replace('""', '"')
                return lambda: words
            case "reference":
                return lambda: self._look(text.replace("$", ""))
            case "name" if text.upper() in ("TRUE", "FALSE"):
                return lambda: text.upper() == "TRUE"
            case "name":
                return self._call(text.upper())
            case _ if text == "(":
                inner = self.comparison()
                self._expect(")")
                return inner
        raise Unknown(text)

    def _call(self, name: str) -> _Thunk:
        if name not in _FUNCTIONS:
            raise Unknown(name)
        self._expect("(")
        given: list[_Thunk] = []
        while not self._take(")"):
            given.append(self.comparison())
            if not self._take(","):
                self._expect(")")
                break
        return lambda: _FUNCTIONS[name](given)

    def _next(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise Unknown("")
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, *signs: str) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "sign" and self._tokens[self._at][1] in signs:
            return self._next()[1]
        return ""

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise Unknown(sign)


def _single(value: "Value | list[Value]") -> Value:
    if isinstance(value, list):
        raise Unknown("range")
    return value


def _number(value: Value) -> Fraction:
    match value:
        case None:
            return Fraction(0)
        case bool():
            return Fraction(int(value))
        case Fraction():
            return value
    raise Fault("#VALUE!")


def _compared(sign: str, left: _Thunk, right: _Thunk) -> _Thunk:
    def compare() -> bool:
        one, other = _single(left()), _single(right())
        if one is None or other is None:
            one, other = (
                ("" if isinstance(other, str) else Fraction(0)) if one is None else one,
                (("" if isinstance(one, str) else Fraction(0)) if other is None else other),
            )
        if isinstance(one, str) != isinstance(other, str):  # text is greater than any number
            order = 1 if isinstance(one, str) else -1
        else:
            order = (one > other) - (one < other)  # type: ignore[operator]
        return {"=": order == 0, "<>": order != 0, "<": order < 0, ">": order > 0}.get(
            sign, order <= 0 if sign == "<=" else order >= 0
        )

    return compare


def _concatenated(left: _Thunk, right: _Thunk) -> _Thunk:
    def join() -> str:
        one, other = _single(left()), _single(right())
        if isinstance(one, Fraction) or isinstance(other, Fraction):
            raise Unknown("&")
        return str(one or "") + str(other or "")

    return join


def _reckoned(sign: str, left: _Thunk, right: _Thunk) -> _Thunk:
    def reckon() -> Fraction:
        one, other = _number(_single(left())), _number(_single(right()))
        match sign:
            case "+":
                return one + other
            case "-":
                return one - other
            case "*":
                return one * other
        if not other:
            raise Fault("#DIV/0!")
        return one / other

    return reckon


def _every(given: Sequence[_Thunk]) -> list[Value]:
    found: list[Value] = []
    for thunk in given:
        value = thunk()
        found += value if isinstance(value, list) else [value]
    return found


def _numbers(given: Sequence[_Thunk]) -> list[Fraction]:
    return [value for value in _every(given) if isinstance(value, Fraction)]


def _if(given: Sequence[_Thunk]) -> Value:
    asked = _single(given[0]())
    holds = asked if isinstance(asked, bool) else bool(_number(asked))
    if holds:
        return _single(given[1]())
    return _single(given[2]()) if len(given) > 2 else False


def _if_error(given: Sequence[_Thunk]) -> Value:
    try:
        return _single(given[0]())
    except Fault:
        return _single(given[1]())


def _average(given: Sequence[_Thunk]) -> Fraction:
    numbers = _numbers(given)
    if not numbers:
        raise Fault("#DIV/0!")
    return sum(numbers, Fraction(0)) / len(numbers)


def _round(given: Sequence[_Thunk], cut: bool = False) -> Fraction:
    value = _number(_single(given[0]()))
    places = int(_number(_single(given[1]()))) if len(given) > 1 else 0
    if cut:
        scaled = abs(value) * Fraction(10) ** places
        whole = Fraction(scaled.__floor__())
        return whole / Fraction(10) ** places * (1 if value >= 0 else -1)
    return Fraction(rounded_text(value, places))


def _rank(given: Sequence[_Thunk]) -> Fraction:
    value = _number(_single(given[0]()))
    rising = len(given) > 2 and bool(_number(_single(given[2]())))
    others = _numbers(given[1:2])
    return Fraction(1 + sum((other < value) if rising else (other > value) for other in others))


def _subtotal(given: Sequence[_Thunk]) -> Fraction:
    if _number(_single(given[0]())) not in (9, 109):
        raise Unknown("SUBTOTAL")
    return sum(_numbers(given[1:]), Fraction(0))


_FUNCTIONS: dict[str, Callable[[Sequence[_Thunk]], Value]] = {
    "SUM": lambda given: sum(_numbers(given), Fraction(0)),
    "COUNT": lambda given: Fraction(len(_numbers(given))),
    "COUNTA": lambda given: Fraction(sum(value not in (None, "") for value in _every(given))),
    "N": lambda given: value if isinstance(value := _single(given[0]()), Fraction) else Fraction(0),
    "IF": _if,
    "IFERROR": _if_error,
    "AVERAGE": _average,
    "ROUND": _round,
    "ROUNDDOWN": lambda given: _round(given, cut=True),
    "TRUNC": lambda given: _round(given, cut=True),
    "ISNUMBER": lambda given: isinstance(_single(given[0]()), Fraction),
    "MIN": lambda given: min(_numbers(given), default=Fraction(0)),
    "MAX": lambda given: max(_numbers(given), default=Fraction(0)),
    "ABS": lambda given: abs(_number(_single(given[0]()))),
    "AND": lambda given: all(bool(_number(value)) for value in _every(given)),
    "OR": lambda given: any(bool(_number(value)) for value in _every(given)),
    "RANK": _rank,
    "SUBTOTAL": _subtotal,
}
