import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from desktop.data import connecting
from desktop.data import database as module
from desktop.data.database import Database
from desktop.data.schema import SCHEMA_VERSION, version_of
from desktop.data.tables.estates import Estate
from desktop.data.tables.offices import Draft
from desktop.domain.errors import StorageTrouble
from tests.office import Office


def test_a_new_file_gets_the_whole_schema(database: Database) -> None:
    with database.read() as session:
        assert version_of(session.connection()) == SCHEMA_VERSION
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_every_connection_is_safe(database: Database) -> None:
    for unit in (database.read, database.write):
        with unit() as session:
            found = {name: session.execute(text(f"PRAGMA {name}")).scalar() for name in ("synchronous", "foreign_keys")}
            assert found == {"synchronous": 2, "foreign_keys": 1}
            assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"
            assert session.execute(text("PRAGMA temp_store")).scalar() == 2


def test_a_write_is_kept_whole_or_not_at_all(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as session:
        session.add(Draft(screen="intake", values={}))
        session.flush()
        raise ZeroDivisionError
    with database.read() as session:
        assert session.get(Draft, "intake") is None


def test_a_write_names_the_tables_it_touched(database: Database) -> None:
    with database.write() as session:
        session.add(Draft(screen="intake", values={}))
    assert session.info["changed"] == {"draft"}


def test_a_reader_sees_one_state_while_a_writer_commits(database: Database) -> None:
    with database.read() as reading:
        assert reading.get(Draft, "intake") is None
        with database.write() as session:
            session.add(Draft(screen="intake", values={}))
        reading.expire_all()
        assert reading.get(Draft, "intake") is None
    with database.read() as reading:
        assert reading.get(Draft, "intake") is not None


def test_a_broken_reference_is_refused(office: Office) -> None:
    with pytest.raises(IntegrityError), office.database.write() as session:
        session.execute(text("UPDATE estate SET office_id=99"))


def test_the_second_save_of_an_old_copy_is_refused(office: Office) -> None:
    with office.database.read() as session:
        old = session.get_one(Estate, office.estate)
        session.expunge(old)
    with office.database.write() as session:
        session.get_one(Estate, office.estate).note = "first"
    with pytest.raises(StaleDataError), office.database.write() as session:
        session.add(old)
        old.note = "second"


def test_a_database_whose_version_cannot_be_read_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[sqlcipher.Connection] = []

    def unreadable(path: Path) -> sqlcipher.Connection:
        made.append(connecting.connect(path))
        made[0].set_authorizer(lambda *_: sqlite3.SQLITE_DENY)
        return made[0]

    monkeypatch.setattr(module, "connect", unreadable)
    with pytest.raises(StorageTrouble):
        Database(tmp_path / "linliban.sqlite3")
    with pytest.raises(sqlcipher.ProgrammingError, match="closed"):
        made[0].execute("SELECT 1")


def test_an_unsafe_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SAFE_SQLITE", (99, 0, 0))
    with pytest.raises(StorageTrouble, match="重新安装"):
        Database(tmp_path / "a.sqlite3")


def test_the_sqlite_in_use_is_safe() -> None:
    assert sqlcipher.sqlite_version_info >= module.SAFE_SQLITE


@pytest.mark.parametrize("folder", ["100%", "a?b", "资料#1", "带 空格'引号", "%20"])
def test_any_folder_name_will_do(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    path = tmp_path / folder / "office.sqlite3"
    Database(path).close()
    assert [one.name for one in tmp_path.iterdir()] == [folder]
    assert sqlite3.connect(path).execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble, match="打不开数据库"):
        Database(tmp_path / "nowhere" / "a.sqlite3")


def test_a_busy_database_is_told_whatever_the_values_say(database: Database) -> None:
    """The sentence follows the trouble, not a word that happens to stand in what was to be saved."""
    other = sqlcipher.connect(str(database.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StorageTrouble, match="占用"), database.write() as session:
            session.add(Draft(screen="disk is full", values={}))
    finally:
        other.close()


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    patient = [pragma for pragma in connecting.PRAGMAS if "busy_timeout" not in pragma]
    monkeypatch.setattr(connecting, "PRAGMAS", (*patient, "busy_timeout=20"))


def test_moments_keep_their_microseconds(database: Database) -> None:
    at = datetime(2026, 11, 16, 9, 30, 1, 234567)
    with database.read() as session:
        assert session.scalar(select(text(f"'{at}'"))) == str(at)


def test_sessions_are_closed_with_their_block(database: Database) -> None:
    with database.read() as session:
        assert isinstance(session, Session)
        session.execute(text("SELECT 1"))
    assert not session.in_transaction()
