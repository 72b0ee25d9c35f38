"""Formulas of an old .xls from their tokens back to text; what is not surely understood stays a value.

The tokens are those of [MS-XLS] 2.5.198 (BIFF8). Understood are numbers, texts, references to cells and areas of the
same workbook, operators, brackets, and the functions that the format numbers itself.
"""

import struct
from collections.abc import Callable, Sequence
from typing import Any, Final

from xlrd.formula import func_defs

from desktop.domain.cell_names import ROWS, column_name

OLD_ROWS: Final = 65_536
OLD_COLUMNS: Final = 256
_BINARY: Final = ("+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":")
_AROUND: Final = {0x12: ("+", ""), 0x13: ("-", ""), 0x14: ("", "%"), 0x15: ("(", ")")}
_ERRORS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_LONGEST: Final = 8_192  # characters of a formula


class NotUnderstood(Exception):
    """A token that this small reader does not take for sure."""


def formula_text(tokens: bytes, row: int, column: int, sheet_of: Callable[[int], str]) -> str:
    """The text of a formula without "="; `row` and `column` (from 0) are its cell, for shared formulas.

    `sheet_of` gives the name of the sheet that a reference leads to by its number, and raises NotUnderstood for other
    workbooks. Raise NotUnderstood where anything is not plain.
    """
    try:
        return _Reader(tokens, row, column, sheet_of).read()
    except (struct.error, IndexError, UnicodeDecodeError, KeyError) as error:
        raise NotUnderstood from error


class _Reader:
    """Walks the tokens, which stand in the order of a stack machine."""

    def __init__(self, tokens: bytes, row: int, column: int, sheet_of: Callable[[int], str]) -> None:
        self._tokens, self._at = tokens, 0
        self._row, self._column, self._sheet_of = row, column, sheet_of
        self._stack: list[str] = []

    def read(self) -> str:
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            self._take(token if token < 0x20 else 0x20 | token & 0x1F)
            if self._stack and len(self._stack[-1]) > _LONGEST:
                raise NotUnderstood
        if len(self._stack) != 1:
            raise NotUnderstood
        return self._stack[0]

    def _take(self, token: int) -> None:
        if 0x03 <= token <= 0x0E:
            right, left = self._stack.pop(), self._stack.pop()
            self._stack.append(left + _BINARY[token - 3] + right)
        elif token in _AROUND:
            before, after = _AROUND[token]
            self._stack[-1] = before + self._stack[-1] + after
        elif token == 0x19:
            self._attribute()
        elif token == 0x21:
            number = self._numbers("<H")[0]
            self._call(number, func_defs[number][1], func_defs[number][2])
        elif token == 0x22:
            count, number = self._numbers("<BH")
            self._call(number & 0x7FFF, count & 0x7F, count & 0x7F)
        elif token < 0x20:
            self._stack.append(self._constant(token))
        else:
            self._stack.append(self._reference(token))

    def _constant(self, token: int) -> str:
        match token:
            case 0x16:  # an argument left out
                return ""
            case 0x17:
                return self._text()
            case 0x1C:
                return _ERRORS[self._numbers("<B")[0]]
            case 0x1D:
                return "TRUE" if self._numbers("<B")[0] else "FALSE"
            case 0x1E:
                return str(self._numbers("<H")[0])
            case 0x1F:
                number = self._numbers("<d")[0]
                return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
        raise NotUnderstood

    def _reference(self, token: int) -> str:
        match token:
            case 0x24 | 0x2C:
                row, column = self._numbers("<HH")
                return self._cell(row, column, near=token == 0x2C)
            case 0x25 | 0x2D:
                return self._area(self._numbers("<HHHH"), near=token == 0x2D)
            case 0x3A:
                sheet, row, column = self._numbers("<HHH")
                return self._sheet(sheet) + self._cell(row, column)
            case 0x3B:
                sheet, *ends = self._numbers("<HHHHH")
                return self._sheet(sheet) + self._area(ends)
        raise NotUnderstood

    def _attribute(self) -> None:
        """Hints for the old computing machine; one of them is a sum of one argument."""
        kind, value = self._numbers("<BH")
        if kind & 0x04:  # jump table of CHOOSE
            self._at += 2 * value + 2
        elif kind & 0x10:
            self._stack[-1] = f"SUM({self._stack[-1]})"
        elif not kind & 0x4B and kind != 0:
            raise NotUnderstood

    def _call(self, number: int, least: int, most: int) -> None:
        name = func_defs[number][0]
        if least != most or not name.replace(".", "").isalnum() or least > len(self._stack):
            raise NotUnderstood
        start = len(self._stack) - least
        self._stack[start:] = [f"{name}({','.join(self._stack[start:])})"]

    def _text(self) -> str:
        count, wide = self._numbers("<BB")
        size = count * 2 if wide & 1 else count
        data = self._tokens[self._at : self._at + size]
        if len(data) != size or wide > 1:
            raise NotUnderstood
        self._at += size
        text = data.decode("utf-16-le" if wide else "latin-1")
        return '"' + text.replace('"', '""') + '"'

    def _sheet(self, number: int) -> str:
        name = self._sheet_of(number)
        return "'" + name.replace("'", "''") + "'!"

    def _area(self, ends: Sequence[int], near: bool = False) -> str:
        top, bottom, left, right = ends
        if not near and (top, bottom) == (0, OLD_ROWS - 1):  # whole columns, which are longer now
            first, last = self._cell(top, left), self._cell(bottom, right)
            return f"{first.rstrip('0123456789').rstrip('$')}:{last.rstrip('0123456789').rstrip('$')}"
        if not near and (left & 0xFF, right & 0xFF) == (0, OLD_COLUMNS - 1):
            dollars = ["" if end & 0x8000 else "$" for end in (left, right)]
            return f"{dollars[0]}{top + 1}:{dollars[1]}{bottom + 1}"
        return f"{self._cell(top, left, near)}:{self._cell(bottom, right, near)}"

    def _cell(self, row: int, column: int, near: bool = False) -> str:
        """`near`: what is relative is a distance from the formula's own cell."""
        relative_row, relative_column = bool(column & 0x8000), bool(column & 0x4000)
        column &= 0xFF
        if near and relative_row:
            row = (self._row + row) % OLD_ROWS
        if near and relative_column:
            column = (self._column + column) % OLD_COLUMNS
        if row >= ROWS:
            raise NotUnderstood
        return f"{'' if relative_column else '$'}{column_name(column + 1)}{'' if relative_row else '$'}{row + 1}"

    def _numbers(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from(layout, self._tokens, self._at)
        self._at += struct.calcsize(layout)
        return found
