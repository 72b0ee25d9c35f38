"""Sessions over one SQLite file; imported when the first one is wanted, for SQLAlchemy is half of a start."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from desktop.data.connecting import connect, trouble
from desktop.data.schema import ensure_schema


class Sessions:
    """The engine, and what opens a session to write with."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.engine = _engine(path)
        self._writing = sessionmaker(self.engine.execution_options(begin="IMMEDIATE"), expire_on_commit=False)
        event.listen(self._writing, "before_flush", _note_rows)

    def ensure_schema(self) -> None:
        """Create or upgrade the schema; raises StorageTrouble with what to do."""
        try:
            ensure_schema(self.engine, self._path)
        except (DatabaseError, sqlite.DatabaseError) as error:
            raise trouble(error, self._path) from error

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one consistent state of the data."""
        with self._telling_trouble(), Session(self.engine) as session:
            yield session

    @contextmanager
    def write(self, info: dict[str, Any]) -> Iterator[Session]:
        """One unit of work, begun immediately, with that `session.info`."""
        with self._telling_trouble(), self._writing(info=info) as session, session.begin():
            yield session

    @contextmanager
    def _telling_trouble(self) -> Iterator[None]:
        try:
            yield
        except (OperationalError, sqlite.OperationalError) as error:  # the latter from what is given to the driver
            raise trouble(error, self._path) from error
        except (DatabaseError, sqlite.DatabaseError) as error:
            said = str(getattr(error, "orig", error))
            if "malformed" in said or "not a database" in said:
                raise trouble(error, self._path) from error
            raise


def _note_rows(session: Session, *_: Any) -> None:
    session.info["changed"].update(row.__tablename__ for row in (*session.new, *session.dirty, *session.deleted))


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),  # whoever copies the database asks the engine where it lies
        module=sqlite,
        creator=lambda: connect(path),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("begin", ""))
