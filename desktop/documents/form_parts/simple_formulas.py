"""Reading the formulas that forms are full of: sums, differences, rates, roundings, and what IF says of them.

Everything else is `Beyond`: a formula that is not understood to the last sign is not computed at all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from desktop.domain.cell_names import Area, area

FUNCTIONS: Final = frozenset(
    ("SUM", "AVERAGE", "MAX", "MIN", "COUNT", "COUNTA", "ROUND", "ABS", "IF", "IFERROR", "AND", "OR", "NOT")
)
_DEEPEST: Final = 40
_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d*)?(?:[Ee][+-]?\d+)?|\.\d+)(?![\w.:!])
    | (?P<text>"(?:[^"]|"")*")
    | (?P<sheet>'(?:[^'\[\]:]|'')+'!|[^\W\d][\w.]*!)?
      (?P<cells>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})?)(?![\w.(!:\[])
    | (?P<function>[A-Za-z]+)\(
    | (?P<sign><>|<=|>=|[-+*/=<>(),%])
    )""",
    re.VERBOSE,
)
_COMPARES: Final = ("=", "<>", "<", ">", "<=", ">=")


class Beyond(Exception):
    """Not understood here."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A cell or an area; `sheet` is "" for the formula's own."""

    sheet: str
    area: Area


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or an operator by its sign ("%" and "neg" have one part)."""

    name: str
    parts: tuple["Node", ...]


Node: TypeAlias = float | str | Cells | Call


def read_formula(text: str) -> Node:
    """The formula (without =) as a tree; raise Beyond."""
    reader = _Reader(text)
    node = reader.comparison(0)
    if reader.kind:
        raise Beyond
    return node


class _Reader:
    def __init__(self, text: str) -> None:
        self._text, self._at, self._end = text, 0, len(text.rstrip())
        self._next()

    def comparison(self, depth: int) -> Node:
        return self._chain(_COMPARES, self._sum, depth)

    def _sum(self, depth: int) -> Node:
        return self._chain(("+", "-"), self._product, depth)

    def _product(self, depth: int) -> Node:
        return self._chain(("*", "/"), self._signed, depth)

    def _chain(self, signs: tuple[str, ...], part: Callable[[int], Node], depth: int) -> Node:
        node = part(depth)
        while self.kind == "sign" and self._token in signs:
            sign = self._token
            self._next()
            node = Call(sign, (node, part(depth)))
        return node

    def _signed(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise Beyond
        if self.kind == "sign" and self._token in ("-", "+"):
            sign = self._token
            self._next()
            node = self._signed(depth + 1)
            return Call("neg", (node,)) if sign == "-" else node
        node = self._one(depth)
        while self.kind == "sign" and self._token == "%":
            self._next()
            node = Call("%", (node,))
        return node

    def _one(self, depth: int) -> Node:
        kind, token, found = self.kind, self._token, self._found
        self._next()
        match kind, token:
            case "number", _:
                return float(token)
            case "text", _:
                return token[1:-1].replace('""', '"')
            case "cells", _:
                sheet = (found["sheet"] or "").removesuffix("!")
                return Cells(sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet, _area(token))
            case "function", name if name.upper() in FUNCTIONS:
                return Call(name.upper(), self._parts(depth + 1))
            case "sign", "(":
                node = self.comparison(depth + 1)
                self._closed()
                return node
        raise Beyond

    def _parts(self, depth: int) -> tuple[Node, ...]:
        parts = [self.comparison(depth)]
        while self.kind == "sign" and self._token == ",":
            self._next()
            parts.append(self.comparison(depth))
        self._closed()
        return tuple(parts)

    def _closed(self) -> None:
        if (self.kind, self._token) != ("sign", ")"):
            raise Beyond
        self._next()

    def _next(self) -> None:
        self.kind, self._token = "", ""
        if self._at >= self._end:
            return
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            raise Beyond
        self._found, self._at = found, found.end()
        self.kind = found.lastgroup or ""
        self._token = found[self.kind]


def _area(text: str) -> Area:
    try:
        return area(text)
    except ValueError as error:
        raise Beyond from error
