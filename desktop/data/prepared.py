"""Statements made once and given to the driver as they are: what a save asks and writes must not cost more than SQLite.

What the session holds is flushed before them, as before any query; it does not know what they insert.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

from desktop.data.moments import stored

BATCH = 10_000
_DIALECT = sqlite.dialect()
Converter = Callable[[Any], Any]


def driver(session: Session) -> Any:
    """The driver's connection, in the session's transaction."""
    if session.autoflush:
        session.flush()
    return session.connection().connection.driver_connection


class Prepared:
    """A statement of SQLAlchemy, made into SQL when it is first run."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement

    def each(self, session: Session, **values: Any) -> Iterable[tuple[Any, ...]]:
        """What it finds, walked once: moments and days are ISO text, booleans 0 and 1, JSON is text.

        `values` are those of its open parameters; one that is not given is NULL.
        """
        sql, binds = self._made
        given = [
            (value if convert is None or value is None else convert(value))
            for name, fixed, convert in binds
            for value in (values.get(name, fixed),)
        ]
        found: Iterable[tuple[Any, ...]] = driver(session).execute(sql, given)
        return found

    def rows(self, session: Session, **values: Any) -> list[tuple[Any, ...]]:
        """All that it finds or returns; a statement that writes is done when this comes back."""
        return list(self.each(session, **values))

    def row(self, session: Session, **values: Any) -> tuple[Any, ...] | None:
        """Its first row, if there is one."""
        found = self.rows(session, **values)
        return found[0] if found else None

    @cached_property
    def _made(self) -> tuple[str, list[tuple[str, Any, Converter | None]]]:
        compiled: Any = self._statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
        fixed = compiled.construct_params(_check=False)
        types = {name: bind.type for name, bind in compiled.binds.items()}
        return compiled.string, [  # the values of an IN have names of their own and are texts or whole numbers
            (name, fixed.get(name), _converter(types[name]) if name in types else None) for name in compiled.positiontup
        ]


class Inserter:
    """Inserts into one table; what has no value gets the table's default.

    `columns` are those whose values are given; without them all but the id.
    """

    def __init__(self, entity: type[DeclarativeBase], columns: Sequence[str] = ()) -> None:
        table = entity.__table__
        assert isinstance(table, Table)
        self._table = table.name
        self._own = list(columns or (column.name for column in table.columns if column.name != "id"))
        others = [column for column in table.columns if column.name not in self._own and column.default is not None]
        self._fallbacks = {name: _default(table.columns[name]) for name in self._own}
        self._defaults = [_default(column) for column in others]
        names = [*self._own, *(column.name for column in others)]
        self._converters = [
            (at, convert) for at, name in enumerate(names) if (convert := _converter(table.columns[name].type))
        ]
        marks = ", ".join("?" * len(names))
        quoted = ", ".join(map(_DIALECT.identifier_preparer.quote, names))
        self._sql = f"INSERT INTO {table.name} ({quoted}) VALUES ({marks})"

    def one(self, session: Session, values: Mapping[str, Any]) -> int:
        """Insert a row of these values and return its id."""
        row = [values[name] if name in values else default() for name, default in self._fallbacks.items()]
        (plain,) = self._plain([row])
        _note(session, self._table)
        key: int = driver(session).execute(self._sql, plain).lastrowid
        return key

    def many(self, session: Session, rows: Iterable[Sequence[Any]]) -> int:
        """Insert tuples of the named columns and return how many there were."""
        count, source, connection = 0, self._plain(rows), driver(session)
        while batch := list(islice(source, BATCH)):
            connection.executemany(self._sql, batch)
            count += len(batch)
        if count:
            _note(session, self._table)
        return count

    def _plain(self, rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        defaults, converters = self._defaults, self._converters
        for row in rows:
            values = [*row, *[default() for default in defaults]]
            for at, convert in converters:
                if (value := values[at]) is not None:
                    values[at] = convert(value)
            yield values


def _note(session: Session, table: str) -> None:
    session.info.setdefault("changed", set()).add(table)


def _converter(kind: TypeEngine[Any]) -> Converter | None:
    """What SQLAlchemy would do with a value; the commonest kinds by what is the same and ten times as fast."""
    match kind:
        case DateTime():
            return stored
        case Boolean():
            return None
    convert: Converter | None = kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return convert


def _default(column: "Column[Any]") -> Callable[[], Any]:
    if column.name == "gid":
        return _gid
    default: Any = column.default
    if default is None:
        return partial(_same, None)
    if default.is_callable:
        return partial(default.arg, None)
    return partial(_same, default.arg)


def _same(value: Any) -> Any:
    return value


def _gid() -> str:
    """A global id, as random as `tables.base.new_gid` makes it and three times as fast."""
    return os.urandom(16).hex()
