"""Opening the database, and the ways to use it: read() and write(), and plain() for the first page."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlite

from desktop.data import schema
from desktop.data.connecting import connect, trouble
from desktop.domain.errors import StorageTrouble

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from desktop.data.engine import Sessions

SAFE_SQLITE = (3, 51, 3)  # the WAL-reset corruption bug is fixed from here on


class Plain:
    """Reading past SQLAlchemy, all of it in one consistent state."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """What a SELECT finds; `values` are its :names. Moments and days are ISO text, as they are stored."""
        found: list[tuple[Any, ...]] = self._connection.execute(sql, values).fetchall()
        return found


class Database:
    """One SQLite file. Readers run side by side; a writer begins immediately and commits whole or not at all."""

    def __init__(self, path: Path) -> None:
        """Open `path`, creating or upgrading its schema; raises StorageTrouble with what to do."""
        if sqlite.sqlite_version_info < SAFE_SQLITE:
            raise StorageTrouble(f"数据库组件版本过旧({sqlite.sqlite_version}),可能损坏数据,请重新安装本程序。")
        self.path = path
        self.attachments = path.parent / "attachments"
        self._making, self._reading = Lock(), Lock()
        self._sessions: Sessions | None = None
        self._connection: sqlite.Connection | None = None
        try:
            self._ensure_schema()
        except sqlite.DatabaseError as error:
            self.close()
            raise trouble(error, path) from error
        except BaseException:
            self.close()
            raise

    def read(self) -> "AbstractContextManager[Session]":
        """A session that sees one consistent state of the data."""
        return self._made().read()

    def write(self) -> "AbstractContextManager[Session]":
        """One unit of work. After the block, `session.info["changed"]` names the tables it touched.

        `session.info["attachments"]` is the folder in which files are kept.
        """
        return self._made().write({"changed": set(), "attachments": self.attachments})

    @contextmanager
    def plain(self) -> Iterator[Plain]:
        """Reading with SQL text, which needs no SQLAlchemy: the first page does not wait until that is imported."""
        with self._reading:
            try:
                if self._connection is None:
                    self._connection = connect(self.path)
                self._connection.execute("BEGIN")
                try:
                    yield Plain(self._connection)
                finally:
                    self._connection.execute("ROLLBACK")
            except sqlite.DatabaseError as error:
                raise trouble(error, self.path) from error

    def close(self) -> None:
        """Give up all connections; the write-ahead log is folded into the file."""
        with self._reading:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
        if self._sessions is not None:
            self._sessions.engine.dispose()

    @property
    def _engine(self) -> "Engine":
        return self._made().engine

    def _ensure_schema(self) -> None:
        self._connection = connect(self.path)
        found = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if found != schema.SCHEMA_VERSION:
            self._connection.close()
            self._connection = None
            self._made().ensure_schema()

    def _made(self) -> "Sessions":
        with self._making:
            if self._sessions is None:
                from desktop.data.engine import Sessions  # noqa: PLC0415 - SQLAlchemy is half of a start

                self._sessions = Sessions(self.path)
            return self._sessions
