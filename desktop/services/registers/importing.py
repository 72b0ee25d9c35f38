"""A register from a workbook: all of it or nothing, and a second time nothing new."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.documents.reading.spreadsheet import Report, open_spreadsheet, unreported
from desktop.domain.errors import Refused
from desktop.domain.faulty_rows import FaultyRows
from desktop.domain.operator import Operator
from desktop.domain.wording import cleaning
from desktop.forms.fields import fields_of
from desktop.services.registers import keeping
from desktop.services.registers.import_rows import Reader, rows_of
from desktop.services.registers.register import Register

_TOTALS = ("合计", "总计", "小计")


@dataclass(slots=True)
class Imported:
    """How many records were new, changed what was there, or were there already; `notes` tell what was left out."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)


def import_file(
    session: Session,
    register: Register,
    path: Path,
    operator: Operator,
    now: datetime,
    report: Report = unreported,
) -> Imported:
    """Take a workbook in. Refused, with nothing taken, where a row is wrong: a sentence for each of the first rows."""
    outcome, faulty = Imported(), FaultyRows()
    reader = Reader(session, register)
    groups: defaultdict[tuple[Any, ...], list[tuple[str, Any]]] = defaultdict(list)
    with open_spreadsheet(path, report) as book:
        reader.from_1904 = book.from_1904
        for place, cells in rows_of(book, register, report):
            first = next((cleaning.line(cell) for cell in cells.values() if cleaning.line(cell)), "")
            if first.replace(" ", "").rstrip(":：") in _TOTALS:
                outcome.notes.append(f"{place}是合计,没有导入。")
                continue
            with faulty.at(place):
                line = reader.line(cells)
                groups[tuple(getattr(line, name) for name in register.known_by)].append((place, line))
    for lines in groups.values():
        with faulty.at(lines[-1][0]):
            _take(session, register, register.gathered([line for _, line in lines]), operator, now, outcome)
    faulty.refuse()
    if not groups:
        raise Refused("表里没有可导入的行,请填好后再导入。")
    return outcome


def _take(
    session: Session, register: Register, form: Any, operator: Operator, now: datetime, outcome: Imported
) -> None:
    there = register.same(session, form)
    if there is None:
        keeping.enter(session, register, form, operator, now)
        outcome.new += 1
    elif _equal(register.filled(session, there), form):
        outcome.unchanged += 1
    else:
        keeping.change(session, register, there.id, form, operator, now)
        outcome.changed += 1


def _equal(before: Any, form: Any) -> bool:
    """Alike, where an empty figure is as good as 0 and a unit need not be said again."""
    fields = fields_of(type(form))
    own = all((getattr(before, name) or 0) == (getattr(form, name) or 0) for name in fields if name != "unit")
    matters = zip(getattr(before, "matters", ()), getattr(form, "matters", ()), strict=False)
    same_length = len(getattr(before, "matters", ())) == len(getattr(form, "matters", ()))
    return own and same_length and all(_equal(one, other) for one, other in matters)
