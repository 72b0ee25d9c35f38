"""Opening the database, and the two ways to use it: read() and write()."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from desktop.data.schema import ensure_schema
from desktop.domain.errors import StorageTrouble

SAFE_SQLITE = (3, 51, 3)  # the WAL-reset corruption bug is fixed from here on
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged saves when the power goes
    "foreign_keys=ON",
    "busy_timeout=10000",
    "cache_size=-65536",
    "temp_store=MEMORY",  # no resident's text in a temporary file
)


class Database:
    """One SQLite file. Readers run side by side; a writer begins immediately and commits whole or not at all."""

    def __init__(self, path: Path) -> None:
        """Open `path`, creating or upgrading its schema; raises StorageTrouble with what to do."""
        if sqlite.sqlite_version_info < SAFE_SQLITE:
            raise StorageTrouble(f"数据库组件版本过旧({sqlite.sqlite_version}),可能损坏数据,请重新安装本程序。")
        self.path = path
        self.attachments = path.parent / "attachments"
        self._engine = _engine(path)
        self._writing = sessionmaker(self._engine.execution_options(begin="IMMEDIATE"), expire_on_commit=False)
        event.listen(self._writing, "before_flush", _note_rows)
        try:
            ensure_schema(self._engine, path)
        except (DatabaseError, sqlite.DatabaseError) as error:
            self.close()
            raise _trouble(error, path) from error
        except BaseException:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one consistent state of the data."""
        with self._telling_trouble(), Session(self._engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One unit of work. After the block, `session.info["changed"]` names the tables it touched.

        `session.info["attachments"]` is the folder in which files are kept.
        """
        info = {"changed": set(), "attachments": self.attachments}
        with self._telling_trouble(), self._writing(info=info) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give up all connections; the write-ahead log is folded into the file."""
        self._engine.dispose()

    @contextmanager
    def _telling_trouble(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            raise _trouble(error, self.path) from error
        except DatabaseError as error:
            if "malformed" in str(error.orig) or "not a database" in str(error.orig):
                raise _trouble(error, self.path) from error
            raise


def _note_rows(session: Session, *_: Any) -> None:
    session.info["changed"].update(row.__tablename__ for row in (*session.new, *session.dirty, *session.deleted))


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),  # a folder may be named 100%#? and still be opened
        module=sqlite,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("begin", ""))


def _trouble(error: Exception, path: Path) -> StorageTrouble:
    said = str(getattr(error, "orig", None) or error).lower()  # not the statement, whose values may say "full"
    if "full" in said:
        sentence = f"磁盘已满,没有保存;请在“{path.parent}”所在的磁盘清出一些空间后再试,已填的内容还在。"
    elif "locked" in said or "busy" in said:
        sentence = "数据库正被另一个程序占用,没有保存;请关闭其他窗口或稍等片刻再试。"
    elif "readonly" in said or "read-only" in said:
        sentence = f"没有写入权限,没有保存;请检查文件夹“{path.parent}”是否只读。"
    elif "malformed" in said or "not a database" in said or "disk image" in said:
        sentence = f"数据库文件“{path.name}”已损坏或不是本程序的数据;请停止使用,从最近的备份恢复。"
    elif "i/o error" in said:
        sentence = f"磁盘读写出错,没有保存;请确认磁盘还有空间、没有拔出,再试一次,已填的内容还在({path.parent})。"
    elif "unable to open" in said:
        sentence = f"打不开数据库“{path}”;请检查文件夹是否存在、是否有权限。"
    else:
        sentence = f"数据库出错,没有保存;请重启程序,仍不行请保留“{path.parent}”并求助。"
    return StorageTrouble(sentence)
