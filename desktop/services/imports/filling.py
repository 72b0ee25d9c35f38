"""Filling a form from one row: what is unclear goes to the remarks, what is indispensable stops the row."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from desktop.domain.wording import cleaning
from desktop.domain.wording.calendar_text import day, moment
from desktop.domain.wording.cleaning import Cell, line, number, text, upstream_number, yes_no
from desktop.domain.wording.phones import phones
from desktop.forms.fields import Day, Field, LongText, Moment, Number, Phone, Text, YesNo, fields_of
from desktop.forms.imports.mapping import ImportMapping, positions
from desktop.services.imports.outcomes import Judged

Read = Callable[[Cell, list[str]], Any]
_TEN_THOUSAND = "万"
_DECISIVE = frozenset({"received_at", "upstream_number", "content", "name"})  # a wrong one would make a wrong record
_LONGEST_NUMBER = 60
_NONE = "无"
_REMEMBERED = 2_000
_NUMBERS = frozenset({"upstream_number", "repeat_of"})


class Filler:
    """Reads rows of one sheet into forms of its mapping's target."""

    def __init__(self, mapping: ImportMapping, headings: Sequence[Cell], from_1904: bool) -> None:
        self._form = mapping.target.form
        self._mapping = mapping
        self._from_1904 = from_1904
        fields = fields_of(self._form)
        places = positions(mapping, headings)
        self._readers = [
            (name, at, fields[name], self._reader(name, fields[name], headings[at] if at < len(headings) else None))
            for name, at in places.items()
        ]

    def fill(self, row: Judged) -> None:
        """Give the row its form; reject it where a value that it needs is missing or wrong."""
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        cells = row.cells
        for name, at, field, read in self._readers:
            cell = cells[at] if at < len(cells) else None
            if cell is None:
                continue
            try:
                found = read(cell, row.remarks)
                if found is not None and found != "":
                    values[name] = found
            except ValueError as error:
                if name in _DECISIVE:
                    problems[name] = f"{field.label}:{error}"
                else:
                    row.remarks.append(f"{field.label}:{line(cell)}")
        row.form = self._form(**values)
        for name, _, field, _ in self._readers:
            if field.required and name not in values:
                problems.setdefault(name, f"{field.label}是空的")
        if problems:
            row.reject("；".join(problems.values()))

    def _reader(self, name: str, field: Field, heading: Cell) -> Read:
        match field:
            case Moment():
                return lambda cell, _: moment(cell, self._from_1904, self._mapping.date_order)
            case Day():
                return self._day
            case Phone():
                return _phone
            case YesNo():
                return lambda cell, _: yes_no(cell)
            case Text() if name in _NUMBERS:
                return _upstream
            case Number() if name == "built_year":
                return lambda cell, _: cleaning.year(cell)
            case Number() if name == "area":
                return _area(_TEN_THOUSAND in line(heading))
            case Number():
                return _checked_number(field)
            case LongText():
                return lambda cell, _: _checked_text(field, text(cell))
            case Text() if name == "category":
                return _category(_short_text(field))
            case Text():
                return _short_text(field)
        raise TypeError(type(field).__name__)

    def _day(self, cell: Cell, _: list[str]) -> date | None:
        return day(cell, self._from_1904, self._mapping.date_order)


def _upstream(cell: Cell, remarks: list[str]) -> str:
    """Without its prefix; the number as it was written is remarked."""
    number, original = upstream_number(cell)
    if len(number) > _LONGEST_NUMBER:
        raise ValueError(f"编号太长({len(number)}字),请检查是否选错了列")
    if number != original:
        remarks.append(f"原编号:{original}")
    return number


def _phone(cell: Cell, remarks: list[str]) -> str:
    """The first number; further ones are remarked."""
    found = phones(cell)
    if found[1:]:
        remarks.append(f"其他电话:{'、'.join(found[1:])}")
    return found[0] if found else ""


def _checked_number(field: Number) -> Read:
    def read(cell: Cell, _: list[str]) -> float | None:
        found = number(cell)
        if found is not None and (problem := field.problem(found)):
            raise ValueError(problem)
        return found

    return read


def _area(in_ten_thousands: bool) -> Read:
    """In 10,000 m², whether the heading, the cell or neither says so."""

    def read(cell: Cell, _: list[str]) -> float | None:
        found = number(cell)
        if found is None:
            return None
        return found if in_ten_thousands and _TEN_THOUSAND not in line(cell) else found / 10_000

    return read


def _short_text(field: Text) -> Read:
    seen: dict[str, str] = {}  # most such columns hold a few words over and over

    def read(cell: Cell, remarks: list[str]) -> str:
        if isinstance(cell, str) and cell in seen:
            return seen[cell]
        found = line(cell)
        if len(found) > field.longest:
            remarks.append(f"{field.label}:{found}")
            return found[: field.longest - 1] + "…"
        if isinstance(cell, str) and len(seen) < _REMEMBERED:
            seen[cell] = found
        return found

    return read


def _category(read: Read) -> Read:
    """Elsewhere 无 says that nothing is known, among categories that the order does not count."""
    return lambda cell, remarks: _NONE if isinstance(cell, str) and cell.strip() == _NONE else read(cell, remarks)


def _checked_text(field: LongText, found: str) -> str:
    if len(found) > field.longest:
        raise ValueError(f"最多{field.longest}字,现在是{len(found)}字")
    return found
