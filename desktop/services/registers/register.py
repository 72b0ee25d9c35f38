"""What every register is: its table, its form, its columns, and how a form becomes a row and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.domain.errors import Refused
from desktop.domain.timing.clocks import Level
from desktop.domain.wording.cleaning import Cell
from desktop.forms.fields import Choice, Field, Number, Pick, fields_of
from desktop.services.cases import Subject

_RANKS = {Level.OVERDUE: 0, Level.DUE_SOON: 1}


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the register's list; `width` in design pixels. A `state` is shown in the line's level."""

    key: str
    title: str
    width: int
    figure: bool = False
    state: bool = False
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A record in the list: a text for each column, and how pressing it is; `estates` are those it is about."""

    id: int
    version: int
    cells: tuple[str, ...]
    estates: tuple[int, ...] = ()
    level: Level = Level.FINE


@dataclass(frozen=True, slots=True)
class Remark:
    """What is due in a register: 备案超期1."""

    words: str
    level: Level


@dataclass(frozen=True, slots=True)
class Listing:
    """A register as it is shown."""

    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Names:
    """What ids are called."""

    estates: Mapping[int, str] = field(default_factory=dict)
    organisations: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session) -> "Names":
        """All estates and organisations, also those out of use."""
        return cls(
            dict(session.execute(select(Estate.id, Estate.name)).all()),
            dict(session.execute(select(Organisation.id, Organisation.name)).all()),
        )


class Register:
    """One register. A field `estate` of the form is the column `estate_id` of the table, or `estate_ids` for several;
    other fields have the names of their columns. `known_by` are the fields that tell a record from the others: a
    spreadsheet's row with the same ones is the same record. `line_form` is what a spreadsheet's row holds."""

    key: str
    name: str
    one: str
    hint: str
    table: type[Any]
    form: type[Any]
    line_form: type[Any]
    subject: Subject
    columns: Sequence[ListColumn]
    known_by: tuple[str, ...]
    with_estate = True

    def listing(self, session: Session, now: datetime) -> Listing:
        """The records as they are listed, with what is due."""
        raise NotImplementedError

    def words(self, session: Session, row: Any) -> str:
        """What the history calls a record: 丰翔新城第三届."""
        raise NotImplementedError

    def judge(self, session: Session, form: Any, row: Any | None, now: datetime) -> None:
        """Refuse, at the fields, what no field alone can tell; `row` is the record that is changed."""

    def fill(self, session: Session, row: Any, form: Any) -> None:  # noqa: ARG002
        """Bring a checked form into a row."""
        for name, one in fields_of(self.form).items():
            setattr(row, self.column(name), stored(one, getattr(form, name)))

    def filled(self, session: Session, row: Any) -> Any:  # noqa: ARG002 - some look further
        """A row as its form."""
        values = {name: asked(one, getattr(row, self.column(name))) for name, one in fields_of(self.form).items()}
        return self.form(**values)

    def prepared(self, session: Session, now: datetime) -> Any:  # noqa: ARG002
        """An empty form with what is known."""
        return self.form()

    def after(self, session: Session, before: Any | None, now: Any | None) -> None:
        """Follow a change with the forms before and after it (None where there is none)."""

    def clear(self, session: Session, row: Any) -> None:
        """Delete a row with what hangs on it."""
        session.delete(row)

    def same(self, session: Session, form: Any) -> Any | None:
        """The record that a form is about, by `known_by`, or None."""
        conditions = [getattr(self.table, self.column(name)) == stored(fields_of(self.form)[name], getattr(form, name))
                      for name in self.known_by]  # fmt: skip
        return session.scalars(select(self.table).where(*conditions).order_by(self.table.id).limit(1)).first()

    def another(self, session: Session, form: Any, row: Any | None) -> Any | None:
        """A record that a form would say again; `row`, which the form changes, is none."""
        there = self.same(session, form)
        return None if row is not None and there is not None and there.id == row.id else there

    def read(self, name: str, cell: Cell) -> Cell:  # noqa: ARG002
        """A spreadsheet's cell of a field in words that its kind understands."""
        return cell

    def gathered(self, lines: Sequence[Any]) -> Any:
        """The form that the rows of a spreadsheet make together; ValueError where they do not."""
        if len(lines) > 1:
            raise ValueError("与上面的行重复,请只留一行")
        return lines[0]

    def column(self, name: str) -> str:
        """The column that keeps a field."""
        columns = inspect(self.table).columns
        return next(each for each in (name, f"{name}_id", f"{name}_ids") if each in columns)


def pressing_first(lines: Sequence[Line]) -> tuple[Line, ...]:
    """What is overdue, then what is due soon, then the others; otherwise in their order."""
    return tuple(sorted(lines, key=lambda line: _RANKS.get(line.level, len(_RANKS))))


def stored(one: Field, value: Any) -> Any:
    """A field's value as its column keeps it."""
    match one:
        case Pick(many=True):
            return list(value)
        case Choice():
            return value.value if value else ""
        case Number(decimals=0):
            return None if value is None else int(value)
    return value


def asked(one: Field, value: Any) -> Any:
    """A column's value as its field has it."""
    match one:
        case Pick(many=True):
            return tuple(value)
        case Choice(options=options):
            return options(str(value)) if value else None
        case Number():
            return None if value is None else float(value)
    return value


def in_order(form: Any, pairs: Sequence[tuple[str, str]]) -> None:
    """Refuse days that stand the wrong way round; `pairs` of field names, the earlier first."""
    fields = fields_of(type(form))
    for first, then in pairs:
        early, late = getattr(form, first), getattr(form, then)
        if early is not None and late is not None and late < early:
            raise Refused({then: f"{fields[then].label}不能早于{fields[first].label}{early},请检查。"})


def not_to_come(form: Any, names: Sequence[str], now: datetime) -> None:
    """Refuse days after today of what has happened already."""
    for name in names:
        on: date | None = getattr(form, name)
        if on is not None and on > now.date():
            raise Refused({name: f"{fields_of(type(form))[name].label}{on}晚于今天,请修改。"})


def day(value: date | None) -> str:
    """2026-11-22, or nothing."""
    return value.isoformat() if value else ""


def figure(value: float | None) -> str:
    """A number without needless noughts, or nothing."""
    if value is None:
        return ""
    return f"{value:.2f}".rstrip("0").rstrip(".")
