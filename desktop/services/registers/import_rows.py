"""Finding a register in somebody's workbook by its headings, and reading a row as a form."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Organisation
from desktop.data.tables.registers import Renovation
from desktop.documents.reading.spreadsheet import Report, Spreadsheet
from desktop.domain.errors import Refused
from desktop.domain.wording import cleaning
from desktop.domain.wording.calendar_text import day
from desktop.domain.wording.cleaning import Cell
from desktop.domain.wording.companies import company_key
from desktop.forms.fields import Choice, Day, Field, LongText, Number, Pick, fields_of, problems_of
from desktop.services.registers.register import Register
from desktop.services.registers.stated import figures
from desktop.services.registry.known import KnownEstates

_LOOKED_AT = 15  # rows among which the headings are
_BETWEEN = "、,，;；"
_TEN_THOUSAND = 10_000


class Reader:
    """Rows as forms of the register."""

    def __init__(self, session: Session, register: Register) -> None:
        self._register = register
        self._fields = fields_of(register.line_form)
        self._estates = KnownEstates(session)
        self._lists: dict[str, dict[str, set[Any]]] = {
            "organisation": _by_name(session.execute(select(Organisation.id, Organisation.name)).all()),
            "renovation": _by_name(session.execute(select(Renovation.id, Renovation.name)).all()),
            "stated_figure": _by_name([(one.code, one.name) for one in figures().values()]),
        }
        self.from_1904 = False

    def line(self, cells: Mapping[str, Cell]) -> Any:
        """A row as a form; ValueError with everything that is wrong in it."""
        values, problems = {}, []
        for name, one in self._fields.items():
            try:
                values[name] = self._value(one, self._register.read(name, cells.get(name)))
            except ValueError as error:
                problems.append(f"{one.label}{error}" if not str(error).startswith(("没有", "有")) else str(error))
                values[name] = None
        if not problems:
            found = self._register.line_form(**values)
            problems = [text.rstrip("。") for text in problems_of(found).values()]
            if not problems:
                return found
        raise ValueError("、".join(problems))

    def _value(self, one: Field, cell: Cell) -> Any:
        match one:
            case Pick(of="estate", many=True):
                written = cleaning.text(cell)
                for mark in _BETWEEN:
                    written = written.replace(mark, "\n")
                return tuple(self._estates.one(name.strip()) for name in written.split("\n") if name.strip())
            case Pick(of="estate"):
                return self._estates.one(cleaning.line(cell))
            case Pick(of=of, required=required):
                return self._picked(of, cleaning.line(cell), required)
            case Choice():
                return _chosen(one, cleaning.line(cell))
            case Day():
                return day(cell, self.from_1904)
            case Number(decimals=0):
                return cleaning.count(cell)
            case Number():
                return _number(one, cell)
            case LongText():
                return cleaning.text(cell)
        return cleaning.line(cell)

    def _picked(self, of: str, written: str, required: bool) -> Any:
        if not written and not required:
            return None
        found = self._lists[of].get(company_key(written), set())
        if len(found) != 1:
            raise ValueError(f"有{len(found)}个“{written}”" if found else f"“{written}”不在名单里")
        return next(iter(found))


def rows_of(book: Spreadsheet, register: Register, report: Report) -> Iterator[tuple[str, dict[str, Cell]]]:
    """The rows of the sheets that hold this register, by field, each with its place in words."""
    sheets = [info for info in book.sheets if not info.hidden]
    found = False
    for info in sheets:
        rows: list[Sequence[Cell]] = list(book.rows(info.name, report))
        headings = _headings(register, rows)
        if headings is None:
            continue
        found = True
        at, places = headings
        for below, row in enumerate(rows[at + 1 :], at + 2):
            cells = {name: row[place] if place < len(row) else None for name, place in places.items()}
            if sum(bool(cleaning.line(cell)) for cell in cells.values()) > 1:  # one alone is a note below the table
                yield f"{info.name}第{below}行", cells
    if not found:
        needed = "、".join(one.label for one in fields_of(register.line_form).values() if one.required)
        raise Refused(f"没有找到可导入的表,要有这些列:{needed};可先下载空白模板再填写。")


def _headings(register: Register, rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]] | None:
    fields = fields_of(register.line_form)
    for at, row in enumerate(rows[:_LOOKED_AT]):
        titles = [cleaning.line(cell).replace(" ", "").rstrip("*") for cell in row]
        places = {}
        for name, one in fields.items():
            known = (one.label, heading(one).rstrip("*"), *one.aliases)
            if (place := next((titles.index(word) for word in known if word in titles), None)) is not None:
                places[name] = place
        if all(name in places for name, one in fields.items() if one.required):
            return at, places
    return None


def heading(one: Field) -> str:
    """The heading of a field: 总投资(万元), 小区*."""
    unit = f"({one.unit})" if isinstance(one, Number) and one.unit else ""
    return f"{one.label}{unit}{'*' if one.required else ''}"


def choices(one: Choice) -> str:
    """What may be written for it."""
    return "、".join(member.label for member in one.options)


def _chosen(one: Choice, written: str) -> Any:
    """The member with this label, code, or a label that begins so; None for nothing."""
    if not written:
        return None
    exact = [member for member in one.options if written in (member.label, member.value)]
    near = exact or [member for member in one.options if member.label.startswith(written) or written in member.label]
    if len(near) != 1:
        raise ValueError(f"“{written}”应是{choices(one)}之一")
    return near[0]


def _number(one: Number, cell: Cell) -> float | None:
    """A number in the field's unit: 62% is 62 percent, 13.6万㎡ is 13.6 of 万㎡."""
    written = cleaning.line(cell) if isinstance(cell, str) else ""
    if one.unit == "%" and written.endswith(("%", "％")):
        return cleaning.number(written[:-1])
    found = cleaning.number(cell)
    if one.unit == "%" and found is not None and 0 < found <= 1:
        raise ValueError(f"{found:g}看不出是{found:g}%还是{found * 100:g}%,请写成“{found * 100:g}%”这样的文字")
    if found is not None and one.unit.startswith("万") and "万" in written:
        found /= _TEN_THOUSAND
    return None if found is None else round(found, one.decimals)


def _by_name(found: Sequence[Any]) -> dict[str, set[Any]]:
    known: defaultdict[str, set[Any]] = defaultdict(set)
    for key, name in found:
        known[company_key(name)].add(key)
    return known
